"""Reading a table somebody brings, whatever program made it."""

from collections.abc import Iterable, Iterator, Sequence

from roterfaden.kernel.containers import (
    MEGABYTE,
    DamagedFile,
    EmptyFile,
    FileKind,
    FileTooLarge,
    check_container,
    kind_of,
)
from roterfaden.kernel.tables.errors import CellTooLong, DuplicateHeader, NoRows, NotATable, TableTooLarge
from roterfaden.kernel.tables.shape import BYTES_LIMIT, CELL_LIMIT, COLUMNS_LIMIT, ROWS_LIMIT, Table, TableRow, plain
from roterfaden.kernel.tables.sheets import sheet_rows
from roterfaden.kernel.tables.text import decoded, text_rows

TABLE_KINDS = (FileKind.XLSX, FileKind.ODS)


def read_table(data: bytes, name: str = "") -> Table:
    """The table in a file: XLSX or ODS (first visible sheet that is not empty), or text in any usual form of CSV.

    The first row that is not empty is the heading; empty rows are left out, the others keep the line a person finds
    them at. All cells are text. The kind is told by the content; `name` only helps to tell a damaged spreadsheet from
    some other file. Raises a FileRefused that says what to do.
    """
    if not data.strip(b"\x00 \r\n\t"):
        raise EmptyFile()
    if len(data) > BYTES_LIMIT:
        raise FileTooLarge(limit=BYTES_LIMIT // MEGABYTE)
    kind = kind_of(data)
    if kind in TABLE_KINDS:
        check_container(data)
        rows, sheet, others = sheet_rows(data, kind)
        return table_of(rows, sheet=sheet, others=others)
    if kind == FileKind.OLD_OFFICE:
        check_container(data)
    if kind == FileKind.TEXT:
        return table_of(text_rows(decoded(data)))
    if kind == FileKind.ARCHIVE and name.lower().endswith((".xlsx", ".xlsm", ".ods")):
        raise DamagedFile()
    raise NotATable()


def table_of(rows: Iterable[TableRow], *, sheet: str = "", others: tuple[str, ...] = ()) -> Table:
    """A table from raw rows: heading, cleaned cells, limits. Raises NoRows, DuplicateHeader, TableTooLarge."""
    filled = _filled(rows)
    heading = next(filled, None)
    if heading is None:
        raise NoRows()
    width = max((place for place, cell in enumerate(heading.cells, start=1) if cell), default=0)
    columns = tuple(cell or f"Spalte {place}" for place, cell in enumerate(heading.cells[:width], start=1))
    _check_heading(columns)
    kept = [TableRow(row.line, _fitted(row.cells, width)) for row in filled]
    if not kept:
        raise NoRows()
    return Table(columns=columns, rows=kept, sheet=sheet, others=others)


def _filled(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Rows with something in them, cells without space around them."""
    count = 0
    for row in rows:
        cells = tuple(plain(cell.strip()) for cell in row.cells)
        if not any(cells):
            continue
        count += 1
        if count > ROWS_LIMIT + 1:
            raise TableTooLarge(rows=ROWS_LIMIT, columns=COLUMNS_LIMIT)
        if any(len(cell) > CELL_LIMIT for cell in cells):
            raise CellTooLong(line=row.line, limit=CELL_LIMIT)
        yield TableRow(row.line, cells)


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """As many cells as columns; more only if something stands in them."""
    used = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return (cells + ("",) * width)[: max(width, used)]


def _check_heading(columns: Sequence[str]) -> None:
    if len(columns) > COLUMNS_LIMIT:
        raise TableTooLarge(rows=ROWS_LIMIT, columns=COLUMNS_LIMIT)
    seen: set[str] = set()
    for name in columns:
        if name.casefold() in seen:
            raise DuplicateHeader(name=name)
        seen.add(name.casefold())
