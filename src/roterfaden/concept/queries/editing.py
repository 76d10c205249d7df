"""Where elements live on that were split or merged, and the workbench on which the draft is written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from roterfaden.concept.enums import ElementKind, MapKind, TargetFault, TargetGap
from roterfaden.concept.methods import Fault, Place, TargetValues, may_stand_under, target_faults, target_gaps
from roterfaden.concept.methods.editing import Spot, steps
from roterfaden.concept.models import Concept, Consideration, Element, ElementMap, Node, Target, Version
from roterfaden.indicators.enums import Direction
from roterfaden.indicators.models import Observation, Series
from roterfaden.indicators.queries import ShownValue, known_values, shown

INSIDE = (MapKind.SPLIT, MapKind.MERGED)


def went_on() -> dict[int, list[int]]:
    """Element → those it went on in, inside its concept, for `methods.editing.living`. One query."""
    rows = ElementMap.objects.current().filter(
        kind__in=INSIDE, to_element__isnull=False, from_element__concept=F("to_version__concept")
    )
    found: dict[int, list[int]] = defaultdict(list)
    for before, after in rows.order_by("pk").values_list("from_element", "to_element"):
        found[before].append(after)
    return dict(found)


def at_elements(element_ids: Iterable[int]) -> Q:
    """Answers at these elements, or at one that ended in one of them before the newest published version."""
    keys = list(element_ids)
    read = Version.objects.published().filter(
        concept=OuterRef("to_version__concept"), frozen_at__gte=OuterRef("made_at")
    )
    ended = ElementMap.objects.current().filter(
        Exists(read), kind=MapKind.MERGED, to_element__in=keys, from_element__concept=F("to_version__concept")
    )
    return Q(element__in=keys) | Q(element__in=ended.values("from_element"))


# --- the workbench ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class OutlineLine:
    """An element of the draft in its outline; `depth` counts from 0."""

    element_id: int
    kind: str
    number: str
    depth: int
    title: str

    @property
    def kind_label(self) -> str:
        return str(ElementKind(self.kind).label)


@dataclass(frozen=True)
class Step:
    """One step an element can go, as the form of a move takes it: the element above, and the position."""

    name: str
    parent: int | None
    position: int | None


@dataclass(frozen=True)
class Workbench:
    """The outline of a draft around one of its elements: what stands before and after, and where it can go.

    `kinds_after` and `kinds_below` are the kinds that may stand there; `alike` counts others of its kind.
    """

    lines: tuple[OutlineLine, ...]
    before: OutlineLine | None
    after: OutlineLine | None
    moves: tuple[Step, ...]
    kinds_after: tuple[ElementKind, ...]
    kinds_below: tuple[ElementKind, ...]
    alike: int


def workbench(concept: Concept, element_id: int) -> Workbench:
    """Everything the page of one element shows of the draft around it. One query, however large the draft is."""
    rows = list(
        Node.objects.filter(version__concept=concept, version__frozen_at=None)
        .order_by("order_key", "pk")
        .values_list(
            "pk", "element_id", "element__kind", "parent_id", "position", "number", "order_key", "revision__title"
        )
    )
    lines = tuple(OutlineLine(row[1], row[2], row[5], row[6].count("."), row[7]) for row in rows)
    at = next(index for index, line in enumerate(lines) if line.element_id == element_id)
    elements, kinds = {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}
    key, kind, parent = rows[at][0], rows[at][2], rows[at][3]
    found = vars(steps({row[0]: Place(row[0], row[3], row[4]) for row in rows}, kinds, key))
    return Workbench(
        lines=lines,
        before=lines[at - 1] if at else None,
        after=lines[at + 1] if at + 1 < len(lines) else None,
        moves=tuple(_step(name, spot, elements) for name, spot in found.items() if spot is not None),
        kinds_after=_kinds_under(kinds[parent] if parent else None),
        kinds_below=_kinds_under(kind),
        alike=sum(line.kind == kind for line in lines) - 1,
    )


def _step(name: str, spot: Spot, elements: dict[int, int]) -> Step:
    return Step(name, elements[spot.parent] if spot.parent is not None else None, spot.position)


def _kinds_under(parent: str | None) -> tuple[ElementKind, ...]:
    return tuple(kind for kind in ElementKind if may_stand_under(kind, parent))


def children_of(element: Element) -> list[Node]:
    """What stands directly below an element in the draft, in order. One query."""
    rows = Node.objects.filter(parent__element=element, version__frozen_at=None)
    return list(rows.select_related("element", "revision").order_by("position", "pk"))


def answers_at(element: Element) -> "QuerySet[Consideration]":
    """Every answer at an element that nothing has replaced, with the voice."""
    rows = Consideration.objects.current().filter(element=element)
    return rows.select_related("contribution").order_by("contribution__number", "pk")


def others_alike(element: Element) -> list[Node]:
    """The other elements of its kind in the draft, with words and target. One query."""
    rows = Node.objects.filter(
        version__concept=element.concept_id, version__frozen_at=None, element__kind=element.kind
    ).exclude(element=element)
    return list(rows.select_related("element", "revision__target__series").order_by("order_key", "pk"))


# --- are our goals measurable? ------------------------------------------------------------------------------------
SHOWN_VALUES = 4


@dataclass(frozen=True)
class SeriesValues:
    """A series with its newest values, newest first; small counts hidden."""

    series: Series
    values: tuple[ShownValue, ...]


def series_values(series: Series | None, *, on: date) -> SeriesValues | None:
    """What is known of a series on a day, to write a target beside it. One query."""
    if series is None:
        return None
    known = known_values([series.pk], on).get(series.pk, [])
    return SeriesValues(series, tuple(shown(value, series.definition) for value in known[: -SHOWN_VALUES - 1 : -1]))


@dataclass(frozen=True)
class GoalState:
    """A goal of the draft with what keeps it from being measurable, and what would make it better."""

    element_id: int
    number: str
    title: str
    target: Target | None
    faults: tuple[Fault, ...]
    gaps: tuple[TargetGap, ...]

    @property
    def is_measurable(self) -> bool:
        return self.target is not None and self.target.series is not None and not self.faults

    @property
    def reason(self) -> str:
        """Why it is not measurable yet, as the author said."""
        return self.target.not_measurable_reason if self.target else ""

    @property
    def fault_sentences(self) -> list[str]:
        series = self.target.series if self.target else None
        direction = Direction(series.definition.direction) if series else Direction.NONE
        return [str(fault.fault.label) % {"direction": direction.label} for fault in self.faults]


def goal_states(concept: Concept, *, on: date) -> list[GoalState]:
    """Every goal of the draft, in reading order. Two queries, however many there are."""
    nodes = list(
        Node.objects.filter(version__concept=concept, version__frozen_at=None, element__kind=ElementKind.GOAL)
        .select_related("revision__target__series__definition__indicator", "revision__target__series__area")
        .order_by("order_key", "pk")
    )
    targets = {node.pk: getattr(node.revision, "target", None) for node in nodes}
    known = known_values({target.series_id for target in targets.values() if target and target.series_id}, on)
    return [_goal_state(concept, node, targets[node.pk], known, on) for node in nodes]


def _goal_state(
    concept: Concept, node: Node, target: Target | None, known: dict[int, list[Observation]], on: date
) -> GoalState:
    if target is None:
        return GoalState(
            node.element_id, node.number, node.revision.title, None, (Fault("series", TargetFault.MISSING),), ()
        )
    values = TargetValues(**{name: getattr(target, name) for name in TargetValues.__dataclass_fields__})
    direction = Direction(target.series.definition.direction) if target.series else Direction.NONE
    faults = target_faults(values, starts_on=concept.starts_on, ends_on=concept.ends_on, direction=direction)
    gaps = target_gaps(
        values, accountable=node.revision.accountable, has_values=bool(known.get(target.series_id or 0)), on=on
    )
    return GoalState(node.element_id, node.number, node.revision.title, target, tuple(faults), tuple(gaps))
