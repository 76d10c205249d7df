"""Handing messages to the mail server: claimed first, tried again where that is safe, doubled at most once."""

import logging
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail import get_connection as new_connection
from django.db import transaction
from django.db.models import F

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.post.enums import MessageState, Trouble, Verb
from roterfaden.post.errors import AlreadyErased, NotFailed
from roterfaden.post.methods import (
    CLAIM_LASTS,
    MOST_DOUBTS,
    Outcome,
    Verdict,
    judge_opening,
    judge_sending,
    pause_after,
)
from roterfaden.post.models import Message

logger = logging.getLogger("roterfaden.post")


def deliver_message(*, actor: Actor, message: Message, now: datetime, connection: Any = None) -> Message:
    """Hand one message to the mail server, unless another worker was faster or it is not due.

    The claim is committed before anything is sent, so this may not be called inside a transaction. `connection` is a
    mail connection to share between messages. What went wrong decides what comes next (post.methods): another try
    later, or the end. Audited as message.sent or message.failed when it has come to its end.
    """
    require(actor, "post.deliver_message", message)
    with transaction.atomic(durable=True):
        claimed = Message.objects.due(now).filter(pk=message.pk)
        if not claimed.update(state=MessageState.SENDING, claimed_at=now, tries=F("tries") + 1):
            return message
    message.refresh_from_db()
    if connection is not None:
        verdict = _hand_over(message, connection)
    else:
        with closing(new_connection()) as own:
            verdict = _hand_over(message, own)
    with transaction.atomic():
        if verdict is not None:
            return _settle(actor, message, verdict, now)
        message.state, message.ended_at, message.trouble = MessageState.SENT, now, ""
        message.save(update_fields=["state", "ended_at", "trouble"])
        record(actor=actor, verb=Verb.MESSAGE_SENT, subject=message, now=now)
    return message


def release_message(*, actor: Actor, message: Message, now: datetime) -> Message:
    """A worker died over this message, and nobody knows whether it went: send it once more, or give it up.

    Leaves a message alone that is not claimed, or only since CLAIM_LASTS ago. Audited as message.failed if it is
    given up.
    """
    require(actor, "post.release_message", message)
    with transaction.atomic():
        lost = Message.objects.select_for_update().interrupted(now - CLAIM_LASTS).filter(pk=message.pk).first()
        if lost is None:
            return message
        return _settle(actor, lost, Verdict(Trouble.UNCERTAIN, Outcome.DOUBTFUL), now)


def retry_message(*, actor: Actor, message: Message, now: datetime) -> Message:
    """Try a message anew that was given up, for example when the mail server's settings have been corrected.

    Refuses a message that did not fail (NotFailed) and one that is erased (AlreadyErased). Audited as message.retried.
    """
    require(actor, "post.retry_message", message)
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        if message.state != MessageState.FAILED:
            raise NotFailed()
        if message.erased_at is not None:
            raise AlreadyErased()
        message.state, message.ended_at, message.next_try_at = MessageState.WAITING, None, now
        message.tries = message.doubts = 0
        message.full_clean()
        message.save(update_fields=["state", "ended_at", "next_try_at", "tries", "doubts"])
        record(actor=actor, verb=Verb.MESSAGE_RETRIED, subject=message, now=now)
    return message


def _hand_over(message: Message, connection: Any) -> Verdict | None:
    """Send; None when the mail server has taken the message. Errors are logged by type only."""
    judge = judge_opening
    try:
        connection.open()
        judge = judge_sending
        connection.send_messages([_as_mail(message)])
    except Exception as error:  # noqa: BLE001 -- any backend may fail in its own way; each becomes a verdict
        connection.close()
        verdict = judge(error)
        logger.warning("message %s: %s (%s)", message.uid, verdict.outcome.value, type(error).__name__)
        return verdict
    return None


def _as_mail(message: Message) -> EmailMessage:
    """The message as it travels. The Message-ID is the same in every try: by it mail systems recognise a duplicate."""
    headers = {
        "Message-ID": f"<{message.uid}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('> ')}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no answer from an absence assistant, please
        "Content-Language": message.language,
    }
    if message.unsubscribe:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe}>"
    mail = EmailMessage(subject=message.subject, body=message.text, to=[message.to], headers=headers)
    for each in message.attachments.order_by("pk"):
        mail.attach(each.name, bytes(each.content), each.media_type)
    return mail


def _settle(actor: Actor, message: Message, verdict: Verdict, now: datetime) -> Message:
    """Another try after a pause, or the end."""
    doubtful = verdict.outcome is Outcome.DOUBTFUL
    message.doubts += doubtful
    pause = pause_after(message.tries)
    over = verdict.outcome is Outcome.NEVER or message.doubts > MOST_DOUBTS or pause is None
    message.trouble = verdict.trouble
    message.state = MessageState.FAILED if over else MessageState.WAITING
    message.ended_at = now if over else None
    message.next_try_at = now + (pause or timedelta())
    message.save(update_fields=["doubts", "trouble", "state", "ended_at", "next_try_at"])
    if over:
        record(actor=actor, verb=Verb.MESSAGE_FAILED, subject=message, now=now)
    return message
