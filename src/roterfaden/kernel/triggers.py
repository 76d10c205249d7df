"""Append-only tables: the database itself refuses what actions must never do.

Used in migrations: `DatabaseStep(append_only("audit_event"), drop("audit_event"))`.
"""

from collections.abc import Callable
from typing import Any

from django.db import router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

MigrationStep = Callable[[Any, BaseDatabaseSchemaEditor], None]


class DatabaseStep(RunPython):
    """A step that needs the database and no models: it gets None for the historic ones, whose making takes long."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Run the step."""
        self._run(self.code, app_label, schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Run the reverse."""
        self._run(self.reverse_code, app_label, schema_editor)

    def _run(self, step: Any, app_label: str, schema_editor: Any) -> None:
        if router.allow_migrate(schema_editor.connection.alias, app_label, **self.hints):
            step(None, schema_editor)


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


def set_once(table: str, *columns: str) -> MigrationStep:
    """A migration step that lets each of these columns go from NULL to a value, and never change again."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        name, message = f"{table}_set_once", f"{table} keeps what was set"
        if editor.connection.vendor == "sqlite":
            when = " OR ".join(f"(OLD.{c} IS NOT NULL AND OLD.{c} IS NOT NEW.{c})" for c in columns)
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE OF {', '.join(columns)} ON {table} FOR EACH ROW WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            return
        when = " OR ".join(f"(OLD.{c} IS NOT NULL AND OLD.{c} IS DISTINCT FROM NEW.{c})" for c in columns)
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}()"
        )

    return step


def drop_set_once(table: str) -> MigrationStep:
    """The reverse of `set_once`."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        name = f"{table}_set_once"
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            return
        editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        editor.execute(f"DROP FUNCTION IF EXISTS {name}()")

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


def replaced_by_permit(table: str, column: str, *, permits: str, link: str, condition: str = "TRUE") -> MigrationStep:
    """A migration step that lets a text change only as a permit says, and each permit only once.

    A permit is a row of the table `permits` whose column `link` names the row, for which `condition` is true, and whose
    `words_before` and `words_after` hold the SHA-256 of the old and the new text; the trigger empties both when it is
    used. On SQLite the checksum is a function that Django gives each connection: without it the change fails.
    """

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        message = f"{table} is append-only"
        before, after = (_sha256(editor, f"{row}.{column}") for row in ("OLD", "NEW"))
        rows = f"{link} = OLD.id AND {condition}"  # names of our own, from a migration
        permit = f"SELECT 1 FROM {permits} WHERE {rows} AND words_before = {before} AND words_after = {after}"  # noqa: S608
        permitted = f"EXISTS ({permit})"
        use = f"UPDATE {permits} SET words_before = '', words_after = '' WHERE {rows} AND words_before <> ''"  # noqa: S608
        if editor.connection.vendor == "sqlite":
            head = f"UPDATE OF {column} ON {table} FOR EACH ROW WHEN OLD.{column} IS NOT NEW.{column}"
            editor.execute(
                f"CREATE TRIGGER {table}_permit BEFORE {head} AND NOT {permitted} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            editor.execute(f"CREATE TRIGGER {table}_permit_used AFTER {head} BEGIN {use}; END")
            return
        editor.execute(
            f"CREATE FUNCTION {table}_permit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT {permitted} THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; {use}; "
            f"RETURN NEW; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {table}_permit BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION {table}_permit()"
        )

    return step


def drop_permit(table: str) -> MigrationStep:
    """The reverse of `replaced_by_permit`."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_permit")
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_permit_used")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_permit ON {table}")
            editor.execute(f"DROP FUNCTION IF EXISTS {table}_permit()")

    return step


def _sha256(editor: BaseDatabaseSchemaEditor, value: str) -> str:
    if editor.connection.vendor == "sqlite":
        return f"SHA256({value})"
    return f"encode(sha256(convert_to({value}, 'UTF8')), 'hex')"


def only_erased(table: str, *columns: str, when: str) -> MigrationStep:
    """A migration step that lets texts change in one way only: they become empty, together with `when`, a condition in
    SQL over NEW that says that they were taken back."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        message = f"{table} is append-only"
        differs = "IS NOT" if editor.connection.vendor == "sqlite" else "IS DISTINCT FROM"
        refused = " OR ".join(f"(OLD.{c} {differs} NEW.{c} AND NOT (NEW.{c} = '' AND {when}))" for c in columns)
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {table}_only_erased BEFORE UPDATE OF {', '.join(columns)} ON {table} FOR EACH ROW "
                f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            return
        editor.execute(
            f"CREATE FUNCTION {table}_only_erased() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {table}_only_erased BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN ({refused}) EXECUTE FUNCTION {table}_only_erased()"
        )

    return step


def drop_only_erased(table: str) -> MigrationStep:
    """The reverse of `only_erased`."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        on = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_only_erased{on}")
        if editor.connection.vendor != "sqlite":
            editor.execute(f"DROP FUNCTION IF EXISTS {table}_only_erased()")

    return step
