"""Refusals of the translator that drafts."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class TranslatorMissing(DomainError):
    """The settings name no translator."""

    message = _("Für diese Installation ist kein Übersetzungsdienst eingerichtet.")


class TranslatorUnknown(DomainError):
    """The address in the settings is none."""

    message = _("Die Adresse des Übersetzungsdienstes ist keine (FADEN_TRANSLATOR_URL).")


class TranslatorUnavailable(DomainError):
    """The server did not answer, or not as it should."""

    message = _("Der Übersetzungsdienst hat nicht geantwortet. Versuchen Sie es später noch einmal.")


class TranslatorRefused(DomainError):
    """The server does not know the language, wants another key or has had enough."""

    message = _("Der Übersetzungsdienst hat abgelehnt (%(status)s). Vielleicht kennt er die Sprache nicht.")


class TooLongToTranslate(DomainError):
    """More than a translator gets at once."""

    message = _("Der Text ist zu lang für den Übersetzungsdienst (höchstens %(limit)s Zeichen).")
