"""What is counted behind the door: one function for each indicator. It gives numbers by month and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from roterfaden.advice.methods import language_word
from roterfaden.advice.queries import tallies
from roterfaden.indicators.actions import Naming
from roterfaden.places.queries import partners
from roterfaden.topics.models import FieldOfAction

LANGUAGE, FIELD = "sprache", "handlungsfeld"
UNKNOWN = "ohne-angabe"


@dataclass(frozen=True)
class Cell:
    """A number of one month: for an area (empty: the whole house), for a breakdown (empty: the total)."""

    month: date
    value: int
    area: str = ""
    breakdown: str = ""


@dataclass(frozen=True)
class Count:
    """How one indicator is counted, and what the values of its breakdowns are called."""

    slug: str
    cells: Callable[[date, date], Iterable[Cell]]
    names: Callable[[], dict[str, list[Naming]]]


def talks(start: date, end: date) -> Iterable[Cell]:
    """Talks from `start` to `end` (excluded): in all, by municipality (also those without any), by language."""
    totals = {tally.month: tally.count for tally in tallies("", start=start, end=end)}
    yield from (Cell(month, count) for month, count in totals.items())
    by_area = {(tally.month, tally.key): tally.count for tally in tallies("area", start=start, end=end)}
    keys = [area.key for area in partners(start)]
    yield from (Cell(month, by_area.get((month, key), 0), area=key) for month in totals for key in keys)
    for tally in tallies("language", start=start, end=end):
        yield Cell(tally.month, tally.count, breakdown=f"{LANGUAGE}={tally.key}")


def topics(start: date, end: date) -> Iterable[Cell]:
    """Topics of talks: the total of what was ticked, and by field of action; so the parts make up the total."""
    found = tallies("topic", start=start, end=end)
    totals: dict[date, int] = {}
    for tally in found:
        totals[tally.month] = totals.get(tally.month, 0) + tally.count
        yield Cell(tally.month, tally.count, breakdown=f"{FIELD}={tally.key or UNKNOWN}")
    yield from (Cell(month, count) for month, count in totals.items())


def language_names() -> dict[str, list[Naming]]:
    """The languages of the talks in words."""
    known = sorted({tally.key for tally in tallies("language", start=date.min, end=date.max)})
    return {LANGUAGE: [Naming("", "Sprache"), *(Naming(code, language_word(code)) for code in known)]}


def field_names() -> dict[str, list[Naming]]:
    """The fields of action in words."""
    rows = FieldOfAction.objects.order_by("number", "pk")
    return {FIELD: [Naming("", "Handlungsfeld"), *(Naming(row.slug, row.short_name) for row in rows)]}


COUNTS = (
    Count("beratungen-im-monat", talks, language_names),
    Count("beratungsanliegen-im-monat", topics, field_names),
)
"""Another count crosses by standing here, with its definition in data/counts.toml."""
