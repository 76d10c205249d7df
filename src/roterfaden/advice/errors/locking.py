"""What is refused about the emergency lock."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class LockedAlready(DomainError):
    """Locked is locked."""

    message = _("Die Beratung ist schon gesperrt.")


class NotLocked(DomainError):
    """There is nothing to lift."""

    message = _("Die Beratung ist nicht gesperrt.")


class UnlockAskedAlready(DomainError):
    """Somebody has asked; another person decides."""

    message = _("Die Freigabe ist schon beantragt. Jetzt muss eine zweite Person zustimmen.")


class UnlockNotAsked(DomainError):
    """The first of two has not spoken."""

    message = _("Niemand hat die Freigabe beantragt.")


class NeedsAnother(DomainError):
    """Two people, not one twice."""

    message = _("Sie haben die Freigabe beantragt. Zustimmen muss eine andere Person.")
