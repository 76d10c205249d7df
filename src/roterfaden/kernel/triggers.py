"""Append-only tables: the database itself refuses what actions must never do.

Used in migrations: `migrations.RunPython(append_only("audit_event"), drop("audit_event"))`.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MigrationStep = Callable[[Any, BaseDatabaseSchemaEditor], None]


def append_only(table: str) -> MigrationStep:
    """A migration step that makes UPDATE and DELETE on `table` fail, on SQLite and PostgreSQL."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for verb in ("UPDATE", "DELETE"):
            _refuse(editor, table, verb, columns=())

    return step


def immutable_columns(table: str, *columns: str) -> MigrationStep:
    """A migration step that makes a change of these columns, and DELETE, fail."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        _refuse(editor, table, "UPDATE", columns=columns)
        _refuse(editor, table, "DELETE", columns=())

    return step


def drop(table: str) -> MigrationStep:
    """The reverse of both steps."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for verb in ("update", "delete"):
            if editor.connection.vendor == "sqlite":
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            else:
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}")
                editor.execute(f"DROP FUNCTION IF EXISTS {table}_no_{verb}()")

    return step


def _refuse(editor: BaseDatabaseSchemaEditor, table: str, verb: str, columns: tuple[str, ...]) -> None:
    name = f"{table}_no_{verb.lower()}"
    message = f"{table} is append-only"
    if editor.connection.vendor == "sqlite":
        of = f" OF {', '.join(columns)}" if columns else ""
        # IS NOT compares NULL safely; writing the same value again is harmless and Django's save() does it.
        when = " WHEN " + " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in columns) if columns else ""
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb}{of} ON {table} FOR EACH ROW{when} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    when = " WHEN (" + " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns) + ")" if columns else ""
    editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {name}()")


def frozen_when(table: str, condition: str) -> MigrationStep:
    """A migration step that makes UPDATE and DELETE fail for rows of which `condition`, in SQL over OLD, is true.

    The condition stands inside the function on PostgreSQL, because a WHEN clause there may hold no subquery.
    """

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for verb, kept in (("UPDATE", "NEW"), ("DELETE", "OLD")):
            name = f"{table}_no_{verb.lower()}"
            if editor.connection.vendor == "sqlite":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {condition} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
                )
                continue
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{table} is frozen' USING ERRCODE = 'integrity_constraint_violation'; "
                f"END IF; RETURN {kept}; END $$"
            )
            editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")

    return step
