"""Refusals about texts in other languages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NoTextLanguage(DomainError):
    """German is the original, and other languages nobody offers."""

    message = _("In dieser Sprache gibt es keine Texte neben dem Deutschen.")
    field = "language"


class TextTitleMissing(DomainError):
    """A text begins with its title."""

    message = _("Schreiben Sie den Titel.")
    field = "title"


class TextBodyMissing(DomainError):
    """Readers would take a title alone for everything there is."""

    message = _("Zum deutschen Titel gehört ein Text. Schreiben Sie ihn auch hier, bevor ihn alle lesen.")
    field = "body"


class StaleText(DomainError):
    """Somebody else has written this text meanwhile; both are kept."""

    message = _("Diesen Text hat inzwischen jemand anders geschrieben. Ihr Text steht noch im Formular.")

    def __init__(self, *, theirs: Any, **params: Any) -> None:
        super().__init__(**params)
        self.theirs = theirs


class TextUnchanged(DomainError):
    """Nothing to keep."""

    message = _("Es hat sich nichts geändert.")


class TextIsChecked(DomainError):
    """It is checked already."""

    message = _("Dieser Text ist schon geprüft.")


class NoMachineForLanguage(DomainError):
    """Leichte Sprache is written by people; a translator of languages does not know it."""

    message = _("In diese Sprache übersetzt keine Maschine.")
    field = "language"


class NotATextTable(DomainError):
    """The table is not one of those that are handed out here."""

    message = _("Das ist keine Tabelle, die hier ausgegeben wurde. Es fehlen die Spalten: %(columns)s.")
    field = "upload"


class TableOfOtherLanguage(DomainError):
    """The table is about another language."""

    message = _("Diese Tabelle ist für eine andere Sprache: %(language)s.")
    field = "upload"
