"""Reading XLSX and ODS. A sheet is measured before it is opened, because a few bytes can claim a billion cells."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from roterfaden.kernel.containers import DamagedFile, EncryptedFile, FileKind
from roterfaden.kernel.tables.errors import NoRows, TableTooLarge
from roterfaden.kernel.tables.shape import COLUMNS_LIMIT, ROWS_LIMIT, TableRow

CELLS_LIMIT = 4_000_000
"""The rectangle a sheet may span. The library keeps the whole of it in memory, about 24 bytes a cell."""


def sheet_rows(data: bytes, kind: FileKind) -> tuple[Iterator[TableRow], str, tuple[str, ...]]:
    """The rows of the first visible sheet that holds something, its name, and the names of the other visible sheets."""
    _measure(data, kind)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        for name in names:
            sheet = book.get_sheet_by_name(name)
            if sheet.height:
                return _rows(sheet), name, tuple(other for other in names if other != name)
    except PasswordError as error:
        raise EncryptedFile() from error
    except CalamineError as error:
        raise DamagedFile() from error
    raise NoRows()


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet as they are, with the rectangles that are merged: (row, column) of two corners, from 0."""

    cells: list[list[Any]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    sheet: str


def sheet_grid(data: bytes, kind: FileKind) -> Grid:
    """The first visible sheet that holds something, cell by cell, for tables with heads of several rows."""
    _measure(data, kind)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for known in book.sheets_metadata:
            if known.typ != SheetTypeEnum.WorkSheet or known.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_name(known.name)
            if sheet.height:
                merged = tuple(sheet.merged_cell_ranges or ())
                return Grid(sheet.to_python(skip_empty_area=False), merged, known.name)
    except PasswordError as error:
        raise EncryptedFile() from error
    except CalamineError as error:
        raise DamagedFile() from error
    raise NoRows()


def _rows(sheet: Any) -> Iterator[TableRow]:
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        yield TableRow(line, tuple(cell_text(cell) for cell in cells))


def cell_text(value: Any) -> str:
    """A cell as a person would type it: whole numbers without a point, days as ISO 8601, truth in German."""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n")
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


# --- measuring ----------------------------------------------------------------------------------------------------
def _measure(data: bytes, kind: FileKind) -> None:
    """Refuse a workbook one of whose sheets spans more than CELLS_LIMIT."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if kind == FileKind.XLSX and name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _parse(archive, name, _XlsxExtent())
            elif kind == FileKind.ODS and name == "content.xml":
                _parse(archive, name, _OdsExtent())


class _XlsxExtent:
    """The farthest cell of an XLSX sheet, by the addresses of its cells."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.at_row = self.at_column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit(":", 1)[-1]
        address = attributes.get("r", "")
        if name == "row":
            self.at_row = _number(address) or self.at_row + 1
            self.at_column = 0
        elif name == "c":
            letters = address.rstrip("0123456789")
            self.at_column = _column(letters) if letters else self.at_column + 1
            row = _number(address[len(letters) :]) or self.at_row
            self.rows, self.columns = max(self.rows, row), max(self.columns, self.at_column)
            if self.rows * self.columns > CELLS_LIMIT:
                raise TableTooLarge(rows=ROWS_LIMIT, columns=COLUMNS_LIMIT)

    def end(self, tag: str) -> None:
        """Nothing happens at the end of an element."""


class _OdsExtent:
    """The farthest filled cell of an ODS sheet; LibreOffice ends each sheet with a million empty, repeated rows."""

    def __init__(self) -> None:
        self.rows = self.columns = self.row = self.column = self.last = self.repeat = 0
        self.row_repeat = 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit(":", 1)[-1]
        if name == "table":
            self.rows = self.columns = self.row = 0
        elif name == "table-row":
            self.row_repeat = _number(attributes.get("table:number-rows-repeated", "")) or 1
            self.column = self.last = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.repeat = _number(attributes.get("table:number-columns-repeated", "")) or 1
            self.column += self.repeat
            if "office:value-type" in attributes:
                self.last = self.column
        elif name == "p":
            self.last = self.column

    def end(self, tag: str) -> None:
        if tag.rsplit(":", 1)[-1] != "table-row":
            return
        self.row += self.row_repeat
        if self.last:
            self.rows, self.columns = self.row, max(self.columns, self.last)
        if self.rows * self.columns > CELLS_LIMIT:
            raise TableTooLarge(rows=ROWS_LIMIT, columns=COLUMNS_LIMIT)


def _parse(archive: zipfile.ZipFile, name: str, extent: _XlsxExtent | _OdsExtent) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = extent.start, extent.end
    try:
        with archive.open(name) as content:
            parser.ParseFile(content)
    except expat.ExpatError as error:
        raise DamagedFile() from error


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0  # noqa: PLR2004 -- fits a sheet


def _column(letters: str) -> int:
    """The number of a column by its letters, from A = 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
