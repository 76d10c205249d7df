"""What workers do with the post: deliver it each minute, erase what is old, send a test."""

from datetime import datetime

from django.core.mail import get_connection as new_connection
from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.accounts.models import User
from roterfaden.jobs.methods import Progress, every, job
from roterfaden.kernel.actors import System
from roterfaden.post.actions import deliver_message, erase_messages, release_message, write_message
from roterfaden.post.enums import MessageState
from roterfaden.post.errors import NotHandedOver
from roterfaden.post.methods import CLAIM_LASTS, HINDERS_ALL
from roterfaden.post.models import Message

POSTMAN = System("post")
ONE_ROUND = 500
"""Messages a round delivers at most; the next one comes a minute later."""
TEST_MAIL = "post.send_test"


@every(minutes=1)
def deliver(*, now: datetime) -> None:
    """Hand over what is due, oldest first, over one connection; stop when the mail server takes nothing at all."""
    for message in Message.objects.interrupted(now - CLAIM_LASTS).order_by("claimed_at", "pk"):
        release_message(actor=POSTMAN, message=message, now=now)
    connection = new_connection()
    try:
        for message in Message.objects.due(now).order_by("next_try_at", "pk")[:ONE_ROUND]:
            tried = deliver_message(actor=POSTMAN, message=message, now=timezone.now(), connection=connection)
            if tried.state != MessageState.SENT and tried.trouble in HINDERS_ALL:
                break
    finally:
        connection.close()


@every(minutes=60)
def erase(*, now: datetime) -> None:
    """Erase addresses and texts whose time is over."""
    erase_messages(actor=POSTMAN, now=now)


@job(TEST_MAIL)
def send_test(progress: Progress) -> None:
    """Send the person who started this a message, and say whether the mail server took it."""
    if not isinstance(progress.actor, User):
        raise TypeError("a test message goes to whoever asked for it")
    now = timezone.now()
    message = write_message(
        actor=progress.actor,
        to=progress.actor.email,
        subject=_("Testnachricht von Roter Faden"),
        text=_("Diese Nachricht wurde im Büro unter „Einstellungen“ angefordert. Der Versand funktioniert."),
        language=progress.actor.language,
        about=_("Testnachricht"),
        once=f"test {progress.uid}",
        now=now,
    )
    message = deliver_message(actor=POSTMAN, message=message, now=now)
    if message.state != MessageState.SENT:
        raise NotHandedOver(why=message.get_trouble_display())
    progress.finish({"sent": 1})
