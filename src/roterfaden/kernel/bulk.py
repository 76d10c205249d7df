"""Storing very many rows at once: past the models, so whoever calls has checked them; constraints and triggers hold."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values the database takes as they are: numbers, None, text, days and decimals as ISO text.

    `columns` are names of columns; what is not named takes the default of the database. One statement for all rows on
    SQLite, COPY on PostgreSQL.
    """
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(name) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", cast("Sequence[Any]", rows))  # noqa: S608
