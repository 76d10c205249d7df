"""Weekly times of a course: read as people write them, written so that they read back the same, counted."""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from itertools import pairwise
from typing import NamedTuple

from roterfaden.courses.enums import TimeOfDay, Weekday
from roterfaden.courses.errors.offers import TimesUnreadable

SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
LESSON_MINUTES = 45
"""Length of one Unterrichtseinheit."""
NOON, EVENING = time(12), time(17)
"""A course that begins before noon is held in the morning, one that begins from five on in the evening."""

_PIECE = re.compile(
    r"^(?P<days>[a-z.,\s–-]+?)\s*(?:von\s*)?(?P<starts>\d{1,2}(?:[:.]\d{2})?)\s*(?:uhr)?\s*(?:–|-|bis)\s*"
    r"(?P<ends>\d{1,2}(?:[:.]\d{2})?)\s*(?:uhr)?$"
)
_DAY = {name[:2].lower(): number for number, name in enumerate(SHORT, start=1)}


class WeeklyTime(NamedTuple):
    """One lesson of the week: ISO weekday, beginning, end."""

    weekday: int
    starts: time
    ends: time


def read_times(text: str) -> tuple[WeeklyTime, ...]:
    """Weekly times from a line such as "Mo–Do 8:30–12:45; Fr 8.30 bis 11 Uhr". Empty text: none.

    Raises TimesUnreadable for a piece nobody understands, a time that ends before it begins, or two that overlap.
    """
    found: list[WeeklyTime] = []
    for piece in filter(None, (part.strip() for part in re.split(r"[;\n|]", text))):
        found += _read_piece(piece)
    return ordered_times(found)


def ordered_times(times: Iterable[WeeklyTime]) -> tuple[WeeklyTime, ...]:
    """Weekly times in their order. Raises TimesUnreadable for one that ends before it begins, and two that overlap."""
    ordered = sorted(times)
    for each in ordered:
        if each.ends <= each.starts:
            raise TimesUnreadable(text=written_times([each]))
    for one, other in pairwise(ordered):
        if one.weekday == other.weekday and other.starts < one.ends:
            raise TimesUnreadable(text=written_times([one, other]))
    return tuple(ordered)


def _read_piece(piece: str) -> list[WeeklyTime]:
    matched = _PIECE.match(piece.lower())
    days = _days(matched["days"]) if matched else []
    starts, ends = (_time(matched[name]) if matched else None for name in ("starts", "ends"))
    if not days or starts is None or ends is None or ends <= starts:
        raise TimesUnreadable(text=piece)
    return [WeeklyTime(day, starts, ends) for day in days]


def _days(text: str) -> list[int]:
    """ISO weekdays of "mo–do, sa" or "montag und mittwoch"; empty when one of them is none."""
    joined = re.sub(r"[.\s]*(?:–|-|\bbis\b)\s*", "-", re.sub(r"\bund\b", ",", text))
    found: set[int] = set()
    for part in filter(None, re.split(r"[,.\s]+", joined)):
        first, _dash, last = part.partition("-")
        start, end = _DAY.get(first[:2], 0), _DAY.get((last or first)[:2], 0)
        if not start or end < start:
            return []
        found.update(range(start, end + 1))
    return sorted(found)


def _time(text: str) -> time | None:
    hour, _dot, minute = text.replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None


def written_times(times: Iterable[WeeklyTime], names: Sequence[str] = SHORT) -> str:
    """Weekly times in one line, days of equal times together: "Mo–Do 8:30–12:45; Fr 8:30–11:00"."""
    by_hours: dict[tuple[time, time], list[int]] = {}
    for each in sorted(times):
        by_hours.setdefault((each.starts, each.ends), []).append(each.weekday)
    lines = (
        f"{_written_days(days, names)} {starts.hour}:{starts:%M}–{ends.hour}:{ends:%M}"
        for (starts, ends), days in sorted(by_hours.items(), key=lambda pair: (pair[1][0], pair[0]))
    )
    return "; ".join(lines)


def _written_days(days: list[int], names: Sequence[str]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts: list[str] = []
    for run in runs:
        together = len(run) > 2  # noqa: PLR2004 -- two days read better side by side
        first, last = names[run[0] - 1], names[run[-1] - 1]
        parts += [f"{first}–{last}"] if together else [names[day - 1] for day in run]
    return ", ".join(parts)


def lessons_a_week(times: Iterable[WeeklyTime]) -> int:
    """Unterrichtseinheiten in a week, of 45 minutes each, pauses counted in."""
    minutes = sum((each.ends.hour - each.starts.hour) * 60 + each.ends.minute - each.starts.minute for each in times)
    return minutes // LESSON_MINUTES


def time_of_day(times: Sequence[WeeklyTime]) -> TimeOfDay | None:
    """When most lessons are held; None without times. A course only at weekends counts as such."""
    if not times:
        return None
    if all(each.weekday >= Weekday.SATURDAY for each in times):
        return TimeOfDay.WEEKEND
    counts = [part_of_day(each.starts) for each in times if each.weekday < Weekday.SATURDAY]
    return max(sorted(set(counts), key=list(TimeOfDay).index), key=counts.count)


def part_of_day(starts: time) -> TimeOfDay:
    """When a lesson is held that begins then."""
    if starts < NOON:
        return TimeOfDay.MORNING
    return TimeOfDay.AFTERNOON if starts < EVENING else TimeOfDay.EVENING
