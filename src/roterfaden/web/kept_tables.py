"""A table between the look at its rows and taking it over: it waits signed in the form of the page, nowhere else."""

from typing import Any

from django.core import signing

from roterfaden.kernel.tables import Table, TableRow

KEPT_FOR = 60 * 60 * 4
"""Seconds between looking at a table and taking it over."""


def hold(table: Table, *, salt: str, **more: str) -> str:
    """The table and what else has to be known again, for a hidden field."""
    rows = [[row.line, list(row.cells)] for row in table.rows]
    return signing.dumps(more | {"columns": list(table.columns), "rows": rows}, salt=salt, compress=True)


def held(text: str, *, salt: str) -> tuple[Table, dict[str, Any]] | None:
    """The table that was held, and what else; None when it was changed on the way or waited too long."""
    try:
        kept = signing.loads(text, salt=salt, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return Table(tuple(kept["columns"]), [TableRow(line, tuple(cells)) for line, cells in kept["rows"]]), kept
