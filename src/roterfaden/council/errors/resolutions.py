"""What recording a resolution and working it in refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class ResolvedAlready(DomainError):
    """A resolution is recorded once."""

    message = _("Zu dieser Beratung ist schon ein Beschluss festgehalten.")


class ResultDoesNotFitRole(DomainError):
    """Only the deciding body adopts; the others recommend, reject, defer or note."""

    message = _("Das Ergebnis passt nicht zur Zuständigkeit: Nur wer entscheidet, beschließt; die anderen empfehlen.")
    field = "result"


class NegativeVotes(DomainError):
    """Votes are counted."""

    message = _("Stimmen können nicht negativ sein.")
    field = "yes"


class DecidedBeforeSubmission(DomainError):
    """The day of the resolution is before the day of submission."""

    message = _("Der Beschluss kann nicht vor dem Tag liegen, an dem die Vorlage eingebracht wurde.")
    field = "decided_on"


class DecidedInFuture(DomainError):
    """What has not been decided cannot be recorded."""

    message = _("Der Tag des Beschlusses liegt in der Zukunft.")
    field = "decided_on"


class ResolutionChangesNothing(DomainError):
    """An amendment belongs to a resolution that changes the paper or recommends changes."""

    message = _("Zu diesem Ergebnis gehört kein Änderungsbeschluss.")


class ElementOfOtherConcept(DomainError):
    """The element is not part of the concept the paper is about."""

    message = _("Dieses Element gehört nicht zu dem Konzept, über das beraten wurde.")
    field = "element"


class IncorporatedAlready(DomainError):
    """The amendment has been worked in."""

    message = _("Dieser Änderungsbeschluss ist schon eingearbeitet.")


class RevisionDoesNotFit(DomainError):
    """The wording belongs to another element, or the bodies had it before them already."""

    message = _("Der Wortlaut ist nicht neuer als der, über den beraten wurde, oder gehört zu einem anderen Element.")
    field = "revision"


class AmendmentsOpen(DomainError):
    """Politics changed something that is not in the text yet."""

    message = _("Es sind noch Änderungsbeschlüsse offen: %(count)s. Arbeiten Sie sie zuerst ein.")


class NothingAdopted(DomainError):
    """The resolution did not adopt a version of this concept."""

    message = _("Dieser Beschluss hat keine Fassung dieses Konzepts beschlossen.")


class VotesDoNotAddUp(DomainError):
    """The votes of the groups and the sums contradict each other."""

    message = _(
        "Die Stimmen der Fraktionen ergeben %(yes)s Ja, %(no)s Nein und %(abstentions)s Enthaltungen. Das passt nicht "
        "zu den Summen."
    )
    field = "groups"


class GroupTwice(DomainError):
    """A group votes once."""

    message = _("Die Fraktion „%(group)s“ steht doppelt da.")
    field = "groups"


class WordingMissing(DomainError):
    """What is inserted or reworded has words."""

    message = _("Schreiben Sie den beschlossenen Wortlaut: Titel oder Text.")
    field = "proposed_body"


class BelowItself(DomainError):
    """An element cannot stand below itself."""

    message = _("Ein Element kann nicht unter sich selbst stehen.")
    field = "destination"


class NotWorkedIn(DomainError):
    """The working draft does not show the change."""

    message = _("Im Arbeitsentwurf ist das noch nicht so. Ändern Sie ihn zuerst im Konzept.")
