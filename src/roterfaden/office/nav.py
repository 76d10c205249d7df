"""The frame of the office: its navigation, the lock on its pages, and one way to render them.

Each subject module adds its entry with `add_entry` beside its views; an entry shows only to whom its page opens.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.rules import allowed
from roterfaden.ui.parts import Link, Text
from roterfaden.web.pages import actor_of, page

View = Callable[..., HttpResponseBase]

GROUPS: tuple[tuple[int, Text], ...] = (
    (0, ""),
    (20, _("Beteiligen")),
    (50, _("Ordnen und abwägen")),
    (70, _("Beschließen und umsetzen")),
    (110, _("Messen und berichten")),
    (200, _("Beraten und vermitteln")),
    (860, _("Einrichten")),
)
"""From which position on a group of the navigation begins, and what it is called; my day stands alone on top."""


@dataclass(frozen=True)
class Entry:
    """One place of the office. `permission` is asked without an object: may this person open it anywhere? Empty: all.

    `position` orders the entries along the work and puts each into one of `GROUPS`: 10 my day, 20 process, 30 events,
    40 capture, 50 board, 60 weighing, 70 concept, then council, municipalities, measures, figures, review, reports.
    """

    route: str
    label: Text
    position: int
    permission: str = ""

    def opens_to(self, request: HttpRequest) -> bool:
        """Whether the person behind this request may open the page."""
        return not self.permission or allowed(actor_of(request), self.permission)


@dataclass(frozen=True)
class Group:
    """Entries that belong to one part of the work; `label` is empty for the first."""

    label: Text
    links: list[Link]


_entries: dict[str, Entry] = {}


def add_entry(*, route: str, label: Text, position: int, permission: str = "") -> None:
    """Put a page into the navigation of the office."""
    _entries[route] = Entry(route, label, position, permission)


def navigation(request: HttpRequest) -> list[Group]:
    """The entries this person may open, in the order of the work; the most fitting one is active."""
    entries = sorted(_entries.values(), key=lambda entry: (entry.position, entry.route))
    links = [(entry, reverse(entry.route)) for entry in entries if entry.opens_to(request)]
    fitting = [url for _entry, url in links if request.path.startswith(url)]
    here = max(fitting, key=len, default="")
    return [
        Group(GROUPS[number][1], [Link(entry.label, url, active=url == here) for entry, url in members])
        for number, members in groupby(links, key=lambda pair: _group_of(pair[0]))
    ]


def _group_of(entry: Entry) -> int:
    return bisect_right([start for start, _label in GROUPS], entry.position) - 1


def opens_with(permission: str) -> Callable[[View], View]:
    """Decorator: the view opens to whoever holds `permission` anywhere; everybody else gets a 403 that says why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def locked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allowed(actor_of(request), permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return locked

    return decorate


def office_page(request: HttpRequest, template: str, context: Any = None, *, status: int = 200) -> HttpResponse:
    """`web.pages.page` inside the frame of the office: adds `office_nav`."""
    if is_dataclass(context):
        context = {field.name: getattr(context, field.name) for field in fields(context)}
    return page(request, template, {"office_nav": navigation(request)} | (context or {}), status=status)
