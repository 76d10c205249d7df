"""Protokoll: what happened, by whom in which role, and whether the log is as it was written."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from roterfaden.accounts.enums import Role
from roterfaden.accounts.queries import names_of
from roterfaden.audit.models import Event
from roterfaden.audit.queries import ChainReport, newest_first, verbs_used, verify_chain
from roterfaden.audit.registry import sentence
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.forms import DateInput, FilterForm

add_entry(route="office:log", label=gettext_lazy("Protokoll"), position=910, permission="audit.view_event")

PAGE_SIZE = 50
USER = "accounts.user"


class LogFilter(FilterForm):
    """What to show: kind of event, role, days."""

    verb = forms.ChoiceField(label=gettext_lazy("Vorgang"))
    role = forms.ChoiceField(label=gettext_lazy("Rolle"))
    since = forms.DateField(label=gettext_lazy("von"), widget=DateInput())
    until = forms.DateField(label=gettext_lazy("bis"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", gettext_lazy("alle"))]
        self.fields["verb"].choices = everything + [(verb, sentence(verb, "…")) for verb in verbs_used()]
        self.fields["role"].choices = [*everything, *Role.choices, *OTHER_ROLES.items()]


OTHER_ROLES = {
    "participant": gettext_lazy("Mitmachende ohne Zugang"),
    "system": gettext_lazy("das Programm selbst"),
    "unit": gettext_lazy("Fachstelle mit Link"),
    "link": gettext_lazy("Betreuung einer Maßnahme, über den Link"),
}


@dataclass(frozen=True)
class LogRow:
    """One event in words."""

    event: Event
    who: str
    role: str
    sentence: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class LogPage:
    """One page of the filtered log."""

    form: LogFilter
    page: Page[Event]
    rows: tuple[LogRow, ...]


@require_safe
@opens_with("audit.view_event")
def log(request: HttpRequest) -> HttpResponse:
    """The log, newest first. Names are looked up for this page only; the log itself holds none."""
    form = LogFilter(request.GET)
    chosen = form.chosen()
    events = newest_first().between(_start(chosen.get("since")), _start(chosen.get("until"), days=1))
    if "verb" in chosen:
        events = events.with_verb(chosen["verb"])
    if "role" in chosen:
        events = events.in_role(chosen["role"])
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("seite"))
    return office_page(request, "office/log/log.html", LogPage(form, page, in_words(list(page.object_list))))


@require_safe
@opens_with("audit.view_event")
def verification(request: HttpRequest) -> HttpResponse:
    """Recompute the whole chain now and say whether it holds."""
    report: ChainReport = verify_chain()
    return office_page(request, "office/log/verification.html", {"report": report})


def in_words(events: list[Event]) -> tuple[LogRow, ...]:
    """Events as sentences, with the names of the people who acted or were changed. One query."""
    people = {event.actor_id for event in events if event.actor_kind == "staff"}
    people |= {event.subject_id for event in events if event.subject_type == USER}
    names = names_of(people)
    return tuple(
        LogRow(
            event=event,
            who=_who(event, names),
            role=str(dict(Role.choices).get(event.actor_role, "")),
            sentence=sentence(event.verb, _subject(event, names)),
            changes=tuple((name, _value(old), _value(new)) for name, (old, new) in sorted(event.changes.items())),
        )
        for event in events
    )


def _who(event: Event, names: dict[str, str]) -> str:
    if event.actor_kind == "staff":
        return names.get(event.actor_id) or _("Zugang %(number)s") % {"number": event.actor_id}
    return str(OTHER_ROLES.get(event.actor_kind, event.actor_kind))


def _subject(event: Event, names: dict[str, str]) -> str:
    if event.subject_type == USER:
        return names.get(event.subject_id) or _("Zugang %(number)s") % {"number": event.subject_id}
    return event.subject_label or f"{event.subject_type} {event.subject_id}"


def _value(value: Any) -> str:
    return "–" if value in (None, "") else str(value)


def _start(day: Any, *, days: int = 0) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min) + timedelta(days=days)) if day else None


urlpatterns: list[URLPattern] = [
    path("protokoll/", log, name="log"),
    path("protokoll/pruefung/", verification, name="log_verification"),
]
