"""How often one address may try something. All processes count together (kernel.cache), under a keyed hash: no address
is stored."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WINDOW = 10 * 60
"""Seconds after which tries are forgotten."""


def _key(what: str, request: HttpRequest) -> str:
    """The reader's network address, hashed; behind a proxy the one the proxy saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).split(",")[-1].strip()
    return f"tries:{what}:{salted_hmac('roterfaden.public.limits', address).hexdigest()}"


def tried(what: str, request: HttpRequest) -> None:
    """Count one try."""
    key = _key(what, request)
    if not cache.add(key, 1, WINDOW):
        cache.incr(key)


def too_many(what: str, request: HttpRequest, limit: int) -> bool:
    """Whether this address has tried `limit` times within the window."""
    return int(cache.get(_key(what, request), 0)) >= limit
