"""A waiting list from before the program, read row by row: months and days, never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from roterfaden.courses.enums import EarlierEnd
from roterfaden.courses.methods.cells import Fault, flag, folded, named, whole
from roterfaden.kernel.tables import Table

COLUMNS = ("Monat", "Gemeindeschlüssel", "Kursart", "Tage", "Ende", "danach noch ein Kurs")
"""The headings the table has; case and surplus space do not matter."""
ENDS = {"begonnen": EarlierEnd.STARTED, "ausgeschieden": EarlierEnd.LEFT}
LONGEST = 2000
"""More days than anybody waits: a mistake in the list."""


@dataclass(frozen=True)
class EarlierRow:
    """One finished registration; areas and types by their keys here."""

    month: date
    area: int
    course_type: int
    days: int
    end: EarlierEnd
    again: bool


@dataclass(frozen=True)
class EarlierTable:
    """What was read: rows, lines that were not, each with its reason, and headings that are missing."""

    rows: tuple[EarlierRow, ...]
    faults: tuple[tuple[int, str], ...]
    missing: tuple[str, ...] = ()


def read_earlier(table: Table, *, areas: Mapping[str, int], types: Mapping[str, int], before: date) -> EarlierTable:
    """Rows of a table. `areas` are known by key, `types` by short name or name (folded); months lie before `before`."""
    places = {folded(name): place for place, name in enumerate(table.columns)}
    missing = tuple(name for name in COLUMNS[:-1] if folded(name) not in places)
    if missing:
        return EarlierTable((), (), missing)
    rows, faults = [], []
    for row in table.rows:
        cells = {name: row.cells[places[folded(name)]] if folded(name) in places else "" for name in COLUMNS}
        try:
            rows.append(_row(cells, areas, types, before))
        except Fault as fault:
            faults.append((row.line, str(fault)))
    return EarlierTable(tuple(rows), tuple(faults))


def _row(cells: Mapping[str, str], areas: Mapping[str, int], types: Mapping[str, int], before: date) -> EarlierRow:
    month, area, kind, days, end, again = (cells[name] for name in COLUMNS)
    found = _month(month)
    if found >= before:
        raise Fault(_("„%(text)s“ liegt nicht vor dem laufenden Monat") % {"text": month})
    if folded(end) not in ENDS:
        raise Fault(_("„%(text)s“ ist weder „begonnen“ noch „ausgeschieden“") % {"text": end})
    waited, ended, once_more = whole(days), ENDS[folded(end)], flag(again)
    if waited > LONGEST:
        raise Fault(_("%(count)s Tage sind zu viele") % {"count": waited})
    if once_more and ended != EarlierEnd.STARTED:
        raise Fault(_("Wer keinen Kurs begann, begann danach auch keinen weiteren"))
    return EarlierRow(
        found, named(area, areas, _("Kein Gemeindeschlüssel: „%(text)s“")),
        named(kind, types, _("Diese Kursart gibt es nicht: „%(text)s“")), waited, ended, once_more,
    )  # fmt: skip


def _month(text: str) -> date:
    """A month as 2025-03 or 03.2025; a day with it is left out."""
    parts = text.partition(" ")[0].replace(".", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
        if numbers[0] > 31:  # noqa: PLR2004 -- the year stands in front
            return date(numbers[0], numbers[1], 1)
        return date(numbers[-1], numbers[-2], 1)
    except (ValueError, IndexError):
        raise Fault(_("„%(text)s“ ist kein Monat wie 2025-03") % {"text": text}) from None
