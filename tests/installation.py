"""Installations of their own, for tests with files and processes: what is slow to make is made once and copied."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "faden.sqlite3"


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder all workers of a test run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def environment(data: Path, address: str = "http://127.0.0.1") -> dict[str, str]:
    """The environment of a trial, with nothing taken over from this machine's own installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FADEN_", "DATABASE_URL"))}
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "roterfaden.config.settings",
        "FADEN_DATA": str(data),
        "FADEN_SECRET_KEY": "only-for-browser-tests-0123456789-0123456789",
        "FADEN_SECOND_FACTOR": "optional",
        "FADEN_BASE_URL": address,
        "FADEN_HOSTS": "127.0.0.1",
    }


def made_once(shared: Path, name: str, make: Callable[[Path], None]) -> Path:
    """A data directory that the first worker of a test run makes, and all copy."""
    data = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (data / "ready").exists():
            data.mkdir(exist_ok=True)
            make(data)
            (data / "ready").touch()
    return data


def migrated(shared: Path) -> Path:
    """The database file of an installation nobody has used, made by playing every migration."""

    def migrate(data: Path) -> None:
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment(data), check=True)
        in_one_file(data / DATABASE)

    return made_once(shared, "migrated", migrate) / DATABASE


@pytest.fixture
def copied_database(
    django_db_setup: None, django_db_blocker: Any, shared_folder: Path, tmp_path: Path
) -> Iterator[str]:
    """The address of a database of its own with all tables: processes of their own leave rows nobody rolls back."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copy(migrated(shared_folder), tmp_path / 'copy.sqlite3')}"
        return
    with django_db_blocker.unblock():
        given = connection.settings_dict
        connection.close()
        name = f"{given['NAME']}_copy"
        with psycopg.connect(host=given["HOST"], user=given["USER"], dbname="postgres", autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{given["NAME"]}"')
            try:
                yield f"postgresql://{given['USER']}@{quote(given['HOST'], safe='')}/{name}"
            finally:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def in_one_file(database: Path) -> None:
    """Bring what still stands in the log beside a database file into the file, so that it can be copied."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
