"""What is refused when a table is read."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.containers import FileRefused


class NotATable(FileRefused):
    """Another kind of file."""

    message = _("Das ist keine Tabelle. Möglich sind: XLSX, ODS und CSV.")


class UnreadableText(FileRefused):
    """No known encoding fits."""

    message = _(
        "Die Zeichen in dieser Datei lassen sich nicht lesen. Bitte speichern Sie sie als „CSV UTF-8“ oder als XLSX."
    )


class NoRows(FileRefused):
    """A header and nothing below, or nothing at all."""

    message = _("In dieser Tabelle steht nichts unter der Überschrift.")


class DuplicateHeader(FileRefused):
    """Two columns of one name cannot be told apart."""

    message = _("Die Überschrift „%(name)s“ steht zweimal in der Tabelle. Bitte benennen Sie eine der Spalten um.")


class TableTooLarge(FileRefused):
    """More rows or columns than a table for people has."""

    message = _(
        "Diese Tabelle ist zu groß. Erlaubt sind %(rows)s Zeilen und %(columns)s Spalten. Steht weit unten oder weit"
        " rechts etwas? Dann kopieren Sie nur Ihre Zeilen in ein neues Blatt."
    )


class CellTooLong(FileRefused):
    """More text than a spreadsheet itself allows in a cell."""

    message = _(
        "In Zeile %(line)s ist eine Zelle länger als %(limit)s Zeichen. Meistens fehlt ein schließendes"
        " Anführungszeichen."
    )
