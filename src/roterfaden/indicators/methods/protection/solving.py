"""Hiding as few numbers as possible, and proving that the rest tells nothing.

Everything is said in differences from the true numbers: an attacker's possible tables are a + y with M y = 0 for the
sums M, y = 0 for what is shown and y >= 1 - a for what is hidden. `hide` looks for a witness of each protection, a
possible table in which the small count has another value (the linear programme of Kelly, Golden & Assad, Networks 22,
1992); `audit` computes the exact interval by two linear programmes for each count (HiGHS).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csc_matrix

EPSILON = 1e-6
FREE = 1e-4
"""What it costs to move a number that is hidden already: nearly nothing, so that the straight way is taken."""
MOST_TRIALS = 60
"""Of how many linear programmes the search for hidden numbers that may be shown after all consists, at most."""


class Cell(NamedTuple):
    """A number of a table. `limit` is the smallest count that may be shown, 0 for what is not sensitive.

    `is_rest` stands for what a sum leaves unsaid (categories nobody published): never shown, may be nothing.
    """

    key: int
    amount: float
    limit: int
    weight: float = 1.0
    can_hide: bool = True
    is_rest: bool = False

    @property
    def lower(self) -> float:
        """What everybody knows of it when it is hidden: zeros are always shown."""
        return 0.0 if self.is_rest else min(1.0, self.amount)

    @property
    def is_sensitive(self) -> bool:
        """A count too small to be shown. Fractions below 1 are no counts of anybody, but small all the same."""
        return 0 < self.amount < self.limit


class Interval(NamedTuple):
    """What an attacker can know of a number."""

    low: float
    high: float


class Exposure(NamedTuple):
    """One small count with what can be known of it."""

    key: int
    interval: Interval
    limit: int
    is_safe: bool


@dataclass(frozen=True)
class Table:
    """Numbers linked by sums; each sum is a total and its parts, by keys."""

    cells: tuple[Cell, ...]
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    index: Mapping[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {cell.key: place for place, cell in enumerate(self.cells)})

    @cached_property
    def matrix(self) -> csc_matrix:
        """One row for each sum, one column for each number."""
        rows, columns, signs = [], [], []
        for row, (total, parts) in enumerate(self.sums):
            for key, sign in ((total, -1.0), *((part, 1.0) for part in parts)):
                rows.append(row)
                columns.append(self.index[key])
                signs.append(sign)
        return csc_matrix((signs, (rows, columns)), shape=(len(self.sums), len(self.cells)))

    @cached_property
    def signature(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each number the sums it stands in: two with the same ones can be exchanged for each other."""
        found: list[list[tuple[int, int]]] = [[] for _cell in self.cells]
        for row, (total, parts) in enumerate(self.sums):
            found[self.index[total]].append((row, -1))
            for part in parts:
                found[self.index[part]].append((row, 1))
        return tuple(tuple(sorted(each)) for each in found)

    @cached_property
    def alike(self) -> Mapping[tuple[tuple[int, int], ...], list[int]]:
        """Numbers that stand in the same sums, by their places."""
        found: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
        for place, sums in enumerate(self.signature):
            found[sums].append(place)
        return found

    @cached_property
    def sensitive(self) -> tuple[int, ...]:
        """Places of the small counts, by key."""
        places = (place for place, cell in enumerate(self.cells) if cell.is_sensitive)
        return tuple(sorted(places, key=lambda place: self.cells[place].key))


def needs(cell: Cell) -> float:
    """How far above its value the interval of a small count has to reach."""
    return cell.limit - cell.amount


def _solve(*programme: Any, **bounds: Any) -> Any:
    """What HiGHS finds for a linear programme."""
    from scipy.optimize import linprog  # noqa: PLC0415 -- half a second to load, and few processes ever need it

    return linprog(*programme, **bounds)


def interval(table: Table, hidden: Collection[int], place: int) -> Interval:
    """The exact interval of the number at `place`, when the numbers at the places `hidden` are not shown."""
    cell = table.cells[place]
    places = sorted(hidden)
    if place not in hidden:
        return Interval(cell.amount, cell.amount)
    columns = table.matrix[:, places]
    bounds = [(table.cells[each].lower - table.cells[each].amount, None) for each in places]
    aim = np.zeros(len(places))
    aim[places.index(place)] = 1.0
    ends = []
    for sign in (1.0, -1.0):
        found = _solve(sign * aim, A_eq=columns, b_eq=np.zeros(columns.shape[0]), bounds=bounds, method="highs")
        # The true table is always possible, so what is not optimal has no bound.
        ends.append(sign * found.fun if found.status == 0 else -sign * inf)
    return Interval(cell.amount + ends[0], cell.amount + ends[1])


def is_safe(cell: Cell, found: Interval) -> bool:
    """Whether an attacker who knows the interval can neither name the number nor tell that it is small.

    Reaching the limit, the interval is no point: the true number lies below it. Nothing is asked of its lower end,
    which can lie at the number itself where its parts are hidden too, each of them known to be at least 1.
    """
    return found.high >= cell.amount + needs(cell) - EPSILON


def audit(table: Table, hidden: Collection[int]) -> tuple[Exposure, ...]:
    """For each small count what can be known of it; `hidden` are keys of numbers that are not shown."""
    places = _places(table, hidden)
    found = []
    for place in table.sensitive:
        cell, known = table.cells[place], interval(table, places, place)
        found.append(Exposure(cell.key, known, cell.limit, is_safe(cell, known)))
    return tuple(found)


def hide(table: Table) -> frozenset[int]:
    """Keys of the numbers that must not be shown: the small counts and what would give them away."""
    if not table.sensitive:
        return frozenset()
    hidden = _places(table, ()) | set(table.sensitive)
    searched = False
    for place in table.sensitive:
        if not _has_twin(table, hidden, place):
            searched = _search(table, hidden, place) or searched
    if searched:
        _show_again(table, hidden)
    return frozenset(table.cells[place].key for place in hidden if not table.cells[place].is_rest)


def _places(table: Table, keys: Collection[int]) -> set[int]:
    """Where the hidden numbers stand: those named, and what no sum says."""
    named = {table.index[key] for key in keys if key in table.index}
    return named | {place for place, cell in enumerate(table.cells) if cell.is_rest}


def _has_twin(table: Table, hidden: set[int], place: int) -> bool:
    """Protect a count by another of the same sums that could give and take as much; the usual case, without search."""
    above = needs(table.cells[place])
    twins = [each for each in table.alike[table.signature[place]] if each != place]
    room = sum(table.cells[each].amount - table.cells[each].lower for each in twins if each in hidden)
    if not table.signature[place] or room >= above - EPSILON:
        return True
    wanted = [
        each
        for each in twins
        if each not in hidden
        and table.cells[each].can_hide
        and table.cells[each].amount - table.cells[each].lower >= above - room
    ]
    if not wanted or (_could_move(table, hidden, place) and _moved(table, hidden, place, above, free_only=True)):
        return False
    hidden.add(min(wanted, key=lambda each: (table.cells[each].weight, table.cells[each].key)))
    return True


def _could_move(table: Table, hidden: set[int], place: int) -> bool:
    """Whether every sum of a number has another hidden one: without that nothing need be tried."""
    others = {row for each in hidden if each != place for row, _sign in table.signature[each]}
    return all(row in others for row, _sign in table.signature[place])


def _search(table: Table, hidden: set[int], place: int) -> bool:
    """Hide what a possible table needs in which the count lies at its limit; says whether anything was added."""
    moved = _moved(table, hidden, place, needs(table.cells[place])) or _everything(table, place)
    is_more = bool(moved - hidden)
    hidden |= moved
    return is_more


def _moved(table: Table, hidden: set[int], place: int, distance: float, *, free_only: bool = False) -> set[int]:
    """The places that differ in the cheapest possible table where this number is so much larger; empty if none is."""
    places = [
        each
        for each, cell in enumerate(table.cells)
        if each in hidden or (not free_only and cell.can_hide and cell.amount - cell.lower > EPSILON)
    ]
    columns = table.matrix[:, places]
    costs = np.array([FREE if each in hidden else table.cells[each].weight for each in places])
    sink = [max(0.0, table.cells[each].amount - table.cells[each].lower) for each in places]
    up: list[tuple[float, float | None]] = [(0.0, None)] * len(places)
    down = [(0.0, room) for room in sink]
    up[places.index(place)], down[places.index(place)] = (distance, distance), (0.0, 0.0)
    found = _solve(
        np.concatenate([costs, costs]),
        A_eq=_side_by_side(columns),
        b_eq=np.zeros(columns.shape[0]),
        bounds=[*up, *down],
        method="highs",
    )
    if found.status != 0:
        return set()
    rises, falls = found.x[: len(places)], found.x[len(places) :]
    return {each for number, each in enumerate(places) if abs(rises[number] - falls[number]) > EPSILON}


def _side_by_side(columns: csc_matrix) -> csc_matrix:
    """What rises beside what falls."""
    data = np.concatenate([columns.data, -columns.data])
    indices = np.concatenate([columns.indices, columns.indices])
    starts = np.concatenate([columns.indptr, columns.indptr[1:] + columns.indptr[-1]])
    return csc_matrix((data, indices, starts), shape=(columns.shape[0], 2 * columns.shape[1]))


def _everything(table: Table, place: int) -> set[int]:
    """Where no possible table is found, nothing that is linked to the number is shown."""
    rows = {row for row, _sign in table.signature[place]}
    reached = {place}
    grows = True
    while grows:
        near = {each for each, sums in enumerate(table.signature) if any(row in rows for row, _sign in sums)}
        grows = bool(near - reached)
        reached |= near
        rows |= {row for each in near for row, _sign in table.signature[each]}
    return {each for each in reached if table.cells[each].can_hide and table.cells[each].amount > 0}


def _show_again(table: Table, hidden: set[int]) -> None:
    """Show again what protects nothing, the weightiest first; each time every small count has to stay safe."""
    extra = [each for each in hidden if each not in table.sensitive and not table.cells[each].is_rest]
    if len(extra) * len(table.sensitive) > MOST_TRIALS:
        return
    for each in sorted(extra, key=lambda place: (-table.cells[place].weight, table.cells[place].key)):
        without = hidden - {each}
        if all(is_safe(table.cells[place], interval(table, without, place)) for place in table.sensitive):
            hidden.discard(each)
