"""What the post refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NotFailed(DomainError):
    """Only a message that was given up is tried anew by hand; others are tried by themselves."""

    message = _("Diese Nachricht ist nicht gescheitert.")


class AlreadyErased(DomainError):
    """Address and text are gone; there is nothing to send."""

    message = _("Adresse und Text dieser Nachricht sind schon gelöscht.")


class NotHandedOver(DomainError):
    """The test message did not get through to the mail server."""

    message = _("Die Testnachricht wurde nicht übergeben. %(why)s")
