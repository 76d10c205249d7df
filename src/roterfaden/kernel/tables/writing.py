"""Writing tables people take away: XLSX and CSV in constant memory, no cell a formula."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from roterfaden.kernel.tables.shape import CELL_LIMIT, neutral

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IN_MEMORY = 2 * 1024 * 1024
_NARROW, _WIDE = 8, 70
_FIRST, _OTHERS = 42, 18
"""Widths of the columns of a book, in characters."""


def write_xlsx(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str = "Tabelle",
    widths: Sequence[int] = (),
    above: Sequence[str] = (),
    wrapped: bool = False,
) -> IO[bytes]:
    """A file, open at its beginning, with one sheet: bold heading that stays in view, `widths` in characters.

    Lines `above` the heading say what the table is; `wrapped` breaks long texts.
    Text that looks like a formula gets an apostrophe (`neutral`); `read_table` takes it off again. Numbers and days
    stay numbers and days; a moment must come without a time zone.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(_sheet_name(sheet))
    for place, width in enumerate(widths or [len(name) + 4 for name in columns], start=1):
        page.column_dimensions[get_column_letter(place)].width = min(max(width, _NARROW), _WIDE)
    page.freeze_panes = f"A{len(above) + 2}"
    for text in above:
        page.append([_cell(page, text)])
    page.append([_heading(page, name) for name in columns])
    for row in rows:
        page.append([_cell(page, value, wrapped=wrapped) for value in row])
    return _saved(book)


@dataclass(frozen=True)
class SheetTable:
    """One table of a sheet: its caption, headings and rows; `caption` may be empty."""

    caption: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]


def write_book(sheets: Iterable[tuple[str, Sequence[str], Sequence[SheetTable]]]) -> IO[bytes]:
    """A file with several sheets, open at its beginning: each has a name, lines above, and tables one below the other.

    Cells as in `write_xlsx`.
    """
    book = Workbook(write_only=True)
    for name, above, tables in sheets:
        page = book.create_sheet(_sheet_name(name))
        widest = max((len(table.heads) for table in tables), default=1)
        for place in range(1, widest + 1):
            page.column_dimensions[get_column_letter(place)].width = _FIRST if place == 1 else _OTHERS
        for text in above:
            page.append([_cell(page, text)])
        for table in tables:
            page.append([])
            if table.caption:
                page.append([_heading(page, table.caption)])
            page.append([_heading(page, head) for head in table.heads])
            for row in table.rows:
                page.append([_cell(page, value) for value in row])
    return _saved(book)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """CSV as German spreadsheets open it by double click: UTF-8 with its mark, semicolons, quoted where needed."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    writer.writerow([_text(name) for name in columns])
    for row in rows:
        writer.writerow([_text(value) for value in row])
        if line.tell() > _IN_MEMORY // 32:
            yield _drained(line)
    yield _drained(line)


def _saved(book: Workbook) -> IO[bytes]:
    found = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- the caller reads and closes it
    book.save(found)
    found.seek(0)
    return found


def _drained(line: io.StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode("utf-8")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    return neutral(str(value))


def _heading(page: Any, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, neutral(name))
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any, *, wrapped: bool = False) -> Any:
    if value is None or isinstance(value, int | float | Decimal | datetime | date):
        return value
    text = neutral(_UNWRITABLE.sub("", str(value)))[:CELL_LIMIT]
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    if wrapped or "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31] or "Tabelle"
