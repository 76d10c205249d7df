"""Points of a series and the stretch of them that may be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

DAYS_PER_YEAR = 365.25
MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Point:
    """A value at the last day it speaks of; no number if the source printed a sign or the count is too small."""

    on: date
    value: float | None
    observation_id: int = 0
    is_hidden: bool = False


@dataclass(frozen=True)
class Known:
    """A point that has a number."""

    on: date
    value: float
    observation_id: int = 0


def known_points(points: Sequence[Point]) -> list[Known]:
    """The points with a number, oldest first."""
    numbered = (Known(point.on, point.value, point.observation_id) for point in points if point.value is not None)
    return sorted(numbered, key=lambda point: point.on)


def segment(points: Sequence[Known], breaks: Sequence[date]) -> list[Known]:
    """The points since the last break; a break belongs to what comes after it."""
    if not points:
        return []
    start = max((day for day in breaks if day <= points[-1].on), default=date.min)
    return [point for point in points if point.on >= start]


def years_between(earlier: date, later: date) -> float:
    """Time in years of 365.25 days."""
    return (later - earlier).days / DAYS_PER_YEAR


def positions(points: Sequence[Known], rhythm_months: int) -> list[int]:
    """Each point's place in periods since the first: 0, 1, 2, … with holes where values are missing."""
    period = rhythm_months / MONTHS_PER_YEAR
    return [round(years_between(points[0].on, point.on) / period) for point in points]


def mean_change(values: Sequence[float], places: Sequence[int]) -> float:
    """Mean |Δy| of one period. A change over a hole of n periods counts as its n-th part."""
    changes = [
        abs(after - before) / max(1, end - start)
        for before, after, start, end in zip(values, values[1:], places, places[1:], strict=False)
    ]
    return sum(changes) / len(changes) if changes else 0.0
