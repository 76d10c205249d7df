"""Refusals when the original of a letter or an interview is kept."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class SourceErased(DomainError):
    """There is nothing left to erase or to open."""

    message = _("Dieses Original ist schon gelöscht.")


class ErasureReasonMissing(DomainError):
    """What is erased is erased for a reason."""

    message = _("Bitte nennen Sie den Grund. Er steht im Protokoll.")
    field = "reason"


class ReceivedInFuture(DomainError):
    """Nothing arrives tomorrow."""

    message = _("Der Tag des Eingangs liegt in der Zukunft.")
    field = "received_on"
