"""How OParl answers over HTTP: JSON in UTF-8, readable from every page, conditional, errors as objects too."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.csrf import csrf_exempt

from roterfaden.api.oparl.addresses import SCHEMA
from roterfaden.api.oparl.filters import BadParameter
from roterfaden.api.oparl.objects import Json
from roterfaden.web.limits import WINDOW, too_many, tried

READS = 3_000
"""Answers for one network address in ten minutes: a whole county is read in fewer."""
METHODS = "GET, HEAD, OPTIONS"


class NothingThere(LookupError):
    """No object with this address is or was public."""


@dataclass(frozen=True)
class Answer:
    """What a view found. Of an object its `modified` is told as Last-Modified; a list has only its ETag, because rows
    vanish from it."""

    content: Json
    modified: datetime | None = None


def machine(view: Callable[..., Answer]) -> Callable[..., HttpResponse]:
    """Make a view of OParl: anonymous, without session, in German, at most READS times within the window."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            response = _answer(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        response["Cache-Control"] = "no-cache"
        return response

    return answer


def _answer(view: Callable[..., Answer], request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    if request.method == "OPTIONS":
        allowed = {"Allow": METHODS, "Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*"}
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=allowed)
    if request.method not in METHODS.split(", "):
        refused = _error(HTTPStatus.METHOD_NOT_ALLOWED, "Diese Schnittstelle kann nur gelesen werden.")
        refused["Allow"] = METHODS
        return refused
    if too_many("oparl", request, READS):
        refused = _error(HTTPStatus.TOO_MANY_REQUESTS, "Zu viele Anfragen. Versuchen Sie es später noch einmal.")
        refused["Retry-After"] = str(WINDOW)
        return refused
    tried("oparl", request)
    try:
        found = view(request, *args, **kwargs)
    except NothingThere:
        return _error(HTTPStatus.NOT_FOUND, "Unter dieser Adresse ist nichts veröffentlicht.")
    except BadParameter as error:
        return _error(HTTPStatus.BAD_REQUEST, f"Dieser Parameter ist nicht zu verstehen – {error}")
    return _conditional(request, found)


def _conditional(request: HttpRequest, found: Answer) -> HttpResponse:
    response = _json(found.content)
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    modified = int(found.modified.timestamp()) if found.modified else None
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag, modified, response) or response


def _json(content: Json, status: int = HTTPStatus.OK) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return HttpResponse(text.encode("utf-8"), content_type="application/json", status=status)


def _error(status: int, message: str) -> HttpResponse:
    return _json({"type": f"{SCHEMA}Error", "message": message}, status)
