"""How often one address may try something. All processes count together (kernel.cache), under a keyed hash: no address
is stored."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WINDOW = 10 * 60
"""Seconds after which tries are forgotten."""


def _key(what: str, request: HttpRequest, by: str) -> str:
    """Who is counted, hashed: `by`, or the reader's network address; behind a proxy the one the proxy saw."""
    if by:
        return f"tries:{what}:{salted_hmac('roterfaden.public.limits', by).hexdigest()}"
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).split(",")[-1].strip()
    return f"tries:{what}:{salted_hmac('roterfaden.public.limits', address).hexdigest()}"


def tried(what: str, request: HttpRequest, *, by: str = "") -> None:
    """Count one try of `by`, or of the network address."""
    key = _key(what, request, by)
    if not cache.add(key, 1, WINDOW):
        cache.incr(key)


def too_many(what: str, request: HttpRequest, limit: int, *, by: str = "") -> bool:
    """Whether `by`, or this network address, has tried `limit` times within the window."""
    return int(cache.get(_key(what, request, by), 0)) >= limit
