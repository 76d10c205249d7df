"""What is refused when a file is taken in. What its content shows is refused in kernel.containers."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.containers import FileRefused
from roterfaden.kernel.errors import DomainError


class NotAnImage(FileRefused):
    """Something else than a picture."""

    message = _("Das ist kein Bild, das wir lesen können. Möglich sind: JPEG, PNG, WebP und AVIF.")


class AppleImage(FileRefused):
    """A picture of a kind only few programs read."""

    message = _(
        "Dieses Bild hat das Format HEIC, das viele Geräte nicht lesen. Bitte speichern oder senden Sie es als JPEG."
    )


class TooManyPixels(FileRefused):
    """A picture that would need too much memory."""

    message = _("Dieses Bild ist zu groß: %(width)s × %(height)s Bildpunkte. Erlaubt sind %(limit)s Millionen.")


class StillReferred(DomainError):
    """Something still refers to the file."""

    message = _("Diese Datei wird noch gebraucht und kann nicht gelöscht werden.")
