"""Reading trees, drafts and wordings."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from roterfaden.concept.enums import ElementKind, Outcome
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.models import (
    Concept,
    Consideration,
    Element,
    ElementRevision,
    Node,
    Target,
    Version,
)


@dataclass(frozen=True)
class TreeNode:
    """One element at its place in a version; `depth` counts from 0."""

    element: Element
    revision: ElementRevision
    target: Target | None
    number: str
    depth: int
    voices: int

    @property
    def is_goal(self) -> bool:
        return self.element.kind == ElementKind.GOAL


@dataclass(frozen=True)
class Tree:
    """A version with its elements in reading order."""

    version: Version
    nodes: tuple[TreeNode, ...]


def version_tree(version: Version) -> Tree:
    """The whole tree of a version, in reading order. Two queries, however large it is."""
    nodes = (
        Node.objects.filter(version=version)
        .select_related(
            "element__field",
            "revision__target__series__definition__indicator",
            "revision__target__series__area",
        )
        .order_by("order_key", "pk")
    )
    voices = _voices_by_element(version.concept_id)
    return Tree(
        version,
        tuple(
            TreeNode(
                element=node.element,
                revision=node.revision,
                target=getattr(node.revision, "target", None),
                number=node.number,
                depth=node.order_key.count("."),
                voices=voices.get(node.element_id, 0),
            )
            for node in nodes
        ),
    )


def _voices_by_element(concept_id: int) -> dict[int, int]:
    rows = (
        Consideration.objects.in_force()
        .filter(element__concept=concept_id)
        .exclude(outcome__in=[Outcome.REFERRED, Outcome.NOT_TAKEN_UP])
        .values_list("element")
        .annotate(Count("contribution", distinct=True))
        .order_by()
    )
    return dict(rows)


def working_draft(concept: Concept) -> Version:
    """The one version that is still open. One query."""
    return Version.objects.select_related("concept").get(concept=concept, frozen_at=None)


def locked_draft(concept: Concept) -> Version:
    """The working draft, with the concept locked until the transaction ends, so that places, numbers and versions
    never race. Two queries."""
    Concept.objects.select_for_update().get(pk=concept.pk)
    return Version.objects.get(concept=concept, frozen_at=None)


def versions(concept: Concept) -> QuerySet[Version]:
    """All frozen versions, newest first, with what they are based on."""
    return concept.versions.frozen().select_related("based_on").order_by("-number", "-pk")


def draft_node(element: Element) -> Node | None:
    """Where an element stands in the working draft, with its words and target. One query."""
    return (
        Node.objects.filter(element=element, version__frozen_at=None)
        .select_related("revision__target__series", "revision__made_by", "element__concept", "version", "parent")
        .first()
    )


def siblings_of(node: Node) -> int:
    """How many elements stand under the same parent, this one among them. One query."""
    return Node.objects.filter(version=node.version_id, parent=node.parent_id).count()


def draft_outline(concept: Concept) -> list[tuple[Element, str]]:
    """Every element of the working draft with its number and title, for choosing a place. One query."""
    nodes = (
        Node.objects.filter(version__concept=concept, version__frozen_at=None)
        .select_related("element", "revision")
        .order_by("order_key", "pk")
    )
    return [(node.element, f"{node.number} {node.revision.title}") for node in nodes]


def target_values(revision: ElementRevision) -> TargetValues | None:
    """The target of a wording as plain values, or None. At most one query."""
    target = Target.objects.filter(revision=revision).select_related("series__definition").first()
    if target is None:
        return None
    return TargetValues(**{name: getattr(target, name) for name in TargetValues.__dataclass_fields__})


def element_titles(element_ids: Iterable[int]) -> dict[int, str]:
    """The newest title of each element. One query."""
    revisions = ElementRevision.objects.filter(element__in=list(element_ids), superseded_at=None)
    return dict(revisions.values_list("element_id", "title"))
