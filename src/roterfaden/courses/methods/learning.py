"""What is counted of a course somebody attends: lessons, the account of hours, who may repeat, what comes next.

Lessons (UE) are 45 minutes. No number of the law stands here: terms and rules come as dated values (ADR 50).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roterfaden.courses.enums import (
    CourseKind,
    NextStep,
    RepeatHurdle,
    ResultKind,
    ResultOutcome,
)
from roterfaden.courses.methods.weekly import LESSON_MINUTES, WeeklyTime
from roterfaden.kernel.workdays import holiday

OUTCOMES: dict[str, tuple[ResultOutcome, ...]] = {
    ResultKind.LANGUAGE: (ResultOutcome.B1, ResultOutcome.A2, ResultOutcome.BELOW),
    ResultKind.LIFE: (ResultOutcome.PASSED, ResultOutcome.FAILED),
    ResultKind.VOCATIONAL: (ResultOutcome.PASSED, ResultOutcome.FAILED),
}
"""What can come out of which test."""
SUCCESS = (ResultOutcome.B1, ResultOutcome.PASSED)
"""What counts as passed: B1 in the language test (IntV § 17 (2)), a pass in the others."""
OWN_ACCOUNT = (CourseKind.VOCATIONAL, CourseKind.LAND, CourseKind.ORIENTATION)
"""Lessons of these do not count in the account of the language course (IntV §§ 11–13)."""
FORGIVABLE = (RepeatHurdle.NOT_TESTED,)
"""Hurdles the federal office may waive (IntV § 13 (1) sentence 5)."""


@dataclass(frozen=True)
class Pause:
    """Days somebody was away: from `since` until the day before `until`; without end they are still away."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether somebody was away on that day."""
        return self.since <= day and (self.until is None or day < self.until)


def lessons_taught(times: Iterable[WeeklyTime], first: date, last: date, pauses: Collection[Pause] = ()) -> int:
    """Lessons by the timetable from `first` to `last`, both counted, without public holidays and days somebody paused.

    Each meeting gives its whole lessons, so that breaks are not counted. School holidays are not known here.
    """
    a_day: dict[int, int] = {}
    for each in times:
        minutes = (each.ends.hour - each.starts.hour) * 60 + each.ends.minute - each.starts.minute
        a_day[each.weekday] = a_day.get(each.weekday, 0) + minutes // LESSON_MINUTES
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(
        a_day.get(day.isoweekday(), 0)
        for day in days
        if a_day.get(day.isoweekday()) and not holiday(day) and not any(pause.holds(day) for pause in pauses)
    )


def last_section(first: int, lessons: int, section_hours: int | None) -> int:
    """The section a course ends with that began with `first`: one for each `section_hours` lessons, rounded."""
    return first + max(round(lessons / section_hours), 1) - 1 if section_hours else first


# --- the account of hours --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class CountedSeat:
    """What one seat took from the account. `by_provider`: the provider said so, else the timetable was counted."""

    number: str
    lessons: int
    by_provider: bool


@dataclass(frozen=True)
class HourAccount:
    """Lessons of the language course somebody may attend at public cost, and how many are used (IntV §§ 11, 13, 14).

    `granted` are those of the type, with the repetition where it was admitted; `most` is the rule HOUR_ACCOUNT.
    """

    granted: int
    counted: tuple[CountedSeat, ...]
    most: int | None = None
    source: str = ""

    @property
    def used(self) -> int:
        """Lessons used up."""
        return sum(seat.lessons for seat in self.counted)

    @property
    def left(self) -> int:
        """Lessons left, never below zero."""
        return max(min(self.granted, self.granted if self.most is None else self.most) - self.used, 0)


@dataclass(frozen=True)
class RepeatFacts:
    """What a repetition hangs on. `outcomes` are those of the language test."""

    hours: int
    repeated: bool
    left: int
    section_hours: int | None
    outcomes: Collection[str]


def repeat_hurdles(facts: RepeatFacts) -> tuple[RepeatHurdle, ...]:
    """Why a repetition is not possible, or needs a waiver; nothing: it is (IntV § 13 (1) sentences 4, 5).

    The account counts as used up when less than one section is left, because lessons by timetable are an estimate.
    """
    found = (
        (RepeatHurdle.NOT_FORESEEN, not facts.hours),
        (RepeatHurdle.REPEATED, facts.repeated),
        (RepeatHurdle.HOURS_LEFT, facts.left >= max(facts.section_hours or 1, 1)),
        (RepeatHurdle.PASSED, ResultOutcome.B1 in facts.outcomes),
        (RepeatHurdle.NOT_TESTED, not facts.outcomes),
    )
    return tuple(hurdle for hurdle, stands in found if stands)


def may_repeat(hurdles: Iterable[RepeatHurdle]) -> bool:
    """Whether nothing stands against a repetition that the federal office could not waive."""
    return all(hurdle in FORGIVABLE for hurdle in hurdles)


# --- what comes next -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class EndedCourse:
    """What the next step hangs on: the type, the section the course ended with, and what came of it."""

    kind: str
    section: int
    sections: int
    has_orientation: bool
    passed_language: bool
    hurdles: tuple[RepeatHurdle, ...]


def next_steps(ended: EndedCourse) -> Sequence[NextStep]:
    """What may come next, the proposed one first. A person decides (IntV §§ 11 (1), 12, 13 (1))."""
    integration = ended.kind not in OWN_ACCOUNT
    onward = ended.section < ended.sections
    repeat = integration and may_repeat(ended.hurdles) and not onward
    orientation = integration and ended.has_orientation
    found = (
        (NextStep.ORIENTATION, orientation and ended.passed_language),
        (NextStep.SECTION, onward),
        (NextStep.REPEAT, repeat),
        (NextStep.ORIENTATION, orientation),
        (NextStep.DONE, True),
    )
    return tuple(dict.fromkeys(step for step, possible in found if possible))


def repeat_from(sections: int, hours: int, section_hours: int | None) -> int:
    """The section a repetition of so many lessons begins with: it leads to the end of the course."""
    return max(sections - (round(hours / section_hours) if section_hours else 1) + 1, 1)
