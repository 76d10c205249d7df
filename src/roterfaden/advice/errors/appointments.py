"""What appointments and the waiting room refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class TimeTaken(DomainError):
    """Somebody else was faster, or the time cannot be had any more."""

    message = _("Diese Zeit ist gerade vergeben worden. Bitte wählen Sie eine andere.")
    field = "time"


class TimeDoesNotFit(DomainError):
    """The time is free, but whoever advises then does not fit, and an interpreter cannot be found by then."""

    message = _(
        "Zu dieser Zeit berät niemand in dieser Sprache oder zu diesem Thema. Soll jemand dolmetschen, dauert das zwei "
        "Tage. Bitte wählen Sie eine andere Zeit."
    )
    field = "time"


class NoLongerOpen(DomainError):
    """The appointment is over, called off, or was never made."""

    message = _("An diesem Termin lässt sich nichts mehr ändern.")


class OfferOver(DomainError):
    """The time for an answer is over, and somebody else was offered the appointment."""

    message = _("Dieses Angebot gilt nicht mehr. Sie stehen weiter auf der Warteliste.")


class NotHeldYet(DomainError):
    """Whether somebody came is known when the appointment has begun."""

    message = _("Der Termin hat noch nicht begonnen.")


class HoursTooShort(DomainError):
    """Not even one appointment fits into the hours."""

    message = _("In diese Zeit passt kein einziger Termin.")
    field = "ends"


class HoursEndBeforeStart(DomainError):
    """From and until are the wrong way round."""

    message = _("Das Ende liegt nicht nach dem Anfang.")
    field = "ends"


class LastBeforeFirst(DomainError):
    """The last day comes before the first."""

    message = _("Der letzte Tag liegt vor dem ersten.")
    field = "last_on"


class HoursEnded(DomainError):
    """The hours are over, or were ended before."""

    message = _("Diese Beratungszeit ist schon beendet.")


class LanguageMissing(DomainError):
    """Nobody speaks no language."""

    message = _("Bitte wählen Sie mindestens eine Sprache.")
    field = "languages"


class NobodyWaits(DomainError):
    """There is no number to call."""

    message = _("Es wartet niemand.")


class NumberOver(DomainError):
    """The number has come to its end."""

    message = _("Diese Nummer ist schon abgeschlossen.")


class RoomMissing(DomainError):
    """Whoever is called has to know where to go."""

    message = _("Bitte geben Sie einen Raum an; er steht auf der Anzeige.")
    field = "room"
