"""Many writers at once do not fork the chain, and no appointment is given twice.

A process of its own: the test database of SQLite lives in memory. Both races in one, for starting costs most.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WRITERS = """
import os, sys, threading
from datetime import UTC, datetime
import django
django.setup()
from django.db import connection
from roterfaden.accounts.models import User
from roterfaden.audit.actions import record
from roterfaden.advice import actions, errors, queries
from roterfaden.advice.methods import Wish, open_times
from roterfaden.audit.queries import verify_chain
from roterfaden.kernel.actors import Participant, System
from tests.factories import NOW, appointments

user = User.objects.create(email="a@example.org", name="A")
faults = []

def work():
    try:
        for _round in range(20):
            record(actor=System("test"), verb="user.invited", subject=user, now=datetime(2017, 6, 15, tzinfo=UTC))
    except Exception as error:
        faults.append(repr(error))
    finally:
        connection.close()

def book():
    try:
        actions.book_appointment(actor=Participant(), time=wanted, topic=None, language="de", now=NOW)
        answers.append("booked")
    except errors.TimeTaken:
        answers.append("taken")
    except Exception as error:
        answers.append(repr(error))
    finally:
        connection.close()

def race(target, count):
    threads = [threading.Thread(target=target) for _number in range(count)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

race(work, 4)
report = verify_chain()
print(faults, report.checked, report.is_intact)

place = appointments.centre()
appointments.weekly(appointments.counsellor("de"), place)
wanted = open_times(queries.read_book(now=NOW).free(Wish(None, None, "de"), now=NOW))[0]
answers = []
race(book, 3)
print(sorted(answers))
"""


def test_four_writers_make_one_chain_and_one_of_three_gets_the_time(copied_database):
    environment = {
        **os.environ,
        "DATABASE_URL": copied_database,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }

    done = subprocess.run([sys.executable, "-c", WRITERS], capture_output=True, text=True, env=environment, check=False)

    assert done.stdout.splitlines() == ["[] 80 True", "['booked', 'taken', 'taken']"], done.stderr
