"""The checksum over everything a version says."""

from typing import Any

from roterfaden.concept.models import (
    Node,
    Target,
    Version,
)
from roterfaden.kernel.sealing import seal


def version_seal(version: Version, *, nodes_of: Version | None = None) -> str:
    """The checksum over everything a version says: its own name and every element with words, place and target.

    One query. `nodes_of` is the working draft while a version is being frozen. Only natural keys go in, so that the
    seal is the same on every database.
    """
    nodes = (
        Node.objects.filter(version=nodes_of or version)
        .select_related(
            "element__field", "revision__target__series__definition__indicator", "revision__target__series__area"
        )
        .order_by("order_key", "pk")
    )
    frozen_at = version.frozen_at.timestamp() if version.frozen_at else None
    return seal(
        {
            "concept": version.concept.slug,
            "version": [version.slug, version.kind, version.title, frozen_at],
            "elements": [_sealed_node(node) for node in nodes],
        }
    )


def is_intact(version: Version) -> bool:
    """Whether a frozen version still says what it said when it was sealed."""
    return version.checksum == version_seal(version)


def _sealed_node(node: Node) -> dict[str, Any]:
    revision, element = node.revision, node.element
    target = getattr(revision, "target", None)
    return {
        "number": node.number,
        "element": str(element.uid),
        "kind": element.kind,
        "field": element.field.slug if element.field else None,
        "revision": revision.number,
        "words": [revision.title, revision.body, revision.accountable, revision.starts_on, revision.ends_on],
        "target": _sealed_target(target) if target else None,
    }


def _sealed_target(target: Target) -> list[Any]:
    series = target.series
    key = (
        [series.definition.indicator.slug, series.definition.number, series.area.key, series.breakdown]
        if series
        else None
    )
    return [
        key, target.accountability, target.baseline_value, target.baseline_on, target.baseline_source,
        target.target_value, target.target_on, target.tolerance, target.corridor_low, target.corridor_high,
        target.not_measurable_reason, *([target.milestones] if target.milestones else []),
    ]  # fmt: skip
