"""Early warnings: when a goal needs a look before its date has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from roterfaden.indicators.methods import months_later
from roterfaden.monitoring.enums import ReasonCode, SignalKind, Status
from roterfaden.monitoring.methods.judgement import OUTDATED_PERIODS

RANKS = {Status.MISSED: 0, Status.AT_RISK: 1, Status.UNCERTAIN: 2, Status.ON_TRACK: 3, Status.REACHED: 4}
"""Order from worst to best; "nicht beurteilbar" has no rank and ends a comparison."""
DROP = 0.20
DIGITS = 9
"""A drop from .70 to .50 is .20, whatever the binary fractions say."""
OFF_PATH = 2.0
NEVER_MEASURED = frozenset({ReasonCode.NOT_MEASURABLE, ReasonCode.NOT_JUDGED})
DECIDED = frozenset({ReasonCode.TARGET_MET, ReasonCode.TARGET_NOT_MET})
"""The date of the goal has come and its value is known: no newer one is needed."""


@dataclass(frozen=True)
class Review:
    """What one review said about a goal, as far as warnings need it."""

    status: str
    reason: str
    probability: float | None = None
    gap: float | None = None
    mean_change: float | None = None
    value_on: date | None = None


Warnings = dict[SignalKind, dict[str, object]]


def early_warnings(reviews: Sequence[Review], *, known_on: date, rhythm_months: int) -> Warnings:
    """The warnings for a goal whose `reviews` are given newest first, each with the numbers it rests on."""
    found: Warnings = {}
    current, previous = reviews[0], reviews[1] if len(reviews) > 1 else None
    ranks = [RANKS.get(Status(review.status)) for review in reviews[:3]]
    if len(ranks) == 3 and _falls(ranks):  # noqa: PLR2004 -- two steps down need three reviews
        found[SignalKind.WORSENED] = {"statuses": [review.status for review in reviews[:3]]}
    if previous and current.probability is not None and previous.probability is not None:
        drop = round(previous.probability - current.probability, DIGITS)
        if drop >= DROP:
            found[SignalKind.LESS_LIKELY] = {"before": previous.probability, "now": current.probability}
    if current.gap is not None and current.mean_change is not None and current.gap < -OFF_PATH * current.mean_change:
        found[SignalKind.OFF_PATH] = {"gap": current.gap, "mean_change": current.mean_change}
    if is_overdue(current, known_on=known_on, rhythm_months=rhythm_months):
        found[SignalKind.VALUE_OVERDUE] = {"value_on": current.value_on.isoformat() if current.value_on else None}
    return found


def is_overdue(review: Review, *, known_on: date, rhythm_months: int) -> bool:
    """Whether more than two periods lie between the last value and the day of the data: it will soon be too old."""
    if review.reason in NEVER_MEASURED | DECIDED or review.reason == ReasonCode.SUPPRESSED:
        return False
    if review.value_on is None:
        return True
    return months_later(review.value_on, OUTDATED_PERIODS * rhythm_months) < known_on


def _falls(ranks: Sequence[int | None]) -> bool:
    """Newest first, every rank lower than the one before it in time."""
    return all(newer is not None and older is not None and newer < older for newer, older in pairwise(ranks))
