"""Handing over to a real mail server: taken, refused, broken off; never twice."""

from datetime import timedelta

import pytest

from roterfaden.audit.models import Event
from roterfaden.jobs.actions import start_job
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import NotAllowed
from roterfaden.post import actions, tasks
from roterfaden.post.enums import MessageState, Trouble
from roterfaden.post.errors import AlreadyErased, NotFailed
from roterfaden.post.methods import PAUSES
from roterfaden.post.models import Message
from tests import factories
from tests.factories import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
POSTMAN = System("post")


def deliver(message, now=NOW):
    return actions.deliver_message(actor=POSTMAN, message=message, now=now)


def ended():
    return list(Event.objects.order_by("number").values_list("verb", flat=True))


def test_message_is_taken_with_all_it_needs(mails):
    message = factories.message(
        subject="Ihr Platz in Melle – bestätigt", text="Guten Tag,\n\nسلام\n", unsubscribe="https://faden.example/ab/x"
    )
    message.attachments.create(name="termin.ics", media_type="text/calendar", content=b"BEGIN:VCALENDAR\r\n")

    sent = deliver(message)

    assert (sent.state, sent.ended_at, sent.tries, sent.trouble) == (MessageState.SENT, NOW, 1, "")
    (mail,) = mails.taken
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "amina@example.org", "Landkreis <faden@landkreis.example>", "Ihr Platz in Melle – bestätigt",
    )  # fmt: skip
    assert (mail["Message-ID"], mail["Auto-Submitted"], mail["List-Unsubscribe"], mail["Content-Language"]) == (
        f"<{message.uid}@landkreis.example>", "auto-generated", "<https://faden.example/ab/x>", "de",
    )  # fmt: skip
    assert mail.get_body().get_content() == "Guten Tag,\n\nسلام\n"
    (enclosed,) = mail.iter_attachments()
    assert (enclosed.get_filename(), enclosed.get_content_type()) == ("termin.ics", "text/calendar")
    assert ended() == ["message.sent"]


def test_message_two_workers_see_is_sent_once(mails):
    message = factories.message()
    seen_by_other = Message.objects.get(pk=message.pk)

    deliver(message)
    deliver(seen_by_other)

    assert len(mails.taken) == 1


def test_message_claimed_by_another_worker_is_left_alone(mails):
    factories.message(state=MessageState.SENDING, claimed_at=NOW, tries=1)

    tasks.deliver(now=NOW + timedelta(minutes=9))

    assert (mails.taken, Message.objects.get().state) == ([], MessageState.SENDING)


def test_message_a_worker_died_over_is_sent_once_more_with_the_same_id_and_then_given_up(mails):
    message = factories.message(state=MessageState.SENDING, claimed_at=NOW, tries=1)
    later = NOW + timedelta(minutes=11)

    tasks.deliver(now=later)
    message.refresh_from_db()
    assert (message.state, message.doubts, message.trouble) == (MessageState.WAITING, 1, Trouble.UNCERTAIN)
    tasks.deliver(now=later + PAUSES[0])
    message.refresh_from_db()
    assert (message.state, mails.taken[0]["Message-ID"]) == (MessageState.SENT, f"<{message.uid}@landkreis.example>")

    Message.objects.update(state=MessageState.SENDING, ended_at=None, claimed_at=NOW)
    tasks.deliver(now=later + timedelta(hours=1))
    message.refresh_from_db()
    assert (message.state, message.trouble, len(mails.taken)) == (MessageState.FAILED, Trouble.UNCERTAIN, 1)


def test_line_that_breaks_after_the_text_makes_at_most_one_duplicate(mails):
    mails.breaks_off = True
    message = factories.message()

    doubtful = deliver(message)
    assert (doubtful.state, doubtful.trouble, doubtful.doubts) == (MessageState.WAITING, Trouble.UNCERTAIN, 1)
    given_up = deliver(message, NOW + PAUSES[0])

    assert (given_up.state, given_up.trouble) == (MessageState.FAILED, Trouble.UNCERTAIN)
    assert [mail["Message-ID"] for mail in mails.taken] == [f"<{message.uid}@landkreis.example>"] * 2
    assert deliver(message, NOW + timedelta(days=1)).state == MessageState.FAILED
    assert len(mails.taken) == 2
    assert ended() == ["message.failed"]


@pytest.mark.parametrize(
    ("command", "reply", "state", "trouble"),
    [
        ("RCPT", "550 unknown", MessageState.FAILED, Trouble.ADDRESS),
        ("RCPT", "450 later", MessageState.WAITING, Trouble.ADDRESS),
        ("MAIL", "550 not you", MessageState.WAITING, Trouble.SENDER),
        ("DATA", "554 spam", MessageState.FAILED, Trouble.CONTENT),
        ("DATA", "451 later", MessageState.WAITING, Trouble.CONTENT),
    ],
)
def test_refusal_of_the_mail_server_decides(mails, command, reply, state, trouble):
    mails.replies[command] = reply

    tried = deliver(factories.message())

    assert (tried.state, tried.trouble, tried.doubts) == (state, trouble, 0)
    assert (mails.taken, ended()) == ([], ["message.failed"] if state == MessageState.FAILED else [])


def test_round_ends_when_the_mail_server_is_away_and_costs_the_others_no_try(mails, settings):
    settings.EMAIL_PORT = 1
    for number in range(3):
        factories.message(next_try_at=NOW - timedelta(minutes=3 - number))

    tasks.deliver(now=NOW)

    assert list(Message.objects.order_by("pk").values_list("tries", "trouble", "state")) == [
        (1, Trouble.UNREACHABLE, MessageState.WAITING),
        (0, "", MessageState.WAITING),
        (0, "", MessageState.WAITING),
    ]


def test_refused_sign_in_is_the_houses_fault_and_tried_again(mails, settings):
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = "faden"

    tried = deliver(factories.message())

    assert (tried.state, tried.trouble) == (MessageState.WAITING, Trouble.SIGN_IN)


def test_message_is_given_up_after_a_day_and_a_half(mails):
    mails.replies["RCPT"] = "450 later"
    message, now, pauses = factories.message(), NOW, []

    while message.state == MessageState.WAITING:
        message = deliver(message, now)
        pauses.append(message.next_try_at - now)
        now = message.next_try_at

    assert (message.state, tuple(pauses[:-1]), message.tries) == (MessageState.FAILED, PAUSES, len(PAUSES) + 1)
    assert timedelta(days=1.5) < now - NOW < timedelta(days=2)


def test_next_message_goes_through_after_one_was_refused(mails):
    bad, good = factories.message(to="weg@example.org"), factories.message()
    mails.replies["RCPT"] = "550 unknown"
    deliver(bad)
    mails.replies.clear()

    tasks.deliver(now=NOW)

    assert Message.objects.get(pk=good.pk).state == MessageState.SENT


def test_log_of_a_failure_names_nobody(mails, caplog):
    mails.replies["RCPT"] = "550 amina@example.org unknown"

    message = deliver(factories.message())

    assert "amina" not in caplog.text
    assert str(message.uid) in caplog.text


def test_administration_has_a_failed_message_sent_again(mails, administrator, planner):
    mails.replies["DATA"] = "554 spam"
    message = deliver(factories.message())
    mails.replies.clear()

    with pytest.raises(NotAllowed):
        actions.retry_message(actor=planner, message=message, now=NOW)
    actions.retry_message(actor=administrator, message=message, now=NOW)
    tasks.deliver(now=NOW)

    assert (Message.objects.get().state, len(mails.taken)) == (MessageState.SENT, 1)
    with pytest.raises(NotFailed):
        actions.retry_message(actor=administrator, message=message, now=NOW)


def test_erased_message_cannot_be_sent_again(administrator):
    message = factories.message(
        state=MessageState.FAILED, ended_at=NOW, erased_at=NOW, to="", subject="", text="", unsubscribe=""
    )

    with pytest.raises(AlreadyErased):
        actions.retry_message(actor=administrator, message=message, now=NOW)


def test_people_do_not_deliver(planner):
    with pytest.raises(NotAllowed):
        actions.deliver_message(actor=planner, message=factories.message(), now=NOW)


def test_test_message_goes_to_who_asked_and_only_once(mails, administrator):
    job = start_job(actor=administrator, kind=tasks.TEST_MAIL, title="Test", arguments={}, now=NOW)

    run_jobs()

    job.refresh_from_db()
    assert (job.state, job.result, [mail["To"] for mail in mails.taken]) == ("done", {"sent": 1}, [administrator.email])


def test_test_message_that_fails_says_why(mails, administrator):
    mails.replies["RCPT"] = "550 unknown"
    job = start_job(actor=administrator, kind=tasks.TEST_MAIL, title="Test", arguments={}, now=NOW)

    run_jobs()

    job.refresh_from_db()
    assert (job.state, job.message) == (
        "failed",
        "Die Testnachricht wurde nicht übergeben. Der Mailserver nimmt für diese Adresse nichts an.",
    )
