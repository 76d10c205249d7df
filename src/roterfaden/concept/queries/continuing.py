"""What of the predecessor continues in its successor, and what does not."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from roterfaden.concept.enums import MapKind
from roterfaden.concept.models import Concept, ElementMap, Node, Version


@dataclass(frozen=True)
class ContinuedIn:
    """One link to the successor; without an element it was dropped."""

    kind: str
    kind_label: str
    reason: str
    element_id: int | None
    number: str
    title: str


@dataclass(frozen=True)
class FormerElement:
    """An element of the predecessor with what became of it; no link: nobody has said it yet."""

    element_id: int
    kind: str
    kind_label: str
    number: str
    depth: int
    title: str
    links: tuple[ContinuedIn, ...]

    @property
    def is_open(self) -> bool:
        return not self.links

    @property
    def said(self) -> tuple[str, list[int], str]:
        """Kind, targets and reason, as a form holds them."""
        if not self.links:
            return "", [], ""
        targets = [link.element_id for link in self.links if link.element_id is not None]
        return self.links[0].kind, targets, self.links[0].reason


@dataclass(frozen=True)
class Continuing:
    """The predecessor, element by element, and how much of it went where. `fresh` counts what came newly."""

    old: Version
    new: Version
    rows: tuple[FormerElement, ...]
    tallies: tuple[tuple[str, str, int], ...]
    open: int
    fresh: int


def predecessor_version(concept: Concept) -> Version | None:
    """The version of the predecessor that counts: its newest published one. One query."""
    if concept.predecessor_id is None:
        return None
    versions = Version.objects.published().filter(concept=concept.predecessor_id).select_related("concept")
    return versions.order_by("-number", "-pk").first()


def continuing(old: Version, new: Version) -> Continuing:
    """What of `old`, a version of the predecessor, stands in `new`. Three queries, however large both are.

    A link to an element that does not stand in `new` (yet, or any more) is left out.
    """
    after = {node.element_id: node for node in _places(new)}
    links: dict[int, list[ContinuedIn]] = defaultdict(list)
    said = ElementMap.objects.current().filter(from_element__concept=old.concept_id, to_version__concept=new.concept_id)
    used: set[int] = set()
    for row in said.order_by("made_at", "pk"):
        node = after.get(row.to_element_id) if row.to_element_id else None
        if row.to_element_id and node is None:
            continue
        used |= {row.to_element_id} if row.to_element_id else set()
        links[row.from_element_id].append(
            ContinuedIn(
                row.kind, str(row.get_kind_display()), row.reason, row.to_element_id,
                node.number if node else "", node.revision.title if node else "",
            )
        )  # fmt: skip
    rows = tuple(
        FormerElement(
            node.element_id, node.element.kind, str(node.element.get_kind_display()), node.number,
            node.order_key.count("."), node.revision.title, tuple(links[node.element_id]),
        )
        for node in _places(old)
    )  # fmt: skip
    by_kind = Counter(row.links[0].kind for row in rows if row.links)
    return Continuing(
        old=old,
        new=new,
        rows=rows,
        tallies=tuple((kind.value, str(kind.label), by_kind[kind]) for kind in MapKind if by_kind[kind]),
        open=sum(row.is_open for row in rows),
        fresh=len(after.keys() - used),
    )


def numbered_elements(version: Version) -> dict[str, tuple[int, str, str]]:
    """Number → element, kind and title, in reading order. One query."""
    return {node.number: (node.element_id, node.element.kind, node.revision.title) for node in _places(version)}


def _places(version: Version) -> list[Node]:
    rows = Node.objects.filter(version=version).select_related("element", "revision")
    return list(rows.order_by("order_key", "pk"))
