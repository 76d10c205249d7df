"""Refusals when people support, comment and report."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class OnlineClosed(DomainError):
    """No online event runs now."""

    message = _("Die Online-Beteiligung ist gerade nicht geöffnet.")


class NotShown(DomainError):
    """Only what everybody may read can be supported, answered or reported."""

    message = _("Das ist nicht (mehr) zu sehen.")


class OwnVoice(DomainError):
    """Nobody supports what they said themselves."""

    message = _("Das ist Ihr eigener Beitrag. Er zählt schon.")
    field = "code"


class AlreadySupported(DomainError):
    """One code, one account: one support."""

    message = _("Mit diesem Code wird der Beitrag schon unterstützt.")
    field = "code"


class NotSupported(DomainError):
    """There is nothing to take back."""

    message = _("Mit diesem Code wird der Beitrag nicht unterstützt.")
    field = "code"


class CommentsClosed(DomainError):
    """This process takes no comments."""

    message = _("In diesem Beteiligungsprozess sind Kommentare nicht vorgesehen.")


class EmptyComment(DomainError):
    """There are no words."""

    message = _("Bitte schreiben Sie etwas.")
    field = "text"


class NotYourComment(DomainError):
    """The code belongs to somebody else."""

    message = _("Dieser Kommentar wurde mit einem anderen Code geschrieben.")
    field = "code"


class AlreadyDecided(DomainError):
    """Somebody else was faster."""

    message = _("Darüber ist schon entschieden.")


class NoSuchQuestionHere(DomainError):
    """The event has fewer questions, or this is no online event."""

    message = _("Bitte ordnen Sie genau die Fragen dieser Online-Beteiligung zu.")
