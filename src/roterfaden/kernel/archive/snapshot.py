"""One moment of the database, held still while it is read; and a second database beside the usual one."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import settings
from django.db import connection, connections, transaction

COPY, OTHER = "snapshot", "other"
PAGES = 2_000
"""Pages copied before writers get their turn again: 8 MB."""


@contextmanager
def snapshot() -> Iterator[str]:
    """The alias of a database that shows one moment and does not change. Nobody waits for it.

    SQLite: a copy made by the online backup of SQLite. PostgreSQL: one transaction, repeatable read, read only.
    """
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="copy-") as folder:
            copied = Path(folder) / "copy.sqlite3"
            _copy(copied)
            with _alias(COPY, {**connection.settings_dict, "NAME": str(copied)}) as alias:
                yield alias
        return
    with _alias(COPY, dict(connection.settings_dict)) as alias, transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield alias


@contextmanager
def other_database(url: str) -> Iterator[str]:
    """The alias of the database at `url`, for as long as the block lasts."""
    given: dict[str, Any] = {**connection.settings_dict, "OPTIONS": {}, **dj_database_url.parse(url)}
    if given["ENGINE"].endswith("sqlite3"):
        given["OPTIONS"] = {"timeout": 20, "transaction_mode": "IMMEDIATE"}
    with _alias(OTHER, given) as alias:
        yield alias


@contextmanager
def _alias(alias: str, given: dict[str, Any]) -> Iterator[str]:
    """A connection of its own under a name, closed and forgotten afterwards; without the pool of the server."""
    options = {name: value for name, value in given.get("OPTIONS", {}).items() if name != "pool"}
    connections.settings[alias] = given | {"OPTIONS": options}
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def _copy(target: Path) -> None:
    """Copy the database file page by page; one that lives in memory (tests) as it stands."""
    given = str(connection.settings_dict["NAME"])
    if "memory" in given:
        connection.ensure_connection()
        target.write_bytes(connection.connection.serialize())
        return
    with closing(sqlite3.connect(given)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=PAGES)
