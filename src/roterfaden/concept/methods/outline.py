"""Places and numbers of the outline. Pure calculation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from roterfaden.concept.enums import ElementKind

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
