"""A proven lower bound for large problems, and what each arc would cost at least, by Lagrangian relaxation.

The rule "one seat a person" is priced with multipliers; what is left falls apart into one small problem a group: open
it or not, and with which people. Its optimum over the multipliers equals the bound of the strong linear relaxation
(Geoffrion 1974), but needs only sorting. Subgradient steps (Held, Wolfe and Crowder 1974) move the multipliers; answers
are averaged as in the volume algorithm (Barahona and Anbil 2000), which tells how often each group was open.
Rules not priced here (couples, rooms, provider shares) are left out, which keeps the bound valid.
"""

import time
from dataclasses import dataclass

import numpy as np

from roterfaden.courses.methods.placement.exact import Cancelled
from roterfaden.courses.methods.placement.problem import Flags, Floats, Ints, Plan, Problem, cost_of

NOTHING = 1e-9
HOPE = 0.05
"""How far above the best bound the next one is hoped for, relative."""
PATIENCE, SLOWER, SLOWEST = 15, 0.7, 1e-4
"""After so many rounds without gain, steps become shorter by this factor, until they are too short to matter."""
FRESH = 0.05
"""Weight of the newest answer in the average."""


@dataclass(frozen=True)
class Relaxation:
    """The best bound; how often each group was open and each arc chosen in the answers, newer ones counting more; and
    for each arc a bound on every plan that uses it."""

    bound: float
    open: Floats
    used: Floats
    least: Floats
    rounds: int


def relax(
    problem: Problem,
    plan: Plan,
    *,
    seconds: float,
    enough: float = 0.0,
    cancelled: Cancelled = lambda: False,
) -> Relaxation:
    """Improve the bound until `seconds` are over, steps no longer help, or it is within `enough` (relative) of the cost
    of `plan`, a plan already known."""
    until = time.monotonic() + seconds
    upper = cost_of(problem, plan)
    groups = _Groups(problem)
    prices, care_prices = first_prices(problem, plan), np.zeros(problem.groups)
    chosen, is_open, value = groups.answer(prices, care_prices)
    bound, best = value, (prices, care_prices)
    mean, used = is_open.astype(float), np.zeros(problem.arcs)
    step, idle, rounds = 1.0, 0, 0
    while step > SLOWEST and time.monotonic() < until and not cancelled():
        over, over_care = groups.overdrawn(chosen, is_open, prices, care_prices)
        length = float(over @ over + over_care @ over_care)
        if length < NOTHING or upper - bound <= enough * abs(upper) + NOTHING:
            break
        hoped = min(upper, bound + HOPE * abs(bound))
        pace = step * max(hoped - value, 1.0) / length
        prices = np.where(groups.must, prices + pace * over, np.maximum(prices + pace * over, 0.0))
        care_prices = np.maximum(care_prices + pace * over_care, 0.0)
        chosen, is_open, value = groups.answer(prices, care_prices)
        mean += FRESH * (is_open - mean)
        used *= 1 - FRESH
        used[chosen] += FRESH
        rounds += 1
        if value > bound + NOTHING * abs(bound):
            bound, best, idle = value, (prices, care_prices), 0
        elif (idle := idle + 1) == PATIENCE:
            step, idle = step * SLOWER, 0
            prices, care_prices = best
    return Relaxation(bound, mean, used, groups.least(*best), rounds)


def first_prices(problem: Problem, plan: Plan) -> Floats:
    """Prices to begin with: what a seat is worth to the keenest person who did not get one, read from a plan."""
    worth = np.where(np.isfinite(problem.unplaced), problem.unplaced, 0.0)
    gain = worth[problem.person] - problem.cost
    waits = (plan.arc < 0)[problem.person]
    seated = np.bincount(problem.group[plan.arc[plan.arc >= 0]], minlength=problem.groups)
    wanted = np.zeros(problem.groups)
    np.maximum.at(wanted, problem.group[waits], gain[waits])
    seat = np.where((seated >= problem.seats) | (seated == 0), wanted, 0.0)
    seat = np.maximum(seat, problem.opening / np.maximum(problem.seats, 1.0))
    prices = np.zeros(problem.people)
    np.maximum.at(prices, problem.person, gain - seat[problem.group])
    return prices


def _most(problem: Problem, size: Ints) -> Ints:
    """How many arcs a group can hold at all: its seats, all of them taken by arcs that use the least."""
    least = np.full(problem.groups, np.inf)
    np.minimum.at(least, problem.group, problem.use)
    most = np.where(least > 0, (problem.seats + NOTHING) / np.where(least > 0, least, 1.0), size)
    found: Ints = np.minimum(np.floor(most).astype(np.int64), size)
    return found


class _Groups:
    """The small problems, one a group, answered together."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.must: Flags = ~np.isfinite(problem.unplaced)
        worth = np.where(self.must, 0.0, problem.unplaced)
        self.worth = float(worth.sum())
        self.base = problem.cost - worth[problem.person]
        self.arcs_of = np.bincount(problem.person, minlength=problem.people)
        self.careful = np.flatnonzero(problem.care[problem.person] > 0)
        self.care = problem.care[problem.person[self.careful]].astype(float)
        self.size = np.bincount(problem.group, minlength=problem.groups)
        self.by_group = np.argsort(problem.group, kind="stable")
        self.starts = np.append(0, np.cumsum(self.size))
        self.most = _most(problem, self.size)
        self.can_open: Flags = self.most >= problem.minimum

    def reduced(self, prices: Floats, care_prices: Floats) -> Floats:
        """What each arc costs at these prices, compared with leaving its person waiting."""
        found: Floats = self.base + np.repeat(prices, self.arcs_of)
        found[self.careful] += care_prices[self.problem.group[self.careful]] * self.care
        return found

    def answer(self, prices: Floats, care_prices: Floats) -> tuple[Ints, Flags, float]:
        """The chosen arcs, which groups are open, and the value of the relaxation at these prices.

        Only groups with more gainful arcs than seats, or fewer than their minimum, have to choose; and of those only
        the ones that would be open even without that limit.
        """
        problem = self.problem
        reduced = self.reduced(prices, care_prices)
        gainful = np.flatnonzero(reduced < 0)
        group = problem.group[gainful]
        count = np.bincount(group, minlength=problem.groups)
        opening = problem.opening - care_prices * problem.care_seats
        hoped = opening + np.bincount(group, weights=reduced[gainful], minlength=problem.groups)
        maybe = problem.must_open | ((hoped < 0) & self.can_open)
        limited = maybe & ((count > self.most) | (count < problem.minimum))
        picks = self.picks(count)
        chosen = [gainful[(maybe & ~limited)[group]]]
        for number in np.flatnonzero(limited & (picks > 0)):
            own = self.by_group[self.starts[number] : self.starts[number + 1]]
            chosen.append(own[np.argpartition(reduced[own], picks[number] - 1)[: picks[number]]])
        found = np.concatenate(chosen)
        value = opening + np.bincount(problem.group[found], weights=reduced[found], minlength=problem.groups)
        is_open = problem.must_open | (maybe & (value < 0))
        total = self.worth - float(prices.sum()) + float(value[is_open].sum())
        return found[is_open[problem.group[found]]], is_open, total

    def picks(self, gainful: Ints) -> Ints:
        """How many arcs an open group takes that has so many gainful ones."""
        return np.minimum(np.maximum(np.minimum(gainful, self.most), self.problem.minimum), self.size)

    def overdrawn(self, chosen: Ints, is_open: Flags, prices: Floats, care_prices: Floats) -> tuple[Floats, Floats]:
        """By how much each priced rule is broken: seats a person beyond one; child care beyond the places. A price that
        is zero and would fall stays out of it."""
        problem = self.problem
        person, group = problem.person[chosen], problem.group[chosen]
        over: Floats = np.bincount(person, minlength=problem.people).astype(np.float64) - 1.0
        taken = np.bincount(group, weights=problem.care[person], minlength=problem.groups)
        over_care: Floats = np.asarray(taken - problem.care_seats * is_open, np.float64)
        over[(prices <= 0) & (over < 0) & ~self.must] = 0.0
        over_care[(care_prices <= 0) & (over_care < 0)] = 0.0
        return over, over_care

    def least(self, prices: Floats, care_prices: Floats) -> Floats:
        """For each arc a bound on the cost of every plan that uses it (Lagrangian penalties, Geoffrion 1974): the value
        at these prices, plus opening the group if it is closed, plus taking the arc for the dearest one chosen."""
        problem = self.problem
        reduced = self.reduced(prices, care_prices)
        _chosen, is_open, bound = self.answer(prices, care_prices)
        picks = self.picks(np.bincount(problem.group[reduced < 0], minlength=problem.groups))
        value = problem.opening - care_prices * problem.care_seats
        gives_way = np.zeros(problem.groups)
        for number in np.flatnonzero(picks):
            own = reduced[self.by_group[self.starts[number] : self.starts[number + 1]]]
            taken = np.partition(own, picks[number] - 1)[: picks[number]]
            value[number] += taken.sum()
            # Where seats are left, a gainful one need not make room; one taken only for the minimum may.
            gives_way[number] = taken.max() if picks[number] >= self.most[number] else max(taken.max(), 0.0)
        extra = np.maximum(reduced - gives_way[problem.group], 0.0)
        closed = np.where(is_open, 0.0, np.where(self.can_open, np.maximum(value, 0.0), np.inf))
        return np.asarray(bound + closed[problem.group] + extra, float)
