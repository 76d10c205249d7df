"""The tables of the tests: made from the models at once, then the steps that only the database knows.

Playing all migrations takes fifteen seconds a worker, most of it for rendering historic models again and again.
Whether migrations make the same tables is checked by `makemigrations --check` and by every installation the tests set
up as people do (browser, jobs, the drill).
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation

from roterfaden.kernel.triggers import DatabaseStep


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The tables are made by Django (setting MIGRATE in tests/settings.py); then the rest."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        add_steps()


def make_schema() -> None:
    """Everything an empty database needs, for tests in a process of their own."""
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    settings.MIGRATION_MODULES = {}
    add_steps()


def add_steps() -> None:
    """Triggers and search indexes, and every migration marked as done."""
    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        for step in steps(migration):
            with connection.schema_editor() as editor:
                step.database_forwards(migration.app_label, editor, None, None)
        executor.recorder.record_applied(migration.app_label, migration.name)


def steps(migration: Migration) -> Iterator[DatabaseStep]:
    """What a migration does besides making tables. A kind of step nobody thought of here stops the run."""
    for operation in migration.operations:
        if isinstance(operation, DatabaseStep):
            yield operation
        elif is_ours(migration) and operation.reduces_to_sql and not changes_tables(operation):
            raise RuntimeError(f"{migration}: {operation.describe()} is not known to tests/schema.py")


def is_ours(migration: Migration) -> bool:
    """Whether a migration is one of this house; those of libraries hold no data the tests need."""
    return migration.__module__.startswith("roterfaden.")


def changes_tables(operation: Operation) -> bool:
    """Whether an operation only says what the models say too."""
    return operation.__module__.startswith("django.db.migrations.operations.") and "special" not in operation.__module__
