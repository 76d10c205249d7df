"""What the checks look at, and what they find. Pure."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from roterfaden.indicators.enums import FigureCheck

MAD_TO_SIGMA = 1.4826
"""Median absolute deviation of a normal distribution times this is its standard deviation."""
NAMED = 12
"""Series a finding names; the rest is counted."""


class Figure(NamedTuple):
    """One value with its printed token; `value` is None for a sign. `on` is the last day it speaks of."""

    on: date
    value: float | None
    raw: str = ""
    status: str = "normal"
    known_on: date = date.min
    base: str = ""
    source: str = ""
    start: date = date.min
    end: date = date.min
    key: int = 0


@dataclass(frozen=True)
class Line:
    """A series: the newest vintage of each period in `figures`, oldest first; all others in `earlier`.

    `level` is the kind of area: only areas of one level are compared. `breaks` are days of breaks.
    """

    key: int
    indicator: str
    definition: int
    area: int
    area_name: str
    breakdown: str
    label: str
    level: str
    figures: tuple[Figure, ...]
    earlier: tuple[Figure, ...] = ()
    breaks: tuple[date, ...] = ()
    is_share: bool = False
    limit: int = 0
    multiplier: int = 1
    rhythm_months: int = 12

    @property
    def numbers(self) -> tuple[Figure, ...]:
        """The values that are numbers."""
        return tuple(each for each in self.figures if each.value is not None)

    @property
    def name(self) -> str:
        """Area and breakdown in words."""
        return f"{self.area_name}, {self.label}" if self.label else self.area_name

    def at(self, day: date) -> Figure | None:
        """The value that speaks of this day."""
        return next((each for each in self.figures if each.on == day), None)

    def is_broken(self, before: date, after: date) -> bool:
        """Whether a break lies between two days."""
        return any(before < day <= after for day in self.breaks)


@dataclass(frozen=True)
class Found:
    """Something that looks wrong. `key` says what it is about and stays when numbers change; `facts` are its numbers.

    `line` is the series it is about, 0 if many.
    """

    kind: FigureCheck
    indicator: str
    about: str
    line: int = 0
    on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The identity of the finding."""
        return f"{self.kind}:{self.indicator}:{self.about}:{self.on.isoformat() if self.on else ''}"[:220]

    @property
    def fingerprint(self) -> str:
        """The state of its numbers."""
        text = json.dumps(self.facts, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def grouped(lines: Iterable[Line]) -> dict[tuple[int, str, str], list[Line]]:
    """Series that can be compared with each other: one definition, one breakdown, one level of areas."""
    found: dict[tuple[int, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        found[(line.definition, line.breakdown, line.level)].append(line)
    return found


def named(lines: Iterable[Line]) -> list[str]:
    """The first names, for a sentence."""
    return sorted({line.name for line in lines})[:NAMED]


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Median and robust standard deviation (from the median absolute deviation)."""
    middle = median(values)
    return middle, MAD_TO_SIGMA * median(abs(value - middle) for value in values)


def decimals_of(figure: Figure) -> int:
    """Decimals the printed number has, without zeros at the end."""
    if figure.value is None:
        return 0
    text = f"{Decimal(str(round(figure.value, 6))).normalize():f}"
    return len(text.partition(".")[2])


def tidy(value: float) -> float:
    """A number as it stands in the facts: six places, so that the fingerprint does not depend on the machine."""
    return round(value + 0.0, 6)
