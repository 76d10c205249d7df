"""How a program signs in: a bearer token (RFC 6750). Every operation names the permit it needs."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError
from ninja.security import HttpBearer

from roterfaden.accounts.rules import allowed
from roterfaden.api.opendata.answers import problem
from roterfaden.kernel.time import local_day
from roterfaden.machines.actions import note_use
from roterfaden.machines.enums import Permit
from roterfaden.machines.models import AccessToken
from roterfaden.machines.queries import token_for
from roterfaden.web.limits import WINDOW, too_many, tried

REQUESTS = 1_200
"""Requests of one token in ten minutes."""
WRONG = 30
"""Wrong tokens of one network address in ten minutes."""
WAIT = "Zu viele Anfragen. Versuchen Sie es später noch einmal."


class TokenAuth(HttpBearer):
    """Reads the token; `request.auth` is the row, `request.user` its owner, in whose name everything happens."""

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken | None:
        if too_many("wrong-token", request, WRONG):
            raise HttpError(HTTPStatus.TOO_MANY_REQUESTS, WAIT)
        found = token_for(token, on=local_day(timezone.now()))
        if found is None:
            tried("wrong-token", request)
            return None
        if too_many("token", request, REQUESTS, by=str(found.uid)):
            raise HttpError(HTTPStatus.TOO_MANY_REQUESTS, WAIT)
        tried("token", request, by=str(found.uid))
        request.user = found.owner
        return found


def needs(permit: Permit, permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator of an operation: the token has to hold `permit`, and its owner `permission`, for anything at all.

    What exactly the owner may see or do, the queries and actions decide as they do for pages. A write is written into
    the log with the name of the operation.
    """

    def decorate(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def permitted(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            token: AccessToken = request.auth  # type: ignore[attr-defined]
            if permit not in token.permits:
                raise HttpError(HTTPStatus.FORBIDDEN, f"Dieser Schlüssel erlaubt das nicht: {permit.value}")
            if not allowed(token.owner, permission):
                raise PermissionDenied
            answer = operation(request, *args, **kwargs)
            is_write = request.method not in {"GET", "HEAD"}
            note_use(
                actor=token.owner, token=token, now=timezone.now(), operation=operation.__name__ if is_write else ""
            )
            return answer

        return permitted

    return decorate


def for_programs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make an operation of the library a view of ours: no session, no cookie, nothing kept on the way, in German."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allow = response.get("Allow", "")
            response = problem(HTTPStatus.METHOD_NOT_ALLOWED, "Das geht unter dieser Adresse nicht.")
            response["Allow"] = allow
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = "Bearer"
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response["Retry-After"] = str(WINDOW)
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return answer
