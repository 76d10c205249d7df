"""A worker killed between handing over and the mail server's answer: a real process, a real mail server."""

import shutil
import signal
from pathlib import Path

import pytest

from tests.jobs.house import DATABASE, House, empty_database
from tests.post.mail_server import mail_server

WRITE = (
    "from django.utils import timezone; from roterfaden.kernel.actors import System; "
    "from roterfaden.post.actions import write_message; "
    "write_message(actor=System('test'), to='amina@example.org', subject='S', text='T', language='de', "
    "about='Test', now=timezone.now())"
)
DELIVER = "from django.utils import timezone; from roterfaden.post.tasks import deliver; deliver(now=timezone.now())"
SETUP = "import django; django.setup(); "


@pytest.fixture(scope="module")
def empty(shared_folder: Path) -> Path:
    return empty_database(shared_folder)


def test_message_of_a_killed_worker_is_sent_once_more_with_the_same_id(tmp_path, empty):
    shutil.copy(empty, tmp_path / DATABASE)
    with mail_server() as server:
        house = House(tmp_path, FADEN_SMTP_HOST="127.0.0.1", FADEN_SMTP_PORT=str(server.port))
        house.run(WRITE)
        server.hangs.set()
        worker = house.begin("-c", SETUP + DELIVER)
        assert server.has_taken.wait(60)

        worker.send_signal(signal.SIGKILL)
        worker.wait()
        server.hangs.clear()
        house.run(DELIVER)
        assert (house.ask("select state, tries from post_message"), len(server.taken)) == ([("sending", 1)], 1)

        house.tell("update post_message set claimed_at = '2020-01-01 00:00:00'")  # nobody wants to wait CLAIM_LASTS
        house.run(DELIVER)
        house.tell("update post_message set next_try_at = '2020-01-01 00:00:00'")
        house.run(DELIVER)

        assert house.ask("select state, tries, doubts from post_message") == [("sent", 2, 1)]
        first, second = server.taken
        assert first["Message-ID"] == second["Message-ID"]
        house.run(DELIVER)
        assert len(server.taken) == 2
        house.stop()
