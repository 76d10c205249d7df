"""Why a goal has its status and what would have to happen, for a stored assessment."""

from roterfaden.concept.models import Target
from roterfaden.monitoring.enums import ReasonCode
from roterfaden.monitoring.methods.explaining import Case, Explanation, explain
from roterfaden.monitoring.models import Assessment
from roterfaden.monitoring.queries.judgements import goal_of


def explanation(row: Assessment, target: Target | None) -> Explanation:
    """Both answers; a hidden value is not told. No query when observation and series of the target are at hand."""
    promise = goal_of(target)
    if promise is None or target is None or target.series is None:
        return explain(Case(status=row.status, reason=row.reason_code))
    definition, value = target.series.definition, row.observation
    is_told = value is not None and value.value is not None and row.reason_code != ReasonCode.SUPPRESSED
    return explain(
        Case(
            status=row.status, reason=row.reason_code, goal=promise, unit=definition.unit,
            decimals=definition.decimals, rhythm_months=definition.rhythm_months,
            value=float(value.value) if is_told and value and value.value is not None else None,
            value_on=value.last_day if is_told and value else None, gap=row.gap, forecast=row.forecast,
            forecast_low=row.forecast_low, forecast_high=row.forecast_high, probability=row.probability,
            mean_change=row.inputs.get("mean_change"), points=len(row.inputs.get("observations", ())),
        )
    )  # fmt: skip
