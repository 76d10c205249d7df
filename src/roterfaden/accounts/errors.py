"""What the accounts refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class EmailTaken(DomainError):
    """Somebody with this address has been invited before, perhaps in other capitals."""

    message = _("Zu dieser E-Mail-Adresse gibt es schon einen Zugang.")
    field = "email"


class AccountClosed(DomainError):
    """The account is deactivated."""

    message = _("Dieser Zugang ist gesperrt.")


class RoleHeldAlready(DomainError):
    """The person holds exactly this role for exactly this scope."""

    message = _("Diese Person hat die Rolle schon.")
    field = "role"


class ScopeDoesNotFit(DomainError):
    """Some roles only make sense for one municipality or one provider, and only the county needs no key."""

    message = _("Diese Rolle braucht eine passende Reichweite: eine Kommune, ein Gremium oder einen Kursträger.")
    field = "scope"


class RoleEndedAlready(DomainError):
    """The role has been revoked before."""

    message = _("Diese Rolle ist schon entzogen.")


class LastAdministrator(DomainError):
    """Nobody could manage accounts any more."""

    message = _("Das ist der letzte Zugang mit der Rolle Administration. Erteilen Sie die Rolle zuerst jemand anderem.")
