"""What papers and their order of consultation refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class VersionNotFrozen(DomainError):
    """Bodies consult about words that can no longer change."""

    message = _("Die Fassung kann sich noch ändern. Halten Sie sie zuerst fest, dann können Gremien darüber beraten.")
    field = "version"


class OnTheAgendaAlready(DomainError):
    """The paper is on the agenda of this meeting."""

    message = _("Die Vorlage steht in dieser Sitzung schon auf der Tagesordnung.")
    field = "meeting"


class MeetingBeforeSubmission(DomainError):
    """A body cannot consult about what has not been submitted."""

    message = _("Die Sitzung liegt vor dem Tag, an dem die Vorlage eingebracht wurde.")
    field = "meeting"


class NotADraft(DomainError):
    """What the bodies have before them no longer changes."""

    message = _("Die Vorlage ist schon eingebracht und lässt sich nicht mehr ändern.")


class StillADraft(DomainError):
    """A draft is not before the bodies yet."""

    message = _("Die Vorlage ist noch ein Entwurf. Bringen Sie sie zuerst ein.")


class QuestionMissing(DomainError):
    """An answer belongs to a question."""

    message = _("Eine Antwort gehört zu einer Anfrage. Wählen Sie die Anfrage.")
    field = "refers_to"


class RefersToItself(DomainError):
    """A paper refers to others."""

    message = _("Eine Vorlage kann sich nicht auf sich selbst beziehen.")
    field = "refers_to"


class SignOffsOpen(DomainError):
    """Units that were asked have not signed."""

    message = _(
        "Noch nicht mitgezeichnet: %(units)s. Warten Sie, oder sagen Sie, warum die Vorlage trotzdem hinausgeht."
    )
    field = "because"


class AskedAlready(DomainError):
    """The unit has been asked to sign these words."""

    message = _("Diese Stelle ist schon gebeten.")
    field = "unit"


class SignedAlready(DomainError):
    """The answer of a unit to these words stands."""

    message = _("Diese Stelle hat schon geantwortet. Ändert sich der Entwurf, wird sie neu gebeten.")


class RefusalWithoutNote(DomainError):
    """Whoever does not sign says why."""

    message = _("Wer nicht mitzeichnet, sagt warum.")
    field = "note"


class SignedInFuture(DomainError):
    """What has not been signed cannot be recorded."""

    message = _("Der Tag der Mitzeichnung liegt in der Zukunft.")
    field = "signed_on"


class VersionNotReadable(DomainError):
    """A working draft of the concept is nothing to publish."""

    message = _("Diese Fassung ist nicht veröffentlicht. Fügen Sie sie nichtöffentlich bei.")
    field = "is_public"
