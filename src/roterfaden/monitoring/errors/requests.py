"""What asking for figures refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class DelivererTaken(DomainError):
    """Each municipality has one address."""

    message = _("Für diese Kommune gibt es schon eine Meldestelle.")
    field = "municipality"


class DelivererRetired(DomainError):
    """Nobody asks a place that was retired."""

    message = _("Diese Meldestelle wird nicht mehr gefragt.")


class NobodyToAsk(DomainError):
    """No place was chosen, or nothing is due from those that were chosen."""

    message = _("Von den gewählten Stellen ist zum Stichtag nichts zu erfragen, oder sie sind schon gefragt.")
    field = "deliverers"


class AskDueInPast(DomainError):
    """The day to answer is still to come."""

    message = _("Bitte nennen Sie einen Tag, der noch kommt.")
    field = "due_on"


class RequestClosed(DomainError):
    """Taken back, too old, or of a review that is closed."""

    message = _("Diese Anfrage ist beendet. Angaben sind nicht mehr möglich.")


class NotAsked(DomainError):
    """An answer to something the request does not ask."""

    message = _("Danach wurde nicht gefragt.")


class AlreadyTaken(DomainError):
    """What the office took over no longer changes here."""

    message = _("Dieser Wert ist schon übernommen. Bitte wenden Sie sich für eine Änderung an die zuständige Stelle.")


class AnswersIncomplete(DomainError):
    """Handing in needs an answer to everything; "not available" is one, with its reason."""

    message = _(
        "Es fehlt noch etwas: %(titles)s. Wenn ein Wert nicht vorliegt, sagen Sie bitte warum. "
        "Zwischenspeichern geht auch so."
    )


class NothingBefore(DomainError):
    """What is to stay as it was needs a value that was."""

    message = _("Zu „%(title)s“ gibt es keinen Vorjahreswert.")


class RevokeReasonMissing(DomainError):
    """Whoever takes a request back says why."""

    message = _("Bitte nennen Sie den Grund.")
    field = "reason"


class QuestionMissing(DomainError):
    """A question back has words."""

    message = _("Bitte schreiben Sie, was Sie wissen möchten.")
    field = "question"


class NothingToTakeOver(DomainError):
    """Only what was answered can be taken over, and only once."""

    message = _("Hier gibt es nichts zu übernehmen.")


class TooManyFiles(DomainError):
    """A request takes a handful of files."""

    message = _("Mehr als %(count)s Dateien nimmt eine Anfrage nicht an.")
    field = "upload"
