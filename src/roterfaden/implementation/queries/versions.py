"""The version in force, the one that was offered, and what stands in them."""

from django.db.models import Exists, OuterRef, QuerySet

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models import Node, Version
from roterfaden.implementation.models import Offer
from roterfaden.places.models import Area

ANSWERABLE = (ElementKind.GOAL, ElementKind.INITIATIVE)
"""What municipalities are offered and answer."""


def adopted_version() -> Version | None:
    """The version in force: of the newest concept that has one, the adopted or amended one frozen last. One query."""
    return _adopted().order_by("-concept__starts_on", "-frozen_at", "-pk").first()


def offered_version(municipality: Area | None = None) -> Version | None:
    """The newest adopted version that was offered to a municipality, or to anybody; without an offer the one in force.

    Between a resolution and the new offer a municipality goes on answering the version it was offered. One query.
    """
    offers = Offer.objects.filter(version=OuterRef("pk"))
    offered = _adopted().annotate(
        is_offered=Exists(offers.filter(municipality=municipality) if municipality else offers)
    )
    return offered.order_by("-is_offered", "-concept__starts_on", "-frozen_at", "-pk").first()


def nodes_of_kind(version: Version, *kinds: str) -> QuerySet[Node]:
    """The places of a version whose elements are of these kinds, in the order of the document."""
    return (
        Node.objects.filter(version=version, element__kind__in=kinds)
        .select_related("element__field", "element__concept__process", "revision")
        .order_by("order_key", "pk")
    )


def _adopted() -> QuerySet[Version]:
    kinds = [VersionKind.ADOPTED, VersionKind.AMENDED]
    return Version.objects.frozen().filter(kind__in=kinds).select_related("concept__process")
