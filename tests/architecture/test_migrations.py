"""New versions start while old ones still serve: a migration after 0001 only adds what old code does not miss (ADR 58).

What takes something away, or asks for what old code does not write, belongs into a later version than the code that
stopped needing it. Such a migration says so: `CONTRACTS = "1.4"`, the version whose code no longer uses what goes.
"""

from collections.abc import Iterator

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.utils import timezone

from roterfaden.jobs.models import Worker
from roterfaden.kernel.triggers import DatabaseStep

HARMLESS = (
    DatabaseStep, migrations.CreateModel, migrations.AddIndex, migrations.RemoveIndex, migrations.RenameIndex,
    migrations.RemoveConstraint, migrations.AlterModelOptions, migrations.AlterModelManagers,
    migrations.AlterModelTableComment,
)  # fmt: skip
"""What old code does not notice. A new constraint is none of these: old code may break it."""
FIRST = "0001_initial"


def faults(operation: Operation) -> Iterator[str]:
    """Why code of the version before would fail after an operation."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        if not (field.many_to_many or field.null or field.has_db_default()):
            yield f"{operation.model_name}.{operation.name}: old code writes no value; give it null=True or db_default"
    elif isinstance(operation, migrations.AlterField):
        yield f"{operation.model_name}.{operation.name}: say what changes for old code, and set CONTRACTS"
    elif isinstance(operation, migrations.SeparateDatabaseAndState):
        for each in operation.database_operations:
            yield from faults(each)
    elif not isinstance(operation, HARMLESS):
        yield f"{operation.describe()}: old code may miss it"


def later_migrations() -> dict[str, migrations.Migration]:
    """Migrations of ours an installation with data plays, by name."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {
        f"{app}.{name}": migration
        for (app, name), migration in found.items()
        if migration.__module__.startswith("roterfaden.") and name != FIRST
    }


@pytest.mark.parametrize("name", later_migrations())
def test_migration_leaves_the_version_before_at_work(name):
    migration = later_migrations()[name]
    declared = getattr(migration, "CONTRACTS", "")

    found = [fault for operation in migration.operations for fault in faults(operation)]

    assert found == [] or declared, f"{name}: {found}"


@pytest.mark.parametrize(
    ("operation", "is_safe"),
    [
        (migrations.AddField("x", "y", models.TextField(null=True)), True),
        (migrations.AddField("x", "y", models.TextField(db_default="")), True),
        (migrations.AddField("x", "y", models.TextField(default="")), False),
        (migrations.RemoveField("x", "y"), False),
        (migrations.RenameField("x", "y", "z"), False),
        (migrations.DeleteModel("x"), False),
        (migrations.AddConstraint("x", models.UniqueConstraint(fields=["y"], name="z")), False),
        (migrations.AddIndex("x", models.Index(fields=["y"], name="z")), True),
    ],
    ids=lambda value: value.describe() if isinstance(value, Operation) else None,
)
def test_what_old_code_survives(operation, is_safe):
    assert (list(faults(operation)) == []) is is_safe


def test_code_of_before_writes_and_reads_after_columns_were_added(db):
    """Django gives `default` in Python only; a database default is what makes old INSERTs succeed."""
    table = connection.ops.quote_name(Worker._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ADD COLUMN added_later varchar(20) NOT NULL DEFAULT 'new'")
        cursor.execute(f"ALTER TABLE {table} ADD COLUMN maybe_later integer NULL")

    now = timezone.now()
    made = Worker.objects.create(name="old-code", started_at=now, seen_at=now)

    assert Worker.objects.get(pk=made.pk).name == "old-code"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT added_later, maybe_later FROM {table}")  # noqa: S608 -- a name from the model
        assert cursor.fetchall() == [("new", None)]
