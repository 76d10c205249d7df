"""Corrections of earlier reviews that a review looks after, and those still due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from roterfaden.concept.models import Concept, Node, Version
from roterfaden.monitoring.enums import Result
from roterfaden.monitoring.models import Correction, FollowUp, ReviewCycle

SETTLED = (Result.DONE, Result.DROPPED)


@dataclass(frozen=True)
class CorrectionRow:
    """A correction with what later reviews said about it, newest first, and the titles of what it concerns.

    `here` is what the review at hand says. `draft_number` is empty when it names no place of the draft, or the place
    is gone.
    """

    correction: Correction
    goal_title: str
    goal_number: str
    draft_title: str
    draft_number: str
    follow_ups: tuple[FollowUp, ...]
    here: FollowUp | None
    is_late: bool

    @property
    def outcome(self) -> str:
        """What was said last; empty: nothing yet."""
        return self.follow_ups[0].outcome if self.follow_ups else ""


def correction_rows(
    corrections: QuerySet[Correction], *, on: date, cycle: ReviewCycle | None = None
) -> tuple[CorrectionRow, ...]:
    """Corrections in force by date, with the words of what they concern. Five queries at most."""
    kept = FollowUp.objects.filter(superseded_at=None).select_related("cycle").order_by("-made_at", "-pk")
    rows = list(
        corrections.filter(superseded_at=None)
        .select_related("cycle", "element", "draft_element")
        .prefetch_related(Prefetch("follow_ups", kept, to_attr="kept"))
        .order_by("due_on", "pk")
    )
    goals = element_words((row.element_id for row in rows), Version.objects.frozen())
    drafts = element_words(
        (row.draft_element_id for row in rows if row.draft_element_id), Version.objects.filter(frozen_at=None)
    )
    return tuple(_row(row, goals, drafts, on, cycle) for row in rows)


def _row(
    row: Correction,
    goals: dict[int, tuple[str, str]],
    drafts: dict[int, tuple[str, str]],
    on: date,
    cycle: ReviewCycle | None,
) -> CorrectionRow:
    number, title = goals.get(row.element_id, ("", ""))
    draft_number, draft_title = drafts.get(row.draft_element_id or 0, ("", ""))
    said: tuple[FollowUp, ...] = tuple(row.kept)  # type: ignore[attr-defined]
    is_settled = bool(said) and said[0].outcome in SETTLED
    return CorrectionRow(
        correction=row, goal_title=title, goal_number=number, draft_title=draft_title, draft_number=draft_number,
        follow_ups=said, here=next((each for each in said if cycle and each.cycle_id == cycle.pk), None),
        is_late=row.due_on < on and not is_settled,
    )  # fmt: skip


def element_words(elements: Iterable[int], versions: QuerySet[Version]) -> dict[int, tuple[str, str]]:
    """For each element its number and title in the newest of these versions it stands in. One query."""
    nodes = Node.objects.filter(element__in=list(elements), version__in=versions).select_related("revision")
    return {node.element_id: (node.number, node.revision.title) for node in nodes.order_by("version__number", "pk")}


def told_corrections() -> QuerySet[Correction]:
    """Corrections any resident may read: agreed at a review that is closed, or between two and before one closed."""
    closed_since = ReviewCycle.objects.filter(concept=OuterRef("element__concept"), closed_at__gte=OuterRef("made_at"))
    return Correction.objects.filter(superseded_at=None).filter(
        Q(cycle__closed_at__isnull=False) | (Q(cycle=None) & Exists(closed_since))
    )


def with_told_outcomes(rows: QuerySet[Correction]) -> QuerySet[Correction]:
    """Each with its review, and as `kept` what closed reviews said came of it, newest first. One query more."""
    said = FollowUp.objects.filter(superseded_at=None, cycle__closed_at__isnull=False).select_related("cycle")
    return rows.select_related("cycle").prefetch_related(
        Prefetch("follow_ups", said.order_by("-made_at", "-pk"), to_attr="kept")
    )


def newly_told(cycle: ReviewCycle) -> QuerySet[Correction]:
    """Of those what one closed review brought: agreed at it, or since it was opened, or waiting to be told by it."""
    before = ReviewCycle.objects.filter(concept=cycle.concept_id, closed_at__lt=cycle.closed_at)
    earlier = before.filter(closed_at__gte=OuterRef("made_at"))
    between = Q(cycle=None, element__concept=cycle.concept_id, made_at__lte=cycle.closed_at) & ~Exists(earlier)
    return told_corrections().filter(Q(cycle=cycle) | between)


def to_follow_up(cycle: ReviewCycle) -> QuerySet[Correction]:
    """Corrections agreed before a review that no earlier review found done or given up."""
    earlier = Q(cycle__reference_date__lt=cycle.reference_date) | Q(cycle=None, made_at__lt=cycle.opened_at)
    settled = FollowUp.objects.filter(superseded_at=None, outcome__in=SETTLED).exclude(cycle=cycle)
    return (
        Correction.objects.filter(earlier, element__concept=cycle.concept_id, superseded_at=None)
        .exclude(pk__in=settled.values("correction"))
        .order_by("due_on", "pk")
    )


def not_followed_up(cycle: ReviewCycle) -> QuerySet[Correction]:
    """Those of `to_follow_up` this review has said nothing about yet."""
    said = FollowUp.objects.filter(cycle=cycle, superseded_at=None)
    return to_follow_up(cycle).exclude(pk__in=said.values("correction"))


def late_corrections(concepts: Iterable[Concept], on: date) -> QuerySet[Correction]:
    """Corrections whose day has passed and that no review found done or given up."""
    settled = FollowUp.objects.filter(superseded_at=None, outcome__in=SETTLED)
    return Correction.objects.filter(element__concept__in=list(concepts), superseded_at=None, due_on__lt=on).exclude(
        pk__in=settled.values("correction")
    )


def draft_places(concept: Concept) -> QuerySet[Node]:
    """The places of the working draft, of the concept itself or of its successor, in reading order. One query."""
    return (
        Node.objects.filter(version__in=drafts_of(concept.pk))
        .select_related("element", "revision")
        .order_by("-version__concept", "order_key", "pk")
    )


def drafts_of(concept_id: int) -> QuerySet[Version]:
    """The working drafts in which what a review of this concept asks for can be written."""
    return Version.objects.filter(Q(concept=concept_id) | Q(concept__predecessor=concept_id), frozen_at=None)
