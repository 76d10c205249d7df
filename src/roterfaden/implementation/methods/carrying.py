"""What of the answers holds when the county adopts a newer version; no database."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from roterfaden.concept.enums import MapKind
from roterfaden.implementation.enums import Continued

ASKED_AGAIN = frozenset({Continued.CHANGED, Continued.SPLIT, Continued.MERGED, Continued.NEW})


@dataclass(frozen=True)
class Carried:
    """An element of the older version, what became of it, and the elements of the newer one it continues in.

    `old` is None for what is new.
    """

    old: int | None
    new: tuple[int, ...]
    change: Continued


@dataclass(frozen=True)
class Mapped:
    """One row of the map between two versions; `to` is None for what was dropped."""

    old: int
    to: int | None
    kind: str


def carry_over(old: Mapping[int, Hashable], new: Mapping[int, Hashable], maps: Iterable[Mapped]) -> tuple[Carried, ...]:
    """What became of each element of the older version, then what is new. Both map an element to its words and target.

    An element that stands in both is the same if its words are. One that does not is followed through the map; a link
    to something that does not stand in the newer version counts as none. What nobody said anything about is unknown:
    nothing is asked on a guess.
    """
    links: dict[int, list[Mapped]] = defaultdict(list)
    for row in maps:
        if row.to is None or row.to in new:
            links[row.old].append(row)
    found = [_one(key, old, new, links.get(key, [])) for key in old]
    reached = {key for each in found for key in each.new}
    return (*found, *(Carried(None, (key,), Continued.NEW) for key in new if key not in reached))


def _one(key: int, old: Mapping[int, Hashable], new: Mapping[int, Hashable], links: list[Mapped]) -> Carried:
    if key in new:
        return Carried(key, (key,), Continued.SAME if old[key] == new[key] else Continued.CHANGED)
    targets = tuple(dict.fromkeys(row.to for row in links if row.to is not None))
    if not links:
        return Carried(key, (), Continued.UNKNOWN)
    if not targets:
        return Carried(key, (), Continued.DROPPED)
    kinds = {row.kind for row in links}
    if MapKind.SPLIT in kinds or len(targets) > 1:
        return Carried(key, targets, Continued.SPLIT)
    if MapKind.MERGED in kinds:
        return Carried(key, targets, Continued.MERGED)
    return Carried(key, targets, Continued.SAME if old[key] == new[targets[0]] else Continued.CHANGED)
