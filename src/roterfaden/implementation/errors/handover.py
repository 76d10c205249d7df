"""What offers, answers and drafts refuse."""

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


class NothingChosen(DomainError):
    """An offer names what is offered, an answer what is answered."""

    message = _("Wählen Sie mindestens ein Ziel oder eine Maßnahme.")
    field = "elements"


class NotInVersion(DomainError):
    """What is offered stands in the version that was adopted."""

    message = _("Angeboten wird nur, was in der beschlossenen Fassung steht.")
    field = "elements"


class OfferedAlready(DomainError):
    """This municipality has had the offer of all this."""

    message = _("%(name)s hat das Angebot dieser Fassung schon erhalten.")
    field = "municipalities"


class AnswerBeforeOffer(DomainError):
    """The answer is asked for before the offer is made."""

    message = _("Die Antwort kann erst nach dem Angebot erbeten werden.")
    field = "answer_by"


class NeverOffered(DomainError):
    """A new version is offered anew only to whom an earlier one was offered."""

    message = _("%(name)s hat noch kein Angebot. Bieten Sie zuerst an.")
    field = "municipalities"


class NotOffered(DomainError):
    """Municipalities answer an offer; without one there is nothing to answer."""

    message = _("Das ist der Kommune nicht angeboten worden.")


class NotAnswerable(DomainError):
    """Municipalities answer goals and initiatives."""

    message = _("Antworten gibt es nur zu Zielen und Maßnahmen.")


class AdaptedTextMissing(DomainError):
    """Who adapts something says how."""

    message = _("Bitte schreiben Sie, wie Ihre Kommune es anpasst.")
    field = "adapted_text"


class DoneMissing(DomainError):
    """Who has done it already says what."""

    message = _("Bitte schreiben Sie, was schon erledigt ist.")
    field = "reason"


class AnswerMissing(DomainError):
    """An answer is one of the four."""

    message = _("Wählen Sie eine Antwort.")
    field = "answer"


class ResolutionMissing(DomainError):
    """A body or a day belongs to a resolution."""

    message = _("Nennen Sie den Beschluss, zu dem Gremium und Datum gehören.")
    field = "resolution_reference"


class DraftsIncomplete(DomainError):
    """Only complete answers are given."""

    message = _("Diese Antworten sind noch nicht vollständig: %(names)s.")


class NoDraft(DomainError):
    """There is nothing to give, to drop or to join."""

    message = _("Dazu gibt es keinen Entwurf (mehr).")


class NotAMember(DomainError):
    """Only its members answer as a joint unit, and only while it exists."""

    message = _("%(name)s gehört nicht zu dieser gemeinsamen Einheit.")
    field = "joint_unit"


class TooFewMembers(DomainError):
    """A joint unit has at least two members."""

    message = _("Wählen Sie mindestens zwei Kommunen.")
    field = "municipalities"


class EndedAlready(DomainError):
    """The joint unit has been ended before."""

    message = _("Diese Einheit ist schon beendet.")
