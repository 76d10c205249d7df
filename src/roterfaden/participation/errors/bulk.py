"""Refusals when a list is read in: of the list as a whole, and of single rows."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class TextColumnMissing(DomainError):
    """Nobody said where the words are."""

    message = _("Bitte sagen Sie, in welcher Spalte der Text der Beiträge steht.")


class ColumnTwice(DomainError):
    """Two columns would say the same thing."""

    message = _("Zwei Spalten können nicht dasselbe bedeuten: %(field)s.")


class NothingPasted(DomainError):
    """Neither a file nor a list."""

    message = _("Bitte wählen Sie eine Datei aus, oder fügen Sie eine Liste ein.")
    field = "upload"


class ImportBegun(DomainError):
    """The columns of a list that is being read or was read stay as they were."""

    message = _("Diese Liste wird schon eingelesen oder ist es bereits. Für Änderungen lesen Sie sie noch einmal ein.")


class FileErased(DomainError):
    """The file went when its period was over."""

    message = _("Die Datei dieser Liste ist gelöscht. Lesen Sie die Liste noch einmal ein, wenn Sie sie brauchen.")


class ImportNotStarted(DomainError):
    """Nothing is read in that nobody has started."""

    message = _("Das Einlesen dieser Liste ist noch nicht gestartet.")


class ImportNotChecked(DomainError):
    """First the columns, then the start."""

    message = _("Bitte ordnen Sie zuerst die Spalten zu.")


# --- single rows --------------------------------------------------------------------------------------------------
class SurplusCells(DomainError):
    """A row is wider than the heading."""

    message = _("Diese Zeile hat mehr Zellen als die Überschrift (%(columns)s). Meistens fehlen Anführungszeichen.")


class KindMissing(DomainError):
    """Neither the row nor the list says what it is."""

    message = _("Die Art des Beitrags fehlt.")


class UnknownKind(DomainError):
    """A word that names no kind."""

    message = _("„%(written)s“ ist keine Art von Beitrag.")


class UnknownEvent(DomainError):
    """No event or several of this name."""

    message = _("„%(written)s“ ist keine Veranstaltung dieses Verfahrens, oder es gibt mehrere, auf die das passt.")


class UnknownGroup(DomainError):
    """No actor group or several of this name."""

    message = _("„%(written)s“ ist keine Akteursgruppe dieses Verfahrens, oder es gibt mehrere, auf die das passt.")


class UnknownArea(DomainError):
    """No place of this name."""

    message = _("„%(written)s“ ist kein Ort, den das Programm kennt.")


class UnknownLanguage(DomainError):
    """A word that names no language."""

    message = _("„%(written)s“ ist keine Sprache, die das Programm kennt.")


class UnknownChannel(DomainError):
    """A word that names no way."""

    message = _("„%(written)s“ ist kein Weg, auf dem Beiträge eingehen.")


class DayMissing(DomainError):
    """Neither the row nor the event nor the list says when."""

    message = _("Es fehlt der Tag, an dem das gesagt wurde.")


class UnreadableDay(DomainError):
    """Not a day of the calendar."""

    message = _("„%(written)s“ ist kein Tag. Schreiben Sie ihn so: 11.05.2017.")


class UnreadablePoints(DomainError):
    """Not a number of points."""

    message = _("„%(written)s“ lässt sich nicht als Zahl von Punkten lesen.")


class UnreadableNumber(DomainError):
    """Not the number of a table or a round."""

    message = _("„%(written)s“ ist keine Nummer.")


class OwnIdTooLong(DomainError):
    """An id is a short mark."""

    message = _("Die eigene Kennung ist länger als %(limit)s Zeichen.")


class ChangedSinceImport(DomainError):
    """The same id, other words: what was said is never overwritten."""

    message = _(
        "Mit der Kennung „%(own_id)s“ ist schon Beitrag %(number)s eingelesen, aber mit anderem Inhalt. Was gesagt"
        " wurde, wird nicht überschrieben."
    )


class TwiceInList(DomainError):
    """The same id or the same card code stands in an earlier row of this list."""

    message = _("Diese Kennung oder dieser Code steht schon in Zeile %(line)s.")


def fault_as_json(fault: DomainError) -> dict[str, Any]:
    """A refusal as it is kept with a row: the name of the error and what completes its sentence."""
    return {"code": type(fault).__name__, "details": {name: str(value) for name, value in fault.details.items()}}


def fault_words(kept: Mapping[str, Any], known: Mapping[str, type[DomainError]]) -> str:
    """The sentence of a kept refusal, in the language of the reader; `known` are the errors by name."""
    error = known.get(str(kept["code"]))
    return str(error(**kept["details"])) if error else str(kept["code"])
