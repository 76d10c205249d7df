"""The content of a data sheet: what is frozen for one municipality, and what is calculated from it. No database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from roterfaden.reporting.enums import Absence, Comparing
from roterfaden.reporting.methods.frozen import read_as

SHEET_SCHEMA = 1
FEWEST_FOR_A_COURSE = 2


@dataclass(frozen=True)
class SheetValue:
    """A value as it may be shown: a number, or `words` in its place, which also qualify a number ("vorläufig")."""

    observation_id: int
    period_start: date
    period_end: date
    on: date
    value: float | None
    words: str
    status: str
    is_hidden: bool
    known_on: date
    base: str
    source: str

    @property
    def period(self) -> tuple[date, date]:
        return self.period_start, self.period_end


@dataclass(frozen=True)
class SheetPoint:
    """A value in the course of the years; `segment` counts the breaks before it."""

    observation_id: int
    on: date
    value: float | None
    words: str
    segment: int


@dataclass(frozen=True)
class SheetFigure:
    """One figure of a municipality beside that of the county; `absence` says why there is none of its own.

    `county` is the county's value for the same time as `own`; without an own value it is the county's newest.
    """

    indicator: str
    title: str
    breakdown: str
    unit: str
    decimals: int
    compare: str
    is_fictitious: bool
    source: str
    own: SheetValue | None
    county: SheetValue | None
    absence: str
    course: tuple[SheetPoint, ...]
    county_course: tuple[SheetPoint, ...]
    breaks: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Whether the municipality has a number of its own here."""
        return self.own is not None and self.own.value is not None

    @property
    def observation_ids(self) -> frozenset[int]:
        values = [each.observation_id for each in (self.own, self.county) if each]
        return frozenset(values) | {each.observation_id for each in (*self.course, *self.county_course)}


@dataclass(frozen=True)
class SheetChapter:
    """A chapter with its figures."""

    key: str
    title: str
    lead: str
    figures: tuple[SheetFigure, ...]


@dataclass(frozen=True)
class SheetAnswer:
    """What the municipality answered to one goal of the concept."""

    element_id: int
    number: str
    title: str
    answer: str
    adapted_text: str
    reason: str
    resolution: str
    resolved_on: date | None


@dataclass(frozen=True)
class SheetInitiative:
    """How far one initiative is in the municipality."""

    element_id: int
    number: str
    title: str
    progress: str
    reason: str
    as_of: date


@dataclass(frozen=True)
class SheetSnapshot:
    """Everything in the data sheet of one municipality."""

    schema: int
    key: str
    name: str
    kind: str
    members: tuple[str, ...]
    area_km2: float | None
    county: str
    known_on: date
    concept: str
    version: str
    goals_offered: int
    chapters: tuple[SheetChapter, ...]
    answers: tuple[SheetAnswer, ...]
    initiatives: tuple[SheetInitiative, ...]

    @property
    def figures(self) -> tuple[SheetFigure, ...]:
        return tuple(figure for chapter in self.chapters for figure in chapter.figures)

    @property
    def known_count(self) -> int:
        """How many figures the municipality has of its own."""
        return sum(figure.is_known for figure in self.figures)

    @property
    def observation_ids(self) -> frozenset[int]:
        return frozenset().union(*(figure.observation_ids for figure in self.figures))


def sheet_from_json(content: dict[str, Any]) -> SheetSnapshot:
    """The snapshot that `frozen.as_json` wrote."""
    return read_as(SheetSnapshot, content)


# --- comparison and development -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Compared:
    """Own value beside the county's: a difference in the unit, or a share of the county in per cent."""

    kind: str
    amount: float


def compared(figure: SheetFigure) -> Compared | None:
    """How the municipality stands beside the county at the same time; None where that cannot be said.

    Never across different times: `queries.sheets` gives the county's value for the time of the own one.
    """
    own, county = figure.own, figure.county
    if own is None or county is None or own.value is None or county.value is None or own.period != county.period:
        return None
    if figure.compare == Comparing.DIFFERENCE:
        return Compared(figure.compare, _tidy(own.value - county.value, figure.decimals))
    if figure.compare == Comparing.SHARE and county.value > 0:
        return Compared(figure.compare, _tidy(100 * own.value / county.value, 1))
    return None


@dataclass(frozen=True)
class Development:
    """From the first to the last value of one segment. `change` is a difference, or a growth in per cent.

    `county` is the change of the county between the same days, where both are known.
    """

    first: SheetPoint
    last: SheetPoint
    is_growth: bool
    change: float
    county: float | None


def development(figure: SheetFigure) -> Development | None:
    """How the own figure moved since the last break; None with fewer than two numbers.

    Values before and after a break must not be compared (monitoring.md, section 3.1), so only the last segment counts.
    """
    known = [point for point in figure.course if point.value is not None]
    points = [point for point in known if point.segment == known[-1].segment]
    if len(points) < FEWEST_FOR_A_COURSE:
        return None
    first, last = points[0], points[-1]
    is_growth = figure.compare == Comparing.SHARE
    change = _change(first.value, last.value, is_growth=is_growth, decimals=figure.decimals)
    if change is None:
        return None
    wide = {(point.on, point.segment): point.value for point in figure.county_course}
    county = _change(
        wide.get((first.on, first.segment)), wide.get((last.on, last.segment)), is_growth=is_growth,
        decimals=figure.decimals,
    )  # fmt: skip
    return Development(first, last, is_growth, change, county)


def _change(first: float | None, last: float | None, *, is_growth: bool, decimals: int) -> float | None:
    if first is None or last is None:
        return None
    if not is_growth:
        return _tidy(last - first, decimals)
    return _tidy(100 * (last - first) / first, 1) if first > 0 else None


def _tidy(value: float, decimals: int) -> float:
    return round(value, decimals) + 0.0


def absence_of(own: SheetValue | None, *, is_defined: bool, has_county: bool) -> str:
    """Why a figure is not available; empty where it is."""
    if own is not None:
        if own.value is not None:
            return ""
        return Absence.HIDDEN if own.is_hidden else Absence.SIGN
    if not is_defined:
        return Absence.NOT_DEFINED
    return Absence.COUNTY_ONLY if has_county else Absence.NO_VALUE
