"""What the political bodies' records refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class BodyDoesNotExist(DomainError):
    """The body is not yet or no longer in office on that day."""

    message = _("Das Gremium besteht an diesem Tag nicht.")
    field = "starts_at"


class BodyMeetsInPrivate(DomainError):
    """The Kreisausschuss never meets in public (§ 78 (2) NKomVG), nor does a body that is not public."""

    message = _("Dieses Gremium tagt nicht öffentlich.")
    field = "is_public"


class VersionNotFrozen(DomainError):
    """Bodies consult about words that can no longer change."""

    message = _("Die Fassung kann sich noch ändern. Halten Sie sie zuerst fest, dann können Gremien darüber beraten.")
    field = "version"


class PublicAlready(DomainError):
    """Anybody can read it."""

    message = _("Das ist schon öffentlich.")


class PrivateAlready(DomainError):
    """Nobody outside can read it."""

    message = _("Das ist schon nicht öffentlich.")


class OnTheAgendaAlready(DomainError):
    """The paper is on the agenda of this meeting."""

    message = _("Die Vorlage steht in dieser Sitzung schon auf der Tagesordnung.")
    field = "meeting"


class MeetingBeforeSubmission(DomainError):
    """A body cannot consult about what has not been submitted."""

    message = _("Die Sitzung liegt vor dem Tag, an dem die Vorlage eingebracht wurde.")
    field = "meeting"


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
