"""A plan as plain data, so that it can be looked at on one page and carried out on the next."""

from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from roterfaden.places.enums import AreaKind, DoubtKind, HouseKind
from roterfaden.places.methods.planning import Doubt, PlannedArea, SetUpPlan

_NUMBERS = ("area_km2", "latitude", "longitude")


def plan_to_data(plan: SetUpPlan) -> dict[str, Any]:
    """The plan in what JSON knows."""
    return {
        "kind": plan.kind.value,
        "areas": [_area_data(area) for area in plan.areas],
        "doubts": [[doubt.kind.value, list(doubt.subjects)] for doubt in plan.doubts],
        "as_of": plan.as_of.isoformat() if plan.as_of else "",
    }


def plan_from_data(data: dict[str, Any]) -> SetUpPlan:
    """The plan `plan_to_data` was given. Raises KeyError or ValueError for anything else."""
    return SetUpPlan(
        HouseKind(data["kind"]),
        tuple(_area(area) for area in data["areas"]),
        tuple(Doubt(DoubtKind(kind), tuple(subjects)) for kind, subjects in data["doubts"]),
        date.fromisoformat(data["as_of"]) if data["as_of"] else None,
    )


def _area_data(area: PlannedArea) -> dict[str, Any]:
    texts = {name: str(getattr(area, name)) for name in _NUMBERS if getattr(area, name) is not None}
    return asdict(area) | {"kind": area.kind.value} | dict.fromkeys(_NUMBERS) | texts


def _area(data: dict[str, Any]) -> PlannedArea:
    values = {field.name: data[field.name] for field in fields(PlannedArea)}
    numbers = {name: Decimal(values[name]) for name in _NUMBERS if values[name] is not None}
    return PlannedArea(**values | {"kind": AreaKind(values["kind"])} | numbers)
