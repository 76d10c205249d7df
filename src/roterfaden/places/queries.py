"""Reading areas."""

from datetime import date
from typing import Any

from roterfaden.places.models import Area, AreaQuerySet, HouseText, Instance


def partners(on: date) -> AreaQuerySet:
    """The municipalities that exist on `on` and are offered goals, by name."""
    return Area.objects.partners().on(on).order_by("short_name", "pk")


def county() -> Area | None:
    """The area of the house, or None before set-up. One query."""
    instance = house()
    return instance.county if instance else None


def house() -> Instance | None:
    """The house with its area, or None before set-up. One query."""
    return Instance.objects.select_related("county").order_by("pk").first()


def house_name() -> str:
    """Who signs letters and mails: the unit in charge, or nobody before set-up. One query."""
    return Instance.objects.order_by("pk").values_list("contact_unit", flat=True).first() or ""


def house_texts() -> dict[str, str]:
    """What the house itself says, by page; pages without a word of its own are missing. One query."""
    return dict(HouseText.objects.exclude(text="").order_by("pk").values_list("on_page", "text"))


def outlines(on: date) -> dict[int, dict[str, Any]]:
    """The outlines (GeoJSON) of the municipalities that exist on `on`, as far as they are known, by key. One query."""
    rows = Area.objects.basic().on(on).filter(geometry__isnull=False).order_by("pk")
    return {pk: geometry for pk, geometry in rows.values_list("pk", "geometry") if geometry}
