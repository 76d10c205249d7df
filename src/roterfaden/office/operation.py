"""Einstellungen, Zustand: what `manage doctor` says, for whoever has no command line."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from roterfaden.office.doctor import Finding, Level, findings, gather
from roterfaden.office.nav import add_entry, office_page, opens_with

add_entry(route="office:operation", label=gettext_lazy("Zustand"), position=895, permission="post.view_messages")

LEVELS = (
    (Level.ERROR, gettext_lazy("Das muss jemand beheben"), "danger"),
    (Level.WARNING, gettext_lazy("Das sollte jemand ansehen"), "warning"),
    (Level.NOTE, gettext_lazy("Gut zu wissen"), "info"),
)


@dataclass(frozen=True)
class OperationPage:
    """What is wrong, in groups from the worst; each with its heading and tone."""

    groups: list[tuple[str, str, list[Finding]]]


@require_safe
@opens_with("post.view_messages")
def operation(request: HttpRequest) -> HttpResponse:
    """Look at the installation now; nothing is stored."""
    found = findings(gather(now=timezone.now()))
    groups = [(str(heading), tone, [each for each in found if each.level == level]) for level, heading, tone in LEVELS]
    return office_page(
        request, "office/operation/operation.html", OperationPage([group for group in groups if group[2]])
    )


urlpatterns: list[URLPattern] = [path("einstellungen/zustand/", operation, name="operation")]
