"""Where people met and will meet: the list with its feeds, one event, its documentation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roterfaden.kernel.calendar import invitation, subscription
from roterfaden.participation import queries
from roterfaden.participation.enums import DocumentationState, EventKind, Language
from roterfaden.participation.models import Contribution, Documentation, Event, EventPhoto
from roterfaden.places.models import Area
from roterfaden.public.nav import house_name, public_page
from roterfaden.public.registration import calendar_file
from roterfaden.thread.queries.voices import VoiceFilter, voice_rows, voices
from roterfaden.ui.filters import moment
from roterfaden.ui.forms import FilterForm
from roterfaden.web.files import send_file
from roterfaden.web.pages import get_visible

VOICES_SHOWN = 5
PAGE_SIZE = 50
FEED_LENGTH = 50
COMING, PAST = "kommend", "vergangen"


class EventFilter(FilterForm):
    """Which events are listed."""

    zeit = forms.ChoiceField(
        label=gettext_lazy("Zeit"),
        choices=[("", gettext_lazy("alle")), (COMING, gettext_lazy("kommende")), (PAST, gettext_lazy("vergangene"))],
    )
    kommune = forms.ModelChoiceField(
        label=gettext_lazy("Kommune"), queryset=Area.objects.none(), to_field_name="slug",
        empty_label=gettext_lazy("alle"),
    )  # fmt: skip
    sprache = forms.ChoiceField(
        label=gettext_lazy("Mit Dolmetschen in"), choices=[("", gettext_lazy("egal")), *Language.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kommune"].queryset = Area.objects.partners().order_by("short_name", "pk")


@dataclass(frozen=True)
class EventLine:
    """An event in the list with what one can do."""

    event: Event
    is_over: bool
    can_register: bool


@login_not_required
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Coming events first, past ones below."""
    now = timezone.now()
    form = EventFilter(request.GET)
    chosen = form.chosen()
    rows = [_line(row, now) for row in _chosen_events(chosen)]
    coming = [line for line in rows if not line.is_over]
    past = [line for line in reversed(rows) if line.is_over]
    wanted = chosen.get("zeit", "")
    context = {
        "filter": form,
        "coming": coming if wanted != PAST else [],
        "past": Paginator(past if wanted != COMING else [], PAGE_SIZE).get_page(request.GET.get("seite")),
        "shows_coming": wanted != PAST,
        "count": len(coming) * (wanted != PAST) + len(past) * (wanted != COMING),
    }
    return public_page(request, "public/event/events.html", context)


def _chosen_events(chosen: dict[str, Any]) -> list[Event]:
    """One query; languages are compared here, because no database compares lists alike."""
    rows: QuerySet[Event] = Event.objects.select_related("process", "area", "documentation")
    if "kommune" in chosen:
        rows = rows.filter(area=chosen["kommune"])
    found = rows.order_by("starts_at", "pk")
    return [row for row in found if "sprache" not in chosen or chosen["sprache"] in row.interpreters]


def _line(row: Event, now: datetime) -> EventLine:
    return EventLine(row, row.ends_at < now, row.takes_registrations(now) and not row.is_by_invitation)


@login_not_required
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when, where, how to get in, for whom, what is asked, and what was said there."""
    found = get_visible(Event.objects.select_related("process", "stage", "area"), slug=slug)
    now = timezone.now()
    line = _line(found, now)
    context = {
        "event": found,
        "is_over": line.is_over,
        "is_running": found.starts_at <= now < found.ends_at,
        "can_register": line.can_register,
        "opens_later": found.registration_from is not None and now < found.registration_from,
        "seats": queries.seats(found) if line.can_register and found.capacity else None,
        "groups": found.actor_groups.order_by("position", "pk"),
        "documentation": Documentation.objects.filter(event=found, state=DocumentationState.PUBLISHED).first(),
        "voice_count": Contribution.objects.published().filter(event=found).count(),
        "voices": voice_rows(voices(VoiceFilter(event=found.slug, sort="punkte"))[:VOICES_SHOWN]),
        "EventKind": EventKind,
    }
    return public_page(request, "public/event/event.html", context)


@login_not_required
@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The date for the reader's own calendar. An internal round goes to whoever is invited, by their own link."""
    found = get_visible(_public_events(), slug=slug)
    return calendar_file(invitation(queries.appointment(found, now=timezone.now())), found.slug)


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """All public dates as a calendar to subscribe to."""
    now = timezone.now()
    dates = [queries.appointment(row, now=now) for row in _public_events().order_by("starts_at", "pk")]
    return calendar_file(subscription(_feed_title(), dates), "veranstaltungen")


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest dates as an Atom feed (RFC 4287)."""
    atom = Atom1Feed(
        title=_feed_title(),
        link=queries.address(reverse("public:events")),
        feed_url=queries.address(reverse("public:events_feed")),
        description="",
        author_name=house_name(),  # without an author a feed is not valid (RFC 4287, 4.1.1)
        language=get_language() or settings.LANGUAGE_CODE,
    )
    for row in _newest(_public_events()):
        address = queries.address(reverse("public:event", args=[row.slug]))
        words = [moment(row.starts_at), row.venue, row.description]
        if row.cancelled_at is not None:
            words.insert(0, _("Abgesagt: %(reason)s") % {"reason": row.cancel_reason})
        atom.add_item(
            title=row.title, link=address, description="\n".join(filter(None, words)), unique_id=f"urn:uuid:{row.uid}",
            updateddate=row.changed_at or row.starts_at,
        )  # fmt: skip
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def documentation(request: HttpRequest, slug: str) -> HttpResponse:
    """What the event was: published words, counts, cards, photos. Prints on A4."""
    words = get_visible(
        Documentation.objects.filter(state=DocumentationState.PUBLISHED).select_related(
            "event__process", "event__area", "event__stage"
        ),
        event__slug=slug,
    )
    return public_page(request, "public/event/documentation.html", {"page": queries.documentation_page(words)})


@login_not_required
@require_safe
def photo(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """A released photo of a published documentation."""
    rows = EventPhoto.objects.released().filter(event__documentation__state=DocumentationState.PUBLISHED)
    found = get_visible(rows.select_related("file"), event__slug=slug, pk=pk)
    return send_file(found.file, as_attachment=False)


def _public_events() -> QuerySet[Event]:
    """Events everybody may come to."""
    return Event.objects.exclude(kind=EventKind.INTERNAL)


def _newest(rows: QuerySet[Event]) -> Iterable[Event]:
    return rows.order_by("-starts_at", "-pk")[:FEED_LENGTH]


def _feed_title() -> str:
    house = house_name()
    return _("Veranstaltungen: %(house)s") % {"house": house} if house else _("Veranstaltungen")


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/", events, name="events"),
    path("veranstaltungen/kalender.ics", calendar, name="events_calendar"),
    path("veranstaltungen/feed.xml", feed, name="events_feed"),
    path("veranstaltungen/<slug:slug>/", event, name="event"),
    path("veranstaltungen/<slug:slug>/termin.ics", event_calendar, name="event_calendar"),
    path("veranstaltungen/<slug:slug>/dokumentation/", documentation, name="event_documentation"),
    path("veranstaltungen/<slug:slug>/foto/<int:pk>/", photo, name="event_photo"),
]
