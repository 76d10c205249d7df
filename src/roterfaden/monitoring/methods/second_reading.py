"""A second reading beside the status: the class that Eurostat and Open SDG would give. Never mixed with the chance.

It compares two compound growth rates, the observed one and the one needed (Eurostat, Sustainable development in the
European Union; Statistics Canada; `ProgressMeasure.py` of Open SDG, with its thresholds). On the county series of Lower
Saxony it was worse than the forecast (README.md), depends on exactly two values and has no answer where values change
their sign; other monitors publish it, so the two may be compared.
"""

from datetime import date

from roterfaden.indicators.enums import Direction
from roterfaden.monitoring.enums import SdgClass
from roterfaden.monitoring.methods.judgement import Goal
from roterfaden.monitoring.methods.points import years_between

SUBSTANTIAL = 0.95
MODERATE = 0.60
NEARLY_ZERO = 0.001
"""What Open SDG puts in the place of a zero, which no growth rate can start from or lead to."""


def second_reading(goal: Goal | None, value: float | None, on: date | None) -> SdgClass:
    """The class of a goal whose last value is `value`: r = d·CAGR(observed) / |CAGR(needed)|.

    r ≥ .95 substantial, ≥ .60 moderate, ≥ 0 limited progress, below 0 movement away; a value at or beyond the target
    has achieved it. Not available for corridors, values to be held, context indicators, without baseline, before any
    time has passed, and where values change their sign or the baseline is the target.
    """
    if goal is None or goal.is_context or goal.is_hold or goal.corridor is not None:
        return SdgClass.NOT_AVAILABLE
    if value is None or on is None or goal.baseline is None or goal.baseline_on is None or goal.target is None:
        return SdgClass.NOT_AVAILABLE
    if goal.sign * (value - goal.target) >= 0:
        return SdgClass.ACHIEVED
    past, whole = years_between(goal.baseline_on, on), years_between(goal.baseline_on, goal.target_on)
    start, current, target = (each or NEARLY_ZERO for each in (goal.baseline, value, goal.target))
    if past <= 0 or whole <= 0 or current / start <= 0 or target / start <= 0 or target == start:
        return SdgClass.NOT_AVAILABLE
    observed, needed = _growth(start, current, past), _growth(start, target, whole)
    direction = 1 if goal.direction == Direction.UP else -1
    ratio = (1 if start > 0 else -1) * direction * observed / abs(needed)
    if ratio >= SUBSTANTIAL:
        return SdgClass.SUBSTANTIAL
    if ratio >= MODERATE:
        return SdgClass.MODERATE
    return SdgClass.LIMITED if ratio >= 0 else SdgClass.AWAY


def _growth(start: float, end: float, years: float) -> float:
    """Compound growth rate a year."""
    return float((end / start) ** (1 / years) - 1)
