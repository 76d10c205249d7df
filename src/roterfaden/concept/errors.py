"""What the concept refuses, each with its name and a sentence for the person at the screen."""

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


class NoDraftKind(DomainError):
    """The working draft stays open; what is frozen has a purpose."""

    message = _("Wählen Sie, wozu diese Fassung festgehalten wird. Der Arbeitsentwurf bleibt offen.")
    field = "kind"


class EmptyConcept(DomainError):
    """There is nothing to freeze."""

    message = _("Der Arbeitsentwurf ist noch leer.")


class VoicesWithoutConsideration(DomainError):
    """Nobody who spoke may be passed over: all published voices are weighed before politics decides."""

    message = _("%(count)s veröffentlichte Beiträge sind noch nicht abgewogen. Wägen Sie sie ab, dann geht es weiter.")
    field = "kind"


class IsWithheld(DomainError):
    """A withheld voice goes no further."""

    message = _("Beitrag %(number)s ist zurückgehalten. Veröffentlichen Sie ihn zuerst.")


class NothingToPublish(DomainError):
    """Every answer in force is public already, or there is none."""

    message = _("Beitrag %(number)s hat keine Antwort, die noch nicht veröffentlicht ist.")


class PartIsGone(DomainError):
    """The passage is no part of the voice any more."""

    message = _("Beitrag %(number)s ist inzwischen anders geteilt. Diesen Teil gibt es so nicht mehr.")


class PlainReasonMissing(DomainError):
    """The person who spoke gets an answer they understand."""

    message = _("Schreiben Sie, was die Person lesen soll: in einfachen Worten, an sie gerichtet.")
    field = "plain_reason"


class ElementMissing(DomainError):
    """What is taken up stands somewhere."""

    message = _("Nennen Sie die Stelle im Konzept, an der das steht.")
    field = "element"


class ReceiverMissing(DomainError):
    """What is passed on has a receiver."""

    message = _("Nennen Sie die Stelle, an die der Beitrag weitergegeben wird.")
    field = "referred_to"


class AlreadySuperseded(DomainError):
    """Only what is valid now can be replaced or worked in."""

    message = _("Diese Abwägung ist inzwischen durch eine neuere ersetzt.")


class NothingToIncorporate(DomainError):
    """Only a voice that was taken up changes the text."""

    message = _("Nur ein Beitrag, der ganz oder teilweise aufgenommen ist, kann in den Text eingearbeitet werden.")


class RevisionOfOtherElement(DomainError):
    """The wording belongs to the element the voice was weighed at."""

    message = _("Dieser Wortlaut gehört zu einem anderen Element als die Abwägung.")


class AlreadyIncorporated(DomainError):
    """The link exists."""

    message = _("Dieser Beitrag ist in diesen Wortlaut schon eingearbeitet.")


class TargetElementMissing(DomainError):
    """Everything but a dropped element continues somewhere."""

    message = _("Nennen Sie das Element, in dem dieses weitergeführt wird.")
    field = "to_element"
