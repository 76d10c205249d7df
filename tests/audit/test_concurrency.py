"""Many writers at once do not fork the chain. A process of its own: the test database of SQLite lives in memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, connections

ROOT = Path(__file__).resolve().parent.parent.parent
WRITERS = """
import os, sys, threading
from datetime import UTC, datetime
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from roterfaden.accounts.models import User
from roterfaden.audit.actions import record
from roterfaden.audit.queries import verify_chain
from roterfaden.kernel.actors import System

call_command("migrate", verbosity=0)
user = User.objects.create(email="a@example.org", name="A")
errors = []

def work():
    try:
        for _round in range(20):
            record(actor=System("test"), verb="user.invited", subject=user, now=datetime(2017, 6, 15, tzinfo=UTC))
    except Exception as error:
        errors.append(repr(error))
    finally:
        connection.close()

threads = [threading.Thread(target=work) for _number in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
report = verify_chain()
print(errors, report.checked, report.is_intact)
"""


@pytest.fixture
def empty_database(tmp_path, db):
    """Address of a database of its own on the same engine."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'many.sqlite3'}"
        return
    given = connection.settings_dict
    name = f"{given['NAME']}_many"
    cursor_maker = connections.create_connection("default")
    cursor_maker.set_autocommit(True)
    with cursor_maker.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield os.environ["DATABASE_URL"].replace(
        "/" + os.environ["DATABASE_URL"].split("/")[3].split("?")[0], f"/{name}", 1
    )
    with cursor_maker.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    cursor_maker.close()


def test_four_writers_make_one_chain(empty_database):
    environment = {
        **os.environ,
        "DATABASE_URL": empty_database,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }

    done = subprocess.run([sys.executable, "-c", WRITERS], capture_output=True, text=True, env=environment, check=False)

    assert done.stdout.strip() == "[] 80 True", done.stderr
