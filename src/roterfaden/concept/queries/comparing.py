"""Two versions of a concept side by side: what came, went, moved or reads otherwise, element by element."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from roterfaden.concept.enums import MapKind
from roterfaden.concept.methods import differences
from roterfaden.concept.methods.differences import Entry, Piece, Side, TreeDifference
from roterfaden.concept.models import ElementMap, ElementRevision, Node, Target, Version

WORDS = ("title", "body", "accountable", "starts_on", "ends_on")
PROMISE = (
    "series_id", "accountability", "baseline_value", "baseline_on", "baseline_source", "target_value", "target_on",
    "tolerance", "corridor_low", "corridor_high", "not_measurable_reason", "milestones",
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """An element as one version shows it; `depth` counts from 0."""

    number: str
    depth: int
    revision: ElementRevision
    target: Target | None


@dataclass(frozen=True)
class Continuation:
    """Where an element that went lives on, or why it does not: `number` and `title` are those of the newer version."""

    kind: str
    kind_label: str
    reason: str
    element_id: int | None
    number: str
    title: str


@dataclass(frozen=True)
class ComparedRow:
    """One element at its place in the reading order of both versions.

    What moved stands in two rows: at the old place (`side` old) and at the new one. `is_moved` is true for the element
    itself, `goes_along` for what stands below it and moved with it.
    """

    element_id: int
    kind: str
    kind_label: str
    side: Side
    old: Standing | None
    new: Standing | None
    is_moved: bool = False
    goes_along: bool = False
    is_reworded: bool = False
    is_retargeted: bool = False
    continued: tuple[Continuation, ...] = ()

    @property
    def is_added(self) -> bool:
        return self.old is None

    @property
    def is_removed(self) -> bool:
        return self.new is None

    @property
    def is_old_place(self) -> bool:
        """Whether this row only says where something stood before it moved."""
        return self.side == Side.OLD and self.new is not None

    @property
    def is_changed(self) -> bool:
        """Whether readers of the changes need this row."""
        return self.is_added or self.is_removed or self.is_moved or self.is_reworded or self.is_retargeted

    @cached_property
    def title(self) -> tuple[Piece, ...]:
        """The title, word by word."""
        return self._words("title")

    @cached_property
    def body(self) -> tuple[Piece, ...]:
        """The text, word by word."""
        return self._words("body")

    def _words(self, name: str) -> tuple[Piece, ...]:
        old, new = (getattr(each.revision, name) if each else "" for each in (self.old, self.new))
        return differences.words(old, new)


@dataclass(frozen=True)
class ChangeCounts:
    """How many elements changed, and how. One element may count under several kinds, but once in `changed`."""

    added: int
    removed: int
    moved: int
    reworded: int
    retargeted: int
    changed: int
    elements: int


@dataclass(frozen=True)
class Comparison:
    """Two versions in one reading order."""

    old: Version
    new: Version
    rows: tuple[ComparedRow, ...]
    counts: ChangeCounts


def comparison(old: Version, new: Version) -> Comparison:
    """What turns the version `old` into `new`, both of one concept. At most two queries, however large they are."""
    trees = _nodes(old, new)
    before, after = trees[old.pk], trees[new.pk]
    entries = _entries(before), _entries(after)
    difference = differences.tree_difference(*entries)
    continued = _continuations(new, after, [entry.key for entry in difference.removed])
    ours, theirs = _standings(before), _standings(after)
    kinds = {node.element_id: node.element for node in [*before, *after]}
    moved = {place.key for place in difference.moved}
    reworded = {each.key for each in difference.reworded}
    retargeted = {each.key for each in difference.retargeted}
    rows = tuple(
        ComparedRow(
            element_id=key, kind=kinds[key].kind, kind_label=str(kinds[key].get_kind_display()), side=row.side,
            old=ours.get(key), new=theirs.get(key), is_moved=key in moved,
            goes_along=row.side != Side.BOTH and key in ours and key in theirs and key not in moved,
            is_reworded=key in reworded, is_retargeted=key in retargeted, continued=continued.get(key, ()),
        )
        for row in differences.merged(*entries, difference)
        if isinstance(key := row.key, int)
    )  # fmt: skip
    return Comparison(old, new, rows, _counts(difference, len(after)))


def change_counts(old: Version, new: Version) -> ChangeCounts:
    """How much changed between two versions, without the words. One query."""
    trees = _nodes(old, new)
    difference = differences.tree_difference(_entries(trees[old.pk]), _entries(trees[new.pk]))
    return _counts(difference, len(trees[new.pk]))


def _nodes(old: Version, new: Version) -> dict[int, list[Node]]:
    rows = (
        Node.objects.filter(version__in=[old, new])
        .select_related(
            "element", "revision__target__series__definition__indicator", "revision__target__series__area", "parent"
        )
        .order_by("order_key", "pk")
    )
    trees: dict[int, list[Node]] = {old.pk: [], new.pk: []}
    for node in rows:
        trees[node.version_id].append(node)
    return trees


def _entries(nodes: Iterable[Node]) -> list[Entry]:
    return [
        Entry(
            key=node.element_id,
            parent=node.parent.element_id if node.parent else None,
            words=_texts(node.revision, WORDS),
            target=_texts(target, PROMISE) if (target := _target(node)) else None,
        )
        for node in nodes
    ]


def _texts(row: object, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    values = ((name, getattr(row, name)) for name in names)
    return tuple((name, "" if value in (None, ()) else str(value)) for name, value in values)


def _target(node: Node) -> Target | None:
    return getattr(node.revision, "target", None)


def _standings(nodes: Iterable[Node]) -> dict[int, Standing]:
    return {
        node.element_id: Standing(node.number, node.order_key.count("."), node.revision, _target(node))
        for node in nodes
    }


def _continuations(
    new: Version, after: Sequence[Node], gone: Sequence[Hashable]
) -> dict[int, tuple[Continuation, ...]]:
    """What the editors had said about elements that went when `new` was frozen. One query if any did."""
    standing = {node.element_id: node for node in after}
    maps = ElementMap.objects.current().filter(from_element__in=gone, to_version__concept=new.concept_id)
    if new.frozen_at is not None:
        maps = maps.filter(made_at__lte=new.frozen_at)
    found: dict[int, list[Continuation]] = defaultdict(list)
    for row in maps.exclude(kind=MapKind.SAME).order_by("made_at", "pk"):
        node = standing.get(row.to_element_id) if row.to_element_id else None
        if row.to_element_id and node is None:
            continue
        found[row.from_element_id].append(
            Continuation(
                kind=row.kind, kind_label=str(row.get_kind_display()), reason=row.reason,
                element_id=row.to_element_id, number=node.number if node else "",
                title=node.revision.title if node else "",
            )
        )  # fmt: skip
    return {key: tuple(rows) for key, rows in found.items()}


def _counts(difference: TreeDifference, elements: int) -> ChangeCounts:
    keys: set[Hashable] = {entry.key for entry in difference.removed}
    keys |= {added.entry.key for added in difference.added} | {place.key for place in difference.moved}
    keys |= {each.key for each in difference.reworded} | {each.key for each in difference.retargeted}
    return ChangeCounts(
        added=len(difference.added), removed=len(difference.removed), moved=len(difference.moved),
        reworded=len(difference.reworded), retargeted=len(difference.retargeted), changed=len(keys), elements=elements,
    )  # fmt: skip
