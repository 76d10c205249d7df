"""Refusals when a process, its stages and its events are planned."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class OtherProcess(DomainError):
    """Two things that are linked must belong to one process."""

    message = _("Das gehört zu einem anderen Beteiligungsprozess.")


class EventOutsideStage(DomainError):
    """An event takes place while its stage is open."""

    message = _("Die Veranstaltung liegt außerhalb des Abschnitts „%(stage)s“.")
    field = "starts_at"


class EventWouldLieOutside(DomainError):
    """The events of a step take place while it is open."""

    message = _("Die Veranstaltung „%(event)s“ läge dann außerhalb des Abschnitts. Ändern Sie zuerst ihren Termin.")
    field = "starts_on"


class TableInUse(DomainError):
    """Cards name the table they were written at."""

    message = _("Es gibt schon Karten von Tisch %(table)s. So viele Tische muss die Veranstaltung haben.")
    field = "tables"


class NothingChanged(DomainError):
    """A change changes something."""

    message = _("Sie haben nichts geändert.")


class NoSuchTemplate(DomainError):
    """There is no template of this name."""

    message = _("Dieses Muster gibt es nicht.")
    field = "template"


class NoGate(DomainError):
    """Nothing has to be true before the next step."""

    message = _("Für diesen Abschnitt ist keine Bedingung festgelegt.")


class GatePassedAlready(DomainError):
    """Somebody has said so before."""

    message = _("Die Bedingung ist schon als erfüllt festgehalten.")


class GateReasonMissing(DomainError):
    """Others can follow how one knows."""

    message = _("Schreiben Sie, woran man sieht, dass die Bedingung erfüllt ist.")
    field = "reason"


class PassedInFuture(DomainError):
    """A gate is passed once it is passed."""

    message = _("Dieser Tag liegt in der Zukunft.")
    field = "passed_on"
