"""What opening, computing, rating and closing a review refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class CycleClosed(DomainError):
    """A closed review stays as it is."""

    message = _("Diese Überprüfung ist abgeschlossen und bleibt, wie sie ist.")


class SlugTaken(DomainError):
    """The address is in use."""

    message = _("Diesen Kurznamen gibt es schon. Bitte wählen Sie einen anderen.")
    field = "slug"


class VersionNotFrozen(DomainError):
    """Only a version that no longer changes can be reviewed."""

    message = _("Überprüft wird eine festgehaltene Fassung. Diese Fassung kann sich noch ändern.")
    field = "version"


class VersionOfOtherConcept(DomainError):
    """The version belongs to another concept."""

    message = _("Diese Fassung gehört zu einem anderen Konzept.")
    field = "version"


class NothingAssessed(DomainError):
    """The goals have not been computed yet."""

    message = _("Die Ziele sind noch nicht berechnet.")


class AssessmentSuperseded(DomainError):
    """The goals were computed again in the meantime."""

    message = _("Die Ziele wurden inzwischen neu berechnet. Bitte sehen Sie sich den neuen Stand an.")


class ReasonMissing(DomainError):
    """Whoever differs from the computed status, or agrees with it, says why."""

    message = _("Bitte nennen Sie den Grund. Er bleibt für alle nachlesbar.")
    field = "reason"


class ExpiryInPast(DomainError):
    """A rating holds until a day that is still to come."""

    message = _("Eine Bewertung gilt bis zu einem Tag, der noch kommt.")
    field = "expires_on"


class SessionInFuture(DomainError):
    """A meeting is noted when it takes place or afterwards."""

    message = _("Diese Sitzung ist noch nicht gewesen.")
    field = "held_on"
