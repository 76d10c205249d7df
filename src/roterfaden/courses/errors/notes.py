"""Refusals of notes to other bodies."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NothingToTell(DomainError):
    """Neither law nor consent lets this body be told this, or it has been told or decided already."""

    message = _("Das darf dieser Stelle nicht mitgeteilt werden, oder es ist schon erledigt.")


class NotCommissioned(DomainError):
    """By law it is the provider who tells (IntV § 8 (3)); the coordination writes only in its place."""

    message = _("Ohne Einwilligung dürfen Sie nur für den Kursträger schreiben, der es festgestellt hat.")
    field = "commissioned"


class AddresseeMissing(DomainError):
    """A letter goes to somebody."""

    message = _("Bitte geben Sie an, an wen das Schreiben geht.")
    field = "addressee"


class FactsUnknown(DomainError):
    """A rule names at least one fact, and a body."""

    message = _("Bitte wählen Sie, was mitgeteilt werden darf.")
    field = "facts"
