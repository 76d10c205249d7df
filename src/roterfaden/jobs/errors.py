"""What background work refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class JobEnded(DomainError):
    """A job that is done, failed or cancelled cannot be cancelled (again)."""

    message = _("Dieser Auftrag ist schon zu Ende.")


class UnknownKind(Exception):
    """No room `tasks` registers this kind or this periodic work: a mistake of a programmer, not of a person."""
