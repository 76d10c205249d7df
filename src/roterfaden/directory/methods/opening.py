"""When a place is open: usual hours, days that differ, public holidays. No clock: the moment is an argument.

A day that differs counts for itself and holidays too: whoever opens on a holiday says so. On every other holiday of the
Land nothing is open. Without any hours nobody knows, and nothing is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from roterfaden.kernel.workdays import holiday

DAYS_AHEAD = 14
"""So far the next opening is looked for."""


@dataclass(frozen=True, order=True)
class Spell:
    """A stretch of one day; it ends before midnight."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


@dataclass(frozen=True)
class Hours:
    """A stretch of a weekday (0 is Monday), every week."""

    weekday: int
    spell: Spell


@dataclass(frozen=True)
class Special:
    """Days on which other hours apply; without a stretch it is closed."""

    first_on: date
    last_on: date
    spell: Spell | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether it applies on that day."""
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class Day:
    """The hours of one day, and why they are not the usual ones."""

    spells: tuple[Spell, ...]
    reason: str = ""


@dataclass(frozen=True)
class Opening:
    """Whether it is open at a moment, until when, or when next. `reason` says why it is closed on a usual day."""

    is_open: bool
    until: time | None = None
    next_on: date | None = None
    next_at: time | None = None
    reason: str = ""


def day_hours(day: date, hours: Iterable[Hours], specials: Iterable[Special], *, land: str) -> Day:
    """The stretches of one day in order, with the reason when the day differs."""
    special = [each for each in specials if each.covers(day)]
    if special:
        spells = tuple(sorted(each.spell for each in special if each.spell))
        return Day(spells, next((each.reason for each in special if each.reason), ""))
    name = holiday(day, land)
    if name:
        return Day((), name)
    return Day(tuple(sorted(each.spell for each in hours if each.weekday == day.weekday())))


def opening_at(at: datetime, hours: Sequence[Hours], specials: Sequence[Special], *, land: str) -> Opening | None:
    """What is true at a local moment; None where no hours are known at all."""
    if not hours and not specials:
        return None
    today, now = day_hours(at.date(), hours, specials, land=land), at.time()
    for spell in today.spells:
        if spell.opens <= now < spell.closes:
            return Opening(is_open=True, until=spell.closes)
    for ahead in range(DAYS_AHEAD + 1):
        day = at.date() + timedelta(days=ahead)
        for spell in day_hours(day, hours, specials, land=land).spells:
            if ahead or spell.opens > now:
                return Opening(is_open=False, next_on=day, next_at=spell.opens, reason=today.reason)
    return Opening(is_open=False, reason=today.reason)
