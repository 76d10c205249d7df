"""States of a message, and what can happen to it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageState(TextChoices):
    """How far a message is. The last two are final."""

    WAITING = "waiting", _("wartet")
    SENDING = "sending", _("wird gerade übergeben")
    SENT = "sent", _("verschickt")
    FAILED = "failed", _("nicht zustellbar")


ENDED = (MessageState.SENT, MessageState.FAILED)


class Trouble(TextChoices):
    """Why the last try did not go well, as far as the mail server said."""

    UNREACHABLE = "unreachable", _("Der Mailserver ist nicht erreichbar.")
    SIGN_IN = "sign_in", _("Der Mailserver nimmt unsere Anmeldung nicht an.")
    SENDER = "sender", _("Der Mailserver nimmt unsere Absenderadresse nicht an.")
    ADDRESS = "address", _("Der Mailserver nimmt für diese Adresse nichts an.")
    CONTENT = "content", _("Der Mailserver nimmt diese Nachricht nicht an.")
    UNCERTAIN = "uncertain", _("Die Übergabe brach ab. Die Nachricht kann angekommen sein oder nicht.")


class Verb(TextChoices):
    """What can happen to messages. The log never says to whom."""

    MESSAGE_WRITTEN = "message.written", _("hat eine Nachricht geschrieben: %(subject)s")
    MESSAGE_SENT = "message.sent", _("hat eine Nachricht verschickt: %(subject)s")
    MESSAGE_FAILED = "message.failed", _("konnte eine Nachricht nicht verschicken: %(subject)s")
    MESSAGE_RETRIED = "message.retried", _("hat das erneute Verschicken veranlasst: %(subject)s")
    MESSAGES_ERASED = "messages.erased", _("hat Adressen und Texte verschickter Nachrichten gelöscht: %(subject)s")
