"""Pages for what cannot be shown."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import Membership
from roterfaden.advice.queries import standing_lock
from roterfaden.web.again import Typed, typed_words
from roterfaden.web.cards import same_origin


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the reader's language, with a way on."""
    return render(request, "web/404.html", status=HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: it exists, but not for this person. Says which roles the person holds, and whether it is only locked."""
    held = _memberships(request)
    context = {"roles": [each.get_role_display() for each in held], "is_locked": _is_locked(held)}
    return _with_typed(request, "web/403.html", context, typed_words(request))


def signed_out(request: HttpRequest) -> HttpResponse:
    """403 for a form somebody sent after the session had ended: what was typed waits until they have signed in."""
    return _with_typed(request, "web/signed_out.html", {}, typed_words(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: most often the page stood open too long, or somebody signed in meanwhile.

    What was typed is shown only where the browser says that one of our own pages sent it. Without our cookie sending
    again may fail for ever, so the page says why.
    """
    typed = typed_words(request) if same_origin(request) else None
    context = {"has_cookie": settings.CSRF_COOKIE_NAME in request.COOKIES}
    return _with_typed(request, "web/csrf_failure.html", context, typed)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: uses neither the database nor the session, because one of them may be the reason."""
    return HttpResponse(render_to_string("web/500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _with_typed(request: HttpRequest, page: str, context: dict[str, Any], typed: Typed | None) -> HttpResponse:
    """A refusal that holds what was typed; no cache keeps it."""
    response = render(request, page, {**context, "typed": typed}, status=HTTPStatus.FORBIDDEN)
    if typed:
        patch_cache_control(response, no_store=True, private=True)
    return response


def _is_locked(held: list[Membership]) -> bool:
    """Whether somebody who advises is refused because the advice centre is locked."""
    return any(each.role == Role.COUNSELLOR for each in held) and standing_lock() is not None


def _memberships(request: HttpRequest) -> list[Membership]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return list(user.memberships.filter(ended_at=None).order_by("pk"))
