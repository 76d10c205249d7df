"""Refusals on the board."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class IsWithheld(DomainError):
    """A withheld voice goes no further."""

    message = _("Beitrag %(number)s ist zurückgehalten. Veröffentlichen Sie ihn zuerst.")


class AlreadyInTheme(DomainError):
    """The card already lies there."""

    message = _("Beitrag %(number)s liegt schon in diesem Thema.")
    field = "theme"
