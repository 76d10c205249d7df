"""What publishing and withdrawing refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class PublicAlready(DomainError):
    """Anybody can read it."""

    message = _("Das ist schon öffentlich.")


class PrivateAlready(DomainError):
    """Nobody outside can read it."""

    message = _("Das ist schon nicht öffentlich.")
