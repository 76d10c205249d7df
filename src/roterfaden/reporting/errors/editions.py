"""What reports and editions refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class ReportExists(DomainError):
    """One review has one report."""

    message = _("Zu dieser Überprüfung gibt es schon einen Bericht.")


class SlugTaken(DomainError):
    """The address is in use."""

    message = _("Diesen Kurznamen gibt es schon. Bitte wählen Sie einen anderen.")
    field = "slug"


class NothingToReport(DomainError):
    """The goals have not been computed yet."""

    message = _("Die Ziele dieser Überprüfung sind noch nicht berechnet.")


class AlreadyPublished(DomainError):
    """An edition goes out once."""

    message = _("Diese Ausgabe ist schon veröffentlicht.")


class ReviewStillOpen(DomainError):
    """What goes to the bodies and the public rests on a closed review."""

    message = _("Bitte schließen Sie zuerst die Überprüfung ab. Danach können Sie die Ausgabe veröffentlichen.")
