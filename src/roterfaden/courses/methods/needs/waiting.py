"""How long people wait until a course begins, those who still wait included.

The product-limit estimator (Kaplan & Meier 1958, "Nonparametric Estimation from Incomplete Observations", JASA 53).
The event is the first day of a course; who still waits counts as waiting until today, who left without a course until
that day (both are censored). Counting only those who have begun would make waiting look the shorter, the more people
wait in vain. The estimate assumes that who left would have waited no longer or shorter than the others.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roterfaden.courses.methods.needs.facts import Case, CaseEnd

FEWEST_PEOPLE = 10
"""With fewer registrations nothing is said about how long people wait."""
FEWEST_STARTS = 5
"""Nor with fewer who have begun."""
HALF, NINE_OF_TEN = 0.5, 0.1
ROUNDING = 1e-9


@dataclass(frozen=True)
class Waits:
    """How long some people wait, in days; None is unknown: too few people, or too few who have begun so far.

    `late` is the share who wait longer than the limit.
    """

    people: int
    started: int
    waiting: int
    median: int | None = None
    ninety: int | None = None
    late: float | None = None


def survival(cases: Iterable[Case]) -> list[tuple[int, float]]:
    """The steps of the estimator: (day, share who wait longer than that many days), in order."""
    rows = list(cases)
    starts = Counter(case.days for case in rows if case.end == CaseEnd.STARTED)
    leaving = Counter(case.days for case in rows)
    at_risk, share, steps = len(rows), 1.0, []
    for day in sorted(leaving):
        if starts[day]:
            share *= 1 - starts[day] / at_risk  # whoever leaves on the same day was still there
            steps.append((day, share))
        at_risk -= leaving[day]
    return steps


def waits(cases: Sequence[Case], limit: int) -> Waits:
    """Median, 90th percentile and the share beyond `limit` days. Unknown as `Waits` says."""
    started = sum(case.end == CaseEnd.STARTED for case in cases)
    waiting = sum(case.end == CaseEnd.WAITS for case in cases)
    if len(cases) < FEWEST_PEOPLE or started < FEWEST_STARTS:
        return Waits(len(cases), started, waiting)
    steps = survival(cases)
    is_followed = any(case.days >= limit for case in cases) or _reached(steps, 0) is not None  # or all have begun
    late = next((share for day, share in reversed(steps) if day <= limit), 1.0) if is_followed else None
    return Waits(len(cases), started, waiting, _reached(steps, HALF), _reached(steps, NINE_OF_TEN), late)


def _reached(steps: Sequence[tuple[int, float]], share: float) -> int | None:
    """The first day by which no more than `share` still wait; None where it is not reached yet."""
    return next((day for day, left in steps if left <= share + ROUNDING), None)
