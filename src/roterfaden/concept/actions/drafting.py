"""What every change of the working draft needs: reading its places, writing wordings, numbering it anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max

from roterfaden.concept import errors
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods import Place, TargetValues, numbered, order_key, outline_number, target_faults
from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Target, Version
from roterfaden.indicators.enums import Direction


class Drafting:
    """Steps that several actions on the draft have in common. None is an action: they ask nobody and record nothing."""

    @staticmethod
    def check_target(concept: Concept, kind: str, target: TargetValues | None) -> None:
        """Refuse a goal without a SMART target, and a target on anything else."""
        if kind != ElementKind.GOAL:
            if target is not None:
                raise errors.OnlyGoalsHaveTargets()
            return
        if target is None:
            raise errors.TargetMissing()
        direction = Direction(target.series.definition.direction) if target.series else Direction.NONE
        faults = target_faults(target, starts_on=concept.starts_on, ends_on=concept.ends_on, direction=direction)
        if faults:
            raise errors.TargetNotSmart(faults, direction=str(direction.label))

    @staticmethod
    def parent_node(draft: Version, parent: Element | None) -> Node | None:
        """The place of a parent in the draft; None stays None (the top). Refuses what does not stand there."""
        if parent is None:
            return None
        node = Node.objects.filter(version=draft, element=parent).select_related("element__field").first()
        if node is None:
            raise errors.OtherConcept()
        return node

    @staticmethod
    def write_revision(
        element: Element, *, number: int, words: dict[str, Any], target: TargetValues | None, author: dict[str, Any]
    ) -> ElementRevision:
        """Save a wording, with its target if there is one."""
        revision = ElementRevision(element=element, number=number, **words, **author)
        revision.full_clean()
        revision.save()
        if target is not None:
            promise = Target(revision=revision, **vars(target))
            promise.full_clean()
            promise.save()
        return revision

    @staticmethod
    def word_anew(
        node: Node, *, words: dict[str, Any], target: TargetValues | None, reason: str, author: dict[str, Any]
    ) -> ElementRevision:
        """Save the next wording of an element of the draft, which supersedes the present one, and place it."""
        before = node.revision
        before.superseded_at = author["made_at"]
        before.save(update_fields=["superseded_at"])
        node.revision = Drafting.write_revision(
            node.element, number=before.number + 1, words=words | {"reason": reason, "supersedes": before},
            target=target, author=author,
        )  # fmt: skip
        node.save(update_fields=["revision"])
        return node.revision

    @staticmethod
    def place_last(draft: Version, revision: ElementRevision, parent: Node | None) -> Node:
        """Put a wording at the end of what stands below `parent`."""
        last = Node.objects.filter(version=draft, parent=parent).aggregate(Max("position"))["position__max"] or 0
        node = Node(
            version=draft, revision=revision, element=revision.element, parent=parent, position=last + 1,
            number=outline_number(parent.number if parent else "", last + 1),
            order_key=order_key(parent.order_key if parent else "", last + 1),
        )  # fmt: skip
        node.full_clean()
        node.save()
        return node

    @staticmethod
    def draft_nodes(draft: Version) -> list[Node]:
        """Every place of the draft with element and wording, in reading order. One query."""
        rows = Node.objects.filter(version=draft).select_related("element__field", "revision")
        return list(rows.order_by("order_key", "pk"))

    @staticmethod
    def places_of(nodes: Iterable[Node]) -> dict[int, Place]:
        """The places of the draft for calculating with them."""
        return {node.pk: Place(node.pk, node.parent_id, node.position) for node in nodes}

    @staticmethod
    def place_of(nodes: Mapping[int, Node], element: Element) -> Node:
        """The place of an element among `nodes` (by element), or a refusal."""
        if element.pk not in nodes:
            raise errors.NotInDraft()
        return nodes[element.pk]

    @staticmethod
    def take_field(node: Node, parent: Node | None, moving: list[Element]) -> None:
        """The field of action follows the new parent, for all that had it from the old one."""
        new, old = parent.element.field if parent else None, node.element.field
        if new is None or new == old:
            return
        changing = [element for element in moving if element.field_id == node.element.field_id]
        if Node.objects.filter(element__in=changing, version__frozen_at__isnull=False).exists():
            if old is None:
                return
            raise errors.FieldIsFrozen(field=old.name)
        for element in changing:
            element.field = new
            element.full_clean()
            element.save(update_fields=["field"])

    @staticmethod
    def write_numbers(nodes: Iterable[Node], places: Mapping[int, Place]) -> None:
        """Write places, numbers and sort keys of the draft; only what changed, many rows in one UPDATE."""
        by_key = {node.pk: node for node in nodes}
        stale = []
        for line in numbered(places.values()):
            node = by_key[line.key]
            values = (line.parent, line.position, line.number, line.order_key)
            if (node.parent_id, node.position, node.number, node.order_key) != values:
                node.parent_id, node.position, node.number, node.order_key = values
                stale.append(node)
        Node.objects.bulk_update(stale, ["parent", "position", "number", "order_key"])
