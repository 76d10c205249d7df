"""The small picture beside a figure: a line over the years, or two dots. Places are shares of width and height."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from roterfaden.reporting.enums import Comparing
from roterfaden.reporting.methods.sheets import SheetFigure, SheetPoint, compared

FEWEST = 3
"""Fewer values are no course."""

Place = tuple[float, float]
"""From the left and from the bottom, each from 0 to 1."""


@dataclass(frozen=True)
class Picture:
    """`kind` is line, dots or empty. `own` and `county` are runs of places: a break or a gap begins a new run.

    A line of counts shows both courses as shares of their first common value, because a town and its county have no
    scale in common.
    """

    kind: str
    own: tuple[tuple[Place, ...], ...] = ()
    county: tuple[tuple[Place, ...], ...] = ()


def picture_of(figure: SheetFigure) -> Picture:
    """The picture that belongs to a figure; of kind "" where there is nothing to see.

    Where the municipality has no figure, the line is the county's alone.
    """
    own = [point for point in figure.course if point.value is not None]
    county = [point for point in figure.county_course if point.value is not None]
    if len(own) >= FEWEST:
        return _line(figure, own, county)
    if figure.own is None and len(county) >= FEWEST:
        return _line(figure, [], county)
    if figure.compare == Comparing.DIFFERENCE and compared(figure) is not None and figure.own and figure.county:
        values = figure.own.value or 0.0, figure.county.value or 0.0
        low, high = min(0.0, *values), max(0.0, *values)
        width = high - low or 1.0
        places = [((value - low) / width, 0.5) for value in values]
        return Picture("dots", ((places[0],),), ((places[1],),))
    return Picture("")


def _line(figure: SheetFigure, own: list[SheetPoint], county: list[SheetPoint]) -> Picture:
    if own and figure.compare != Comparing.DIFFERENCE:
        own_scale, county_scale = _common_scale(own, county)
    else:
        own_scale = county_scale = 1.0
    county = county if county_scale else []
    courses = [(own, own_scale), (county, county_scale or 1.0)]
    first_day, last_day = (own or county)[0].on, (own or county)[-1].on
    heights = [(point.value or 0.0) / scale for points, scale in courses for point in points]
    low, high = min(heights), max(heights)
    days = max((last_day - first_day).days, 1)

    def place(point: SheetPoint, scale: float) -> Place:
        height = ((point.value or 0.0) / scale - low) / (high - low) if high > low else 0.5
        return round((point.on - first_day).days / days, 4), round(height, 4)

    return Picture("line", *(_runs([(p.segment, place(p, scale)) for p in points]) for points, scale in courses))


def _common_scale(own: list[SheetPoint], county: list[SheetPoint]) -> tuple[float, float]:
    """The values of both at the first day they share; (1, 0) where there is none above zero."""
    wide: dict[date, float] = {point.on: point.value or 0.0 for point in county}
    for point in own:
        if point.value and wide.get(point.on):
            return point.value, wide[point.on]
    return 1.0, 0.0


def _runs(points: list[tuple[int, Place]]) -> tuple[tuple[Place, ...], ...]:
    return tuple(tuple(place for _segment, place in run) for _key, run in groupby(points, key=lambda each: each[0]))
