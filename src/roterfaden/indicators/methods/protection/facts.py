"""From values to sums: which numbers are linked by what they count.

Sums come from the hierarchy of areas (also where a joint municipality has no number of its own and its members stand in
for it), from breakdowns, from periods that make up a longer one, and from shares, whose whole is what is counted and
what is not. Each vintage is a number of its own: earlier states stay readable, so they are part of what is known.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from roterfaden.indicators.enums import Protection
from roterfaden.indicators.methods.figures import last_day
from roterfaden.indicators.methods.protection.solving import Cell, Table

Parts = frozenset[tuple[str, str]]

NEAR = 0.1
"""Parts that miss a complete total by more than this share are no parts of it: averages, other counts."""
ROUNDED_TO = 5.0
"""Register counts are rounded to this base; such numbers miss their sums by up to half of it each."""


class Fact(NamedTuple):
    """One value of the store, all vintages. `amount` is in single cases, None for a sign; `line` is its series.

    `limit` is the smallest count that may be shown; `is_raised`: it is higher here because few people live in the area.
    """

    key: int
    line: int
    definition: int
    area: int
    parts: Parts
    start: date
    end: date
    known_on: date
    amount: float | None
    limit: int
    protection: str = Protection.WAITING
    is_raised: bool = False

    @property
    def slot(self) -> tuple[int, int, Parts, date, date]:
        """What all vintages of a number share."""
        return self.definition, self.area, self.parts, self.start, self.end

    @property
    def is_new(self) -> bool:
        """Nobody could read it yet."""
        return self.protection == Protection.WAITING

    @property
    def was_hidden(self) -> bool:
        """It was decided before that it is not shown."""
        return self.protection in (Protection.SMALL, Protection.SMALL_AREA, Protection.LINKED)


class Ratio(NamedTuple):
    """What a share counts and what it relates to, by the definitions that store it; `factor` is 100 for per cent."""

    counted: tuple[int, ...]
    whole: tuple[int, ...]
    factor: float


class Member(NamedTuple):
    """An area another one consists of, while it exists."""

    area: int
    valid_from: date
    valid_until: date | None

    def exists_on(self, day: date) -> bool:
        """Periods are half-open."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class Frame:
    """What links numbers besides themselves.

    `members` of areas; `broader`: (dimension, value) → the value it is part of; `ratios`: definition of a share → what
    it is made of; `shares`: all definitions whose values are not added up.
    """

    members: Mapping[int, tuple[Member, ...]] = field(default_factory=dict)
    broader: Mapping[tuple[str, str], str] = field(default_factory=dict)
    ratios: Mapping[int, Ratio] = field(default_factory=dict)
    shares: frozenset[int] = frozenset()


class Relation(NamedTuple):
    """A total and its parts, each with all its vintages.

    `is_complete`: nothing is missing by construction; `is_named`: people said that the parts make up the total.
    """

    total: tuple[Fact, ...]
    parts: tuple[tuple[Fact, ...], ...]
    is_complete: bool
    is_named: bool = False


class Link(NamedTuple):
    """A sum that holds among values known together; `rest` is what the total has and no part says."""

    total: int
    parts: tuple[int, ...]
    rest: float


Slots = Mapping[tuple[int, int, Parts, date, date], tuple[Fact, ...]]


def slots_of(facts: Iterable[Fact]) -> dict[tuple[int, int, Parts, date, date], tuple[Fact, ...]]:
    """The vintages of each number, oldest first."""
    found: dict[tuple[int, int, Parts, date, date], list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.slot].append(fact)
    return {slot: tuple(sorted(rows, key=lambda row: (row.known_on, row.key))) for slot, rows in found.items()}


def relations_between(facts: Iterable[Fact], frame: Frame) -> Iterator[Relation]:
    """Every total with its parts."""
    slots = slots_of(facts)
    counted = {slot: rows for slot, rows in slots.items() if slot[0] not in frame.shares}
    sensitive = {slot: rows for slot, rows in counted.items() if rows[0].limit > 0}
    yield from _areas(sensitive, frame)
    yield from _breakdowns(sensitive, frame)
    yield from _periods(sensitive)
    yield from _wholes(counted, frame)


def links_between(relations: Iterable[Relation]) -> tuple[Link, ...]:
    """The sums that hold: for each day on which something became known, among the values known that day, once each."""
    found: dict[tuple[int, tuple[int, ...]], Link] = {}
    for relation in relations:
        for day in _days(relation):
            link = _link(relation, day)
            if link is not None:
                found.setdefault((link.total, link.parts), link)
    return tuple(found.values())


def _days(relation: Relation) -> list[date]:
    rows = [*relation.total, *(row for part in relation.parts for row in part)]
    return sorted({row.known_on for row in rows})


def _link(relation: Relation, day: date) -> Link | None:
    total = _current(relation.total, day)
    if total is None or total.amount is None:
        return None
    parts = [row for rows in relation.parts if (row := _current(rows, day)) is not None and row.amount is not None]
    if not parts:
        return None
    amounts = [row.amount or 0.0 for row in parts]
    if min(total.amount, *amounts) < 0:  # a balance, no count
        return None
    rest = total.amount - sum(amounts)
    slack = tolerance([total.amount, *amounts])
    keys = tuple(row.key for row in parts)
    if relation.is_complete and len(parts) == len(relation.parts):
        return Link(total.key, keys, 0.0) if abs(rest) <= max(slack, NEAR * abs(total.amount)) else None
    if rest < -slack:
        return None
    return Link(total.key, keys, rest if rest > slack else 0.0)


def _current(rows: Sequence[Fact], day: date) -> Fact | None:
    return next((row for row in reversed(rows) if row.known_on <= day), None)


def tolerance(amounts: Sequence[float]) -> float:
    """By how much a sum may miss: nothing for whole counts, half the base of rounding for each number otherwise."""
    large = [amount for amount in amounts if amount]
    if all(amount % ROUNDED_TO == 0 for amount in large):
        return ROUNDED_TO / 2 * len(amounts) if len(large) > 1 else 0.0
    return 0.0 if all(float(amount).is_integer() for amount in large) else 0.5 * len(amounts)


# --- areas ------------------------------------------------------------------------------------------------------------
def _areas(slots: Slots, frame: Frame) -> Iterator[Relation]:
    groups: dict[tuple[int, Parts, date, date], dict[int, tuple[Fact, ...]]] = defaultdict(dict)
    for (definition, area, parts, start, end), rows in slots.items():
        groups[(definition, parts, start, end)][area] = rows
    for (_definition, _parts, start, end), there in groups.items():
        day = last_day(start, end)
        for area, rows in there.items():
            if area in frame.members:
                found, is_complete = _cover(area, there, frame, day)
                if found:
                    yield Relation(rows, tuple(there[each] for each in found), is_complete)


def _cover(area: int, there: Mapping[int, object], frame: Frame, day: date) -> tuple[list[int], bool]:
    """The areas with a number that make up `area`; where one has none, its own members stand in for it."""
    found: list[int] = []
    is_complete = True
    for member in frame.members.get(area, ()):
        if not member.exists_on(day):
            continue
        if member.area in there:
            found.append(member.area)
            continue
        below, whole = _cover(member.area, there, frame, day)
        found += below
        is_complete = is_complete and whole and bool(below)
    return found, is_complete


# --- breakdowns -------------------------------------------------------------------------------------------------------
def _breakdowns(slots: Slots, frame: Frame) -> Iterator[Relation]:
    groups: dict[tuple[int, int, date, date], dict[Parts, tuple[Fact, ...]]] = defaultdict(dict)
    for (definition, area, parts, start, end), rows in slots.items():
        groups[(definition, area, start, end)][parts] = rows
    for there in groups.values():
        if len(there) == 1:
            continue
        sums: dict[tuple[Parts, frozenset[str]], list[tuple[Fact, ...]]] = defaultdict(list)
        for parts, rows in there.items():
            for total, removed in _totals(parts, there, frame):
                sums[(total, removed)].append(rows)
        for (total, removed), members in sums.items():
            yield Relation(
                there[total], tuple(members), is_complete=False, is_named=any("=" in each for each in removed)
            )


def _totals(parts: Parts, there: Mapping[Parts, object], frame: Frame) -> set[tuple[Parts, frozenset[str]]]:
    """The nearest numbers this one is part of, each with the dimensions that are added up."""
    found: set[tuple[Parts, frozenset[str]]] = set()
    waiting: list[tuple[Parts, frozenset[str]]] = [(parts, frozenset())]
    while waiting:
        current, removed = waiting.pop()
        for name, value in current:
            above, via = current - {(name, value)}, removed | {name}
            broader = frame.broader.get((name, value))
            if broader is not None:
                wider = above | {(name, broader)}
                if wider in there:
                    found.add((wider, via | {f"{name}={broader}"}))
                    continue
            if above in there:
                found.add((above, via))
            elif above:
                waiting.append((above, via))
    return found


# --- periods ----------------------------------------------------------------------------------------------------------
def _periods(slots: Slots) -> Iterator[Relation]:
    groups: dict[tuple[int, int, Parts], dict[tuple[date, date], tuple[Fact, ...]]] = defaultdict(dict)
    for (definition, area, parts, start, end), rows in slots.items():
        if start < end:
            groups[(definition, area, parts)][(start, end)] = rows
    for there in groups.values():
        lengths = {(end - start).days // 25 for start, end in there}
        if len(lengths) > 1:
            for period, rows in there.items():
                tiles = _tiles(period, there)
                if tiles:
                    yield Relation(rows, tuple(there[each] for each in tiles), is_complete=True)


def _tiles(period: tuple[date, date], there: Mapping[tuple[date, date], object]) -> list[tuple[date, date]]:
    """The longest shorter periods that make up this one without a gap; empty where they do not."""
    inside = [each for each in there if each != period and period[0] <= each[0] and each[1] <= period[1]]
    found: list[tuple[date, date]] = []
    at = period[0]
    while at < period[1]:
        fitting = [each for each in inside if each[0] == at]
        if not fitting:
            return []
        found.append(max(fitting, key=lambda each: each[1]))
        at = found[-1][1]
    return found


# --- shares -----------------------------------------------------------------------------------------------------------
def _wholes(slots: Slots, frame: Frame) -> Iterator[Relation]:
    """What a share relates to is what it counts and what it does not count."""
    by_day: dict[tuple[int, int, Parts, date], tuple[Fact, ...]] = {}
    for (definition, area, parts, start, end), rows in slots.items():
        by_day.setdefault((definition, area, parts, last_day(start, end)), rows)
    wholes: dict[int, set[int]] = defaultdict(set)
    for ratio in frame.ratios.values():
        for counted in ratio.counted:
            wholes[counted].update(ratio.whole)
    for (definition, area, parts, day), rows in by_day.items():
        for whole in sorted(wholes.get(definition, ())):
            if (whole, area, parts, day) in by_day:
                yield Relation(by_day[(whole, area, parts, day)], (rows,), is_complete=False)


# --- tables -----------------------------------------------------------------------------------------------------------
class Tables(NamedTuple):
    """Numbers that hang together, oldest first, and those without any sum."""

    linked: tuple[Table, ...]
    alone: tuple[Fact, ...]


def tables_of(facts: Sequence[Fact], links: Sequence[Link], weights: Mapping[int, float]) -> Tables:
    """The connected parts of everything; the order is that of their periods."""
    by_key = {fact.key: fact for fact in facts}
    parent = {fact.key: fact.key for fact in facts}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for link in links:
        for part in link.parts:
            first, second = root(link.total), root(part)
            parent[max(first, second)] = min(first, second)
    linked: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        linked[root(link.total)].append(link)
    keys: dict[int, list[int]] = defaultdict(list)
    alone = []
    for fact in facts:
        group = root(fact.key)
        if group in linked:
            if fact.amount is not None:
                keys[group].append(fact.key)
        else:
            alone.append(fact)
    found = [(min(by_key[key].end for key in keys[group]), group) for group in linked]
    return Tables(
        tuple(_table(linked[group], [by_key[key] for key in keys[group]], weights) for _end, group in sorted(found)),
        tuple(alone),
    )


def _table(links: Sequence[Link], facts: Sequence[Fact], weights: Mapping[int, float]) -> Table:
    limits = {fact.key: fact.limit for fact in facts}
    cells = [
        Cell(fact.key, abs(fact.amount or 0.0), fact.limit, weights.get(fact.key, 1.0), can_hide=fact.limit > 0)
        for fact in facts
    ]
    sums = []
    for number, link in enumerate(links, start=1):
        parts = link.parts
        if link.rest:
            limit = max(limits[key] for key in (link.total, *link.parts))
            cells.append(Cell(-number, link.rest, limit, is_rest=True))
            parts = (*parts, -number)
        sums.append((link.total, parts))
    return Table(tuple(cells), tuple(sums))
