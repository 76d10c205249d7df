"""The goals of a version with what the method says about each, computed from the values known on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Node, Target, Version
from roterfaden.indicators.models import Break, Definition, Observation
from roterfaden.indicators.queries import breaks_of, hides, known_values
from roterfaden.monitoring.methods.judgement import Goal, Judgement, judge
from roterfaden.monitoring.methods.points import Point


@dataclass(frozen=True)
class GoalNode:
    """A goal at its place in a version. `field_name` is the field of action it stands under."""

    element_id: int
    number: str
    title: str
    accountable: str
    field_name: str
    target: Target | None


@dataclass(frozen=True)
class JudgedGoal:
    """A goal and the judgement of the method."""

    goal: GoalNode
    judgement: Judgement


def goals_of(version: Version) -> tuple[GoalNode, ...]:
    """All goals of a version in reading order, with target, series and indicator. One query."""
    nodes = list(
        Node.objects.filter(
            version=version, element__kind__in=[ElementKind.FIELD, ElementKind.CHALLENGE, ElementKind.GOAL]
        )
        .select_related("element__field", "revision__target__series__definition__indicator")
        .order_by("order_key", "pk")
    )
    by_id = {node.pk: node for node in nodes}
    return tuple(_goal_node(node, by_id) for node in nodes if node.element.kind == ElementKind.GOAL)


def _goal_node(node: Node, by_id: dict[int, Node]) -> GoalNode:
    return GoalNode(
        element_id=node.element_id, number=node.number, title=node.revision.title,
        accountable=node.revision.accountable, field_name=_field_name(node, by_id),
        target=getattr(node.revision, "target", None),
    )  # fmt: skip


def _field_name(node: Node, by_id: dict[int, Node]) -> str:
    """The title of the field above, or the field of action of the goal itself."""
    above: Node | None = node
    while above is not None:
        if above.element.kind == ElementKind.FIELD:
            return above.revision.title
        above = by_id.get(above.parent_id) if above.parent_id else None
    return node.element.field.name if node.element.field else ""


def goal_of(target: Target | None) -> Goal | None:
    """The promise of a target for the method; None while it cannot be measured."""
    if target is None or target.series is None or target.target_on is None:
        return None
    corridor = None
    if target.corridor_low is not None and target.corridor_high is not None:
        corridor = (float(target.corridor_low), float(target.corridor_high))
    return Goal(
        direction=target.series.definition.direction, target=_number(target.target_value), target_on=target.target_on,
        baseline=_number(target.baseline_value), baseline_on=target.baseline_on,
        tolerance=float(target.tolerance or 0), corridor=corridor,
        milestones=tuple((each.on, float(each.value)) for each in target.milestones),
    )  # fmt: skip


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def points_of(values: Iterable[Observation], definition: Definition) -> tuple[Point, ...]:
    """Stored values as points; what must not be shown takes part in no calculation."""
    return tuple(_point(value, definition) for value in values)


def _point(value: Observation, definition: Definition) -> Point:
    hidden = hides(value, definition)
    number = None if hidden else _number(value.value)
    return Point(value.last_day, number, value.pk, hidden)


def judge_goals(version: Version, *, reference: date, known_on: date) -> tuple[JudgedGoal, ...]:
    """Every goal of the version judged at `reference` from the values known on `known_on`. Three queries."""
    goals = goals_of(version)
    series = [goal.target.series for goal in goals if goal.target and goal.target.series]
    values = known_values({each.pk for each in series}, known_on)
    breaks = breaks_of({each.definition_id for each in series})
    return tuple(JudgedGoal(goal, _judgement(goal.target, values, breaks, reference)) for goal in goals)


def _judgement(
    target: Target | None, values: dict[int, list[Observation]], breaks: dict[int, list[Break]], reference: date
) -> Judgement:
    promise = goal_of(target)
    if promise is None or target is None or target.series is None:
        return judge(None, (), breaks=(), reference=reference, rhythm_months=1)
    definition = target.series.definition
    return judge(
        promise,
        points_of(values.get(target.series.pk, ()), definition),
        breaks=[row.on for row in breaks.get(definition.pk, ())],
        reference=reference,
        rhythm_months=definition.rhythm_months,
    )
