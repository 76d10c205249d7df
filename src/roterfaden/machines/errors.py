"""What tokens and webhooks refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NothingPermitted(DomainError):
    """A token without a permit opens nothing."""

    message = _("Wählen Sie mindestens eine Erlaubnis.")
    field = "permits"


class EndsTooLate(DomainError):
    """A token ends within a year, so that forgotten ones end by themselves."""

    message = _("Ein Schlüssel gilt höchstens %(days)s Tage, ab heute gerechnet.")
    field = "ends_on"


class AlreadyEnded(DomainError):
    """The token is revoked or over."""

    message = _("Dieser Schlüssel gilt nicht mehr.")


class NoTopic(DomainError):
    """A webhook without a topic tells nothing."""

    message = _("Wählen Sie mindestens ein Ereignis.")
    field = "topics"


class AddressRefused(DomainError):
    """The address cannot be told anything: it is not https, or not understood."""

    message = _(
        "Diese Adresse wird nicht benachrichtigt. Sie muss mit https:// beginnen und öffentlich erreichbar sein."
    )
    field = "url"


class IsRemoved(DomainError):
    """A removed webhook stays removed."""

    message = _("Diese Benachrichtigung ist entfernt.")
