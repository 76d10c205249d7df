"""Refusals when versions are frozen and mapped."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NoDraftKind(DomainError):
    """The working draft stays open; what is frozen has a purpose."""

    message = _("Wählen Sie, wozu diese Fassung festgehalten wird. Der Arbeitsentwurf bleibt offen.")
    field = "kind"


class EmptyConcept(DomainError):
    """There is nothing to freeze."""

    message = _("Der Arbeitsentwurf ist noch leer.")


class VoicesWithoutConsideration(DomainError):
    """Nobody who spoke may be passed over: all published voices are weighed before politics decides."""

    message = _("%(count)s veröffentlichte Beiträge sind noch nicht abgewogen. Wägen Sie sie ab, dann geht es weiter.")
    field = "kind"


class TargetElementMissing(DomainError):
    """Everything but a dropped element continues somewhere."""

    message = _("Nennen Sie das Element, in dem dieses weitergeführt wird.")
    field = "to_element"
