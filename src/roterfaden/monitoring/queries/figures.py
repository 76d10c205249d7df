"""The figure of one goal: series, target path, forecast, status, group rating and how the status changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roterfaden.concept.models import Concept, Element, Node, Version
from roterfaden.indicators.methods import months_later
from roterfaden.indicators.models import Definition
from roterfaden.indicators.queries import BreakLine, ShownValue, breaks_of, known_values, shown
from roterfaden.monitoring.methods.forecast import forecast
from roterfaden.monitoring.methods.judgement import FEWEST_POINTS, Goal, horizon, path_days
from roterfaden.monitoring.methods.points import Point, known_points, positions, segment
from roterfaden.monitoring.models import Assessment, Rating, ReviewCycle
from roterfaden.monitoring.queries.judgements import goal_of, points_of
from roterfaden.monitoring.queries.views import (
    AssessmentView,
    RatingView,
    TargetView,
    assessment_view,
    rating_view,
    target_view,
)


@dataclass(frozen=True)
class PathPoint:
    """The target path on a day."""

    on: date
    value: float


@dataclass(frozen=True)
class BandPoint:
    """The forecast on a day with its 80 % range; the first one is the last value itself."""

    on: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Reviewed:
    """What one review said about the goal."""

    cycle_slug: str
    cycle_title: str
    reference_date: date
    assessment: AssessmentView
    rating: RatingView | None


@dataclass(frozen=True)
class GoalFigure:
    """Everything a chart and a goal page need. `target` is None for a goal that promises nothing in numbers yet.

    `reviews` are newest first; the first one holds the status shown beside the title.
    """

    element_id: int
    number: str
    title: str
    target: TargetView | None
    values: tuple[ShownValue, ...]
    path: tuple[PathPoint, ...]
    band: tuple[BandPoint, ...]
    breaks: tuple[BreakLine, ...]
    reviews: tuple[Reviewed, ...]

    @property
    def latest(self) -> Reviewed | None:
        return self.reviews[0] if self.reviews else None

    @property
    def is_empty(self) -> bool:
        """Nothing to draw."""
        return not any(value.value is not None for value in self.values)


@dataclass(frozen=True)
class StatusMark:
    """The newest status of a goal, for lists."""

    status: str
    reason_code: str
    cycle_slug: str
    reference_date: date


def goal_figure(element: Element, version: Version, *, on: date, only_closed: bool = False) -> GoalFigure | None:
    """The goal as `version` words it, with the values known on `on`. None if it is not in that version. Five queries.

    `only_closed` leaves out reviews that are still being worked on: what the public sees.
    """
    node = (
        Node.objects.filter(version=version, element=element)
        .select_related("revision__target__series__definition__indicator")
        .order_by("pk")
        .first()
    )
    if node is None:
        return None
    target = getattr(node.revision, "target", None)
    promise = goal_of(target)
    values: tuple[ShownValue, ...] = ()
    breaks: tuple[BreakLine, ...] = ()
    path: tuple[PathPoint, ...] = ()
    band: tuple[BandPoint, ...] = ()
    if promise is not None and target is not None and target.series is not None:
        definition = target.series.definition
        rows = known_values([target.series.pk], on).get(target.series.pk, [])
        values = tuple(shown(row, definition) for row in rows)
        breaks = tuple(BreakLine(row.on, row.note) for row in breaks_of([definition.pk]).get(definition.pk, []))
        path = path_points(promise)
        band = band_points(promise, points_of(rows, definition), [each.on for each in breaks], definition)
    return GoalFigure(
        element_id=element.pk, number=node.number, title=node.revision.title, target=target_view(target),
        values=values, path=path, band=band, breaks=breaks,
        reviews=goal_reviews(element, on=on, only_closed=only_closed),
    )  # fmt: skip


def path_points(goal: Goal) -> tuple[PathPoint, ...]:
    """The thread of the chart: from the baseline over the milestones to the target; empty where there is no path."""
    return tuple(PathPoint(day, value) for day, value in path_days(goal))


def band_points(
    goal: Goal, points: Sequence[Point], breaks: Sequence[date], definition: Definition
) -> tuple[BandPoint, ...]:
    """The forecast period by period up to the target date; empty when it has come or there are too few values.

    A series that was never negative gets no negative lower bound.
    """
    stretch = segment(known_points(points), breaks)
    if goal.is_context or len(stretch) < FEWEST_POINTS or stretch[-1].on >= goal.target_on:
        return ()
    values = [point.value for point in stretch]
    floor = 0.0 if min(values) >= 0 else min(values) - abs(max(values)) * len(values)
    last, rhythm = stretch[-1], definition.rhythm_months
    steps = horizon(last.on, goal.target_on, rhythm)
    found = [BandPoint(last.on, last.value, last.value, last.value)]
    for step in range(1, steps + 1):
        ahead = forecast(values, positions(stretch, rhythm), step)
        day = goal.target_on if step == steps else months_later(last.on, rhythm * step)
        found.append(BandPoint(day, max(floor, ahead.low), max(floor, ahead.middle), ahead.high))
    return tuple(found)


def goal_reviews(element: Element, *, on: date, only_closed: bool = False) -> tuple[Reviewed, ...]:
    """What each review said about a goal, newest first. Two queries."""
    rows = Assessment.objects.filter(element=element, superseded_at=None).select_related("cycle", "observation")
    if only_closed:
        rows = rows.filter(cycle__closed_at__isnull=False)
    assessments = list(rows.order_by("-cycle__reference_date", "-pk"))
    ratings = {
        row.assessment.cycle_id: rating_view(
            row, on=on, is_of_earlier_computation=row.assessment.superseded_at is not None
        )
        for row in Rating.objects.filter(assessment__element=element, superseded_at=None)
        .select_related("assessment")
        .order_by("pk")
    }
    return tuple(
        Reviewed(
            row.cycle.slug, row.cycle.title, row.cycle.reference_date, assessment_view(row), ratings.get(row.cycle_id)
        )
        for row in assessments
    )


def latest_statuses(concept: Concept, *, only_closed: bool = True) -> dict[int, StatusMark]:
    """For each goal of a concept its status in the newest review that was computed. Two queries."""
    cycles = ReviewCycle.objects.filter(concept=concept, assessments__superseded_at=None, assessments__isnull=False)
    if only_closed:
        cycles = cycles.filter(closed_at__isnull=False)
    newest = cycles.order_by("-reference_date", "-pk").first()
    if newest is None:
        return {}
    rows = Assessment.objects.filter(cycle=newest, superseded_at=None).order_by("pk")
    return {row.element_id: StatusMark(row.status, row.reason_code, newest.slug, newest.reference_date) for row in rows}
