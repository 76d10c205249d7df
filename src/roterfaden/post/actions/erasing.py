"""Erasing what messages say and to whom."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.post.enums import Verb
from roterfaden.post.models import Attachment, Erasure, Message


def erase_messages(*, actor: Actor, now: datetime) -> Erasure | None:
    """Erase address, subject, text and attachments of messages that ended MAIL_KEPT_DAYS ago; None if there are none.

    That there was a message, about what and when, stays. Audited as messages.erased, with how many and nothing else.
    """
    require(actor, "post.erase_messages")
    with transaction.atomic():
        old = Message.objects.to_erase(now - timedelta(days=settings.MAIL_KEPT_DAYS))
        numbers = list(old.select_for_update().order_by("pk").values_list("pk", flat=True))
        if not numbers:
            return None
        chosen = Message.objects.filter(pk__in=numbers)
        Attachment.objects.filter(message__in=chosen).delete()
        chosen.update(to="", subject="", text="", unsubscribe="", erased_at=now)
        erasure = Erasure(erased_at=now, messages=len(numbers))
        erasure.full_clean()
        erasure.save()
        record(actor=actor, verb=Verb.MESSAGES_ERASED, subject=erasure, now=now)
    return erasure
