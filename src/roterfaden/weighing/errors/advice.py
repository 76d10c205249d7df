"""What asking for advice, giving it, replying and publishing together refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class UnitRetired(DomainError):
    """The unit is not asked any more."""

    message = _("Diese Stelle wird nicht mehr gefragt.")
    field = "unit"


class NothingAsked(DomainError):
    """A request without a voice."""

    message = _("Nennen Sie mindestens einen veröffentlichten Beitrag.")
    field = "numbers"


class UnknownVoices(DomainError):
    """Numbers that no published voice of the process has."""

    message = _("Diese Beiträge gibt es nicht, oder sie sind nicht veröffentlicht: %(numbers)s.")
    field = "numbers"


class DueInThePast(DomainError):
    """The day to answer is over."""

    message = _("Dieser Tag ist schon vorbei.")
    field = "due_on"


class AdviceClosed(DomainError):
    """The request was answered to the end, taken back, or its link is too old."""

    message = _("Diese Bitte ist abgeschlossen. Es kann nichts mehr geändert werden.")


class NotAsked(DomainError):
    """The unit was not asked about this voice."""

    message = _("Zu diesem Beitrag wurden Sie nicht gefragt.")


class AdviceIncomplete(DomainError):
    """Advice needs a recommendation and words."""

    message = _("Wählen Sie eine Empfehlung und schreiben Sie dazu, warum – bei: %(numbers)s.")


class RevokeReasonMissing(DomainError):
    """A request is taken back for a reason."""

    message = _("Sagen Sie bitte, warum die Bitte zurückgenommen wird.")
    field = "reason"


class AdviceReleasedAlready(DomainError):
    """Everybody can read it already, or a newer one has replaced it."""

    message = _("Dieser Rat ist schon öffentlich oder wurde inzwischen ersetzt.")


class AnswerNotShown(DomainError):
    """Only to an answer people can read now one can reply."""

    message = _("Zu dieser Antwort kann man nichts mehr sagen: Es gibt inzwischen eine neue.")


class ReplyHandled(DomainError):
    """Somebody was faster, or the words are gone."""

    message = _("Diese Rückmeldung wurde inzwischen bearbeitet oder ersetzt.")


class NothingToRelease(DomainError):
    """There are no words to show."""

    message = _("Diese Rückmeldung hat keine Worte, die man zeigen könnte.")


class NothingChosen(DomainError):
    """Publishing together needs voices."""

    message = _("Wählen Sie mindestens einen Beitrag.")
