"""Totals that are not what their parts add up to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from roterfaden.indicators.enums import FigureCheck
from roterfaden.indicators.methods.figures import breakdown_parts, last_day
from roterfaden.indicators.methods.protection.facts import NEAR, Fact, Frame, Relation, relations_between, tolerance
from roterfaden.indicators.methods.quality.facts import Found, Line, tidy

MOSTLY = 0.5
"""In more than this share of the periods a sum has to hold, before one where it does not is wrong."""


class Sum(NamedTuple):
    """A total on a day beside its parts."""

    relation: Relation
    on: date
    total: float
    parts: float
    room: float

    @property
    def rest(self) -> float:
        """What the total has more than its parts."""
        return self.total - self.parts


def sums(lines: Iterable[Line], frame: Frame) -> Iterator[Found]:
    """Areas, parts of a breakdown or shorter periods do not add up to their total, beyond what rounding explains.

    Where people named the parts of a code, or all areas of a larger one are there, every difference is told; of other
    breakdowns, which may leave something out, only parts that are more than their whole. What hardly ever adds up is no
    sum (averages).
    """
    by_key = {line.key: line for line in lines}
    kinds: dict[tuple[int, str, tuple[str, ...]], list[Sum]] = defaultdict(list)
    for relation in relations_between(_facts(by_key.values()), frame):
        found = _sum(relation)
        if found is not None:
            first, part = relation.total[-1], relation.parts[0][-1]
            names = tuple(sorted({name for name, _value in part.parts - first.parts}))
            code = by_key[first.line].breakdown if relation.is_named else ""
            kinds[(first.definition, code, names)].append(found)
    for (_definition, code, names), rows in kinds.items():
        is_named = bool(code)
        holding = sum(abs(row.rest) <= max(row.room, NEAR * abs(row.total)) for row in rows)
        if holding <= MOSTLY * len(rows) and not is_named:
            continue
        wrong: dict[date, list[Sum]] = defaultdict(list)
        for row in rows:
            is_told = is_named or row.relation.is_complete
            if row.rest < -row.room or (is_told and row.rest > row.room):
                wrong[row.on].append(row)
        for day, together in sorted(wrong.items()):
            yield _found(together, day, (code, *names), by_key)


def _facts(lines: Iterable[Line]) -> list[Fact]:
    return [
        Fact(
            figure.key, line.key, line.definition, line.area, frozenset(breakdown_parts(line.breakdown)), figure.start,
            figure.end, figure.known_on, figure.value, 1,
        )
        for line in lines
        if not line.is_share
        for figure in line.figures
    ]  # fmt: skip


def _sum(relation: Relation) -> Sum | None:
    """The newest numbers of a total and its parts; None where one is missing."""
    total, parts = relation.total[-1], [rows[-1] for rows in relation.parts]
    amounts = [row.amount for row in parts if row.amount is not None]
    if total.amount is None or not amounts or len(amounts) < len(parts):
        return None
    room = tolerance([total.amount, *amounts])
    return Sum(relation, last_day(total.start, total.end), total.amount, sum(amounts), max(room, 1e-6))


def _found(rows: list[Sum], day: date, names: tuple[str, ...], by_key: Mapping[int, Line]) -> Found:
    """All sums of one kind that do not hold on a day, with the worst of them."""
    worst = max(rows, key=lambda row: (abs(row.rest), row.relation.total[-1].key))
    line = by_key[worst.relation.total[-1].line]
    facts = {
        "name": line.name, "total": tidy(worst.total), "sum": tidy(worst.parts), "parts": len(worst.relation.parts),
        "difference": tidy(worst.rest), "room": round(worst.room, 2), "sums": len(rows),
    }  # fmt: skip
    about = f"{','.join(name for name in names if name) or 'parts'}:{line.definition}"
    return Found(FigureCheck.SUM, line.indicator, about, line.key if len(rows) == 1 else 0, day, facts)
