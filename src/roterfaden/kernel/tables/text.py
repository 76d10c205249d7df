"""Reading text tables: the encodings and delimiters offices really use."""

import codecs
import csv
import io
from collections.abc import Iterator

from roterfaden.kernel.tables.errors import CellTooLong, UnreadableText
from roterfaden.kernel.tables.shape import CELL_LIMIT, TableRow

DELIMITERS = (";", "\t", ",", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 64


def decoded(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 with its mark, in UTF-8 without, or in Windows' Western encoding; else UnreadableText."""
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    for encoding in marked or ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableText()


def text_rows(text: str) -> Iterator[TableRow]:
    """The rows of a CSV or tab-separated text, each with the line it begins in."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter_of(text))
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CellTooLong(line=line, limit=CELL_LIMIT) from error
        yield TableRow(line, tuple(cells))


def delimiter_of(text: str) -> str:
    """The sign that splits the heading into most columns and the first rows into no more; else a semicolon."""
    best, width = DELIMITERS[0], 1
    for sign in DELIMITERS:
        sample = _sample(text, sign)
        if not sample:
            continue
        columns = sample[0]
        fitting = sum(1 for cells in sample[1:] if cells == columns)
        if columns > width and fitting * 2 >= len(sample) - 1:
            best, width = sign, columns
    return best


def _sample(text: str, sign: str) -> list[int]:
    """How many cells the first rows that are not empty have, if `sign` parts them."""
    found: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(text[: 512 * 1024], newline=""), delimiter=sign):
            if any(cells):
                found.append(len(cells))
            if len(found) == _SAMPLE:
                break
    except csv.Error:
        pass
    return found
