"""Which goals an indicator measures."""

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.queries import shown_texts
from roterfaden.kernel.languages import SOURCE
from roterfaden.thread.queries.versions import GoalLine, current_version, goal_line, nodes_of, with_status


def goals_measured_by(indicator_id: int, *, language: str = SOURCE) -> tuple[GoalLine, ...]:
    """The goals of the current version whose target uses a series of this indicator. Two queries, one more in other
    languages than German."""
    version = current_version()
    texts = shown_texts(version, language)
    rows = with_status(nodes_of(version)).filter(
        element__kind=ElementKind.GOAL, revision__target__series__definition__indicator=indicator_id
    )
    return tuple(goal_line(node, texts) for node in rows)
