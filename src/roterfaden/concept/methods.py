"""Places and numbers of the outline and the SMART check of targets. Pure calculation.

SMART (specific, measurable, accepted, realistic, time-bound; Doran 1981) is checked as far as a machine can: a figure,
a value, a day within the life of the concept, a sourced starting point and the right direction. Whether a goal is
accepted and realistic is what participation and council are for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from roterfaden.concept.enums import ElementKind, TargetFault
from roterfaden.indicators.enums import Accountability, Direction

if TYPE_CHECKING:
    from roterfaden.indicators.models import Series

MAY_STAND_UNDER: Mapping[str, frozenset[str | None]] = {
    ElementKind.FIELD: frozenset({None}),
    ElementKind.PRINCIPLE: frozenset({None, ElementKind.FIELD}),
    ElementKind.CHALLENGE: frozenset({ElementKind.FIELD, ElementKind.PRINCIPLE}),
    ElementKind.GOAL: frozenset({ElementKind.FIELD, ElementKind.PRINCIPLE, ElementKind.CHALLENGE, ElementKind.GOAL}),
    ElementKind.INITIATIVE: frozenset(
        {ElementKind.FIELD, ElementKind.CHALLENGE, ElementKind.GOAL, ElementKind.INITIATIVE}
    ),
    ElementKind.TEXT: frozenset({None, *ElementKind}),
}
"""Which kinds of element may stand under which; None is the top of the concept."""


def may_stand_under(kind: str, parent_kind: str | None) -> bool:
    """Whether the outline of a concept allows this."""
    return parent_kind in MAY_STAND_UNDER[kind]


def outline_number(parent: str, position: int) -> str:
    """The number people read: the third under "2.1" is "2.1.3"."""
    return f"{parent}.{position}" if parent else str(position)


def order_key(parent: str, position: int) -> str:
    """The same as a text that sorts right: "002.001.003". Up to 999 siblings."""
    return f"{parent}.{position:03d}" if parent else f"{position:03d}"


@dataclass(frozen=True)
class Place:
    """Where something stands in an outline: below which other (None: on top), and as which among its siblings."""

    key: int
    parent: int | None
    position: int


class Line(NamedTuple):
    """A place with its number and its sort key."""

    key: int
    parent: int | None
    position: int
    number: str
    order_key: str


def within(places: Mapping[int, Place], key: int) -> frozenset[int]:
    """`key` and everything below it."""
    found = {key}
    while more := {place.key for place in places.values() if place.parent in found} - found:
        found |= more
    return frozenset(found)


def moved(places: Mapping[int, Place], key: int, parent: int | None, position: int | None) -> dict[int, Place]:
    """The outline with `key` below `parent`, as number `position` from 1 (None or too large: last); no gaps."""
    siblings = sorted(
        (place for place in places.values() if place.parent == parent and place.key != key),
        key=lambda place: place.position,
    )
    at = len(siblings) if position is None else min(max(position - 1, 0), len(siblings))
    order = [place.key for place in siblings]
    order.insert(at, key)
    changed = dict(places)
    for number, each in enumerate(order, start=1):
        changed[each] = Place(each, parent, number)
    return _without_gaps(changed)


def _without_gaps(places: Mapping[int, Place]) -> dict[int, Place]:
    return {line.key: Place(line.key, line.parent, line.position) for line in numbered(places.values())}


def numbered(places: Iterable[Place]) -> list[Line]:
    """Every place with number and sort key, siblings counted from 1 without gaps, in reading order."""
    below: dict[int | None, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda place: (place.position, place.key)):
        below[place.parent].append(place)

    def lines(parent: int | None, number: str, key: str) -> Iterator[Line]:
        for position, place in enumerate(below[parent], start=1):
            line = Line(place.key, parent, position, outline_number(number, position), order_key(key, position))
            yield line
            yield from lines(place.key, line.number, line.order_key)

    return list(lines(None, "", ""))


@dataclass(frozen=True)
class TargetValues:
    """What a goal promises: a series with value (or corridor) and day – or the reason why it is not measurable yet."""

    accountability: str = Accountability.CONDITION
    series: "Series | None" = None
    baseline_value: Decimal | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    target_value: Decimal | None = None
    target_on: date | None = None
    tolerance: Decimal | None = None
    corridor_low: Decimal | None = None
    corridor_high: Decimal | None = None
    not_measurable_reason: str = ""


class Fault(NamedTuple):
    """A fault of a target and the field it belongs to."""

    field: str
    fault: TargetFault


def target_faults(
    target: TargetValues, *, starts_on: date, ends_on: date, direction: str = Direction.NONE
) -> list[Fault]:
    """Everything that keeps `target` from being SMART in a concept valid from–until (half-open), each at its field.

    `direction` is the one of the definition the series belongs to.
    """
    if target.series is None:
        return list(_without_series(target))
    return [
        *_value_faults(target, direction),
        *_day_faults(target, starts_on=starts_on, ends_on=ends_on),
        *_baseline_faults(target),
    ]


def _without_series(target: TargetValues) -> Iterator[Fault]:
    if target.target_value is not None or target.corridor_low is not None or target.corridor_high is not None:
        yield Fault("series", TargetFault.VALUE_WITHOUT_SERIES)
    elif not target.not_measurable_reason.strip():
        yield Fault("series", TargetFault.MISSING)


def _value_faults(target: TargetValues, direction: str) -> Iterator[Fault]:
    if target.not_measurable_reason.strip():
        yield Fault("not_measurable_reason", TargetFault.SERIES_AND_REASON)
    low, high = target.corridor_low, target.corridor_high
    if (low is None) != (high is None):
        yield Fault("corridor_low" if low is None else "corridor_high", TargetFault.CORRIDOR_HALF)
    elif low is not None and high is not None and high <= low:
        yield Fault("corridor_high", TargetFault.CORRIDOR_ORDER)
    if target.target_value is None and low is None and high is None:
        yield Fault("target_value", TargetFault.NO_VALUE)
    if target.tolerance is not None and target.tolerance < 0:
        yield Fault("tolerance", TargetFault.NEGATIVE_TOLERANCE)
    if _is_wrong_way(target.baseline_value, target.target_value, direction):
        yield Fault("target_value", TargetFault.WRONG_WAY)


def _is_wrong_way(baseline: Decimal | None, target: Decimal | None, direction: str) -> bool:
    if baseline is None or target is None:
        return False
    return (direction == Direction.UP and target <= baseline) or (direction == Direction.DOWN and target >= baseline)


def _day_faults(target: TargetValues, *, starts_on: date, ends_on: date) -> Iterator[Fault]:
    day = target.target_on
    if day is None:
        yield Fault("target_on", TargetFault.NO_DATE)
    elif day < starts_on:
        yield Fault("target_on", TargetFault.DATE_BEFORE_CONCEPT)
    elif day > ends_on:
        yield Fault("target_on", TargetFault.DATE_AFTER_CONCEPT)
    elif target.baseline_on is not None and day <= target.baseline_on:
        yield Fault("target_on", TargetFault.DATE_BEFORE_BASELINE)


def _baseline_faults(target: TargetValues) -> Iterator[Fault]:
    if target.baseline_value is None:
        return
    if target.baseline_on is None:
        yield Fault("baseline_on", TargetFault.BASELINE_DATE)
    if not target.baseline_source.strip():
        yield Fault("baseline_source", TargetFault.BASELINE_SOURCE)
