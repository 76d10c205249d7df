"""How open data is answered over HTTP: anonymous, readable from every page, conditional, limited by address."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt

from roterfaden.web.limits import WINDOW, too_many, tried

READS = 3_000
"""Answers for one network address in ten minutes: all figures of a county are read in fewer."""
METHODS = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Make a view of open data. What it answers carries an ETag, and an unchanged answer is 304 without content."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE):
            response = _answer(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        response["Cache-Control"] = "no-cache"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return answer


def _answer(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
    if request.method == "OPTIONS":
        allowed = {"Allow": METHODS, "Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*"}
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=allowed)
    if request.method not in METHODS.split(", "):
        refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, "Diese Schnittstelle kann nur gelesen werden.")
        refused["Allow"] = METHODS
        return refused
    if too_many("open-data", request, READS):
        refused = problem(HTTPStatus.TOO_MANY_REQUESTS, "Zu viele Anfragen. Versuchen Sie es später noch einmal.")
        refused["Retry-After"] = str(WINDOW)
        return refused
    tried("open-data", request)
    response = view(request, *args, **kwargs)
    if response.status_code != HTTPStatus.OK:
        return response
    if not isinstance(response, HttpResponse):
        return response  # a file, whose view has asked already whether the reader has it
    response["ETag"] = etag(response.content)
    return get_conditional_response(request, response["ETag"], None, response) or response


def etag(content: bytes) -> str:
    """What an answer is recognised by."""
    return quote_etag(hashlib.sha256(content).hexdigest()[:32])


def problem(status: int, detail: str) -> HttpResponse:
    """An error as an object, as every operation of the interface answers it."""
    return written({"detail": detail}, status=status)


def written(content: Any, *, status: int = HTTPStatus.OK, media_type: str = "application/json") -> HttpResponse:
    """JSON in UTF-8."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return HttpResponse(text.encode("utf-8"), content_type=media_type, status=status)
