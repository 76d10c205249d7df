"""Splitting and merging elements, and where those that ended live on. Pure calculation."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from roterfaden.concept.methods.outline import Place, may_stand_under


@dataclass(frozen=True)
class Part:
    """Title and text of one part of what was one element."""

    title: str
    body: str = ""

    @property
    def words(self) -> dict[str, str]:
        """As a wording takes them."""
        return {"title": self.title.strip(), "body": self.body.strip()}


def living(keys: Iterable[int], links: Mapping[int, Collection[int]], standing: Collection[int]) -> dict[int, set[int]]:
    """For each key what is left of it among `standing`.

    What stands is its own. What does not is followed along `links` (ended element → the elements it went on in), over
    as many steps as it takes, until something stands; nothing, if its words went nowhere. Circles end.
    """
    return {key: _living(key, links, standing, {key}) for key in keys}


def _living(key: int, links: Mapping[int, Collection[int]], standing: Collection[int], seen: set[int]) -> set[int]:
    if key in standing:
        return {key}
    found: set[int] = set()
    for further in links.get(key, ()):
        if further not in seen:
            seen.add(further)
            found |= _living(further, links, standing, seen)
    return found


# --- one step at a time -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Spot:
    """Where one step would lead: below `parent` (None: on top), as number `position` (None: last)."""

    parent: int | None
    position: int | None


@dataclass(frozen=True)
class Steps:
    """The steps an element of the outline can go; None where the outline does not allow it."""

    up: Spot | None
    down: Spot | None
    into: Spot | None
    out: Spot | None


def steps(places: Mapping[int, Place], kinds: Mapping[int, str], key: int) -> Steps:
    """Up and down among its siblings, into the one before it, out to the level above. `kinds` by key of the place."""
    place, kind = places[key], kinds[key]
    siblings = sorted((each.position, each.key) for each in places.values() if each.parent == place.parent)
    at = siblings.index((place.position, key))
    before = siblings[at - 1][1] if at else None
    above = places[place.parent] if place.parent is not None else None
    below_which = kinds[above.parent] if above and above.parent is not None else None
    return Steps(
        up=Spot(place.parent, at) if before is not None else None,
        down=Spot(place.parent, at + 2) if at + 1 < len(siblings) else None,
        into=Spot(before, None) if before is not None and may_stand_under(kind, kinds[before]) else None,
        out=Spot(above.parent, above.position + 1) if above and may_stand_under(kind, below_which) else None,
    )
