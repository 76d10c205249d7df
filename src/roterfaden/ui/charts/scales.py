"""Scales and ticks: from values and dates to pixels and back to words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from babel.dates import format_date

from roterfaden.ui.filters import current_locale, number

NICE_STEPS = (1, 2, 2.5, 5, 10)
TWO_YEARS = 731
HAIR = 1e-9


@dataclass(frozen=True)
class Scale:
    """A straight scale from a domain to a range of pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def at(self, day: date) -> float:
        """The pixel of a day, for a scale over ordinals."""
        return self(day.toordinal())


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values that enclose low and high, in steps of 1, 2, 2.5 or 5 times a power of ten."""
    if high - low <= HAIR * max(1, abs(low)):
        high = low + 1
    raw = (high - low) / max(count, 1)
    power = 10 ** floor(log10(raw))
    step = next(nice * power for nice in NICE_STEPS if nice * power >= raw * 0.999)
    first, last = floor(low / step + HAIR), ceil(high / step - HAIR)
    return [round(index * step, 10) for index in range(first, last + 1)]


def tick_decimals(ticks: Sequence[float]) -> int:
    """Decimals the ticks need so that no two read the same."""
    return next((places for places in range(4) if all(abs(round(tick, places) - tick) < HAIR for tick in ticks)), 4)


def tick_texts(ticks: Sequence[float]) -> list[str]:
    """The ticks as numbers of the page's language."""
    places = tick_decimals(ticks)
    return [number(tick, places) for tick in ticks]


def is_yearly(days: Iterable[date]) -> bool:
    """Whether every date falls on the same day of its year, so that the year says it all."""
    return len({(day.month, day.day) for day in days}) <= 1


def date_text(day: date, yearly: bool) -> str:
    """A reference date as short as it may be: the year of a yearly series, otherwise the day."""
    return format_date(day, format="yyyy" if yearly else "medium", locale=current_locale())


def month_starts(first: date, last: date) -> list[date]:
    """The first days of all months between two days."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def date_ticks(days: Sequence[date], most: int) -> list[tuple[date, str]]:
    """At most ``most`` marks for a time axis: the dates of a yearly series, else months or turns of the year."""
    ordered = sorted(set(days))
    span = (ordered[-1] - ordered[0]).days
    if is_yearly(ordered):
        marks = [(day, date_text(day, yearly=True)) for day in ordered]
    elif span <= TWO_YEARS:
        marks = [(day, format_date(day, format="MMM yy", locale=current_locale())) for day in ordered]
    else:
        years = range(ordered[0].year + 1, ordered[-1].year + 1)
        marks = [(date(year, 1, 1), date_text(date(year, 1, 1), yearly=True)) for year in years]
    every = max(1, ceil(len(marks) / most))
    return marks[::-1][::every][::-1]
