"""What the checks refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class FindingGone(DomainError):
    """The facts have changed since the page was loaded."""

    message = _("Dieser Hinweis gilt nicht mehr: Die Antworten haben sich geändert. Laden Sie die Seite neu.")


class AlreadyDismissed(DomainError):
    """Somebody was faster."""

    message = _("Diesen Hinweis hat schon jemand abgehakt.")


class NotDismissed(DomainError):
    """There is nothing to take back."""

    message = _("Dieser Hinweis ist nicht abgehakt.")


class DismissalWithoutReason(DomainError):
    """A finding is dismissed with a reason or not at all."""

    message = _("Schreiben Sie, warum hier nichts zu tun ist.")
    field = "reason"
