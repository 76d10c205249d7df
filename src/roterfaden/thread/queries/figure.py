"""Which goals an indicator measures."""

from roterfaden.concept.enums import ElementKind
from roterfaden.thread.queries.versions import GoalLine, current_version, goal_line, nodes_of, with_status


def goals_measured_by(indicator_id: int) -> tuple[GoalLine, ...]:
    """The goals of the current version whose target uses a series of this indicator. Two queries."""
    rows = with_status(nodes_of(current_version())).filter(
        element__kind=ElementKind.GOAL, revision__target__series__definition__indicator=indicator_id
    )
    return tuple(goal_line(node) for node in rows)
