"""Writing messages: once, with the transaction, without a trace of the address."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from roterfaden.audit.models import Event
from roterfaden.kernel.actors import Participant, System
from roterfaden.post.actions import Enclosed, write_message
from roterfaden.post.enums import MessageState
from roterfaden.post.models import Message
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def write(actor=None, **values):
    return write_message(
        **{
            "actor": actor or Participant(), "to": "amina@example.org", "subject": "Ihr Platz", "text": "Guten Tag",
            "language": "de", "about": "Anmeldung bestätigt", "now": NOW,
        }
        | values
    )  # fmt: skip


def test_message_waits_and_the_log_does_not_say_to_whom():
    message = write(subject="Ihr\r\n Platz ", text="\nGuten Tag\n\n", to=" amina@example.org ")

    assert (message.to, message.subject, message.text) == ("amina@example.org", "Ihr Platz", "Guten Tag\n")
    assert (message.state, message.next_try_at) == (MessageState.WAITING, NOW)
    event = Event.objects.get()
    assert (event.verb, event.subject_label, event.actor_kind) == (
        "message.written",
        "Anmeldung bestätigt",
        "participant",
    )
    assert "amina" not in str(Event.objects.values())


def test_message_with_the_same_key_is_written_once():
    first = write(once="anmeldung 7 bestätigt")

    again = write(once="anmeldung 7 bestätigt", subject="Anders")

    assert (again.pk, again.subject, Message.objects.count()) == (first.pk, "Ihr Platz", 1)


def test_messages_without_key_are_as_many_as_written():
    write()
    write()

    assert Message.objects.filter(once=None).count() == 2


def test_message_of_a_transaction_that_fails_is_not_written():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert Message.objects.count() == 0


@pytest.mark.parametrize("values", [{"to": "amina"}, {"to": " "}, {"unsubscribe": "kein Link"}])
def test_message_without_address_or_with_a_wrong_one_is_refused(values):
    with pytest.raises(ValidationError):
        write(**values)

    assert Message.objects.count() == 0


def test_attachments_are_kept_with_the_message():
    message = write(System("x"), attachments=(("termin.ics", "text/calendar", b"BEGIN"), Enclosed("a", "b/c", b"1")))

    kept = [(each.name, each.media_type, bytes(each.content)) for each in message.attachments.order_by("pk")]
    assert kept == [("termin.ics", "text/calendar", b"BEGIN"), ("a", "b/c", b"1")]
