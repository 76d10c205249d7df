"""Lists for the pages: bundles that arrived, where objects came from, what can be given away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from roterfaden.concept.models import Version
from roterfaden.participation.models import Process
from roterfaden.transfer.models import Arrival, Lineage, Origin, TransferKey


@dataclass(frozen=True)
class CameFrom:
    """Where one object came from, and when."""

    house: str
    taken_at: datetime


def came_from(part: str, local_keys: Collection[str]) -> dict[str, CameFrom]:
    """Which of these objects came from other houses, by their names here. One query."""
    rows = Lineage.objects.filter(part=part, local_key__in=local_keys).select_related("origin").order_by("pk")
    return {row.local_key: CameFrom(row.origin.name, row.taken_at) for row in rows}


def arrivals() -> QuerySet[Arrival]:
    """Every bundle that arrived, newest first, without its content. One query."""
    rows = Arrival.objects.select_related("origin").defer("parts", "picks")
    return rows.order_by("-received_at", "-pk")


def origins() -> QuerySet[Origin]:
    """Every house something was taken over from, with `taken` objects. One query."""
    return Origin.objects.annotate(taken=Count("lineage")).filter(taken__gt=0).order_by("name", "pk")


def other_keys(origin: Origin) -> int:
    """How many other keys bundles of the same area were signed with. One query."""
    return Origin.objects.filter(area_key=origin.area_key).exclude(pk=origin.pk).count()


def house_key() -> TransferKey | None:
    """The key of this house, once it has given something away. One query."""
    return TransferKey.objects.order_by("pk").first()


def offered_processes() -> QuerySet[Process]:
    """Processes that can go along as a template, newest first."""
    return Process.objects.order_by("-opened_on", "-pk")


def offered_versions() -> QuerySet[Version]:
    """Versions everybody may read, newest first."""
    return Version.objects.published().select_related("concept").order_by("-frozen_at", "-pk")
