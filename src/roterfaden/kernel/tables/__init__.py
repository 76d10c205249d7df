"""Tables people bring and take away: XLSX, ODS and CSV, as text with line numbers.

`read_table` reads, `write_xlsx` and `write_csv` write; everything else here serves them.
"""

from roterfaden.kernel.tables.errors import (
    CellTooLong,
    DuplicateHeader,
    NoRows,
    NotATable,
    TableTooLarge,
    UnreadableText,
)
from roterfaden.kernel.tables.reading import read_table, table_of
from roterfaden.kernel.tables.shape import (
    BYTES_LIMIT,
    CELL_LIMIT,
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    Table,
    TableRow,
    neutral,
    plain,
)
from roterfaden.kernel.tables.sheets import Grid, cell_text, sheet_grid
from roterfaden.kernel.tables.text import decoded
from roterfaden.kernel.tables.writing import SheetTable, write_book, write_csv, write_xlsx

__all__ = [
    "BYTES_LIMIT",
    "CELL_LIMIT",
    "COLUMNS_LIMIT",
    "ROWS_LIMIT",
    "CellTooLong",
    "DuplicateHeader",
    "Grid",
    "NoRows",
    "NotATable",
    "SheetTable",
    "Table",
    "TableRow",
    "TableTooLarge",
    "UnreadableText",
    "cell_text",
    "decoded",
    "neutral",
    "plain",
    "read_table",
    "sheet_grid",
    "table_of",
    "write_book",
    "write_csv",
    "write_xlsx",
]
