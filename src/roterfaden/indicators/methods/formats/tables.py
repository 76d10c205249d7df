"""Any table with one heading row, by a mapping of its columns."""

import re
from collections.abc import Iterator, Mapping

from roterfaden.indicators.enums import TableColumn
from roterfaden.indicators.methods.formats.rows import TOTALS, FaultyRow, Part, Source, SourceRow, measure
from roterfaden.kernel.tables import BYTES_LIMIT, Table, read_table

WORDS = {
    TableColumn.AREA: re.compile(
        r"^(ags|ars|geocode|(gebiets|regional|kreis)?schlüssel|key|region(_?code)?|kreis)$",
        re.IGNORECASE,
    ),
    TableColumn.PERIOD: re.compile(r"^(jahr|year|zeit(raum)?|time|stichtag|datum|date|period|monat|quartal)$", re.I),
    TableColumn.VALUE: re.compile(r"^(wert|value|anzahl|wert_roh|betrag|count)$", re.IGNORECASE),
    TableColumn.UNIT: re.compile(r"^(einheit|unit|units|maßeinheit)$", re.IGNORECASE),
    TableColumn.VARIABLE: re.compile(r"^(indikator|indicator|variable|messgröße|merkmal|serie|series)$", re.IGNORECASE),
    TableColumn.QUALITY: re.compile(r"^(qualitaet|qualität|quality|value_q)$", re.IGNORECASE),
    TableColumn.NONE: re.compile(
        r"^(name|gebiet(sname)?|gemeinde|bezeichnung|quelle|source|anmerkung|bemerkung|comment.*|titel|"
        r"methodik|basis|id|nr\.?|quelle_datei|.*_label|plz.*|.*schluessel)$", re.IGNORECASE,
    ),
}  # fmt: skip
NUMBERS = re.compile(r"^[-+]?[0-9][0-9.,\s]*$")
ALSO = 0.8
"""A column this full of numbers is a column of values, where none is called so."""
FEW = 200


def table_of(source: Source) -> Table:
    """The table in a file (kernel.tables, with its limits)."""
    with source.open() as stream:
        return read_table(stream.read(BYTES_LIMIT + 1), source.name)


def guess_table_columns(table: Table) -> dict[str, str]:
    """Heading → what it most probably holds. Each of area, period, unit, variable and quality once."""
    found: dict[str, str] = {}
    for name in table.columns:
        kind = next((kind for kind, words in WORDS.items() if words.match(name.strip())), None)
        once = kind not in (TableColumn.VALUE, TableColumn.NONE)
        if kind is not None:
            found[name] = TableColumn.NONE if once and kind in found.values() else kind
    has_value = TableColumn.VALUE in found.values()
    for place, name in enumerate(table.columns):
        if name not in found:
            cells = [row.cells[place] for row in table.rows[:FEW] if place < len(row.cells) and row.cells[place]]
            numbers = sum(bool(NUMBERS.match(cell)) for cell in cells)
            is_value = not has_value and bool(cells) and numbers >= ALSO * len(cells)
            found[name] = TableColumn.VALUE if is_value else TableColumn.PART
    return {name: str(found[name]) for name in table.columns}


def table_rows(source: Source, columns: Mapping[str, str]) -> Iterator[SourceRow | FaultyRow]:
    """The values of a table. Several columns of values are several variables, named by their headings."""
    table = table_of(source)
    places: dict[str, list[int]] = {}
    for place, name in enumerate(table.columns):
        places.setdefault(columns.get(name, TableColumn.NONE), []).append(place)
    values, cuts = places.get(TableColumn.VALUE, []), places.get(TableColumn.PART, [])

    def cell(cells: tuple[str, ...], kind: TableColumn) -> str:
        at = places.get(kind, [-1])[0]
        return cells[at].strip() if 0 <= at < len(cells) else ""

    for line, cells in table.rows:
        parts = tuple(
            Part(table.columns[place], cells[place].strip(), table.columns[place], cells[place].strip())
            for place in cuts
            if place < len(cells) and cells[place].strip().casefold() not in TOTALS
        )
        unit = cell(cells, TableColumn.UNIT)
        for place in values:
            label = cell(cells, TableColumn.VARIABLE) if len(values) == 1 else ""
            label = label or table.columns[place]
            yield SourceRow(
                line, cell(cells, TableColumn.AREA), cell(cells, TableColumn.PERIOD), parts,
                cells[place].strip() if place < len(cells) else "", cell(cells, TableColumn.QUALITY),
                measure(label, unit), label, unit,
            )  # fmt: skip
