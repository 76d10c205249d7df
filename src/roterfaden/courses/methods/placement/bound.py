"""A proven lower bound for large problems, and which arcs matter, by Lagrangian relaxation.

The rule "one seat a person" is priced with multipliers; what is left falls apart into one small problem a group: open
it or not, and with which people. Its optimum over the multipliers equals the bound of the strong linear relaxation
(Geoffrion 1974), but needs only sorting. Subgradient steps (Held, Wolfe and Crowder 1974) move the multipliers; answers
are averaged as in the volume algorithm (Barahona and Anbil 2000), which tells how often each group was open.
Rules not priced here (couples, rooms, provider shares) are left out, which keeps the bound valid.
"""

import time
from dataclasses import dataclass, replace

import numpy as np

from roterfaden.courses.methods.placement.exact import Cancelled
from roterfaden.courses.methods.placement.problem import Floats, Plan, Problem, cost_of

NOTHING = 1e-9
HOPE = 0.05
"""How far above the best bound the next one is hoped for, relative."""
PATIENCE, SLOWER = 15, 0.7
"""After so many rounds without gain, steps become shorter by this factor."""
FRESH = 0.05
"""Weight of the newest answer in the average."""


@dataclass(frozen=True)
class Relaxation:
    """The best bound, the multipliers and care prices it was reached with, and averaged answers by arc and by group."""

    bound: float
    prices: Floats
    care_prices: Floats
    arcs: Floats
    open: Floats
    rounds: int

    def reduced_costs(self, problem: Problem) -> Floats:
        """What an arc costs beyond its price: small means likely."""
        return _reduced(problem, self.prices, self.care_prices)


def relax(
    problem: Problem,
    plan: Plan,
    *,
    seconds: float,
    rounds: int = 1500,
    cancelled: Cancelled = lambda: False,
) -> Relaxation:
    """Improve the bound for `seconds` or `rounds`, or until it meets the cost of `plan`, a plan already known."""
    until = time.monotonic() + seconds
    upper = cost_of(problem, plan)
    must = ~np.isfinite(problem.unplaced)
    groups = _Groups(problem)
    prices, care_prices = first_prices(problem, plan), np.zeros(problem.groups)
    x, y, value = groups.answer(prices, care_prices)
    best = Relaxation(value, prices, care_prices, x.astype(float), y.astype(float), 0)
    mean_x, mean_y = best.arcs, best.open
    step, idle = 1.0, 0
    for number in range(1, rounds + 1):
        over, over_care = groups.overdrawn(x, y)
        length = float(over @ over + over_care @ over_care)
        if time.monotonic() > until or cancelled() or length < NOTHING or best.bound >= upper - NOTHING:
            break
        hoped = min(upper, best.bound + HOPE * abs(best.bound))
        pace = step * max(hoped - value, 1.0) / length
        prices = prices + pace * over
        prices = np.where(must, prices, np.maximum(prices, 0.0))
        care_prices = np.maximum(care_prices + pace * over_care, 0.0)
        x, y, value = groups.answer(prices, care_prices)
        mean_x, mean_y = FRESH * x + (1 - FRESH) * mean_x, FRESH * y + (1 - FRESH) * mean_y
        if value > best.bound + NOTHING * abs(best.bound):
            best, idle = Relaxation(value, prices, care_prices, mean_x, mean_y, number), 0
        elif (idle := idle + 1) == PATIENCE:
            step, idle = step * SLOWER, 0
            prices, care_prices = best.prices, best.care_prices
    return replace(best, arcs=mean_x, open=mean_y)


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


def _reduced(problem: Problem, prices: Floats, care_prices: Floats) -> Floats:
    worth = np.where(np.isfinite(problem.unplaced), problem.unplaced, 0.0)
    return (
        problem.cost
        - worth[problem.person]
        + prices[problem.person]
        + care_prices[problem.group] * problem.care[problem.person]
    )


class _Groups:
    """The small problems, one a group, answered together by one sort."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.lengths = np.bincount(problem.group, minlength=problem.groups)
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        self.worth = float(problem.unplaced[np.isfinite(problem.unplaced)].sum())
        self.most = np.minimum(problem.seats.astype(np.int64), self.lengths)
        self.can_open = self.lengths >= problem.minimum

    def answer(self, prices: Floats, care_prices: Floats) -> tuple[Floats, Floats, float]:
        """Chosen arcs (0/1), open groups (0/1) and the value of the relaxation at these prices."""
        problem = self.problem
        reduced = _reduced(problem, prices, care_prices)
        order = np.lexsort((reduced, problem.group))
        rank = np.arange(problem.arcs) - self.starts[problem.group[order]]
        wanted = (reduced[order] < 0) & (rank < self.most[problem.group[order]])
        forced = rank < problem.minimum[problem.group[order]]
        chosen = wanted | forced
        gain = np.bincount(problem.group[order], weights=reduced[order] * chosen, minlength=problem.groups)
        opening = problem.opening - care_prices * problem.care_seats
        value = opening + gain
        is_open = problem.must_open | ((value < 0) & self.can_open)
        x: Floats = np.zeros(problem.arcs)
        x[order] = chosen & is_open[problem.group[order]]
        total = self.worth - float(prices.sum()) + float(value[is_open].sum())
        return x, is_open.astype(float), total

    def overdrawn(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """By how much each priced rule is broken: seats a person beyond one; child care beyond the places."""
        problem = self.problem
        seats = np.bincount(problem.person, weights=x, minlength=problem.people).astype(float)
        care = np.bincount(problem.group, weights=x * problem.care[problem.person], minlength=problem.groups)
        return np.asarray(seats - 1.0, float), np.asarray(care - problem.care_seats * y, float)
