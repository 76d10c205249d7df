"""The coordinator's calendar: weeks with what begins and ends in them, and the timetable of one week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roterfaden.courses.enums import RunState, TimeOfDay, Weekday
from roterfaden.courses.methods.weekly import WeeklyTime, part_of_day
from roterfaden.courses.queries.offers import RunFilter, RunLine, run_lines

WEEK = timedelta(days=7)
WEEKS_SHOWN = 13


@dataclass(frozen=True)
class CalendarWeek:
    """One week: what begins, what ends, how many courses run in it and how many seats are free in those that begin."""

    first: date
    last: date
    starting: tuple[RunLine, ...]
    ending: tuple[RunLine, ...]
    running: int

    @property
    def free(self) -> int:
        """Free seats in the courses that begin."""
        return sum(line.free for line in self.starting)


@dataclass(frozen=True)
class Lesson:
    """A course on one day of the week."""

    line: RunLine
    time: WeeklyTime


@dataclass(frozen=True)
class TimetableDay:
    """One day of a week: the lessons by the part of the day they begin in."""

    weekday: Weekday
    on: date
    parts: tuple[tuple[Lesson, ...], ...]


CALENDAR_STATES = (RunState.PLANNED, RunState.OPEN, RunState.RUNNING, RunState.ENDED)
"""What a calendar shows: everything but what was called off."""
PARTS = (TimeOfDay.MORNING, TimeOfDay.AFTERNOON, TimeOfDay.EVENING)


def monday_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def calendar_weeks(wanted: RunFilter, *, first: date, on: date) -> list[CalendarWeek]:
    """Three months of weeks from the week of `first`. Five queries."""
    lines = run_lines(wanted, on)
    start = monday_of(first)
    return [_week(start + number * WEEK, lines) for number in range(WEEKS_SHOWN)]


def _week(first: date, lines: Sequence[RunLine]) -> CalendarWeek:
    last = first + WEEK - timedelta(days=1)
    return CalendarWeek(
        first=first,
        last=last,
        starting=tuple(line for line in lines if first <= line.run.starts_on <= last),
        ending=tuple(line for line in lines if first <= line.run.ends_on <= last),
        running=sum(line.run.starts_on <= last and line.run.ends_on >= first for line in lines),
    )


def timetable(wanted: RunFilter, *, week: date, on: date) -> list[TimetableDay]:
    """Who is taught when in the week of a day: weekdays against parts of the day. Five queries."""
    start = monday_of(week)
    lines = [line for line in run_lines(wanted, on) if line.run.starts_on < start + WEEK and line.run.ends_on >= start]
    days = [(Weekday(number + 1), start + timedelta(days=number)) for number in range(7)]
    return [TimetableDay(weekday, on_day, _parts(weekday, on_day, lines)) for weekday, on_day in days]


def _parts(weekday: Weekday, on_day: date, lines: Sequence[RunLine]) -> tuple[tuple[Lesson, ...], ...]:
    lessons = sorted(
        (
            Lesson(line, each)
            for line in lines
            if line.run.starts_on <= on_day <= line.run.ends_on
            for each in line.times
            if each.weekday == weekday
        ),
        key=lambda lesson: (lesson.time.starts, lesson.line.run.number),
    )
    return tuple(tuple(lesson for lesson in lessons if part_of_day(lesson.time.starts) == part) for part in PARTS)
