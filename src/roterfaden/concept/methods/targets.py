"""The SMART check of targets. Pure calculation.

SMART (specific, measurable, accepted, realistic, time-bound; Doran 1981) is checked as far as a machine can: a figure,
a value, a day within the life of the concept, a sourced starting point and the right direction. Whether a goal is
accepted and realistic is what participation and council are for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from roterfaden.concept.enums import TargetFault, TargetGap
from roterfaden.indicators.enums import Accountability, Direction

if TYPE_CHECKING:
    from roterfaden.indicators.models import Series


class TargetMilestone(NamedTuple):
    """A value agreed on the way to the target, in its unit: the day it is to be reached, and why so much by then."""

    on: date
    value: Decimal
    reason: str = ""


@dataclass(frozen=True)
class TargetValues:
    """What a goal promises: a series with value (or corridor) and day – or the reason why it is not measurable yet.

    `milestones` bend the way from the baseline to the target, in order of time.
    """

    accountability: str = Accountability.CONDITION
    series: "Series | None" = None
    baseline_value: Decimal | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    target_value: Decimal | None = None
    target_on: date | None = None
    tolerance: Decimal | None = None
    corridor_low: Decimal | None = None
    corridor_high: Decimal | None = None
    not_measurable_reason: str = ""
    milestones: tuple[TargetMilestone, ...] = ()


class Fault(NamedTuple):
    """A fault of a target and the field it belongs to."""

    field: str
    fault: TargetFault


def target_faults(
    target: TargetValues, *, starts_on: date, ends_on: date, direction: str = Direction.NONE
) -> list[Fault]:
    """Everything that keeps `target` from being SMART in a concept valid from–until (half-open), each at its field.

    `direction` is the one of the definition the series belongs to.
    """
    if target.series is None:
        return list(_without_series(target))
    return [
        *_value_faults(target, direction),
        *_day_faults(target, starts_on=starts_on, ends_on=ends_on),
        *_baseline_faults(target),
        *_milestone_faults(target),
    ]


def _without_series(target: TargetValues) -> Iterator[Fault]:
    if target.target_value is not None or target.corridor_low is not None or target.corridor_high is not None:
        yield Fault("series", TargetFault.VALUE_WITHOUT_SERIES)
    elif target.milestones:
        yield Fault("milestones", TargetFault.MILESTONE_WITHOUT_PATH)
    elif not target.not_measurable_reason.strip():
        yield Fault("series", TargetFault.MISSING)


def _value_faults(target: TargetValues, direction: str) -> Iterator[Fault]:
    if target.not_measurable_reason.strip():
        yield Fault("not_measurable_reason", TargetFault.SERIES_AND_REASON)
    low, high = target.corridor_low, target.corridor_high
    if (low is None) != (high is None):
        yield Fault("corridor_low" if low is None else "corridor_high", TargetFault.CORRIDOR_HALF)
    elif low is not None and high is not None and high <= low:
        yield Fault("corridor_high", TargetFault.CORRIDOR_ORDER)
    if target.target_value is None and low is None and high is None:
        yield Fault("target_value", TargetFault.NO_VALUE)
    if target.tolerance is not None and target.tolerance < 0:
        yield Fault("tolerance", TargetFault.NEGATIVE_TOLERANCE)
    if _is_wrong_way(target.baseline_value, target.target_value, direction):
        yield Fault("target_value", TargetFault.WRONG_WAY)


def _is_wrong_way(baseline: Decimal | None, target: Decimal | None, direction: str) -> bool:
    if baseline is None or target is None:
        return False
    return (direction == Direction.UP and target <= baseline) or (direction == Direction.DOWN and target >= baseline)


def _day_faults(target: TargetValues, *, starts_on: date, ends_on: date) -> Iterator[Fault]:
    day = target.target_on
    if day is None:
        yield Fault("target_on", TargetFault.NO_DATE)
    elif day < starts_on:
        yield Fault("target_on", TargetFault.DATE_BEFORE_CONCEPT)
    elif day > ends_on:
        yield Fault("target_on", TargetFault.DATE_AFTER_CONCEPT)
    elif target.baseline_on is not None and day <= target.baseline_on:
        yield Fault("target_on", TargetFault.DATE_BEFORE_BASELINE)


def _baseline_faults(target: TargetValues) -> Iterator[Fault]:
    if target.baseline_value is None:
        return
    if target.baseline_on is None:
        yield Fault("baseline_on", TargetFault.BASELINE_DATE)
    if not target.baseline_source.strip():
        yield Fault("baseline_source", TargetFault.BASELINE_SOURCE)


def _milestone_faults(target: TargetValues) -> Iterator[Fault]:
    """A value on the way needs a way: from a baseline to a target value, and a day of its own between the two."""
    if not target.milestones:
        return
    start, end = target.baseline_on, target.target_on
    if target.corridor_low is not None or target.target_value is None or target.baseline_value is None or start is None:
        yield Fault("milestones", TargetFault.MILESTONE_WITHOUT_PATH)
        return
    days = [each.on for each in target.milestones]
    if any(day <= start or (end is not None and day >= end) for day in days):
        yield Fault("milestones", TargetFault.MILESTONE_OUTSIDE)
    if len(set(days)) < len(days):
        yield Fault("milestones", TargetFault.MILESTONE_TWICE)


def target_gaps(target: TargetValues, *, accountable: str, has_values: bool, on: date) -> list[TargetGap]:
    """What a target that is allowed still lacks for people to follow it: advice, never a refusal. `on` is today."""
    if target.series is None:
        found = [(not accountable.strip(), TargetGap.NOBODY)]
    else:
        found = [
            (target.baseline_value is None, TargetGap.NO_BASELINE),
            (not has_values, TargetGap.NO_VALUES),
            (target.target_on is not None and target.target_on < on, TargetGap.DAY_IS_PAST),
            (not accountable.strip(), TargetGap.NOBODY),
        ]
    return [gap for is_open, gap in found if is_open]
