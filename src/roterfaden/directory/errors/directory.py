"""What the directory refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class HoursNotUnderstood(DomainError):
    """No stretch of a day, or two that overlap."""

    message = _("Diese Zeiten versteht das Programm nicht: %(text)s. So geht es: 9–12, 14:30–18.")


class DaysNotUnderstood(DomainError):
    """No day with its hours."""

    message = _("Diese Zeile versteht das Programm nicht: %(line)s. So geht es: 24.12.2026 geschlossen Heiligabend.")
    field = "specials"


class SiteElsewhere(DomainError):
    """The site belongs to another organisation."""

    message = _("Dieser Standort gehört zu einer anderen Einrichtung.")
    field = "site"


class CheckedInFuture(DomainError):
    """Nothing can have been checked on a day to come."""

    message = _("Das Datum der Prüfung liegt in der Zukunft.")
    field = "checked_on"


class ServiceIsOver(DomainError):
    """The service is not offered any more."""

    message = _("Dieses Angebot ist schon beendet.")


class SettledAlready(DomainError):
    """Somebody settled the correction before."""

    message = _("Diese Berichtigung ist schon erledigt.")


class CorrectionEmpty(DomainError):
    """Somebody says that something changed, and not what."""

    message = _("Bitte schreiben Sie, was sich geändert hat.")


class LinkIsOver(DomainError):
    """The time of the link is over."""

    message = _("Dieser Link gilt nicht mehr.")


class NotGerman(DomainError):
    """A translation of German is not German."""

    message = _("Die deutschen Wörter ändern Sie am Angebot selbst.")
    field = "language"
