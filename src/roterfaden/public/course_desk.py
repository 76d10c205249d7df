"""The desk of a provider behind its monthly link: no account, no index; whoever has the link keeps its courses."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.courses.methods.desks import ProviderDesk
from roterfaden.courses.models import Provider
from roterfaden.courses.queries import provider_behind
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.web.course_desk import Desk, desk_import, desk_list, desk_run, desk_state, desk_table

GUESSES = 20
SAVINGS = 120
"""Wrong links, and savings, from one address of the network in ten minutes."""
PAGES = {
    "list": "public:provider_desk", "new": "public:provider_course_new", "run": "public:provider_course",
    "state": "public:provider_course_state", "table": "public:provider_table", "import": "public:provider_import",
}  # fmt: skip

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def provider_desk(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorator: the address holds a link of ours; the view gets the desk behind it."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, token: str, **named: Any) -> HttpResponseBase:
        if too_many("course-desk", request, GUESSES) or too_many("course-desk-save", request, SAVINGS):
            return private(public_page(request, "public/courses/gone.html", status=HTTPStatus.TOO_MANY_REQUESTS))
        found = provider_behind(token, now=timezone.now())
        if found is None:
            tried("course-desk", request)
            return private(public_page(request, "public/courses/gone.html", status=HTTPStatus.NOT_FOUND))
        if request.method == "POST":
            tried("course-desk-save", request)
        return private(cast("HttpResponse", view(request, _desk(found, token), **named)))

    return opened


def _desk(provider: Provider, token: str) -> Desk:
    return Desk(
        actor=ProviderDesk(opens=provider.pk, actor_id=str(provider.pk)),
        providers=(provider,),
        is_shared=False,
        frame="public/base.html",
        render=public_page,
        address=lambda name, *args: reverse(PAGES[name], args=[token, *args]),
    )


@form_methods
@provider_desk
def desk(request: HttpRequest, found: Desk) -> HttpResponse:
    """The courses; a POST confirms."""
    return desk_list(request, found)


@form_methods
@provider_desk
def course_new(request: HttpRequest, found: Desk) -> HttpResponse:
    """A new course."""
    return desk_run(request, found)


@form_methods
@provider_desk
def course(request: HttpRequest, found: Desk, uid: UUID) -> HttpResponse:
    """One course."""
    return desk_run(request, found, uid)


@require_POST
@provider_desk
def course_state(request: HttpRequest, found: Desk, uid: UUID) -> HttpResponse:
    """Where a course goes next."""
    return desk_state(request, found, uid)


@require_safe
@provider_desk
def table(request: HttpRequest, found: Desk) -> HttpResponseBase:
    """The courses as a table."""
    return desk_table(request, found)


@form_methods
@provider_desk
def bring_table(request: HttpRequest, found: Desk) -> HttpResponse:
    """Bringing a table."""
    return desk_import(request, found)


urlpatterns: list[URLPattern] = [
    path("kurse-melden/<str:token>/", desk, name="provider_desk"),
    path("kurse-melden/<str:token>/neu/", course_new, name="provider_course_new"),
    path("kurse-melden/<str:token>/tabelle.xlsx", table, name="provider_table"),
    path("kurse-melden/<str:token>/einlesen/", bring_table, name="provider_import"),
    path("kurse-melden/<str:token>/<uuid:uid>/", course, name="provider_course"),
    path("kurse-melden/<str:token>/<uuid:uid>/stand/", course_state, name="provider_course_state"),
]
