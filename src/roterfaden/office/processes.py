"""Verfahren: where each process stands, what its stages open, and who was heard."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.office.moderation import own_processes
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation import queries
from roterfaden.participation.models import OFFICE_ROLES
from roterfaden.web.pages import actor_of, get_visible

add_entry(route="office:processes", label=_("Verfahren"), position=20, permission="participation.view_process")


@require_safe
@opens_with("participation.view_process")
def processes(request: HttpRequest) -> HttpResponse:
    """All processes this person may open."""
    rows = queries.process_rows(actor_of(request), on=local_day(timezone.now()))
    return office_page(request, "office/processes/processes.html", {"rows": rows})


@require_safe
@opens_with("participation.view_process")
def process(request: HttpRequest, slug: str) -> HttpResponse:
    """One process."""
    today = local_day(timezone.now())
    shown = queries.process_page(get_visible(own_processes(request, *OFFICE_ROLES), slug=slug), on=today)
    return office_page(request, "office/processes/process.html", {"shown": shown})


urlpatterns: list[URLPattern] = [
    path("verfahren/", processes, name="processes"),
    path("verfahren/<slug:slug>/", process, name="process"),
]
