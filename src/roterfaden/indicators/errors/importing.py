"""What is refused when a file with figures is read."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NotFigures(DomainError):
    """No format fits."""

    message = _("In dieser Datei erkennen wir keine Tabelle mit Zahlen.")
    field = "upload"


class FileTorn(DomainError):
    """It ends in the middle, or its bytes are not text."""

    message = _("Die Datei ist beschädigt oder unvollständig. Bitte laden Sie sie noch einmal von der Quelle.")
    field = "upload"


class CellsMissing(DomainError):
    """A row has another number of cells than the heading."""

    message = _("Diese Zeile hat %(found)s Zellen, die Überschrift hat %(wanted)s.")


class UnreadablePeriod(DomainError):
    """No known way to write a period."""

    message = _("„%(raw)s“ ist kein Zeitraum, den wir lesen können.")


class AreaMissing(DomainError):
    """The row names no key."""

    message = _("In dieser Zeile steht kein Gebietsschlüssel.")


class AreaWithoutKey(DomainError):
    """The row names a place by its name; names are never joined."""

    message = _("„%(name)s“ ist kein Gebietsschlüssel. Ordnen Sie die Bezeichnung einem Schlüssel zu.")


class AreaNotThen(DomainError):
    """The area did not exist in that period."""

    message = _("Das Gebiet %(key)s gab es in diesem Zeitraum nicht.")


class BreakdownTooLong(DomainError):
    """More than a series can be named by."""

    message = _("Die Gliederung dieser Zeile ist länger als 200 Zeichen.")


class TokenTooLong(DomainError):
    """No printed value is that long."""

    message = _("Der Wert ist länger als 60 Zeichen.")


class RowTwice(DomainError):
    """The file says two things about one value."""

    message = _("Für diesen Wert steht in derselben Datei schon etwas anderes.")


class NothingMapped(DomainError):
    """No variable of the file leads to an indicator."""

    message = _("Bitte ordnen Sie mindestens einer Größe aus der Datei eine Messgröße zu.")


class ImportNotOpen(DomainError):
    """It was read already, or is being read."""

    message = _("Diese Datei wird gerade eingelesen oder ist schon eingelesen.")


class SourceMissing(DomainError):
    """Every value says where it comes from."""

    message = _("Bitte geben Sie die Quelle an.")
    field = "source"


class ProfileUnknown(DomainError):
    """Nobody has said what this kind of file means."""

    message = _("Für diese Datei gibt es noch kein Einleseprofil.")


class ProfileFaulty(DomainError):
    """A profile that cannot be read."""

    message = _("Das Einleseprofil lässt sich nicht lesen: %(what)s")
