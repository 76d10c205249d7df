"""The table of ways: its columns, and how a row of text becomes one way. What goes out comes in again unchanged.

A municipality is named by its official key or by a name only one has; a site by the key this program gives it. A row
without minutes says nothing; one that says "keine" knows that there is no way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from roterfaden.courses.errors.offers import ColumnsMissing
from roterfaden.courses.methods.cells import Fault, day, folded, named, whole

FROM, FROM_NAME, TO, TO_NAME = "Von (Schlüssel)", "Kommune", "Nach (Schlüssel)", "Kursort"
MINUTES, CHANGES, BY, SINCE, SOURCE = "Minuten", "Umstiege", "Mit", "Gilt ab", "Quelle"
ESTIMATE = "Geschätzt (Minuten)"
HEADINGS = (FROM, FROM_NAME, TO, TO_NAME, MINUTES, CHANGES, BY, SINCE, SOURCE, ESTIMATE)
WIDTHS = (16, 22, 16, 34, 10, 10, 16, 14, 40, 12)
REQUIRED = (FROM, TO, MINUTES, SINCE, SOURCE)
NONE = "keine"
NO_WAY = {NONE, "kein", "-", "–", "nicht erreichbar"}
ROWS_LIMIT = 5_000
LONGEST = 24 * 60
BY_LIMIT, SOURCE_LIMIT = 60, 200


@dataclass(frozen=True)
class Places:
    """What names in the table may mean, folded name → key; names that several share mean nothing."""

    areas: Mapping[str, int]
    sites: Mapping[str, int]


@dataclass(frozen=True)
class WayFacts:
    """One way as a row says it."""

    area: int
    site: int
    minutes: int | None
    changes: int | None
    by: str
    source: str
    valid_from: date


@dataclass(frozen=True)
class WayRow:
    """What a row means: a way, or why there is none. A row without minutes has neither."""

    line: int
    origin: str
    goal: str
    facts: WayFacts | None
    faults: tuple[str, ...] = ()


def site_key(pk: int) -> str:
    """How a site is called in tables of ways, and in instances of the placement."""
    return f"s{pk}"


def columns_of(columns: Sequence[str]) -> dict[str, int]:
    """Where each known heading stands. Raises ColumnsMissing naming those a way cannot do without."""
    here = {folded(name): place for place, name in enumerate(columns)}
    missing = [name for name in REQUIRED if folded(name) not in here]
    if missing:
        raise ColumnsMissing(names=", ".join(missing))
    return {name: here[folded(name)] for name in HEADINGS if folded(name) in here}


def read_way(line: int, cells: Sequence[str], columns: Mapping[str, int], places: Places) -> WayRow:
    """What one row says; every fault in it is named, not only the first."""

    def cell(heading: str) -> str:
        place = columns.get(heading)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    origin, goal = cell(FROM_NAME) or cell(FROM), cell(TO_NAME) or cell(TO)
    if not cell(MINUTES):
        return WayRow(line, origin, goal, None)
    faults: list[str] = []

    def read(heading: str, reading: Callable[[str], Any]) -> Any:
        try:
            return reading(cell(heading))
        except Fault as fault:
            faults.append(f"{heading}: {fault}")
            return None

    facts = WayFacts(
        area=read(FROM, partial(named, names=places.areas, refusal=_("Die Kommune „%(text)s“ ist nicht bekannt"))),
        site=read(TO, partial(named, names=places.sites, refusal=_("Den Kursort „%(text)s“ gibt es nicht"))),
        minutes=read(MINUTES, _minutes), changes=read(CHANGES, _count), by=read(BY, _by),
        source=read(SOURCE, _source), valid_from=read(SINCE, _since),
    )  # fmt: skip
    return WayRow(line, origin, goal, None if faults else facts, tuple(faults))


def _minutes(text: str) -> int | None:
    if folded(text) in NO_WAY:
        return None
    found = whole(text)
    if not 0 < found <= LONGEST:
        raise Fault(_("Möglich sind 1 bis %(most)s, oder „keine“") % {"most": LONGEST})
    return found


def _count(text: str) -> int | None:
    found = whole(text) if text else None
    if found is not None and found > 20:  # noqa: PLR2004 -- nobody changes that often
        raise Fault(_("Möglich sind 0 bis 20"))
    return found


def _since(text: str) -> date:
    if not text:
        raise Fault(_("fehlt"))
    return day(text)


def _source(text: str) -> str:
    if not text:
        raise Fault(_("fehlt"))
    return _fitting(text, SOURCE_LIMIT)


def _by(text: str) -> str:
    return _fitting(text, BY_LIMIT)


def _fitting(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Fault(_("ist länger als %(count)s Zeichen") % {"count": limit})
    return text
