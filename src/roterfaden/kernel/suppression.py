"""Small numbers of a table are hidden so that nobody can calculate them from the others.

Numbers below `FEWEST` are hidden (primary). That is not enough: a hidden number that is the only one of its row is the
total less the others. So further numbers are hidden (secondary) until each hidden one could also be another.

The table is a graph: rows on one side, columns on the other, a hidden number is an edge. The totals of the columns are
one more row, with the other sign. A hidden number can be changed without changing anything that is shown exactly when
its edge lies on a cycle along which numbers go up and down by one in turn, none below 0 (residual cycle of a flow; the
bounds are whole numbers, so nothing is lost: Ahuja, Magnanti & Orlin 1993, ch. 6; for tables Gusfield 1988). Where
there is no such cycle, the cheapest one is made by hiding more.

The totals of rows and the total of all are known: they stand in several tables and on other pages. Therefore rows with
a small total are `gathered` first.
"""

import heapq
from collections.abc import Iterable, Sequence

FEWEST = 3
"""The smallest number that is shown; 0 is shown too, unless it protects another."""
Cell = tuple[int, int]
Node = tuple[str, int]
ZERO_COST, TOTAL_COST = 1_000, 1_000_000
"""What hiding costs beside the number itself: that nobody spoke is worth telling, totals even more."""


def gathered(totals: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(rows that stand for themselves, rows to be taken together) so that no total lies below FEWEST.

    Rows without anything stand for themselves. If the small ones together are still too few, the smallest other row
    joins them.
    """
    small = [place for place, total in enumerate(totals) if 0 < total < FEWEST]
    others = sorted((total, place) for place, total in enumerate(totals) if total >= FEWEST)
    if small and others and sum(totals[place] for place in small) < FEWEST:
        small.append(others[0][1])
    return tuple(place for place in range(len(totals)) if place not in small), tuple(sorted(small))


def hidden_counts(counts: Sequence[int]) -> frozenset[int]:
    """The places to hide of counts whose sum is known: the small ones, and the next smallest beside a single one, and
    beside several of 1 each: 0 is shown, so their sum would say that none is more."""
    small = {place for place, count in enumerate(counts) if 0 < count < FEWEST}
    others = sorted((count, place) for place, count in enumerate(counts) if count >= FEWEST)
    is_told = len(small) == 1 or sum(counts[place] for place in small) == len(small)
    if small and is_told and others:
        small.add(others[0][1])
    return frozenset(small)


def hidden_cells(table: Sequence[Sequence[int]]) -> frozenset[Cell]:
    """The places (row, column) to hide; row `len(table)` are the totals of the columns.

    The totals of the rows must be 0 or at least FEWEST (`gathered`).
    """
    return frozenset(_Table(table).protect())


class _Table:
    def __init__(self, table: Sequence[Sequence[int]]) -> None:
        self.values = [*(list(row) for row in table), [sum(column) for column in zip(*table, strict=True)]]
        self.totals = len(table)
        self.columns = len(self.values[0]) if self.values else 0
        self.hidden: set[Cell] = {
            (row, column)
            for row, numbers in enumerate(self.values)
            for column, number in enumerate(numbers)
            if 0 < number < FEWEST
        }

    def protect(self) -> set[Cell]:
        for cell in sorted(self.hidden):
            if not self._is_free(cell):
                self.hidden |= self._cheapest(cell)
        return self.hidden

    def _is_free(self, cell: Cell) -> bool:
        return self._cycle(cell, only_hidden=True) is not None

    def _cheapest(self, cell: Cell) -> set[Cell]:
        found = self._cycle(cell, only_hidden=False)
        return found if found is not None else set()

    def _cycle(self, cell: Cell, *, only_hidden: bool) -> set[Cell] | None:
        """The cheapest cycle through a cell, in either direction."""
        row, column = ("row", cell[0]), ("column", cell[1])
        ways = [(self._may_rise(cell), column, row), (self._may_fall(cell), row, column)]
        found = [
            way for allowed, start, goal in ways if allowed
            for way in [self._way(start, goal, cell, only_hidden=only_hidden)] if way
        ]  # fmt: skip
        return min(found, key=lambda way: (way[0], sorted(way[1])))[1] if found else None

    def _may_rise(self, cell: Cell) -> bool:
        """Whether the signed number may go up by one: a total has the other sign, so it goes down."""
        return cell[0] < self.totals or self.values[cell[0]][cell[1]] >= 1

    def _may_fall(self, cell: Cell) -> bool:
        return cell[0] == self.totals or self.values[cell[0]][cell[1]] >= 1

    def _way(self, start: Node, goal: Node, cell: Cell, *, only_hidden: bool) -> tuple[int, set[Cell]] | None:
        """The cheapest alternating way without `cell` itself (Dijkstra), as (cost, cells)."""
        queue: list[tuple[int, Node]] = [(0, start)]
        best: dict[Node, int] = {start: 0}
        came: dict[Node, tuple[Node, Cell]] = {}
        while queue:
            cost, node = heapq.heappop(queue)
            if node == goal:
                return cost, set(self._walked(came, start, goal))
            if cost > best[node]:
                continue
            for following, step in self._steps(node):
                if step == cell or (only_hidden and step not in self.hidden):
                    continue
                price = cost + self._price(step)
                if following not in best or price < best[following]:
                    best[following] = price
                    came[following] = (node, step)
                    heapq.heappush(queue, (price, following))
        return None

    @staticmethod
    def _walked(came: dict[Node, tuple[Node, Cell]], start: Node, goal: Node) -> Iterable[Cell]:
        node = goal
        while node != start:
            node, step = came[node]
            yield step

    def _steps(self, node: Node) -> Iterable[tuple[Node, Cell]]:
        side, place = node
        if side == "row":
            cells = [(place, column) for column in range(self.columns)]
            return [(("column", cell[1]), cell) for cell in cells if self._may_rise(cell)]
        cells = [(row, place) for row in range(self.totals + 1)]
        return [(("row", cell[0]), cell) for cell in cells if self._may_fall(cell)]

    def _price(self, cell: Cell) -> int:
        if cell in self.hidden:
            return 0
        number: int = self.values[cell[0]][cell[1]]
        return number + 1 + (TOTAL_COST if cell[0] == self.totals else 0) + (0 if number else ZERO_COST)
