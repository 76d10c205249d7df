"""Review cycles and the board of one cycle: counts, goals by field, ratings, warnings, corrections."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from roterfaden.monitoring.enums import SignalKind, Status
from roterfaden.monitoring.methods.explaining import Explanation
from roterfaden.monitoring.models import Assessment, Correction, Rating, ReviewCycle, Signal
from roterfaden.monitoring.queries.explaining import explanation
from roterfaden.monitoring.queries.judgements import GoalNode, goals_of
from roterfaden.monitoring.queries.views import (
    AssessmentView,
    CorrectionView,
    RatingView,
    SignalView,
    TargetView,
    assessment_view,
    correction_view,
    rating_view,
    signal_view,
    target_view,
)


@dataclass(frozen=True)
class StatusCount:
    """How many goals have a status."""

    status: str
    label: str | Promise
    count: int


@dataclass(frozen=True)
class CycleRow:
    """A review in a list with its counts."""

    pk: int
    slug: str
    title: str
    concept_title: str
    version_title: str
    reference_date: date
    known_on: date
    opened_at: datetime
    closed_at: datetime | None
    counts: tuple[StatusCount, ...]

    @property
    def assessed(self) -> int:
        return sum(each.count for each in self.counts)


@dataclass(frozen=True)
class GoalLine:
    """One goal on the board: computed status and the group's rating side by side."""

    element_id: int
    number: str
    title: str
    accountable: str
    target: TargetView | None
    assessment: AssessmentView | None
    previous_status: str
    rating: RatingView | None
    signals: tuple[SignalView, ...]
    corrections: tuple[CorrectionView, ...]
    explanation: Explanation | None = None


@dataclass(frozen=True)
class BoardField:
    """The goals of one field of action, with their counts."""

    name: str
    counts: tuple[StatusCount, ...]
    goals: tuple[GoalLine, ...]


@dataclass(frozen=True)
class Board:
    """Everything of one review. `counts` has all six statuses, also those nobody has."""

    counts: tuple[StatusCount, ...]
    fields: tuple[BoardField, ...]
    goal_count: int
    computed_at: datetime | None
    signal_count: int
    correction_count: int
    rating_count: int


def status_counts(statuses: Iterable[str], *, with_empty: bool = False) -> tuple[StatusCount, ...]:
    """Counts in the order of the six statuses. They are never averaged."""
    counted = Counter(statuses)
    return tuple(
        StatusCount(status.value, status.label, counted[status.value])
        for status in Status
        if with_empty or counted[status.value]
    )


def cycle_list(cycles: QuerySet[ReviewCycle] | None = None) -> tuple[CycleRow, ...]:
    """All reviews, newest reference date first. One query."""
    wanted = {
        f"count_{status.value}": Count(
            "assessments", filter=Q(assessments__superseded_at=None, assessments__status=status.value)
        )
        for status in Status
    }
    rows = (
        (ReviewCycle.objects.all() if cycles is None else cycles)
        .select_related("concept", "version")
        .annotate(**wanted)
        .order_by("-reference_date", "-pk")
    )
    return tuple(_cycle_row(row) for row in rows)


def _cycle_row(row: ReviewCycle) -> CycleRow:
    counts = tuple(
        StatusCount(status.value, status.label, number)
        for status in Status
        if (number := getattr(row, f"count_{status.value}"))
    )
    return CycleRow(
        pk=row.pk, slug=row.slug, title=row.title, concept_title=row.concept.title, version_title=row.version.title,
        reference_date=row.reference_date, known_on=row.known_on, opened_at=row.opened_at, closed_at=row.closed_at,
        counts=counts,
    )  # fmt: skip


def current_assessments(cycle: ReviewCycle) -> QuerySet[Assessment]:
    """The assessments of a cycle that nothing has superseded, with their observation."""
    return cycle.assessments.filter(superseded_at=None).select_related("observation").order_by("pk")


def previous_cycle(cycle: ReviewCycle) -> ReviewCycle | None:
    """The review of the same concept before this one."""
    return earlier_cycles(cycle).first()


def earlier_cycles(cycle: ReviewCycle) -> QuerySet[ReviewCycle]:
    """The reviews of the same concept before this one, newest first."""
    return ReviewCycle.objects.filter(concept=cycle.concept_id, reference_date__lt=cycle.reference_date).order_by(
        "-reference_date", "-pk"
    )


def current_ratings(cycle: ReviewCycle, *, on: date) -> dict[int, RatingView]:
    """For each goal the group's rating in force in this cycle; computing again leaves it. One query."""
    rows = (
        Rating.objects.filter(assessment__cycle=cycle, superseded_at=None).select_related("assessment").order_by("pk")
    )
    return {
        row.assessment.element_id: rating_view(
            row, on=on, is_of_earlier_computation=row.assessment.superseded_at is not None
        )
        for row in rows
    }


def review_board(cycle: ReviewCycle, *, on: date) -> Board:
    """The board of a cycle as it stands now; `on` tells which ratings have expired. Six queries."""
    goals = goals_of(cycle.version)
    assessments = {row.element_id: row for row in current_assessments(cycle)}
    previous = _previous_statuses(cycle)
    ratings = current_ratings(cycle, on=on)
    signals: dict[int, list[SignalView]] = defaultdict(list)
    for signal in _signals(cycle).order_by("kind", "pk"):
        signals[signal.element_id or 0].append(signal_view(signal))
    corrections: dict[int, list[CorrectionView]] = defaultdict(list)
    for correction in Correction.objects.filter(cycle=cycle, superseded_at=None).order_by("due_on", "pk"):
        corrections[correction.element_id].append(correction_view(correction))
    by_field: dict[str, list[GoalLine]] = {}
    for goal in goals:
        line = _line(goal, assessments.get(goal.element_id), previous, ratings, signals, corrections)
        by_field.setdefault(goal.field_name, []).append(line)
    return Board(
        counts=status_counts((row.status for row in assessments.values()), with_empty=True),
        fields=tuple(_field(name, lines) for name, lines in by_field.items()),
        goal_count=len(goals),
        computed_at=max((row.computed_at for row in assessments.values()), default=None),
        signal_count=sum(len(each) for each in signals.values()),
        correction_count=sum(len(each) for each in corrections.values()),
        rating_count=len(ratings),
    )


def _signals(cycle: ReviewCycle) -> QuerySet[Signal]:
    """The warnings of a review; of a closed one those that were open when it was closed."""
    rows = Signal.objects.filter(assessment__cycle=cycle)
    if cycle.closed_at is None:
        return rows.open()
    return rows.filter(Q(closed_at=None) | Q(closed_at__gt=cycle.closed_at), raised_at__lte=cycle.closed_at)


def _previous_statuses(cycle: ReviewCycle) -> dict[int, str]:
    rows = Assessment.objects.filter(cycle=earlier_cycles(cycle).values("pk")[:1], superseded_at=None)
    return dict(rows.order_by("pk").values_list("element_id", "status"))


def _line(
    goal: GoalNode,
    assessment: Assessment | None,
    previous: dict[int, str],
    ratings: dict[int, RatingView],
    signals: dict[int, list[SignalView]],
    corrections: dict[int, list[CorrectionView]],
) -> GoalLine:
    return GoalLine(
        element_id=goal.element_id, number=goal.number, title=goal.title, accountable=goal.accountable,
        target=target_view(goal.target), assessment=assessment_view(assessment) if assessment else None,
        previous_status=previous.get(goal.element_id, ""), rating=ratings.get(goal.element_id),
        signals=tuple(signals.get(goal.element_id, ())), corrections=tuple(corrections.get(goal.element_id, ())),
        explanation=explanation(assessment, goal.target) if assessment else None,
    )  # fmt: skip


def _field(name: str, lines: list[GoalLine]) -> BoardField:
    return BoardField(name, status_counts(line.assessment.status for line in lines if line.assessment), tuple(lines))


# --- what waits -----------------------------------------------------------------------------------------------------
NEEDS_A_VIEW = (Status.UNCERTAIN, Status.AT_RISK, Status.MISSED)
"""Statuses the group should look at."""


def overdue_values() -> QuerySet[Signal]:
    """Open warnings that a value is overdue."""
    return Signal.objects.filter(kind=SignalKind.VALUE_OVERDUE, closed_at=None)


def cycles_to_compute() -> QuerySet[ReviewCycle]:
    """Open reviews whose goals are not computed yet."""
    computed = Assessment.objects.filter(cycle=OuterRef("pk"), superseded_at=None)
    return ReviewCycle.objects.filter(~Exists(computed), closed_at=None)


def goals_to_rate() -> QuerySet[Assessment]:
    """Goals of open reviews that are uncertain, at risk or missed and that the group has not rated."""
    rated = Rating.objects.filter(
        assessment__cycle=OuterRef("cycle"), assessment__element=OuterRef("element"), superseded_at=None
    )
    return Assessment.objects.filter(~Exists(rated), superseded_at=None, cycle__closed_at=None, status__in=NEEDS_A_VIEW)
