"""Reading calendars: free times for a wish, whose calendars there are, what one has entered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from roterfaden.accounts.models import User
from roterfaden.advice.enums import AppointmentState
from roterfaden.advice.methods import HORIZON, Hours, Slot, Span, Wish, fits, free_slots, is_spoken, lead_of
from roterfaden.advice.methods.topics import FOR_THE_OFFICE
from roterfaden.advice.models import Absence, Appointment, Counsellor, InterpreterAssignment, WeeklyHours
from roterfaden.directory.models import Site
from roterfaden.kernel.time import local_day
from roterfaden.kernel.workdays import holiday
from roterfaden.topics.models import FieldOfAction

WEEK = 7


def midnight(day: date) -> datetime:
    """The moment a day begins in the time of the house."""
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True)
class Book:
    """Everything free times follow from, for a span of days: read once, asked as often as needed."""

    hours: tuple[Hours, ...]
    absences: tuple[Span, ...]
    taken: tuple[Span, ...]
    first_on: date
    last_on: date

    def free(self, wish: Wish | None, *, now: datetime, but: Iterable[Span] = ()) -> list[Slot]:
        """Free times for a wish, in order; every one without a wish. `but` are times that are kept besides.

        Where nobody speaks the language, somebody interprets, and that has to be arranged in time.
        """
        wanted = self.completed(wish) if wish else None
        return free_slots(
            [each for each in self.hours if wanted is None or fits(each, wanted)],
            absences=self.absences, taken=(*self.taken, *but), is_closed=is_closed, first_on=self.first_on,
            last_on=self.last_on,
            not_before=now + lead_of(needs_interpreter=wanted is not None and wanted.needs_interpreter),
        )  # fmt: skip

    def of(self, counsellor: int) -> "Book":
        """The same for one counsellor alone: who else is there does not count."""
        return replace(self, hours=tuple(each for each in self.hours if each.counsellor == counsellor))

    def completed(self, wish: Wish) -> Wish:
        """The wish with an interpreter where no counsellor for it speaks the language."""
        needs = wish.needs_interpreter or not is_spoken(self.hours, wish)
        return Wish(wish.topic, wish.site, wish.language, needs)

    def speakers(self, language: str) -> frozenset[int]:
        """The counsellors who speak a language."""
        return frozenset(each.counsellor for each in self.hours if language in each.languages)

    def load(self, day: date) -> dict[int, int]:
        """How many appointments each counsellor has on a day."""
        return Counter(span.counsellor for span in self.taken if local_day(span.starts_at) == day)


def is_closed(day: date) -> bool:
    """Whether nobody advises on a day because it is a public holiday."""
    return bool(holiday(day, settings.LAND))


def read_book(
    *, now: datetime, first_on: date | None = None, last_on: date | None = None, but: Appointment | None = None
) -> Book:
    """The book from `first_on` (today, if it is not given) to `last_on`, at most to the horizon.

    The time of `but` counts as free. Four queries.
    """
    today = local_day(now)
    first, last = max(first_on or today, today), min(last_on or date.max, today + HORIZON)
    rows = WeeklyHours.objects.in_force(first, last).filter(counsellor__person__is_active=True)
    rows = rows.select_related("counsellor").prefetch_related("topics").order_by("pk")
    span = (midnight(first), midnight(last + timedelta(days=1)))
    held = Appointment.objects.holding().between(*span)
    if but is not None:
        held = held.exclude(pk=but.pk)
    return Book(
        hours=tuple(_hours(row) for row in rows),
        absences=tuple(
            found for row in Absence.objects.between(first, last).order_by("pk") for found in absence_spans(row)
        ),
        taken=tuple(
            Span(counsellor, starts_at, ends_at, seat or 1)
            for counsellor, starts_at, ends_at, seat in held.order_by("pk").values_list(
                "counsellor_id", "starts_at", "ends_at", "seat"
            )
            if counsellor and starts_at and ends_at
        ),
        first_on=first,
        last_on=last,
    )  # fmt: skip


def _hours(row: WeeklyHours) -> Hours:
    return Hours(
        counsellor=row.counsellor_id, site=row.site_id, weekday=row.weekday, starts=row.starts, ends=row.ends,
        minutes=row.minutes, buffer=row.buffer, first_on=row.first_on, last_on=row.last_on, capacity=row.capacity,
        topics=frozenset(topic.pk for topic in row.topics.all()), languages=frozenset(row.counsellor.languages),
    )  # fmt: skip


def absence_spans(row: Absence) -> list[Span]:
    """An absence as spans: one for whole days, one for each day when it is hours."""
    if row.starts is None or row.ends is None:
        return [Span(row.counsellor_id, midnight(row.first_on), midnight(row.last_on + timedelta(days=1)))]
    days = [row.first_on + timedelta(days=number) for number in range((row.last_on - row.first_on).days + 1)]
    return [
        Span(
            row.counsellor_id,
            timezone.make_aware(datetime.combine(day, row.starts)),
            timezone.make_aware(datetime.combine(day, row.ends)),
        )
        for day in days
    ]


def advised_topics() -> QuerySet[FieldOfAction]:
    """What people can take an appointment for."""
    return FieldOfAction.objects.exclude(slug__in=FOR_THE_OFFICE).order_by("number", "pk")


def advised_sites(on: date) -> QuerySet[Site]:
    """Where appointments can be had from a day on."""
    hours = WeeklyHours.objects.in_force(on, on + HORIZON).filter(counsellor__person__is_active=True)
    return Site.objects.filter(pk__in=hours.values("site")).order_by("name", "pk")


# --- the office -------------------------------------------------------------------------------------------------------
def counsellor_of(user: User) -> Counsellor | None:
    """The calendar of somebody who signed in, or None. One query."""
    return Counsellor.objects.select_related("person").filter(person=user).first()


def counsellors() -> QuerySet[Counsellor]:
    """Everybody who gives appointments."""
    rows = Counsellor.objects.select_related("person").filter(person__is_active=True)
    return rows.order_by("person__name", "pk")


@dataclass(frozen=True)
class DeskCounts:
    """What waits for a counsellor: appointments of today, those to be closed, those that lack an interpreter."""

    today: int
    to_close: int
    close_since: date | None
    lacking: int


def desk_counts(counsellor: Counsellor, *, on: date) -> DeskCounts:
    """Counts for "mein Tag". Three queries."""
    own = Appointment.objects.filter(counsellor=counsellor, state=AppointmentState.BOOKED)
    asked = InterpreterAssignment.objects.standing().filter(appointment__isnull=False).values("appointment")
    ahead = own.filter(starts_at__gte=midnight(on))
    past = own.filter(starts_at__lt=midnight(on)).aggregate(count=Count("pk"), first=Min("starts_at"))
    return DeskCounts(
        today=own.between(midnight(on), midnight(on + timedelta(days=1))).count(),
        to_close=past["count"],
        close_since=local_day(past["first"]) if past["first"] else None,
        lacking=ahead.filter(needs_interpreter=True).exclude(pk__in=asked).count(),
    )


@dataclass(frozen=True)
class OwnCalendar:
    """What a counsellor has entered: hours that count now or later, and absences that are not over."""

    counsellor: Counsellor
    hours: tuple[WeeklyHours, ...]
    absences: tuple[Absence, ...]


def own_calendar(counsellor: Counsellor, *, on: date) -> OwnCalendar:
    """The calendar of one counsellor. Three queries."""
    hours = WeeklyHours.objects.in_force(on, date.max).filter(counsellor=counsellor)
    hours = hours.select_related("site").prefetch_related("topics").order_by("weekday", "starts", "pk")
    absences = Absence.objects.filter(counsellor=counsellor, last_on__gte=on).order_by("first_on", "pk")
    return OwnCalendar(counsellor, tuple(hours), tuple(absences))
