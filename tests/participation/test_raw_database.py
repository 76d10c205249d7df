"""Sealed words are nowhere on the disk any more: the database is read as bytes.

A process and a database of its own, because the test database of SQLite lives in memory.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from scripts.postgres import temporary_server

ROOT = Path(__file__).resolve().parent.parent.parent
STORY = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
import django
django.setup()
from tests.schema import make_schema
from django.db import connection

if connection.vendor == "postgresql":
    make_schema()
from roterfaden.accounts.enums import Role
from roterfaden.kernel.actors import Participant, System
from roterfaden.kernel.scrub import scrub
from roterfaden.participation import actions
from roterfaden.participation.enums import Channel
from roterfaden.participation.models import Contribution
from tests import factories

NOW, secret, withdrawn = factories.NOW, "Quendolin Zwirbelfisch", "Xaverius Pfefferminz"
planner = factories.user(Role.STRATEGY_OFFICER)
process = factories.process()
factories.stage(process)
def capture(text):
    return actions.capture_contribution(
        actor=planner, process=process, kind="challenge", text=text, channel=Channel.CARD, said_on=factories.TODAY,
        now=NOW,
    )
cards = [capture(f"{secret} wohnt in Nummer {number}. " + "Viel Text. " * number) for number in range(30)]
taken = capture(f"Ich bin {withdrawn}.")
for card in [*cards, taken]:
    actions.publish_contribution(actor=planner, contribution=card, now=NOW)
actions.translate_contribution(
    actor=planner, contribution=cards[0], language="en", text=f"{secret} lives here.", status="checked", now=NOW
)

def held():
    if connection.vendor == "sqlite":
        folder = Path(connection.settings_dict["NAME"]).parent
        return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
    found = []
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't')")
        for (path,) in cursor.fetchall():
            cursor.execute("SELECT pg_read_binary_file(%s, 0, 1000000000, true)", [path])
            found.append(bytes(cursor.fetchone()[0] or b""))
    return b"".join(found)

def places():
    data = held().lower()
    return [data.count(word.lower().encode()) > 0 for words in (secret, withdrawn) for word in words.split()]

with connection.cursor() as cursor:
    cursor.execute("ANALYZE")  # as PostgreSQL does by itself: its statistics hold copies of column values
before = places()
for card in cards:
    actions.seal_passages(
        actor=planner, contribution=card, kind="person", passages=[secret], now=NOW,
        in_translations={"en": [secret]} if card == cards[0] else {},
    )
actions.withdraw_voice(actor=Participant(), contribution=taken, now=NOW)
if connection.vendor == "postgresql":
    assert scrub(actions.HELD_IN, patience=timedelta(minutes=1))
after = places()
from roterfaden.advice import actions as advice
from roterfaden.advice.methods import Situation
counsellor = factories.user(Role.COUNSELLOR)
case = advice.open_case(actor=counsellor, language="ar", now=NOW)
advice.record_consent(actor=counsellor, case=case, manner="written", given_on=factories.TODAY, now=NOW)
told = dict(family="Zephyrin Quittenbaum", learning="Drusilla", work="Fridolina", wishes="Melchiorina")
advice.write_situation(actor=counsellor, case=case, situation=Situation(**told), now=NOW)
advice.write_note(actor=counsellor, case=case, words="Ottokara rief an.", now=NOW)
advice.tell_about_case(actor=counsellor, code=case.code, now=NOW)
data = held().lower()
planted = [word.lower().encode() in data for word in (*" ".join(told.values()).split(), "Ottokara")]
opened = actions.open_original(actor=planner, contribution=cards[0], reason="Test", now=NOW)
print(before, after, secret in opened["de"], secret in opened["en"], any(planted))
"""


@pytest.fixture
def own_database(request, django_db_setup):
    """Address of a database of its own on the same engine.

    PostgreSQL removes old rows only when nobody may still see them, and the tests beside this one hold transactions
    open all the time: so a server of its own, which answers at once.
    """
    if connection.vendor == "sqlite":
        yield request.getfixturevalue("copied_database")
        return
    with temporary_server() as address:
        yield address


@pytest.mark.django_db
def test_sealed_and_withdrawn_words_are_nowhere_in_the_files(own_database):
    environment = {
        **os.environ,
        "DATABASE_URL": own_database,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }

    done = subprocess.run([sys.executable, "-c", STORY], capture_output=True, text=True, env=environment, check=False)

    found, gone = [True] * 4, [False] * 4
    assert done.stdout.strip() == f"{found} {gone} True True False", done.stderr
    assert "irbelfisch" not in done.stderr
    assert "uittenbaum" not in done.stderr
