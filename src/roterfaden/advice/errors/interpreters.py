"""What the pool of interpreters refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class InterpreterRetired(DomainError):
    """Whoever has left the pool is not asked any more."""

    message = _("Diese Person ist aus der Liste genommen.")
    field = "interpreter"


class LanguageNotSpoken(DomainError):
    """The interpreter does not interpret this language."""

    message = _("Diese Person dolmetscht die Sprache des Termins nicht.")
    field = "interpreter"


class InterpreterBusy(DomainError):
    """The interpreter has been asked for another appointment at the same time, or for this one."""

    message = _("Diese Person ist zur selben Zeit schon angefragt.")
    field = "interpreter"


class NothingToInterpret(DomainError):
    """Only for an appointment that will take place somebody is asked."""

    message = _("Zum Dolmetschen wird nur für vereinbarte Termine angefragt, die noch kommen.")


class AnswerOver(DomainError):
    """The request was taken back, or the answer cannot be changed any more."""

    message = _("Diese Anfrage ist erledigt; eine Antwort ist nicht mehr möglich.")


class StillUnderWay(DomainError):
    """The time is reported when the appointment has begun."""

    message = _("Die Zeit tragen Sie bitte nach dem Termin ein.")
    field = "minutes"
