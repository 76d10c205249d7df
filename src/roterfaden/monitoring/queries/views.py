"""Small frozen views of stored rows that several queries share."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise

from roterfaden.concept.methods import TargetMilestone
from roterfaden.concept.models import Target
from roterfaden.indicators.enums import Accountability
from roterfaden.indicators.queries import series_label
from roterfaden.monitoring.enums import ReasonCode, SdgClass, SignalKind
from roterfaden.monitoring.models import Assessment, Correction, Rating, Signal

Words = str | Promise


@dataclass(frozen=True)
class TargetView:
    """What a goal promises, for people; or why it cannot be measured yet. `is_own`: the house counts it itself."""

    indicator_slug: str
    indicator_title: str
    series_id: int
    series_label: str
    unit: str
    decimals: int
    source: str
    is_fictitious: bool
    direction: str
    baseline_value: Decimal | None
    baseline_on: date | None
    target_value: Decimal | None
    target_on: date | None
    tolerance: Decimal | None
    corridor_low: Decimal | None
    corridor_high: Decimal | None
    not_measurable_reason: str
    is_own: bool = False
    milestones: tuple[TargetMilestone, ...] = ()

    @property
    def is_measurable(self) -> bool:
        return not self.not_measurable_reason


@dataclass(frozen=True)
class AssessmentView:
    """A computed status with its reason in one sentence and the figures behind it."""

    pk: int
    status: str
    reason_code: str
    reason: Words
    value: Decimal | None
    value_on: date | None
    attainment: float | None
    expected: float | None
    gap: float | None
    probability: float | None
    forecast: float | None
    forecast_low: float | None
    forecast_high: float | None
    method_version: str
    computed_at: datetime
    second_reading: Words = ""
    """What Eurostat and Open SDG would call it; empty where they have no answer."""


@dataclass(frozen=True)
class RatingView:
    """The group's own view. `is_expired`: its day has passed; `is_of_earlier_computation`: computed again since."""

    status: str
    status_label: Words
    reason: str
    expires_on: date
    role: str
    made_at: datetime
    is_expired: bool
    is_of_earlier_computation: bool


@dataclass(frozen=True)
class SignalView:
    """An early warning in one sentence. `element_id` is 0 where it is about no element."""

    element_id: int
    kind: str
    sentence: Words
    raised_at: datetime


@dataclass(frozen=True)
class CorrectionView:
    """Fact, cause, action, owner, date."""

    pk: int
    element_id: int
    fact: str
    cause: str
    action: str
    owner: str
    due_on: date
    effect: str
    role: str
    made_at: datetime


def target_view(target: Target | None) -> TargetView | None:
    """A target for people; no query when series, definition and indicator are at hand."""
    if target is None:
        return None
    definition = target.series.definition if target.series else None
    return TargetView(
        indicator_slug=definition.indicator.slug if definition else "",
        indicator_title=definition.indicator.title if definition else "",
        series_id=target.series_id or 0,
        series_label=series_label(target.series) if target.series else "",
        unit=definition.unit if definition else "",
        decimals=definition.decimals if definition else 0,
        source=definition.source if definition else "",
        is_fictitious=bool(definition and definition.is_fictitious),
        direction=definition.direction if definition else "",
        baseline_value=target.baseline_value,
        baseline_on=target.baseline_on,
        target_value=target.target_value,
        target_on=target.target_on,
        tolerance=target.tolerance,
        corridor_low=target.corridor_low,
        corridor_high=target.corridor_high,
        not_measurable_reason=target.not_measurable_reason,
        is_own=bool(definition and definition.indicator.accountability == Accountability.PERFORMANCE),
        milestones=target.milestones,
    )


def assessment_view(row: Assessment) -> AssessmentView:
    """A stored assessment for people; no query when the observation is at hand."""
    value = row.observation
    return AssessmentView(
        pk=row.pk, status=row.status, reason_code=row.reason_code, reason=ReasonCode(row.reason_code).label,
        value=value.value if value else None,
        value_on=value.last_day if value else None,
        attainment=row.attainment, expected=row.expected, gap=row.gap, probability=row.probability,
        forecast=row.forecast, forecast_low=row.forecast_low, forecast_high=row.forecast_high,
        method_version=row.method_version, computed_at=row.computed_at, second_reading=_second_reading(row),
    )  # fmt: skip


def _second_reading(row: Assessment) -> Words:
    found = row.inputs.get("second_reading", "")
    return SdgClass(found).label if found and found != SdgClass.NOT_AVAILABLE else ""


def rating_view(row: Rating, *, on: date, is_of_earlier_computation: bool = False) -> RatingView:
    """A stored rating for people, as it stands on `on`."""
    return RatingView(
        status=row.status, status_label=row.get_status_display(), reason=row.reason, expires_on=row.expires_on,
        role=row.role_label, made_at=row.made_at, is_expired=row.expires_on < on,
        is_of_earlier_computation=is_of_earlier_computation,
    )  # fmt: skip


def signal_view(row: Signal) -> SignalView:
    """A stored warning for people."""
    return SignalView(row.element_id or 0, row.kind, SignalKind(row.kind).label, row.raised_at)


def correction_view(row: Correction) -> CorrectionView:
    """A stored correction for people."""
    return CorrectionView(
        pk=row.pk, element_id=row.element_id, fact=row.fact, cause=row.reason, action=row.action, owner=row.owner,
        due_on=row.due_on, effect=row.effect, role=row.role_label, made_at=row.made_at,
    )  # fmt: skip
