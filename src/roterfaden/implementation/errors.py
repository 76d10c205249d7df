"""What the implementation refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class VersionNotAdopted(DomainError):
    """Only what the bodies adopted is offered."""

    message = _("Diese Fassung ist nicht beschlossen. Angeboten werden nur beschlossene Fassungen.")
    field = "version"


class NotAPartner(DomainError):
    """Goals are offered to unitary and joint municipalities; members of a joint one act through it."""

    message = _("%(name)s ist keine Einheits- oder Samtgemeinde.")
    field = "municipalities"


class OfferedAlready(DomainError):
    """This municipality has had the offer of this version."""

    message = _("%(name)s hat das Angebot dieser Fassung schon erhalten.")
    field = "municipalities"


class AnswerBeforeOffer(DomainError):
    """The answer is asked for before the offer is made."""

    message = _("Die Antwort kann erst nach dem Angebot erbeten werden.")
    field = "answer_by"


class NotOffered(DomainError):
    """Municipalities answer an offer; without one there is nothing to answer."""

    message = _("Dieses Ziel ist der Kommune nicht angeboten worden.")


class NotAGoal(DomainError):
    """Municipalities answer goals."""

    message = _("Antworten gibt es nur zu Zielen.")


class NotAnInitiative(DomainError):
    """Progress and milestones belong to initiatives."""

    message = _("Einen Stand und Meilensteine haben nur Maßnahmen.")


class AdaptedTextMissing(DomainError):
    """Who adapts a goal says how."""

    message = _("Bitte schreiben Sie, wie Ihre Kommune das Ziel anpasst.")
    field = "adapted_text"


class ReasonMissing(DomainError):
    """A refusal, a postponement and an end need a reason."""

    message = _("Bitte nennen Sie den Grund.")
    field = "reason"


class StateInFuture(DomainError):
    """Nobody knows the state of a later day."""

    message = _("Das Datum liegt in der Zukunft.")
    field = "as_of"


class ReachedAlready(DomainError):
    """The milestone has been reached before."""

    message = _("Dieser Meilenstein ist schon erledigt.")


class ReachedInFuture(DomainError):
    """A milestone is reached on a day that has come."""

    message = _("Das Datum liegt in der Zukunft.")
    field = "done_on"
