"""Refusals when the working draft is written."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from roterfaden.concept.methods import Fault
from roterfaden.kernel.errors import DomainError


class ReasonMissing(DomainError):
    """Every step on the red thread names its reason."""

    message = _("Bitte nennen Sie den Grund. Er bleibt für alle nachlesbar.")
    field = "reason"


class WrongPlace(DomainError):
    """The outline does not allow this kind under that one."""

    message = _("„%(kind)s“ kann nicht an dieser Stelle stehen.")
    field = "parent"


class OtherConcept(DomainError):
    """Things that are linked belong to one concept."""

    message = _("Das gehört zu einem anderen Konzept.")


class TargetMissing(DomainError):
    """A goal without a target is a wish."""

    message = _("Ein Ziel braucht einen Zielwert – oder die Begründung, warum es noch nicht messbar ist.")
    field = "series"


class OnlyGoalsHaveTargets(DomainError):
    """Only goals promise something measurable."""

    message = _("Nur Ziele haben einen Zielwert.")


class TargetNotSmart(DomainError):
    """The target has faults; `faults` names each with its field."""

    def __init__(self, faults: list[Fault], *, direction: str = "") -> None:
        super().__init__(direction=direction)
        self.faults = faults
        self.field = faults[0].field

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Field and sentence of every fault."""
        return [(fault.field, str(fault.fault.label) % self.details) for fault in self.faults]

    def __str__(self) -> str:
        return self.messages[0][1]


class StaleRevision(DomainError):
    """Somebody else changed the wording meanwhile. `mine` is what was sent, `theirs` the revision that stands now."""

    message = _(
        "Jemand hat dieses Element inzwischen geändert. Vergleichen Sie beide Fassungen und speichern Sie dann."
    )

    def __init__(self, *, mine: dict[str, Any], theirs: Any) -> None:
        super().__init__()
        self.mine = mine
        self.theirs = theirs


class NothingChanged(DomainError):
    """A new revision says something new."""

    message = _("Der Wortlaut ist unverändert.")


class NotInDraft(DomainError):
    """The element has been withdrawn, or never stood there."""

    message = _("Dieses Element steht nicht im Arbeitsentwurf.")


class UnderItself(DomainError):
    """Nothing can stand below itself."""

    message = _("Ein Element kann nicht unter sich selbst stehen.")
    field = "parent"


class NothingMoved(DomainError):
    """It already stands there."""

    message = _("Das Element steht schon an dieser Stelle.")
    field = "position"


class FieldIsFrozen(DomainError):
    """What a frozen version shows in one field of action cannot belong to another one from now on."""

    message = _(
        "Eine festgehaltene Fassung zeigt das im Handlungsfeld „%(field)s“. Nehmen Sie es hier aus dem Entwurf und "
        "schreiben Sie es im anderen Handlungsfeld neu."
    )
    field = "parent"


class OthersBelow(DomainError):
    """An element goes alone, so that nothing disappears unseen."""

    message = _("Darunter steht noch etwas (%(count)s). Verschieben Sie es oder nehmen Sie es zuerst heraus.")


class VoicesStandHere(DomainError):
    """People were told that their voice stands here."""

    message = _(
        "Hier aufgenommen: %(count)s. Diese Menschen haben gelesen, dass ihr Beitrag hier steht. Antworten Sie ihnen "
        "zuerst neu."
    )
