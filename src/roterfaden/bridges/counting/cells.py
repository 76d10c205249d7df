"""Numbers as they cross, and what is held back before it does. Pure.

Numbers of people are hidden on the other side: the indicators protect small counts and what would give them away. A
median, a share or a sum of hours is no count; its value says nothing of how few people are behind it. So it is held
back here, where the people can still be counted. What was held back crosses as the sign "." – once, like a number, so
that the month is never counted again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from roterfaden.advice.methods import months_after
from roterfaden.indicators.actions import Naming

LEAST_PEOPLE = 3
"""So many people are behind every value that crosses; data/counts.toml says the same of each measure."""
HELD_BACK = "."
"""German statistics: the value is unknown or has to be kept secret."""
OTHERS = "seltene"
"""The breakdown that takes kinds of few people together."""
PER_CENT = 100


@dataclass(frozen=True)
class Cell:
    """A number of one month: for an area (empty: the whole house), for a breakdown (empty: the total).

    `value` None: held back, because too few people are behind it.
    """

    month: date
    value: int | float | None
    area: str = ""
    breakdown: str = ""

    @property
    def raw(self) -> str:
        """As an import reads it."""
        if self.value is None:
            return HELD_BACK
        return str(self.value if self.value % 1 else int(self.value))


@dataclass(frozen=True)
class Count:
    """How one indicator is counted: its cells from a day to a day, the names of its breakdowns, and the first days of
    the months that can be counted on a day, whether closed or not."""

    slug: str
    cells: Callable[[date, date], Iterable[Cell]]
    months: Callable[[date], Iterable[date]]
    names: Callable[[], dict[str, list[Naming]]]


def no_names() -> dict[str, list[Naming]]:
    """Of a count without breakdowns."""
    return {}


def months_from(first: date | None, today: date, kept_months: int) -> list[date]:
    """The first days of all months from `first` on that began before `today` and whose records are kept yet."""
    found = []
    month = first.replace(day=1) if first else today
    while month < today:
        if months_after(month, kept_months) > today:
            found.append(month)
        month = months_after(month, 1)
    return found


def median_of(values: Sequence[int], least: int = LEAST_PEOPLE) -> float | None:
    """The median of one value for each person; None where they are too few."""
    return float(median(values)) if len(values) >= least else None


def share_up_to(values: Sequence[int], limit: int, least: int = LEAST_PEOPLE) -> int | None:
    """Which part of people has a value up to `limit`, in whole per cent.

    None where they are too few, and where those inside or those outside are: with their number, which crosses too, a
    share of one of ten is a count of one.
    """
    inside = sum(value <= limit for value in values)
    small = [part for part in (inside, len(values) - inside) if 0 < part < least]
    return None if len(values) < least or small else round(PER_CENT * inside / len(values))


def gathered(parts: Mapping[str, tuple[float, int]], least: int = LEAST_PEOPLE) -> dict[str, float]:
    """Sums by kind, from (sum, people): kinds of few people are taken together as OTHERS, with the next smallest kind
    if they are still too few. So the parts make up the total, and no difference tells what one of them hides."""
    ordered = sorted(parts.items(), key=lambda item: (item[1][1], item[0]))
    others: list[tuple[float, int]] = []
    while ordered and (ordered[0][1][1] < least or 0 < sum(people for _sum, people in others) < least):
        others.append(ordered.pop(0)[1])
    found = {name: amount for name, (amount, _people) in ordered}
    if found and others:  # alone, it would say what the total says
        found[OTHERS] = sum(amount for amount, _people in others)
    return found
