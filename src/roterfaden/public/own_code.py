"""The code somebody used a moment ago, so that they need not type it again. Convenience only: whoever has no cookie
types the code, and no cookie is ever taken for proof of who somebody is. It ends with the browser."""

from django.http import HttpRequest, HttpResponse

from roterfaden.kernel.codes import is_valid

COOKIE, REMARK_COOKIE = "code", "anmerkung"
"""The code of a card; the code of remarks on a version, which opens another page."""
SALT = "roterfaden.public.own_code"


def own_code(request: HttpRequest, cookie: str = COOKIE) -> str:
    """The code this browser used last, in stored form; empty when there is none."""
    kept = request.get_signed_cookie(cookie, default="", salt=SALT)
    return kept if kept and is_valid(kept) else ""


def keep_code(response: HttpResponse, code: str, cookie: str = COOKIE) -> None:
    """Let the browser remember a code until it is closed."""
    response.set_signed_cookie(cookie, code, salt=SALT, httponly=True, samesite="Lax")


def forget_code(response: HttpResponse) -> None:
    """Let the browser forget it."""
    response.delete_cookie(COOKIE, samesite="Lax")
