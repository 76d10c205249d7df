"""The week of the counsellors: what is taken, what is free, who is away, who came without an appointment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Prefetch, Q

from roterfaden.advice.enums import AppointmentState, AssignmentState, WalkInState
from roterfaden.advice.methods import OpenTime, Slot
from roterfaden.advice.models import Absence, Appointment, Counsellor, InterpreterAssignment, WalkIn
from roterfaden.advice.queries.appointments import wish_of
from roterfaden.advice.queries.calendars import WEEK, counsellors, midnight, read_book
from roterfaden.directory.models import Site
from roterfaden.kernel.time import local_day
from roterfaden.kernel.workdays import holiday


@dataclass(frozen=True)
class CalendarRow:
    """An appointment in a calendar. `interpreting` says how far the search for an interpreter is."""

    appointment: Appointment
    interpreting: str
    has_begun: bool

    @property
    def starts_at(self) -> datetime | None:
        """When it begins."""
        return self.appointment.starts_at

    @property
    def lacks_interpreter(self) -> bool:
        """Whether somebody still has to be asked."""
        return self.appointment.needs_interpreter and not self.interpreting

    @property
    def can_move(self) -> bool:
        """Whether it can be moved or called off."""
        return self.appointment.is_alive and not self.has_begun

    @property
    def to_close(self) -> bool:
        """Whether somebody has to say if the person came."""
        return self.appointment.state == AppointmentState.BOOKED and self.has_begun


@dataclass(frozen=True)
class FreeTime:
    """A time nobody has: when, where, and who would advise."""

    starts_at: datetime
    ends_at: datetime
    site: Site
    counsellors: tuple[Counsellor, ...]

    @property
    def token(self) -> str:
        """The time as a form sends it."""
        return OpenTime(self.starts_at, self.site.pk).token

    @property
    def names(self) -> str:
        """Who would advise, in one line."""
        return ", ".join(each.person.name for each in self.counsellors)


@dataclass(frozen=True)
class CalendarDay:
    """A day of a week: a holiday (`closed`), who is `away`, appointments and free times in one order of time."""

    day: date
    closed: str
    away: tuple[str, ...]
    entries: tuple[CalendarRow | FreeTime, ...]
    drawn: int = 0
    waiting: int = 0

    @property
    def rows(self) -> tuple[CalendarRow, ...]:
        """The appointments."""
        return tuple(each for each in self.entries if isinstance(each, CalendarRow))


@dataclass(frozen=True)
class Week:
    """One week, of one counsellor or of all. `places` says whether more than one place is named."""

    monday: date
    days: tuple[CalendarDay, ...]
    counsellor: Counsellor | None
    waiting: int
    places: bool

    @property
    def total(self) -> int:
        """How many appointments there are."""
        return sum(len(each.rows) for each in self.days)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=WEEK - 1)

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=WEEK)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=WEEK)


def week(
    monday: date, *, now: datetime, counsellor: Counsellor | None = None, moving: Appointment | None = None
) -> Week:
    """The week that begins with `monday`, for one counsellor or for all. Eleven queries, however full it is.

    Free times are those that can be given now; with `moving` those to which this appointment can go, with whomever.
    Saturday and Sunday are left out when nothing is on them.
    """
    start, end = midnight(monday), midnight(monday + timedelta(days=WEEK))
    people = {each.pk: each for each in counsellors()}
    rows = _rows(start, end, counsellor, now)
    free = _free(monday, now, counsellor, moving, people)
    away = Absence.objects.between(monday, monday + timedelta(days=WEEK - 1)).order_by("counsellor__person__name", "pk")
    absences = [each for each in away if counsellor is None or each.counsellor_id == counsellor.pk]
    numbers = _numbers(monday)
    days = []
    for day in (monday + timedelta(days=number) for number in range(WEEK)):
        entries: list[CalendarRow | FreeTime] = [row for row in rows if row.appointment.day == day]
        entries += [each for each in free if local_day(each.starts_at) == day]
        entries.sort(key=lambda each: each.starts_at or start)
        names = [people[each.counsellor_id].person.name for each in absences if _covers(each, day, people)]
        closed = holiday(day, settings.LAND)
        days.append(CalendarDay(day, closed, tuple(dict.fromkeys(names)), tuple(entries), *numbers.get(day, (0, 0))))
    shown = tuple(each for place, each in enumerate(days) if place < WEEK - 2 or each.entries or each.drawn)
    sites = {row.appointment.site_id for row in rows} | {each.site.pk for each in free}
    return Week(monday, shown, counsellor, Appointment.objects.waiting().count(), len(sites) > 1)


def _covers(absence: Absence, day: date, people: dict[int, Counsellor]) -> bool:
    return absence.counsellor_id in people and absence.first_on <= day <= absence.last_on


def _rows(start: datetime, end: datetime, counsellor: Counsellor | None, now: datetime) -> list[CalendarRow]:
    """Two queries."""
    found = Appointment.objects.holding().between(start, end)
    if counsellor is not None:
        found = found.filter(counsellor=counsellor)
    standing = InterpreterAssignment.objects.standing().order_by("asked_at", "pk")
    found = found.select_related("counsellor__person", "site", "topic").prefetch_related(
        Prefetch("assignments", queryset=standing)
    )
    return [
        CalendarRow(row, _interpreting(list(row.assignments.all())), row.starts_at is not None and row.starts_at <= now)
        for row in found.order_by("starts_at", "seat", "pk")
    ]


def _interpreting(standing: Sequence[InterpreterAssignment]) -> str:
    """The best answer so far: done before accepted before asked; empty when nobody was asked."""
    order = (AssignmentState.DONE, AssignmentState.ACCEPTED, AssignmentState.ASKED)
    states = {each.state for each in standing}
    return next((state.value for state in order if state in states), "")


def _free(
    monday: date,
    now: datetime,
    counsellor: Counsellor | None,
    moving: Appointment | None,
    people: dict[int, Counsellor],
) -> list[FreeTime]:
    """Free times of the week, those at the same time and place as one. Five queries."""
    book = read_book(now=now, first_on=monday, last_on=monday + timedelta(days=WEEK - 1), but=moving)
    slots = book.free(wish_of(moving) if moving else None, now=now)
    if counsellor is not None and moving is None:
        slots = [each for each in slots if each.counsellor == counsellor.pk]
    sites = {site.pk: site for site in Site.objects.filter(pk__in={each.site for each in slots}).order_by("pk")}
    return [
        FreeTime(
            time.starts_at, min(each.ends_at for each in same), sites[time.site],
            tuple(people[each.counsellor] for each in same),
        )
        for time, same in _by_time(slots).items()
        if moving is None or (time.starts_at, time.site) != (moving.starts_at, moving.site_id)
    ]  # fmt: skip


def _by_time(slots: Iterable[Slot]) -> dict[OpenTime, list[Slot]]:
    grouped: dict[OpenTime, list[Slot]] = {}
    for slot in slots:
        grouped.setdefault(OpenTime(slot.starts_at, slot.site), []).append(slot)
    return grouped


def _numbers(monday: date) -> dict[date, tuple[int, int]]:
    """How many numbers were drawn on each day, and how many of them wait. One query."""
    rows = WalkIn.objects.filter(day__gte=monday, day__lt=monday + timedelta(days=WEEK)).order_by("day").values("day")
    counted = rows.annotate(drawn=Count("pk"), waiting=Count("pk", filter=Q(state=WalkInState.WAITING)))
    return {row["day"]: (row["drawn"], row["waiting"]) for row in counted}
