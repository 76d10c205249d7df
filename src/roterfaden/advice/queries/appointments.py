"""Reading appointments: by code, the waiting list, letters, calendar files, what reminding and counting need."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from roterfaden.advice.enums import AppointmentState
from roterfaden.advice.methods import WaitingDays, Wish, reminder_due, waiting_days
from roterfaden.advice.methods.notices import When
from roterfaden.advice.methods.waiting import REMIND_BEFORE, WAITING_LASTS
from roterfaden.advice.models import Appointment, Interpreter, InterpreterAssignment
from roterfaden.advice.queries.calendars import midnight
from roterfaden.directory.models import Site
from roterfaden.kernel.calendar import Appointment as CalendarEntry
from roterfaden.kernel.codes import readable
from roterfaden.kernel.languages import in_language
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import house_name

OWN_PATH = "/beratung/termin/mein/"
ADDRESS_STAYS = timedelta(days=1)
"""So long after its end the mail address of an appointment stays, should it have to be written once more."""


def appointment_by_code(code: str) -> Appointment | None:
    """The appointment with this code (stored form). One query."""
    rows = Appointment.objects.select_related("site__organisation", "wished_site", "topic", "counsellor")
    return rows.filter(code=code).first()


def wish_of(row: Appointment) -> Wish:
    """What somebody needs, to ask for free times with."""
    return Wish(row.topic_id, row.wished_site_id, row.language, row.needs_interpreter)


def where(site: Site | None) -> str:
    """A site in one line: name, street, town."""
    return ", ".join(part for part in (site.name, site.street, site.place) if part) if site else ""


def letter_facts(appointment: Appointment) -> When:
    """What letters say about an appointment. One query."""
    return When(
        starts_at=appointment.starts_at,
        where=where(appointment.site or appointment.wished_site),
        code=readable(appointment.code or ""),
        page=f"{settings.BASE_URL}{in_language(OWN_PATH)}",
        house=house_name(),
    )


def calendar_entry(appointment: Appointment, *, now: datetime) -> CalendarEntry:
    """An appointment for calendars, with its code and without a topic. The times have to be set."""
    starts_at, ends_at = appointment.starts_at, appointment.ends_at
    if starts_at is None or ends_at is None:
        raise ValueError("a wish without a time fits into no calendar")
    return CalendarEntry(
        uid=f"{appointment.uid}@roterfaden",
        sequence=appointment.sequence,
        title=_("Termin"),
        starts_at=starts_at,
        ends_at=ends_at,
        stamped_at=now,
        place=where(appointment.site),
        text=_("Ihr Code: %(code)s") % {"code": readable(appointment.code or "")},
        url=f"{settings.BASE_URL}{in_language(OWN_PATH)}",
        is_cancelled=appointment.state == AppointmentState.CANCELLED,
    )


def place_in_line(appointment: Appointment) -> int:
    """How many stand before this wish on the waiting list. One query."""
    if appointment.waiting_since is None:
        return 0
    earlier = Q(waiting_since__lt=appointment.waiting_since)
    same = Q(waiting_since=appointment.waiting_since, pk__lt=appointment.pk)
    return Appointment.objects.waiting().filter(earlier | same).count()


def waiting_list() -> QuerySet[Appointment]:
    """Who waits for a time, and who has been offered one, for the office."""
    rows = Appointment.objects.filter(state__in=[AppointmentState.WAITING, AppointmentState.OFFERED])
    return rows.select_related("topic", "wished_site", "site").order_by("waiting_since", "pk")


# --- what the clock does ----------------------------------------------------------------------------------------------
def to_remind(now: datetime) -> list[Appointment]:
    """Appointments of which somebody is to be reminded now. One query."""
    rows = Appointment.objects.filter(
        state=AppointmentState.BOOKED, reminded_at=None, starts_at__gt=now, starts_at__lte=now + REMIND_BEFORE
    )
    rows = rows.exclude(address="").select_related("site", "wished_site").order_by("starts_at", "pk")
    return [
        row
        for row in rows
        if row.starts_at and row.booked_at and reminder_due(starts_at=row.starts_at, booked_at=row.booked_at, now=now)
    ]


def lapsed_offers(now: datetime) -> QuerySet[Appointment]:
    """Offers nobody answered in time."""
    rows = Appointment.objects.filter(state=AppointmentState.OFFERED, offered_until__lte=now)
    return rows.order_by("offered_until", "pk")


def outlived_wishes(now: datetime) -> QuerySet[Appointment]:
    """Wishes on the waiting list that are too old."""
    return Appointment.objects.waiting().filter(requested_at__lt=now - WAITING_LASTS)


def addresses_to_erase(now: datetime) -> QuerySet[Appointment]:
    """Appointments that are over, or ended otherwise, whose mail address still stands there."""
    over = Q(ended_at__lt=now - ADDRESS_STAYS) | Q(ends_at__lt=now - ADDRESS_STAYS)
    return Appointment.objects.exclude(address="").filter(over).order_by("pk")


def forgotten_interpreters() -> QuerySet[Interpreter]:
    """Those who left the pool and of whom no assignment is kept any more."""
    return Interpreter.objects.filter(retired_at__isnull=False, assignments=None).order_by("pk")


# --- counts for the bridge --------------------------------------------------------------------------------------------
def counted_waiting_days(start: date, end: date) -> WaitingDays:
    """How long people waited whose appointment took place from `start` (included) to `end` (excluded). One query.

    Counted in calendar days from the request to the appointment as it was held; who did not come is left out.
    """
    rows = Appointment.objects.filter(
        state=AppointmentState.KEPT, starts_at__gte=midnight(start), starts_at__lt=midnight(end)
    )
    pairs = rows.order_by("pk").values_list("requested_at", "starts_at")
    return waiting_days([(local_day(asked), local_day(held)) for asked, held in pairs if held])


@dataclass(frozen=True)
class InterpretedTime:
    """How long was interpreted in one language in one month."""

    month: date
    language: str
    minutes: int
    assignments: int


def counted_interpreting(start: date, end: date) -> tuple[InterpretedTime, ...]:
    """Interpreted time by month and language, from `start` (included) to `end` (excluded). One query."""
    rows = InterpreterAssignment.objects.done_between(midnight(start), midnight(end))
    found: dict[tuple[date, str], list[int]] = {}
    for starts_at, language, minutes in rows.order_by("pk").values_list("starts_at", "language", "minutes"):
        found.setdefault((local_day(starts_at).replace(day=1), language), []).append(minutes or 0)
    return tuple(
        InterpretedTime(month, language, sum(minutes), len(minutes))
        for (month, language), minutes in sorted(found.items())
    )
