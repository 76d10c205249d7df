"""Refusals of the rules of law and agreement."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class SourceMissing(DomainError):
    """A rule without a source is no rule."""

    message = _("Bitte nennen Sie die Quelle: Gesetz mit Paragraf, Rundschreiben mit Nummer oder den Beschluss.")
    field = "legal_source"


class EndsBeforeItHolds(DomainError):
    """A period that ends before it begins."""

    message = _("Die Regel kann nicht enden, bevor sie gilt.")
    field = "valid_to"


class StopNotInForce(DomainError):
    """There is no stop that could be ended then."""

    message = _("Dieser Zulassungsstopp ist schon beendet.")
    field = "valid_to"
