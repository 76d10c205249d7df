"""What stands beside one series: the same figure in other counties, in the municipalities, and in its parts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from roterfaden.indicators.models import Series
from roterfaden.indicators.queries import ShownValue, series_label
from roterfaden.places.models import Area
from roterfaden.thread.queries.published import Published, published_values

FEWEST_SHOWN = 2
"""One place alone is no comparison."""
NEARLY_ALL = 0.8
"""A newer day is better than one more place."""


@dataclass(frozen=True)
class PlaceValue:
    """The figure of one place on the day of the comparison; None where it has none for that day."""

    area: Area
    value: ShownValue | None
    is_own: bool


@dataclass(frozen=True)
class PartValues:
    """One part of a breakdown ("Geschlecht: weiblich") over time, oldest first. `is_own`: the series of the goal."""

    series_id: int
    label: str
    values: tuple[ShownValue, ...]
    is_own: bool


@dataclass(frozen=True)
class Beside:
    """Everything beside a series; what cannot be compared is empty. Places come from the largest value down."""

    peers: tuple[PlaceValue, ...]
    peers_on: date | None
    municipalities: tuple[PlaceValue, ...]
    municipalities_on: date | None
    parts: tuple[PartValues, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing to compare with."""
        return not (self.peers or self.municipalities or self.parts)


NOTHING = Beside((), None, (), None, ())


def figures_beside(series_id: int, *, on: date) -> Beside:
    """What stands beside a series, as known on `on`. Three queries; none without a series."""
    own = Series.objects.filter(pk=series_id).select_related("area").first() if series_id else None
    if own is None:
        return NOTHING
    below, alike = Q(area__parent=own.area_id), Q(area__kind=own.area.kind) & ~Q(area__parent=own.area_id)
    rows = list(
        Series.objects.filter(Q(area=own.area_id) | (Q(breakdown=own.breakdown) & (below | alike)))
        .filter(definition=own.definition_id)
        .select_related("definition", "area")
        .order_by("area__short_name", "breakdown", "pk")
    )
    values = published_values(rows, on=on)
    same = [row for row in rows if row.breakdown == own.breakdown]
    places = [row for row in same if row.area.parent_id == own.area_id]
    peers = [row for row in same if row.area.parent_id != own.area_id]
    parts = tuple(
        PartValues(row.pk, series_label(row), values[row.pk], row.pk == own.pk)
        for row in rows
        if row.area_id == own.area_id and values.get(row.pk)
    )
    return Beside(
        *_at_one_time(peers, values, own.pk),
        *_at_one_time(places, values, 0),
        parts if len(parts) >= FEWEST_SHOWN else (),
    )


def _at_one_time(rows: Sequence[Series], values: Published, own: int) -> tuple[tuple[PlaceValue, ...], date | None]:
    """The places on the newest day for which nearly all of them, and the own one, have a number."""
    by_day = {row.pk: {value.on: value for value in values.get(row.pk, ())} for row in rows}
    days = Counter(day for found in by_day.values() for day, value in found.items() if value.value is not None)
    if own:
        mine = by_day.get(own, {})
        days = Counter({day: n for day, n in days.items() if day in mine and mine[day].value is not None})
    most = max(days.values(), default=0)
    if most < FEWEST_SHOWN:
        return (), None
    day = max(day for day, n in days.items() if n >= most * NEARLY_ALL)
    found = [PlaceValue(row.area, by_day[row.pk].get(day), row.pk == own) for row in rows]
    found = [place for place in found if place.value is not None]
    return tuple(sorted(found, key=lambda place: (-_number(place), place.area.short_name, place.area.pk))), day


def _number(place: PlaceValue) -> float:
    value = place.value.value if place.value else None
    return float("-inf") if value is None else float(value)
