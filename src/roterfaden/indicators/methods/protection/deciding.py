"""What becomes of each value: shown, hidden because it is small, or hidden because it would give others away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log10

from roterfaden.indicators.enums import Protection
from roterfaden.indicators.methods.figures import last_day
from roterfaden.indicators.methods.protection.facts import (
    Fact,
    Frame,
    Link,
    Parts,
    links_between,
    relations_between,
    tables_of,
)
from roterfaden.indicators.methods.protection.solving import Exposure, Table, audit, hide

HIDDEN = frozenset({Protection.SMALL, Protection.SMALL_AREA, Protection.LINKED, Protection.WAITING})
TOTAL_WEIGHT = 4.0
"""A total is missed more than a part."""
SHOWN_WEIGHT = 50.0
"""What everybody could read once is hidden only where nothing else helps: it is known."""
SAME_LINE_WEIGHT = 0.5
"""Rather the same series year after year than another one each year."""


@dataclass(frozen=True)
class Decision:
    """The protection of every value, and the tables it rests on.

    `withdrawn` are values that could be read before and are hidden now: for whoever noted them they protect nothing.
    `lines` are the series something is hidden of.
    """

    protection: Mapping[int, Protection]
    tables: tuple[Table, ...]
    withdrawn: frozenset[int]
    lines: frozenset[int]

    def audited(self) -> tuple[Exposure, ...]:
        """What can be known of each small count that stands in a sum, from everything that is shown."""
        hidden = [key for key, protection in self.protection.items() if protection != Protection.FREE]
        return tuple(exposure for table in self.tables for exposure in audit(table, hidden))


def decide(facts: Sequence[Fact], frame: Frame, favoured: frozenset[int] = frozenset()) -> Decision:
    """The protection of each of these values; the same values give the same protection.

    They have to be everything that is linked: all series of the definitions and of what their shares are made of. Where
    there is a choice, series that are `favoured` are hidden rather than others.
    """
    links = links_between(relations_between(facts, frame))
    tables, alone = tables_of(facts, links, _weights(facts, links))
    by_key = {fact.key: fact for fact in facts}
    found = {fact.key: Protection.FREE for fact in facts}
    for fact in alone:
        if fact.definition not in frame.shares and 0 < abs(fact.amount or 0.0) < fact.limit:
            found[fact.key] = Protection.SMALL_AREA if fact.is_raised else Protection.SMALL
    lines = set(favoured)
    kept = []
    for table in tables:
        if not table.sensitive:
            continue
        table = _favouring(table, by_key, lines)
        kept.append(table)
        for key in hide(table):
            found[key] = Protection.LINKED
            lines.add(by_key[key].line)
    for key in _shares(facts, frame, found):
        found[key] = Protection.LINKED
    withdrawn = frozenset(
        key for key, protection in found.items()
        if protection != Protection.FREE and not by_key[key].is_new and not by_key[key].was_hidden
    )  # fmt: skip
    return Decision(found, tuple(kept), withdrawn, frozenset(lines))


def _weights(facts: Sequence[Fact], links: Sequence[Link]) -> dict[int, float]:
    """What is lost with each number: more with a larger one, with a total, with one that was shown before."""
    found = {}
    for fact in facts:
        weight = 1 + log10(1 + abs(fact.amount or 0.0))
        if fact.was_hidden:
            weight *= SAME_LINE_WEIGHT
        elif not fact.is_new:
            weight *= SHOWN_WEIGHT
        found[fact.key] = weight
    for total in {link.total for link in links}:
        found[total] *= TOTAL_WEIGHT
    return found


def _favouring(table: Table, by_key: Mapping[int, Fact], lines: set[int]) -> Table:
    """The table with smaller weights for series that are hidden in another period anyhow."""
    cells = tuple(
        cell if cell.is_rest or by_key[cell.key].line not in lines
        else cell._replace(weight=cell.weight * SAME_LINE_WEIGHT)
        for cell in table.cells
    )  # fmt: skip
    return Table(cells, table.sums)


def _shares(facts: Sequence[Fact], frame: Frame, found: Mapping[int, Protection]) -> list[int]:
    """Shares that would give a hidden count away, or that stand for a small one that is stored nowhere."""
    stored: dict[tuple[int, int, Parts, date], list[Fact]] = defaultdict(list)
    for fact in facts:
        stored[(fact.definition, fact.area, fact.parts, last_day(fact.start, fact.end))].append(fact)
    hidden = []
    for fact in facts:
        ratio = frame.ratios.get(fact.definition)
        if ratio is None or fact.amount is None or not fact.limit:
            continue
        at = fact.area, fact.parts, last_day(fact.start, fact.end)
        counted = [row for definition in ratio.counted for row in stored.get((definition, *at), ())]
        wholes = [row for definition in ratio.whole for row in stored.get((definition, *at), ())]
        if any(found[row.key] != Protection.FREE for row in (*counted, *wholes)) or (
            not counted and any(_is_small(fact, row, ratio.factor) for row in wholes)
        ):
            hidden.append(fact.key)
    return hidden


def _is_small(share: Fact, whole: Fact, factor: float) -> bool:
    """Whether a share of a known whole means fewer cases than may be shown, or leaves fewer over."""
    if not whole.amount or not share.amount:
        return False
    cases = round(abs(share.amount) * whole.amount / factor)
    return 0 < cases < share.limit or 0 < whole.amount - cases < share.limit
