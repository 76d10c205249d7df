"""From a goal and its figures to a status with its reason. Never a number between goals, never an average."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import inf

from roterfaden.indicators.enums import Direction
from roterfaden.indicators.methods import months_later
from roterfaden.monitoring.enums import ReasonCode, Status
from roterfaden.monitoring.methods.forecast import Forecast, forecast, probability_within
from roterfaden.monitoring.methods.points import (
    Known,
    Point,
    known_points,
    mean_change,
    positions,
    segment,
    years_between,
)
from roterfaden.monitoring.methods.trend import Trend, trend

LIKELY = 0.70
UNLIKELY = 0.30
FEWEST_POINTS = 4
OUTDATED_PERIODS = 2


@dataclass(frozen=True)
class Goal:
    """What a goal promises, in the unit of its indicator. `corridor` is [low, high] and comes before everything else.

    `tolerance` is how far a value may miss the target and still count as fulfilling it. `milestones` are agreed values
    on the way, each with its day; the target path leads through them.
    """

    direction: str
    target: float | None
    target_on: date
    baseline: float | None = None
    baseline_on: date | None = None
    tolerance: float = 0.0
    corridor: tuple[float, float] | None = None
    milestones: tuple[tuple[date, float], ...] = ()

    @property
    def is_context(self) -> bool:
        """Whether the indicator only describes and nobody may be judged by it."""
        return self.corridor is None and (self.direction == Direction.NONE or self.target is None)

    @property
    def is_hold(self) -> bool:
        """A Halteziel: the value is to stay where it is (target = baseline), within the tolerance."""
        if self.corridor is not None:
            return False
        return self.direction in {Direction.HOLD, Direction.CORRIDOR} or self.target == self.baseline

    @property
    def sign(self) -> int:
        """+1 when more is better, −1 when less is better."""
        return -1 if self.direction == Direction.DOWN else 1

    @property
    def accepted(self) -> tuple[float, float]:
        """The range of values that fulfil the goal, with its bounds."""
        if self.corridor is not None:
            return self.corridor
        target = self.target if self.target is not None else 0.0
        low = -inf if self.direction == Direction.DOWN else target - self.tolerance
        high = inf if self.direction == Direction.UP else target + self.tolerance
        return low, high

    @property
    def exact(self) -> "Goal":
        """The same goal without tolerance."""
        return replace(self, tolerance=0.0)

    def is_met_by(self, value: float) -> bool:
        """Whether this value fulfils the goal."""
        low, high = self.accepted
        return low <= value <= high


@dataclass(frozen=True)
class Judgement:
    """What the method says about one goal at one reference date, with everything it rests on.

    `attainment`: 0 at the baseline, 1 at the target, not limited to that range. `expected`: the target path on the day
    of the value. `gap`: distance from the path in the unit, positive is better. `probability`: chance in [0, 1] to
    fulfil the goal on its date. `observation_ids` are the values the judgement rests on, oldest first.
    """

    status: Status
    reason: ReasonCode
    on: date | None = None
    value: float | None = None
    observation_id: int = 0
    attainment: float | None = None
    expected: float | None = None
    gap: float | None = None
    trend: Trend | None = None
    forecast: Forecast | None = None
    probability: float | None = None
    mean_change: float | None = None
    observation_ids: tuple[int, ...] = ()


def target_path(goal: Goal, day: date) -> float | None:
    """Soll(t): straight from the baseline over the milestones to the target, level before and after. None for a
    corridor or without baseline.

    Milestones outside the time between baseline and target date do not bend the path.
    """
    if goal.corridor is not None or goal.target is None or goal.baseline is None or goal.baseline_on is None:
        return None
    if goal.baseline_on >= goal.target_on:
        return goal.target
    points = path_days(goal)
    if day <= points[0][0]:
        return points[0][1]
    for (start, low), (end, high) in pairwise(points):
        if day <= end:
            return low + (high - low) * years_between(start, day) / years_between(start, end)
    return points[-1][1]


def path_days(goal: Goal) -> tuple[tuple[date, float], ...]:
    """The corners of the target path in order of time: baseline, milestones, target. Empty where there is no path."""
    if goal.corridor is not None or goal.target is None or goal.baseline is None or goal.baseline_on is None:
        return ()
    start, end = goal.baseline_on, goal.target_on
    between = dict(sorted((day, value) for day, value in goal.milestones if start < day < end))
    return ((start, goal.baseline), *between.items(), (end, goal.target))


def attainment(goal: Goal, value: float) -> float | None:
    """Zielerreichungsgrad A = (y − y0)/(y* − y0).

    A Halteziel has 1 inside its tolerance and 0 outside. A corridor has 1 inside; outside, the way from the baseline to
    the nearer edge. None when there is no baseline to start from.
    """
    if goal.is_met_by(value) and (goal.is_hold or goal.corridor is not None):
        return 1.0
    if goal.is_hold:
        return 0.0
    if goal.baseline is None:
        return None
    end = goal.target
    if goal.corridor is not None:
        end = min(goal.corridor, key=lambda edge: abs(edge - value))
        if goal.is_met_by(goal.baseline):
            return None
    if end is None or end == goal.baseline:
        return None
    return (value - goal.baseline) / (end - goal.baseline)


def gap(goal: Goal, value: float, day: date) -> float | None:
    """d · (y − Soll(t)). For a corridor or a value to be held on both sides: minus the distance to the nearer edge."""
    low, high = goal.accepted
    if low != -inf and high != inf:
        return -max(0.0, low - value, value - high)
    wanted = target_path(goal, day)
    return None if wanted is None else goal.sign * (value - wanted)


def judge(
    goal: Goal | None, points: Sequence[Point], *, breaks: Sequence[date], reference: date, rhythm_months: int
) -> Judgement:
    """The status of a goal at the reference date with its reason.

    erreicht: the value fulfils the goal, and its date has come or it is a Halteziel · verfehlt: its date has come and
    the value does not fulfil it · auf Kurs, unsicher, gefährdet: chance ≥ .70, ≥ .30, below · nicht beurteilbar: no
    target, no judgement wanted, no value, value older than two periods, small count, counted differently since the
    baseline, or fewer than four values where a forecast is needed. Once the date has come, the value nearest before it
    counts; if that lies a whole period back, the value of the goal's date is not known yet.
    """
    if goal is None:
        return _open(ReasonCode.NOT_MEASURABLE)
    if goal.is_context:
        return _open(ReasonCode.NOT_JUDGED)
    is_due = reference >= goal.target_on
    until = goal.target_on if is_due else reference
    seen = sorted((point for point in points if point.on <= until), key=lambda point: point.on)
    if seen and seen[-1].is_hidden:
        return _open(ReasonCode.SUPPRESSED)
    known = known_points(seen)
    if not known:
        return _open(ReasonCode.NO_VALUE)
    last = known[-1]
    bare = Judgement(
        Status.NOT_ASSESSABLE, ReasonCode.NO_VALUE, last.on, last.value, last.observation_id,
        observation_ids=(last.observation_id,),
    )  # fmt: skip
    if months_later(last.on, OUTDATED_PERIODS * rhythm_months) < until:
        return replace(bare, reason=ReasonCode.OUTDATED)
    if is_due and months_later(last.on, rhythm_months) <= until:
        return bare
    if goal.baseline_on and any(goal.baseline_on < day <= last.on for day in breaks):
        return replace(bare, reason=ReasonCode.BREAK)
    stretch = segment(known, breaks)
    placed = replace(
        bare,
        attainment=attainment(goal, last.value),
        expected=target_path(goal, last.on),
        gap=gap(goal, last.value, last.on),
        trend=trend(stretch),
        mean_change=_mean_change(stretch, rhythm_months),
        observation_ids=tuple(point.observation_id for point in stretch),
    )
    if is_due or (goal.is_hold and goal.is_met_by(last.value)):
        return _with_fact(goal, placed, last.value)
    if len(stretch) < FEWEST_POINTS:
        return replace(placed, reason=ReasonCode.TOO_FEW_VALUES)
    return _with_forecast(goal, placed, stretch, rhythm_months)


def horizon(last: date, target_on: date, rhythm_months: int) -> int:
    """Periods from the last value to the target date, at least one."""
    return max(1, round(years_between(last, target_on) * 12 / rhythm_months))


def _open(reason: ReasonCode) -> Judgement:
    return Judgement(Status.NOT_ASSESSABLE, reason)


def _mean_change(stretch: Sequence[Known], rhythm_months: int) -> float:
    return mean_change([point.value for point in stretch], positions(stretch, rhythm_months))


def _with_fact(goal: Goal, placed: Judgement, value: float) -> Judgement:
    if not goal.is_met_by(value):
        return replace(placed, status=Status.MISSED, reason=ReasonCode.TARGET_NOT_MET)
    is_exact = not goal.is_hold and goal.exact.is_met_by(value)
    reason = ReasonCode.TARGET_MET if is_exact else ReasonCode.HELD
    return replace(placed, status=Status.REACHED, reason=reason)


def _with_forecast(goal: Goal, placed: Judgement, stretch: Sequence[Known], rhythm_months: int) -> Judgement:
    values = [point.value for point in stretch]
    ahead = horizon(stretch[-1].on, goal.target_on, rhythm_months)
    expected = forecast(values, positions(stretch, rhythm_months), ahead)
    chance = probability_within(expected, *goal.accepted)
    if chance >= LIKELY:
        status, reason = Status.ON_TRACK, ReasonCode.LIKELY
    elif chance >= UNLIKELY:
        status, reason = Status.UNCERTAIN, ReasonCode.OPEN
    else:
        status, reason = Status.AT_RISK, ReasonCode.UNLIKELY
    return replace(placed, status=status, reason=reason, forecast=expected, probability=chance)
