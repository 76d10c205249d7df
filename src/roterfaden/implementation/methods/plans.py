"""Dates of a plan: when funding runs out, what is late, what is due next; and who would wait in a circle."""

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from roterfaden.implementation.enums import DueKind, LateReason, Progress
from roterfaden.implementation.methods.initiatives import SETTLED

FUNDING_STEPS = (3, 6, 12)
"""Months before its end at which project funding is warned of."""
REPORT_AFTER = timedelta(days=31)
"""So long after the last report of an open initiative the next one is due."""


@dataclass(frozen=True)
class Due:
    """Something with a date; `title` is the milestone or the funder."""

    on: date
    kind: DueKind
    title: str = ""


@dataclass(frozen=True)
class Lateness:
    """Why an initiative is late, since when, and what (a milestone)."""

    reason: LateReason
    on: date | None = None
    title: str = ""


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier when negative), or the last one of a shorter month."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def funding_step(ends_on: date, on: date) -> int | None:
    """Within how many months funding ends: 3, 6 or 12; 0 when it is over; None while it lasts longer than a year.

    The last day itself still counts as funded.
    """
    if ends_on < on:
        return 0
    return next((months for months in FUNDING_STEPS if ends_on <= months_later(on, months)), None)


def lateness(
    progress: str, *, ends_on: date | None, milestones: Iterable[tuple[date, str]], on: date
) -> tuple[Lateness, ...]:
    """Why an initiative is late on a day: given up or put back, an open milestone overdue, its own end over.

    `milestones` are the open ones as (due day, title). What is done or regular work is never late.
    """
    if progress == Progress.DROPPED:
        return (Lateness(LateReason.DROPPED),)
    if progress in SETTLED:
        return ()
    found = [Lateness(LateReason.POSTPONED)] if progress == Progress.POSTPONED else []
    found += [Lateness(LateReason.MILESTONE, due, title) for due, title in sorted(milestones) if due < on]
    if ends_on is not None and ends_on < on:
        found.append(Lateness(LateReason.OVER, ends_on))
    return tuple(found)


def next_due(
    progress: str,
    *,
    ends_on: date | None,
    milestones: Iterable[tuple[date, str]],
    fundings: Iterable[tuple[date, str]],
    on: date,
) -> Due | None:
    """What comes first of an initiative that is not settled: an open milestone, also an overdue one, the end of a
    funding that still runs, or its own end."""
    if progress in SETTLED:
        return None
    dues = [Due(due, DueKind.MILESTONE, title) for due, title in milestones]
    dues += [Due(end, DueKind.FUNDING, funder) for end, funder in fundings if end >= on]
    if ends_on is not None:
        dues.append(Due(ends_on, DueKind.END))
    return min(dues, key=lambda due: (due.on, due.kind.value, due.title), default=None)


def report_due(progress: str, reported_on: date | None, on: date) -> bool:
    """Whether an open initiative has not been reported on for a month."""
    return progress not in SETTLED and (reported_on is None or reported_on + REPORT_AFTER <= on)


def way(edges: Mapping[int, Collection[int]], start: int, goal: int) -> tuple[int, ...]:
    """The shortest way from `start` to `goal` along `edges`, both ends included; empty when there is none.

    A new edge element → needs would close a circle exactly if there is a way from `needs` back to the element.
    """
    ways: dict[int, tuple[int, ...]] = {start: (start,)}
    waiting = [start]
    for here in waiting:
        if here == goal:
            return ways[here]
        for following in sorted(edges.get(here, ())):
            if following not in ways:
                ways[following] = (*ways[here], following)
                waiting.append(following)
    return ()
