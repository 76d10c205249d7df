"""Erasure: addresses and texts go after their time; that there was a message stays."""

from datetime import timedelta

import pytest

from roterfaden.audit.models import Event
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import NotAllowed
from roterfaden.post import tasks
from roterfaden.post.actions import erase_messages, write_message
from roterfaden.post.enums import MessageState
from roterfaden.post.models import Attachment, Message
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30, minutes=1)


def sent(**values):
    message = factories.message(**{"state": MessageState.SENT, "ended_at": NOW, "once": "x"} | values)
    message.attachments.create(name="amina.pdf", media_type="application/pdf", content=b"1")
    return message


def test_address_and_text_go_and_the_message_stays():
    message = sent(unsubscribe="https://faden.example/ab/x")

    erasure = erase_messages(actor=System("post"), now=LATER)

    message.refresh_from_db()
    assert (message.to, message.subject, message.text, message.unsubscribe) == ("", "", "", "")
    assert (message.about, message.state, message.erased_at) == ("Anmeldung bestätigt", MessageState.SENT, LATER)
    assert (erasure.messages, Attachment.objects.count()) == (1, 0)
    event = Event.objects.get()
    assert (event.verb, event.subject_label, event.changes, event.reason) == (
        "messages.erased",
        "1",
        {},
        "",
    )


def test_only_what_ended_long_enough_ago_goes():
    sent(ended_at=LATER - timedelta(days=29), once="a")
    factories.message(written_at=NOW - timedelta(days=400))
    failed = sent(state=MessageState.FAILED, once="b")

    tasks.erase(now=LATER)
    tasks.erase(now=LATER)

    assert list(Message.objects.exclude(erased_at=None)) == [failed]
    assert Event.objects.count() == 1


def test_days_are_a_setting(settings):
    settings.MAIL_KEPT_DAYS = 2
    sent()

    assert erase_messages(actor=System("post"), now=NOW + timedelta(days=1)) is None
    assert erase_messages(actor=System("post"), now=NOW + timedelta(days=3)).messages == 1


def test_erased_message_is_still_not_written_twice():
    message = sent(once="anmeldung 7")
    erase_messages(actor=System("post"), now=LATER)

    again = write_message(
        actor=System("x"), to="amina@example.org", subject="S", text="T", language="de", about="x", once="anmeldung 7",
        now=LATER,
    )  # fmt: skip

    assert (again.pk, Message.objects.count()) == (message.pk, 1)


def test_people_do_not_erase(administrator):
    with pytest.raises(NotAllowed):
        erase_messages(actor=administrator, now=LATER)
