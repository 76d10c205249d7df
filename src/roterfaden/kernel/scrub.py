"""What was erased or sealed shall not stand in the database file any longer (ADR 21).

SQLite overwrites freed bytes with zeros (PRAGMA secure_delete), but older pages wait in the write-ahead log, and a
full-text index keeps deleted entries until it is merged. PostgreSQL keeps dead rows until a table is rewritten, and
copies of column values in its statistics.
"""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction

logger = logging.getLogger("roterfaden.kernel")

PATIENCE = 2000
"""Milliseconds to wait for readers before the write-ahead log is emptied; the nightly run tries again."""
USUAL_PATIENCE = 20_000
OTHERS_MAY_TAKE = timedelta(minutes=2)
"""How long `scrub` waits for transactions that are older than it."""
LOOK_AGAIN = 0.2


def scrub_on_commit() -> None:
    """Once the surrounding transaction is committed, clean what can be cleaned while people work.

    On PostgreSQL that is nothing: rewriting a table locks it, so it is left to `scrub` at night.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(_scrub_sqlite)


def scrub(tables: Iterable[str], *, patience: timedelta = OTHERS_MAY_TAKE) -> bool:
    """Clean thoroughly; `tables` are those that held the words. Returns whether nobody was in the way.

    Outside a transaction only. PostgreSQL rewrites the tables (VACUUM FULL), counts their statistics anew and rewrites
    those too, each locked for a moment; its write-ahead log and every backup keep the words until they expire by
    themselves. The database user has to own the database. Dead rows are copied, too, while a transaction older than
    this call runs anywhere on the server, even in another database: `patience` is how long its end is waited for.
    """
    if connection.vendor == "sqlite":
        return _scrub_sqlite()
    names = ", ".join(connection.ops.quote_name(table) for table in tables)
    is_alone = _older_transactions_ended(patience)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (FULL, ANALYZE) {names}")
        # The statistics just replaced are dead rows now, and others may have begun a transaction in the meantime.
        is_alone = _older_transactions_ended(patience) and is_alone
        cursor.execute("VACUUM (FULL) pg_statistic")
    if not is_alone:
        logger.warning("a long transaction kept dead rows in the database; the next night tries again")
    return is_alone


def _older_transactions_ended(patience: timedelta) -> bool:
    """Wait until every transaction that has begun by now is over, on the whole server; whether that was so in time."""
    until = time.monotonic() + patience.total_seconds()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        begun = cursor.fetchone()[0]
        while True:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= %s", [begun])
            if cursor.fetchone()[0]:
                return True
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_AGAIN)


def _scrub_sqlite() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5(%'")
        for (index,) in cursor.fetchall():
            name = connection.ops.quote_name(index)
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608 -- a name of our own
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {USUAL_PATIENCE}")
    if busy:
        logger.warning("the write-ahead log could not be emptied now; the nightly run tries again")
    return not busy
