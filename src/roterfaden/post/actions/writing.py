"""Writing a message."""

from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.post.enums import Verb
from roterfaden.post.models import Attachment, Message


class Enclosed(NamedTuple):
    """A file to enclose; any tuple of name, media type and bytes will do."""

    name: str
    media_type: str
    content: bytes


def write_message(
    *,
    actor: Actor,
    to: str,
    subject: str,
    text: str,
    language: str,
    about: str,
    now: datetime,
    once: str = "",
    attachments: tuple[tuple[str, str, bytes], ...] = (),
    unsubscribe: str = "",
) -> Message:
    """Put a mail to one person into the post; a worker delivers it within about a minute.

    `about` says what it is about without naming anybody ("Anmeldung bestätigt"). A message with the same `once` is
    written only once: the second call gives back the first one, unchanged; the key holds nothing personal either.
    `unsubscribe` is the address behind which the person stops such mails; mail programs offer it beside the sender.
    Nothing is sent when the surrounding transaction fails. An address that is none is refused (ValidationError).
    Audited as message.written, without address and text.
    """
    require(actor, "post.write_message")
    written = Message.objects.filter(once=once).first() if once else None
    if written is not None:
        return written
    message = Message(
        to=to.strip(),
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        language=language,
        about=about,
        once=once or None,
        unsubscribe=unsubscribe,
        written_at=now,
        next_try_at=now,
    )
    message.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            message.save()
            enclosed = [Enclosed(*each) for each in attachments]
            Attachment.objects.bulk_create(
                Attachment(message=message, name=each.name, media_type=each.media_type, content=each.content)
                for each in enclosed
            )
            record(actor=actor, verb=Verb.MESSAGE_WRITTEN, subject=message, now=now)
    except IntegrityError:
        # Somebody wrote the same at the same moment; without a key it cannot be that.
        if not once:
            raise
        return Message.objects.get(once=once)
    return message
