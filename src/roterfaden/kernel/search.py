"""Full text on both databases: a field that holds search terms, asked whether a row holds one of several.

The terms are calculated by us (`kernel.words`), so that SQLite and PostgreSQL find the same rows; the engines only look
them up: SQLite in a table of FTS5, kept by triggers, PostgreSQL in a generated `tsvector` column with a GIN index. No
engine stems, drops or ranks anything (ADR 20).

    class SearchEntry(models.Model):
        terms = TermsField("Suchbegriffe")

    migrations.RunPython(full_text("participation_searchentry", "terms"), drop_full_text(…))
    SearchEntry.objects.filter(terms__hold=["haus", "wohnung"])      # at least one of them
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

MigrationStep = Callable[[Any, BaseDatabaseSchemaEditor], None]


def joined(terms: Iterable[str]) -> str:
    """The terms as the field holds them: each once, in order of the alphabet, with a space between."""
    return " ".join(sorted(set(terms)))


class TermsField(models.TextField):  # type: ignore[type-arg] # Django takes no arguments when it runs
    """Search terms with spaces between (`joined`). The table needs `full_text` in a migration."""


@TermsField.register_lookup
class Hold(Lookup[Any]):
    """`terms__hold=[…]`: the row holds at least one of these terms, exactly. An empty list fits nothing."""

    lookup_name = "hold"
    prepare_rhs = False

    def as_sqlite(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        column = self._column()
        index = _index_name(column.target.model._meta.db_table)
        asked = " OR ".join(f'"{_plain(term)}"' for term in self.rhs) or '""'
        key = column.target.model._meta.pk.column
        found = f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s'  # noqa: S608 -- names of our own tables
        return f'"{column.alias}"."{key}" IN ({found})', [asked]

    def as_postgresql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        column = self._column()
        asked = " | ".join(f"'{_plain(term)}'" for term in self.rhs)
        return f'"{column.alias}"."{_vector_name(column.target.column)}" @@ %s::tsquery', [asked]

    def _column(self) -> Col:
        if not isinstance(self.lhs, Col):
            raise TypeError("hold asks a column, not an expression")
        return self.lhs


def _plain(term: str) -> str:
    """A term without the signs that mean something in a query; terms of `kernel.words` hold none."""
    return "".join(sign for sign in term if sign not in "\"'\\\0")


def full_text(table: str, column: str) -> MigrationStep:
    """A migration step that makes the terms in `column` of `table` searchable."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            _sqlite(editor, table, column)
            return
        vector = _vector_name(column)
        editor.execute(
            f"ALTER TABLE {table} ADD COLUMN {vector} tsvector "
            f"GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED"
        )
        editor.execute(f"CREATE INDEX {table}_{vector} ON {table} USING gin ({vector})")

    return step


def drop_full_text(table: str, column: str) -> MigrationStep:
    """The reverse step."""

    def step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            for verb in ("insert", "update", "delete"):
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_fts_{verb}")
            editor.execute(f"DROP TABLE IF EXISTS {_index_name(table)}")
            return
        editor.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {_vector_name(column)}")

    return step


def _index_name(table: str) -> str:
    return f"{table}_fts"


def _vector_name(column: str) -> str:
    return f"{column}_vector"


def _sqlite(editor: BaseDatabaseSchemaEditor, table: str, column: str) -> None:
    """An index without text of its own, kept by triggers (sqlite.org/fts5.html, "External Content Tables").

    Marks count as letters, so that a term is one token whatever its script; nothing is folded a second time.
    """
    index = _index_name(table)
    editor.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}', content_rowid='id', detail=none, "
        "columnsize=0, tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")"
    )
    into = "INSERT INTO " + index
    add = f"{into}(rowid, {column}) VALUES (NEW.id, NEW.{column});"
    remove = f"{into}({index}, rowid, {column}) VALUES ('delete', OLD.id, OLD.{column});"
    editor.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {add} END")
    editor.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {remove} END")
    editor.execute(f"CREATE TRIGGER {index}_update AFTER UPDATE OF {column} ON {table} BEGIN {remove} {add} END")
