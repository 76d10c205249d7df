"""What becomes of seats: the account of hours of a person, how it goes on after a course, and outcomes in numbers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from roterfaden.courses.enums import (
    NextStep,
    RepeatHurdle,
    ResultKind,
    RuleName,
    SeatState,
)
from roterfaden.courses.methods.learning import (
    OWN_ACCOUNT,
    SUCCESS,
    CountedSeat,
    EndedCourse,
    HourAccount,
    Pause,
    RepeatFacts,
    last_section,
    lessons_taught,
    next_steps,
    repeat_from,
    repeat_hurdles,
)
from roterfaden.courses.methods.weekly import WeeklyTime
from roterfaden.courses.models import (
    Candidate,
    CourseResult,
    CourseRun,
    CourseTime,
    CourseType,
    CourseTypeTerms,
    EntitlementKind,
    Interruption,
    Provider,
    Seat,
)
from roterfaden.courses.queries.people import clock_rules
from roterfaden.courses.queries.reference import terms
from roterfaden.post.models import Message

REPETITION = "repetition"
"""The way into a course that lets somebody attend lessons again (IntV § 13 (1))."""


# --- lessons and the account -----------------------------------------------------------------------------------------
def begun_seats(rows: QuerySet[Seat]) -> list[Seat]:
    """Seats somebody began, with timetable and pauses at hand, oldest first. Three queries."""
    return list(
        rows.exclude(began_on=None)
        .select_related("run__course_type", "run__provider")
        .prefetch_related(
            Prefetch("run__times", queryset=CourseTime.objects.order_by("weekday", "starts", "pk")),
            Prefetch("interruptions", queryset=Interruption.objects.order_by("since", "pk")),
        )
        .order_by("began_on", "pk")
    )


def counted(seat: Seat, on: date) -> CountedSeat:
    """The lessons of one seat (of `begun_seats`) until a day: what the provider says, else by timetable."""
    if seat.lessons is not None:
        return CountedSeat(seat.run.number, seat.lessons, by_provider=True)
    last = min(seat.run.ends_on, on if seat.is_holding else seat.changed_on)
    first = max(seat.began_on or seat.run.starts_on, seat.run.starts_on)
    pauses = [Pause(row.since, row.until) for row in seat.interruptions.all()]
    return CountedSeat(seat.run.number, lessons_taught(_times(seat.run), first, last, pauses), by_provider=False)


def _times(run: CourseRun) -> list[WeeklyTime]:
    return [WeeklyTime(time.weekday, time.starts, time.ends) for time in run.times.all()]


def hour_account(candidate: Candidate, on: date) -> HourAccount | None:
    """The lessons of the language course a person has used and has left; None without a type that has an account.

    The type is that of the test. Five queries.
    """
    return _account(candidate.recommended, begun_seats(candidate.seats.all()), on)


def _account(course_type: CourseType | None, seats: Iterable[Seat], on: date) -> HourAccount | None:
    law = terms(course_type, on) if course_type and course_type.kind not in OWN_ACCOUNT else None
    if law is None or not law.hours_language:
        return None
    most = clock_rules(on, [RuleName.HOUR_ACCOUNT]).get(RuleName.HOUR_ACCOUNT)
    known = [seat for seat in seats if seat.run.course_type.kind not in OWN_ACCOUNT]
    repeats = any(seat.next_step == NextStep.REPEAT for seat in known)
    return HourAccount(
        granted=law.hours_language + (law.hours_repetition if repeats else 0),
        counted=tuple(counted(seat, on) for seat in known),
        most=int(most.value) if most else None,
        source="; ".join(dict.fromkeys([law.legal_source, *([most.source] if most else [])])),
    )


# --- how it goes on --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class NextChoices:
    """What may come after a course, the proposed step first, and what stands against a repetition.

    `section` is the one the course ended with, `repeat_section` the one a repetition begins with. `repetition` is the
    way into it as law stands; None where no row holds.
    """

    steps: tuple[NextStep, ...]
    section: int
    repeat_section: int
    hurdles: tuple[RepeatHurdle, ...]
    account: HourAccount | None
    repetition: EntitlementKind | None


def next_choices(seat: Seat, on: date) -> NextChoices:
    """How it may go on for somebody whose course has ended. Eight queries at most."""
    seats = begun_seats(Seat.objects.filter(candidate=seat.candidate_id))
    ended = next((each for each in seats if each.pk == seat.pk), seat)
    course_type = seat.run.course_type
    law = terms(course_type, on)
    account = _account(course_type, seats, on)
    results = CourseResult.objects.current().filter(seat__candidate=seat.candidate_id, kind=ResultKind.LANGUAGE)
    outcomes = list(results.order_by("taken_on", "pk").values_list("outcome", flat=True))
    hours, of_section = (law.hours_repetition, law.section_hours) if law else (0, None)
    hurdles = repeat_hurdles(
        RepeatFacts(
            hours=hours,
            repeated=any(each.next_step == NextStep.REPEAT for each in seats),
            left=account.left if account else 0,
            section_hours=of_section,
            outcomes=outcomes,
        )
    )
    repetition = EntitlementKind.objects.on(on).filter(slug=REPETITION).order_by("-valid_from", "-pk").first()
    if repetition is None:
        hurdles = (RepeatHurdle.NOT_FORESEEN, *(each for each in hurdles if each != RepeatHurdle.NOT_FORESEEN))
    section = min(_ended_with(ended, law, on), course_type.sections)
    steps = next_steps(
        EndedCourse(
            kind=course_type.kind,
            section=section,
            sections=course_type.sections,
            has_orientation=bool(law and law.hours_orientation),
            passed_language=any(each in SUCCESS for each in outcomes),
            hurdles=hurdles,
        )
    )
    repeat_section = repeat_from(course_type.sections, hours, of_section)
    return NextChoices(tuple(steps), section, repeat_section, hurdles, account, repetition)


def _ended_with(seat: Seat, law: CourseTypeTerms | None, on: date) -> int:
    """The section the course of a seat ends with, by its whole timetable."""
    run = seat.run
    whole = lessons_taught(_times(run), run.starts_on, run.ends_on)
    return last_section(run.section, whole, law.section_hours if law else None)


def seats_undecided() -> QuerySet[Seat]:
    """Ended seats of people of whom nobody has said how it goes on, the oldest first."""
    rows = Seat.objects.undecided().select_related("candidate", "run__provider", "run__course_type")
    return rows.order_by("changed_on", "pk")


@dataclass(frozen=True)
class SeatPage:
    """Everything about one seat: what the person attended and passed, and whether they were invited by mail."""

    seat: Seat
    lessons: CountedSeat | None
    interruptions: tuple[Interruption, ...]
    results: tuple[CourseResult, ...]
    invited_at: datetime | None


def seat_page(seat: Seat, on: date) -> SeatPage:
    """One seat. Five queries."""
    begun = begun_seats(Seat.objects.filter(pk=seat.pk))
    return SeatPage(
        seat=seat,
        lessons=counted(begun[0], on) if begun else None,
        interruptions=tuple(begun[0].interruptions.all()) if begun else (),
        results=tuple(CourseResult.objects.current().filter(seat=seat).order_by("taken_on", "kind", "pk")),
        invited_at=Message.objects.filter(once=seat.invitation_key).values_list("written_at", flat=True).first(),
    )


# --- outcomes in numbers ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class OutcomeCounts:
    """What became of the people who were told a course. `passed`: language test at B1, or vocational certificate."""

    told: int = 0
    began: int = 0
    no_show: int = 0
    interrupted: int = 0
    ended: int = 0
    tested: int = 0
    passed: int = 0
    passed_life: int = 0

    def __add__(self, other: "OutcomeCounts") -> "OutcomeCounts":
        return OutcomeCounts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Outcomes:
    """Counts by course, the first one first, and by provider in the order of their names. Small: hide them yourself."""

    by_run: tuple[tuple[CourseRun, OutcomeCounts], ...]
    by_provider: tuple[tuple[Provider, OutcomeCounts], ...]

    @property
    def total(self) -> OutcomeCounts:
        """Everybody."""
        return sum((counts for _run, counts in self.by_run), OutcomeCounts())


def outcomes(since: date, until: date) -> Outcomes:
    """What became of the people in the courses that began from `since` until the day before `until`. Two queries.

    These are counts of people: whoever publishes them suppresses small ones first (indicators.protection).
    """
    rows = list(
        CourseRun.objects.filter(starts_on__gte=since, starts_on__lt=until)
        .annotate(
            told=Count("seats", filter=~Q(seats__state=SeatState.EXPIRED)),
            began=Count("seats", filter=Q(seats__began_on__isnull=False)),
            no_show=Count("seats", filter=Q(seats__state=SeatState.NO_SHOW)),
            interrupted=Count("seats", filter=Q(seats__state=SeatState.INTERRUPTED)),
            ended=Count("seats", filter=Q(seats__state=SeatState.ENDED)),
        )
        .filter(told__gt=0)
        .select_related("provider", "course_type")
        .order_by("starts_on", "number", "pk")
    )
    tested = _tested([run.pk for run in rows])
    by_run = tuple((run, _counts(run, tested[run.pk])) for run in rows)
    sums: dict[Provider, OutcomeCounts] = {}
    for run, counts in by_run:
        sums[run.provider] = sums.get(run.provider, OutcomeCounts()) + counts
    return Outcomes(by_run, tuple(sorted(sums.items(), key=lambda pair: (pair[0].name, pair[0].pk))))


def _counts(run: Any, results: dict[str, int]) -> OutcomeCounts:
    names = ("told", "began", "no_show", "interrupted", "ended")  # annotated
    return OutcomeCounts(**{name: getattr(run, name) for name in names}, **results)


def _tested(runs: list[int]) -> dict[int, dict[str, int]]:
    """People with results, by course: each person once, however often they took the test."""
    rows = CourseResult.objects.current().filter(seat__run__in=runs)
    people: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for run, seat, kind, outcome in rows.order_by("pk").values_list("seat__run_id", "seat_id", "kind", "outcome"):
        language = kind != ResultKind.LIFE
        if language:
            people[run]["tested"].add(seat)
        if outcome in SUCCESS:
            people[run]["passed" if language else "passed_life"].add(seat)
    return defaultdict(dict, {run: {name: len(who) for name, who in found.items()} for run, found in people.items()})
