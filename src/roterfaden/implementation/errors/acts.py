"""What every subject of the implementation refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class ReasonMissing(DomainError):
    """A refusal, a postponement and an end need a reason."""

    message = _("Bitte nennen Sie den Grund.")
    field = "reason"
