"""What every answer needs: names, totals, and numbers of people as this reader may see them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from roterfaden.courses.methods.needs.content import Value
from roterfaden.courses.methods.needs.facts import Facts, Kind, Region, Waiter
from roterfaden.courses.methods.needs.outlook import Outlook
from roterfaden.kernel.suppression import FEWEST, gathered, hidden_counts
from roterfaden.ui.filters import day, number

OTHERS = "*"
"""The types or municipalities of which too few people wait to be told apart."""


@dataclass(frozen=True)
class Asked:
    """The facts of a day, and whether this reader sees small numbers of people (`full`)."""

    facts: Facts
    full: bool

    @cached_property
    def outlook(self) -> Outlook:
        """What the history says."""
        return Outlook(self.facts)

    @cached_property
    def told(self) -> "Asked":
        """The same with types and municipalities gathered of which too few people wait."""
        return self if self.full else Asked(coarse(self.facts), full=False)

    @property
    def until(self) -> str:
        """The last day of the outlook in words."""
        return day(self.facts.until)

    def kind_name(self, kind: str) -> str:
        """A type in words; somebody without a test has none yet."""
        return self.facts.kinds[kind].name if kind else _("noch ohne Einstufung")

    def shown(self, counts: Sequence[int]) -> list[int | None]:
        """Counts of people, with small ones hidden and what would give them away."""
        hidden = frozenset() if self.full else hidden_counts(counts)
        return [None if place in hidden else count for place, count in enumerate(counts)]

    def shown_part(self, part: Sequence[int], whole: Sequence[int]) -> list[int | None]:
        """Counts of people who are part of others that stand beside them: who is left over is not told either."""
        rest = [count - some for count, some in zip(whole, part, strict=True)]
        hidden = frozenset() if self.full else hidden_counts(part) | hidden_counts(rest)
        return [None if place in hidden else count for place, count in enumerate(part)]

    def number(self, count: int) -> int | None:
        """One count of people; None where it is too small."""
        return count if self.full or not 0 < count < FEWEST else None

    def said(self, count: int) -> str:
        """A count of people for a sentence."""
        return number(count) if self.number(count) is not None else _("weniger als %(count)s") % {"count": FEWEST}

    def by_kind(self, found: Iterable[str]) -> dict[str, int]:
        """How many of each type, in the order of the types; those without a test last."""
        counts = Counter(found)
        return {kind: counts[kind] for kind in (*self.facts.kinds, "") if counts[kind]}

    def by_area(self, found: Iterable[str]) -> dict[str, int]:
        """How many in each municipality, all of them, in their order."""
        counts = Counter(found)
        return {area: counts[area] for area in self.facts.regions}


def columns(*found: Sequence[Value]) -> tuple[tuple[Value, ...], ...]:
    """Columns as rows."""
    return tuple(zip(*found, strict=True))


def coarse(facts: Facts) -> Facts:
    """The same facts without types and municipalities in which one or two people wait: those are taken together."""
    kinds = _grouping([*facts.kinds, ""], [who.kind for who in facts.waiting if not who.has_seat])
    areas = _grouping(list(facts.regions), [who.area for who in facts.waiting if not who.has_seat])

    def group(row: Waiter) -> Waiter:
        return replace(row, kind=kinds.get(row.kind, row.kind), area=areas.get(row.area, row.area))

    return replace(
        facts,
        kinds={kind: each for kind, each in facts.kinds.items() if kind not in kinds}
        | ({OTHERS: Kind(_("andere Kursarten"))} if kinds else {}),
        regions={area: each for area, each in facts.regions.items() if area not in areas}
        | ({OTHERS: Region(_("übrige Kommunen"))} if areas else {}),
        waiting=tuple(group(row) for row in facts.waiting),
        cases=tuple(
            replace(row, kind=kinds.get(row.kind, row.kind), area=areas.get(row.area, row.area)) for row in facts.cases
        ),
        offers=tuple(
            replace(row, kind=kinds.get(row.kind, row.kind), area=areas.get(row.area, row.area)) for row in facts.offers
        ),
    )


def _grouping(names: list[str], found: list[str]) -> dict[str, str]:
    counts = Counter(found)
    _alone, together = gathered([counts[name] for name in names])
    return {names[place]: OTHERS for place in together}
