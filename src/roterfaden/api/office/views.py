"""The addresses of the office interface."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from roterfaden.api.office.interface import api
from roterfaden.api.office.signing_in import for_programs
from roterfaden.api.opendata.answers import open_to_all, problem, written

ROOT = "api/office/v1/"


def openapi() -> dict[str, Any]:
    """The description for programs: OpenAPI 3.1. It is open, because it is the same for every installation."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"/{ROOT}".rstrip("/")))
    found["servers"] = [{"url": settings.BASE_URL}]
    return found


@open_to_all
def office_openapi(_request: HttpRequest) -> HttpResponse:
    """The description of the interface."""
    return written(json.loads(json.dumps(openapi(), default=str)))


@for_programs
def office_nothing(_request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address below: an error as an object, too."""
    return problem(404, "Unter dieser Adresse gibt es keine Funktion.")


def _interface() -> list[URLPattern]:
    """The operations of the library under our names, each behind `for_programs`.

    Operations of one address come with a pattern each, of which the first answers for all; only that one is kept.
    """
    found: dict[str, URLPattern] = {}
    patterns: list[Any] = api.urls[0]
    for pattern in patterns:
        if pattern.name != "api-root":  # only names the place; what stands there is `whoami`
            route = f"{ROOT}{pattern.pattern._route}"
            found.setdefault(route, path(route, for_programs(pattern.callback), name=f"office_{pattern.name}"))
    return list(found.values())


urlpatterns: list[URLPattern] = [
    path(f"{ROOT}openapi.json", office_openapi, name="office_openapi"),
    *_interface(),
    re_path(rf"^{ROOT}(?P<rest>.*)$", office_nothing, name="office_nothing"),
]
