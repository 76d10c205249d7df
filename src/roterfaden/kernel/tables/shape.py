"""A table as it was read, its limits, and cells a spreadsheet would mistake for a formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

ROWS_LIMIT = 50_000
COLUMNS_LIMIT = 200
CELL_LIMIT = 32_767
BYTES_LIMIT = 20 * 1024 * 1024

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class TableRow(NamedTuple):
    """A row with something in it: the line a person finds it at, and its cells; there may be more than columns."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Header and rows as text. `sheet` is the sheet that was read, `others` the sheets that were not."""

    columns: tuple[str, ...]
    rows: Sequence[TableRow]
    sheet: str = ""
    others: tuple[str, ...] = ()

    def column(self, name: str) -> int | None:
        """The place of a column by its exact heading."""
        return self.columns.index(name) if name in self.columns else None


def neutral(text: str) -> str:
    """Text no spreadsheet takes for a formula: an apostrophe goes before = + - @ (OWASP, CSV injection)."""
    return f"'{text}" if _needs_mark(text) else text


def plain(text: str) -> str:
    """What `neutral` was given, so that a table that was taken home and mended reads back the same."""
    return text[1:] if text.startswith("'") and _needs_mark(text[1:]) else text


def _needs_mark(text: str) -> bool:
    return text.startswith(_FORMULA) or (text.startswith("'") and _needs_mark(text[1:]))
