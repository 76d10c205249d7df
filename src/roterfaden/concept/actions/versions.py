"""Freezing the working draft as a version, and saying how elements continue elsewhere."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.enums import MapKind, Verb, VersionKind
from roterfaden.concept.models import Concept, Element, ElementMap, Node, Version
from roterfaden.concept.queries import locked_draft, version_seal, voices_without_consideration
from roterfaden.concept.rules import unmet_conditions
from roterfaden.kernel.actors import Actor

DECISION_KINDS = frozenset({VersionKind.SUBMITTED, VersionKind.ADOPTED})


def freeze_version(*, actor: Actor, concept: Concept, kind: str, slug: str, title: str, now: datetime) -> Version:
    """Keep the working draft as a version that never changes again, sealed with a checksum; the draft stays open.

    Refuses the kind of the draft itself, an empty draft, submitting or adopting while a published voice has no
    consideration, and whatever other contexts wait for (`rules.freeze_waits_for`). Audited as version.frozen.
    """
    require(actor, "concept.freeze_version", concept)
    if kind == VersionKind.DRAFT:
        raise errors.NoDraftKind()
    with transaction.atomic():
        draft = locked_draft(concept)
        _check_freeze(concept, draft, kind)
        versions = concept.versions.order_by("-number", "-pk")
        frozen = Version(
            concept=concept, number=versions[0].number + 1, slug=slug, kind=kind, title=title, frozen_at=now,
            based_on=versions.frozen().first(),
        )  # fmt: skip
        frozen.checksum = version_seal(frozen, nodes_of=draft)
        frozen.full_clean()
        frozen.save()
        _copy_nodes(draft, frozen)
        changes = {"checksum": (None, frozen.checksum)}
        record(actor=actor, verb=Verb.VERSION_FROZEN, subject=frozen, now=now, changes=changes)
    return frozen


def _check_freeze(concept: Concept, draft: Version, kind: str) -> None:
    if not draft.nodes.exists():
        raise errors.EmptyConcept()
    if kind in DECISION_KINDS and concept.process is not None:
        missing = voices_without_consideration(concept.process).count()
        if missing:
            raise errors.VoicesWithoutConsideration(count=missing)
    for error in unmet_conditions(concept, kind):
        raise error


def _copy_nodes(draft: Version, frozen: Version) -> None:
    """Copy level by level, so that parents have their keys before children need them: one INSERT a level."""
    levels: dict[int, list[Node]] = {}
    for node in draft.nodes.order_by("order_key", "pk"):
        levels.setdefault(node.order_key.count("."), []).append(node)
    copies: dict[int, Node] = {}
    for _depth, nodes in sorted(levels.items()):
        made = Node.objects.bulk_create(
            Node(
                version=frozen, revision_id=node.revision_id, element_id=node.element_id,
                parent=copies[node.parent_id] if node.parent_id else None, position=node.position,
                number=node.number, order_key=node.order_key,
            )
            for node in nodes
        )  # fmt: skip
        copies |= {node.pk: copy for node, copy in zip(nodes, made, strict=True)}


def map_element(
    *,
    actor: Actor,
    from_element: Element,
    to_element: Element | None,
    to_version: Version,
    kind: str,
    reason: str,
    now: datetime,
) -> ElementMap:
    """Say how an element continues in another version or in the successor concept.

    Refuses an element that does not stand in `to_version`, a continuation of something dropped, and an empty reason
    unless it stays the same. Audited as element.mapped.
    """
    require(actor, "concept.map_element", to_version)
    if kind != MapKind.SAME and not reason.strip():
        raise errors.ReasonMissing()
    if (kind == MapKind.DROPPED) != (to_element is None):
        raise errors.TargetElementMissing()
    if to_element is not None and not to_version.nodes.filter(element=to_element).exists():
        raise errors.OtherConcept()
    with transaction.atomic():
        mapping = ElementMap(
            from_element=from_element, to_element=to_element, to_version=to_version, kind=kind, reason=reason,
            **signed(actor, now),
        )  # fmt: skip
        mapping.full_clean()
        mapping.save()
        record(actor=actor, verb=Verb.ELEMENT_MAPPED, subject=mapping, now=now, reason=reason)
    return mapping
