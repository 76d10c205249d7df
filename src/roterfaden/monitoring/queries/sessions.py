"""The rating session: the goals of a review in order, and everything the group looks at for one of them."""

from dataclasses import dataclass
from datetime import date

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Node
from roterfaden.implementation.queries import latest_progress
from roterfaden.monitoring.methods.explaining import Explanation
from roterfaden.monitoring.models import Assessment, Correction, RatingSession, ReviewCycle
from roterfaden.monitoring.queries.board import NEEDS_A_VIEW, current_ratings
from roterfaden.monitoring.queries.explaining import explanation
from roterfaden.monitoring.queries.figures import GoalFigure, goal_figure
from roterfaden.monitoring.queries.views import CorrectionView, Words, correction_view


@dataclass(frozen=True)
class Agenda:
    """A goal in the order of the session: `needs_view` when the group should say something and has not."""

    element_id: int
    number: str
    title: str
    status: str
    is_rated: bool

    @property
    def needs_view(self) -> bool:
        return not self.is_rated and self.status in NEEDS_A_VIEW


@dataclass(frozen=True)
class Measure:
    """An initiative below the goal with its progress at the reference date."""

    element_id: int
    number: str
    title: str
    progress: Words


@dataclass(frozen=True)
class SessionGoal:
    """One goal as the group looks at it. `before` and `after` are its neighbours in the agenda."""

    assessment: Assessment
    figure: GoalFigure
    explanation: Explanation
    corrections: tuple[CorrectionView, ...]
    measures: tuple[Measure, ...]
    place: int
    total: int
    here: Agenda
    before: Agenda | None
    after: Agenda | None
    next_open: Agenda | None


def agenda(cycle: ReviewCycle, *, on: date) -> tuple[Agenda, ...]:
    """The computed goals of a review in reading order. Two queries."""
    rated = current_ratings(cycle, on=on)
    nodes = (
        Node.objects.filter(version=cycle.version_id, element__kind=ElementKind.GOAL)
        .select_related("revision")
        .order_by("order_key", "pk")
    )
    statuses = dict(cycle.assessments.filter(superseded_at=None).order_by("pk").values_list("element_id", "status"))
    return tuple(
        Agenda(node.element_id, node.number, node.revision.title, statuses[node.element_id], node.element_id in rated)
        for node in nodes
        if node.element_id in statuses
    )


def latest_session(cycle: ReviewCycle) -> RatingSession | None:
    """The last meeting about a review. One query."""
    return cycle.sessions.order_by("-held_on", "-pk").first()


def session_goal(cycle: ReviewCycle, element_id: int, *, on: date) -> SessionGoal | None:
    """A goal of the session; None when it was not computed. The number of queries does not depend on its size."""
    goals = agenda(cycle, on=on)
    place = next((index for index, each in enumerate(goals) if each.element_id == element_id), None)
    if place is None:
        return None
    assessment = (
        cycle.assessments.filter(superseded_at=None, element=element_id)
        .select_related("cycle", "element", "observation", "target__series__definition__indicator")
        .get()
    )
    figure = goal_figure(assessment.element, cycle.version, on=cycle.known_on)
    if figure is None:
        return None
    open_goals = [each for each in (*goals[place + 1 :], *goals[:place]) if each.needs_view]
    return SessionGoal(
        assessment=assessment,
        figure=figure,
        explanation=explanation(assessment, assessment.target),
        corrections=tuple(
            correction_view(row)
            for row in Correction.objects.filter(cycle=cycle, element=element_id, superseded_at=None).order_by(
                "due_on", "pk"
            )
        ),
        measures=_measures(cycle, element_id),
        place=place + 1,
        total=len(goals),
        here=goals[place],
        before=goals[place - 1] if place else None,
        after=goals[place + 1] if place + 1 < len(goals) else None,
        next_open=open_goals[0] if open_goals else None,
    )


def _measures(cycle: ReviewCycle, element_id: int) -> tuple[Measure, ...]:
    """The initiatives directly below a goal. Two queries."""
    nodes = list(
        Node.objects.filter(version=cycle.version_id, parent__element=element_id, element__kind=ElementKind.INITIATIVE)
        .select_related("revision")
        .order_by("order_key", "pk")
    )
    states = latest_progress([node.element_id for node in nodes], on=cycle.known_on)
    return tuple(
        Measure(
            node.element_id, node.number, node.revision.title,
            states[node.element_id].get_progress_display() if node.element_id in states else "",
        )
        for node in nodes
    )  # fmt: skip
