"""Does a series rise or fall, and is that more than noise?"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from roterfaden.monitoring.methods.points import Known, years_between

TREND_POINTS = 7
CRITICAL_S = {5: 8, 6: 11, 7: 13}
"""|S| from which a direction counts as clear; exact two-sided p: .083, .056, .069 (all permutations counted)."""


class Course(TextChoices):
    """Where a series is heading."""

    RISING = "rising", _("steigt")
    FALLING = "falling", _("sinkt")
    UNCLEAR = "unclear", _("keine eindeutige Richtung")


@dataclass(frozen=True)
class Trend:
    """Theil–Sen slope in units a year over `points` values, Mann–Kendall S, and the course if it is clear."""

    slope: float
    s: int
    points: int
    course: Course


def theil_sen(times: Sequence[float], values: Sequence[float]) -> float:
    """Median of the slopes of all pairs (Theil 1950, Sen 1968): robust against outliers. 0 for fewer than two."""
    pairs = [
        (values[j] - values[i]) / (times[j] - times[i])
        for i in range(len(values))
        for j in range(i + 1, len(values))
        if times[j] != times[i]
    ]
    return median(pairs) if pairs else 0.0


def mann_kendall(values: Sequence[float]) -> int:
    """S = Σ sign(y_j − y_i) over i < j (Mann 1945, Kendall 1975)."""
    return sum(
        (later > earlier) - (later < earlier) for index, earlier in enumerate(values) for later in values[index + 1 :]
    )


def trend(points: Sequence[Known]) -> Trend:
    """The trend of the last five to seven points of one segment; with fewer than five no direction is ever clear."""
    used = points[-TREND_POINTS:]
    values = [point.value for point in used]
    s = mann_kendall(values)
    slope = theil_sen([years_between(used[0].on, point.on) for point in used], values) if used else 0.0
    critical = CRITICAL_S.get(len(used))
    if critical is None or abs(s) < critical:
        return Trend(slope, s, len(used), Course.UNCLEAR)
    return Trend(slope, s, len(used), Course.RISING if s > 0 else Course.FALLING)
