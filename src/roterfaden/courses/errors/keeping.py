"""Refusals about deletion."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class HoldEndsBefore(DomainError):
    """A hold that is over holds nothing."""

    message = _("Die Löschsperre endet in der Vergangenheit.")
    field = "until"


class HeldBack(DomainError):
    """Whoever wants to delete lifts the hold first."""

    message = _("Für diese Person gilt eine Löschsperre. Heben Sie die Sperre zuerst auf.")


class DayToCome(DomainError):
    """Nothing is deleted before its day."""

    message = _("Der Stichtag liegt in der Zukunft. Vor ihrem Tag wird nichts gelöscht; möglich ist ein Probelauf.")
    field = "on"
