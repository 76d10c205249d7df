"""Goals and assessments as open data: what the pages show, in the order of their keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from roterfaden.concept.enums import ElementKind
from roterfaden.monitoring.models import Assessment, Rating
from roterfaden.monitoring.queries.views import TargetView, target_view
from roterfaden.thread.queries.published import published_values
from roterfaden.thread.queries.versions import current_version, nodes_of, with_status

Place = tuple[int, date, date]


@dataclass(frozen=True)
class OpenGoal:
    """A goal of the current version with its target and its status in the last closed review."""

    element_id: int
    number: str
    title: str
    version: str
    field_slug: str
    accountable: str
    target: TargetView | None
    status: str
    reason_code: str
    reviewed_on: date | None


@dataclass(frozen=True)
class OpenRating:
    """The group's own view in a review."""

    status: str
    reason: str
    expires_on: date


@dataclass(frozen=True)
class OpenAssessment:
    """What a closed review said about a goal; the numbers are None where the value may not be shown (any more)."""

    pk: int
    element_id: int
    review: str
    reference_date: date
    known_on: date
    status: str
    reason_code: str
    attainment: float | None
    expected: float | None
    gap: float | None
    forecast: float | None
    forecast_low: float | None
    forecast_high: float | None
    probability: float | None
    method_version: str
    rating: OpenRating | None


def open_goals() -> tuple[OpenGoal, ...]:
    """All goals of the current version in the order of their keys. Two queries."""
    version = current_version()
    nodes: QuerySet[Any] = (
        with_status(nodes_of(version))
        .filter(element__kind=ElementKind.GOAL)
        .select_related("revision__target__series__definition__indicator", "element__field")
        .order_by("element_id", "pk")
    )
    return tuple(
        OpenGoal(
            element_id=node.element_id, number=node.number, title=node.revision.title,
            version=version.slug if version else "",
            field_slug=node.element.field.slug if node.element.field else "",
            accountable=node.revision.accountable, target=target_view(getattr(node.revision, "target", None)),
            status=node.status or "", reason_code=node.reason_code or "", reviewed_on=node.reviewed_on,
        )
        for node in nodes
    )  # fmt: skip


def open_assessments(*, on: date, after: int, most: int, goal: int | None = None) -> tuple[OpenAssessment, ...]:
    """At most `most` assessments of closed reviews whose key is greater than `after`, in the order of their keys.

    Three queries. Attainment and gap would give a value away, so they are left out with it.
    """
    ratings = Rating.objects.filter(superseded_at=None).order_by("pk")
    rows = (
        Assessment.objects.filter(superseded_at=None, cycle__closed_at__isnull=False, pk__gt=after)
        .select_related("cycle", "observation", "target__series__definition")
        .prefetch_related(Prefetch("ratings", ratings))
        .order_by("pk")
    )
    if goal is not None:
        rows = rows.filter(element=goal)
    found = list(rows[:most])
    hidden = _hidden_values(found, on)
    return tuple(_open_assessment(row, is_shown=_place(row) not in hidden) for row in found)


def _place(row: Assessment) -> Place | None:
    """Which series and period the assessment rests on, whatever vintage of the value it saw."""
    value = row.observation
    return (value.series_id, value.period_start, value.period_end) if value else None


def _hidden_values(rows: Iterable[Assessment], on: date) -> frozenset[Place]:
    """Series and periods behind these assessments whose value may not be shown. One query."""
    series = {row.target.series_id: row.target.series for row in rows if row.target and row.target.series}
    values = published_values(list(series.values()), on=on)
    return frozenset(
        (pk, value.period_start, value.period_end) for pk, found in values.items() for value in found if value.is_hidden
    )


def _open_assessment(row: Assessment, *, is_shown: bool) -> OpenAssessment:
    ratings: Sequence[Rating] = list(row.ratings.all())

    def number(value: float | None) -> float | None:
        return value if is_shown else None

    return OpenAssessment(
        pk=row.pk, element_id=row.element_id, review=row.cycle.slug, reference_date=row.cycle.reference_date,
        known_on=row.cycle.known_on, status=row.status, reason_code=row.reason_code, attainment=number(row.attainment),
        expected=row.expected, gap=number(row.gap), forecast=number(row.forecast),
        forecast_low=number(row.forecast_low), forecast_high=number(row.forecast_high),
        probability=number(row.probability), method_version=row.method_version,
        rating=OpenRating(ratings[-1].status, ratings[-1].reason, ratings[-1].expires_on) if ratings else None,
    )  # fmt: skip
