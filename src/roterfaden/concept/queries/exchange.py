"""A version as a document that other programs can read."""

from dataclasses import fields
from typing import Any

from roterfaden.concept.methods import TargetValues
from roterfaden.concept.methods.exchange import Exchanged, ExchangedElement, SeriesKey
from roterfaden.concept.models import Node, Target, Version

TARGET_VALUES = tuple(field.name for field in fields(TargetValues) if field.name != "series")


def exchanged(version: Version) -> Exchanged:
    """Everything a version says, without the keys of this database. One query."""
    nodes = (
        Node.objects.filter(version=version)
        .select_related(
            "element__field", "revision__target__series__definition__indicator", "revision__target__series__area"
        )
        .order_by("order_key", "pk")
    )
    fields_above: dict[str, str] = {"": ""}
    elements = []
    for node in nodes:
        own = node.element.field.slug if node.element.field else ""
        above = fields_above[node.order_key.rpartition(".")[0]]
        fields_above[node.order_key] = own
        elements.append(_element(node, own if own != above else ""))
    concept = version.concept
    return Exchanged(concept.title, concept.starts_on, concept.ends_on, version.title, tuple(elements))


def _element(node: Node, field: str) -> ExchangedElement:
    revision = node.revision
    target: Target | None = getattr(revision, "target", None)
    return ExchangedElement(
        depth=node.order_key.count(".") + 1, kind=node.element.kind, title=revision.title, body=revision.body,
        accountable=revision.accountable, starts_on=revision.starts_on, ends_on=revision.ends_on, field=field,
        target=_target(target) if target else None, series=_series(target) if target else None,
    )  # fmt: skip


def _target(target: Target) -> dict[str, Any]:
    values = {name: getattr(target, name) for name in TARGET_VALUES}
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def _series(target: Target) -> SeriesKey | None:
    series = target.series
    if series is None:
        return None
    definition = series.definition
    return SeriesKey(definition.indicator.slug, definition.number, series.area.key, series.breakdown)
