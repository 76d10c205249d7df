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


class TemplateFaulty(DomainError):
    """A file holds no template. `faults` name the lines."""

    message = _("In der Datei stimmt etwas nicht. %(listed)s")
    field = "file"

    def __init__(self, *, faults: tuple[object, ...]) -> None:
        super().__init__(listed=" · ".join(str(fault) for fault in faults))
        self.faults = faults


class TemplateExists(DomainError):
    """A built-in template cannot be replaced."""

    message = _("Dieses Muster gehört zum Programm. Geben Sie Ihrem Muster einen anderen Titel.")
    field = "title"


class TaskWithoutPerson(DomainError):
    """Somebody has to do it."""

    message = _("Nennen Sie, wer das macht: eine Rolle oder eine Person.")
    field = "role"


class TaskIsClosed(DomainError):
    """What is done or dropped is not changed."""

    message = _("Diese Aufgabe ist schon erledigt oder gestrichen.")


class TaskIsOpen(DomainError):
    """Only what is done can be opened again."""

    message = _("Diese Aufgabe ist noch offen.")


class TaskTimeMissing(DomainError):
    """A task has a day, or is counted from one."""

    message = _("Nennen Sie einen Tag, oder einen Abstand zu einem Abschnitt oder einer Veranstaltung.")
    field = "due_on"


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
