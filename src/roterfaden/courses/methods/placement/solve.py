"""From an instance to a proposal with a proven bound: independent parts apart, small ones exactly, large ones in steps.

Steps for a large part: a list by urgency as a first plan; the Lagrangian bound; a kernel of likely arcs solved by
HiGHS; neighbourhoods until time is over.
"""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from roterfaden.courses.methods.placement.bound import Relaxation, relax
from roterfaden.courses.methods.placement.byhand import by_urgency
from roterfaden.courses.methods.placement.exact import Cancelled, solve_exactly
from roterfaden.courses.methods.placement.improve import Neighbourhood, improve, merged, part_of, present
from roterfaden.courses.methods.placement.instance import Instance
from roterfaden.courses.methods.placement.problem import NOWHERE, Floats, Ints, Plan, Problem, cost_of, problem_of

EXACT_ARCS = 60_000
"""Parts with at most so many possible pairs are given to HiGHS whole."""
GOOD_ENOUGH = 1e-6
RARE = 0.02
"""What the relaxation chose less often than this is not likely."""
SOLUTION = "roterfaden-placement-solution/1"


@dataclass(frozen=True)
class Progress:
    """How far a run is: seconds so far, cost of the best plan and the proven bound."""

    seconds: float
    cost: float
    bound: float


@dataclass(frozen=True)
class Proposal:
    """What a run found. `gap` is the most by which any plan could still be better, relative to the cost."""

    state: str
    seats: dict[str, str]
    opened: tuple[str, ...]
    cost: float
    bound: float
    seconds: float
    method: str

    @property
    def gap(self) -> float:
        """(cost − bound) / cost; 0 is proved optimal."""
        return max(0.0, (self.cost - self.bound) / abs(self.cost)) if self.cost else 0.0

    def to_json(self) -> dict[str, Any]:
        """The JSON object of the solution schema; memory is that of the whole program so far."""
        known = np.isfinite(self.cost)
        return {
            "format": SOLUTION,
            "state": self.state,
            "objective": self.cost if known else None,
            "bound": self.bound if np.isfinite(self.bound) else None,
            "gap": self.gap if known else None,
            "seconds": round(self.seconds, 3),
            "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
            "method": self.method,
            "seats": self.seats,
            "opened": list(self.opened),
        }


@dataclass
class _Run:
    """The state of a run that everything reports to."""

    problem: Problem
    plan: Plan
    bounds: Floats
    until: float
    began: float
    tell: Callable[[Progress], None]
    cancelled: Cancelled

    def report(self) -> None:
        """Tell whoever waits how far we are."""
        self.tell(Progress(time.monotonic() - self.began, cost_of(self.problem, self.plan), float(self.bounds.sum())))

    @property
    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self.until - time.monotonic())


def place(
    instance: Instance,
    *,
    seconds: float = 60.0,
    tell: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Cancelled = lambda: False,
) -> Proposal:
    """The best proposal found within about `seconds`, with a bound that holds for the whole instance.

    A run that is cancelled returns the best proposal so far, in state "cancelled".
    """
    began = time.monotonic()
    problem = problem_of(instance)
    plan, bound, method, has_plan = solve(problem, seconds=seconds, tell=tell, cancelled=cancelled, began=began)
    taken = time.monotonic() - began
    if not has_plan:
        return Proposal("infeasible", {}, (), float("inf"), float("inf"), taken, method)
    cost = cost_of(problem, plan)
    state = "optimal" if cost - bound <= max(GOOD_ENOUGH * abs(cost), 0.5) else "feasible"
    seats, opened = seats_of(instance, problem, plan)
    bound = cost if state == "optimal" else bound
    return Proposal("cancelled" if cancelled() else state, seats, opened, cost, bound, taken, method)


def seats_of(instance: Instance, problem: Problem, plan: Plan) -> tuple[dict[str, str], tuple[str, ...]]:
    """A plan by names: person → course, and the planned courses that open."""
    seats = {
        instance.people[person].id: instance.courses[problem.group[arc]].id
        for person, arc in enumerate(plan.arc)
        if arc >= 0
    }
    pairs = zip(instance.courses, plan.open, strict=True)
    return seats, tuple(course.id for course, is_open in pairs if is_open and not course.confirmed)


def solve(
    problem: Problem,
    *,
    seconds: float,
    tell: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Cancelled = lambda: False,
    began: float | None = None,
    start: Plan | None = None,
    only_around: int | None = None,
) -> tuple[Plan, float, str, bool]:
    """Plan, proven bound, the method in words, and whether there is a plan at all.

    `start`: a plan to begin with (else a list by urgency). `only_around`: plan anew only the part this group lies in
    and keep `start` everywhere else; the bound is that of the part then.
    """
    began = time.monotonic() if began is None else began
    if problem.balance:
        return _whole(problem, seconds, cancelled)
    parts = components(problem)
    run = _Run(problem, start or by_urgency(problem), np.zeros(len(parts)), began + seconds, began, tell, cancelled)
    if only_around is not None:
        parts = [part for part in parts if only_around in part.groups]
    weight = np.array([part.problem.arcs for part in parts], float)
    large = 0
    for number, part in enumerate(parts):
        share = run.left * weight[number] / max(weight[number:].sum(), 1.0)
        has_start = is_feasible(part.problem, present(problem, run.plan, part))
        if part.problem.arcs <= EXACT_ARCS or not has_start:
            if not _small_part(run, number, part, share, has_start):
                return run.plan, float("inf"), "no plan keeps every rule", False
        else:
            large += 1
            _large_part(run, number, part, share)
        run.report()
        if cancelled():
            break
    method = f"{len(parts)} parts, {large} of them in steps"
    return run.plan, float(run.bounds.sum()) + _outside(problem, parts), method, True


def is_feasible(problem: Problem, plan: Plan) -> bool:
    """Whether everybody who must be placed is, and every open group has its minimum."""
    seated = np.bincount(problem.group[plan.arc[plan.arc >= 0]], minlength=problem.groups)
    waits_in_vain = ~np.isfinite(problem.unplaced) & (plan.arc < 0)
    return not waits_in_vain.any() and bool((seated >= problem.minimum)[plan.open].all())


def _whole(problem: Problem, seconds: float, cancelled: Cancelled) -> tuple[Plan, float, str, bool]:
    answer = solve_exactly(problem, seconds=seconds, cancelled=cancelled)
    plan = answer.plan or by_urgency(problem)
    return plan, answer.bound, "whole, HiGHS", answer.plan is not None or is_feasible(problem, plan)


def components(problem: Problem) -> list[Neighbourhood]:
    """Parts that share no person, no couple and no room, the smallest first."""
    size = problem.people + problem.groups
    pairs = [(problem.person, problem.people + problem.group)]
    pairs += [(np.array([a]), np.array([b])) for a, b in problem.apart]
    pairs += [(problem.people + np.array(room[:-1]), problem.people + np.array(room[1:])) for room in problem.rooms]
    rows, columns = (np.concatenate(side) for side in zip(*pairs, strict=True))
    graph = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    count, label = connected_components(graph, directed=False)
    groups_of = [np.zeros(0, np.int64)] * count
    order = np.argsort(label[problem.people :], kind="stable")
    for piece in np.split(order, np.flatnonzero(np.diff(label[problem.people :][order])) + 1):
        if len(piece):
            groups_of[label[problem.people + piece[0]]] = piece
    nobody = Plan(np.full(problem.people, NOWHERE, np.int64), problem.must_open.copy())
    parts = [part_of(problem, nobody, groups) for groups in groups_of if len(groups)]
    return sorted(parts, key=lambda part: part.problem.arcs)


def _outside(problem: Problem, parts: list[Neighbourhood]) -> float:
    """Cost of people no course is possible for: they wait in every plan."""
    inside = np.zeros(problem.people, bool)
    for part in parts:
        inside[part.people] = True
    return float(problem.unplaced[~inside].sum())


def _small_part(run: _Run, number: int, part: Neighbourhood, seconds: float, has_start: bool) -> bool:
    """Solve a part whole; False if it has no plan."""
    start = present(run.problem, run.plan, part) if has_start else None
    answer = solve_exactly(part.problem, seconds=seconds, start=start, cancelled=run.cancelled)
    run.bounds[number] = answer.bound
    if answer.plan is None:
        return has_start
    if start is None or cost_of(part.problem, answer.plan) <= cost_of(part.problem, start):
        run.plan = merged(run.problem, run.plan, part, answer.plan)
    return True


def _large_part(run: _Run, number: int, part: Neighbourhood, seconds: float) -> None:
    until = time.monotonic() + seconds
    problem, plan = part.problem, present(run.problem, run.plan, part)
    relaxation = relax(problem, plan, seconds=seconds * 0.4, cancelled=run.cancelled)
    run.bounds[number] = relaxation.bound
    run.report()
    plan = _kernel(problem, plan, relaxation, seconds * 0.3, run.cancelled)
    run.plan = merged(run.problem, run.plan, part, plan)
    run.report()

    def found(_cost: float) -> None:
        run.report()

    doubt = np.minimum(relaxation.open, 1 - relaxation.open)
    plan = improve(
        problem, plan, doubt=doubt, seconds=until - time.monotonic(),
        good_enough=relaxation.bound * (1 + GOOD_ENOUGH), found=found, cancelled=run.cancelled,
    )  # fmt: skip
    run.plan = merged(run.problem, run.plan, part, plan)


def _kernel(problem: Problem, plan: Plan, relaxation: Relaxation, seconds: float, cancelled: Cancelled) -> Plan:
    """Solve with the arcs the relaxation used or nearly used, and those of the plan we have."""
    used = relaxation.arcs > RARE
    used[plan.arc[plan.arc >= 0]] = True
    near = _cheapest_per_person(problem, relaxation.reduced_costs(problem), 3)
    keep = np.flatnonzero((used | near) & (relaxation.open[problem.group] > RARE) | used)
    small = problem.with_arcs(keep)
    place = np.full(problem.arcs, NOWHERE, np.int64)
    place[keep] = np.arange(len(keep))
    start = Plan(_renamed(plan.arc, place), plan.open)
    answer = solve_exactly(small, seconds=seconds, start=start, cancelled=cancelled, gap=5e-4)
    if answer.plan is None:
        return plan
    new = Plan(_renamed(answer.plan.arc, keep), answer.plan.open)
    return new if cost_of(problem, new) < cost_of(problem, plan) else plan


def _renamed(arc: Ints, place: Ints) -> Ints:
    """Arcs by their number in another problem."""
    new = np.full(len(arc), NOWHERE, np.int64)
    new[arc >= 0] = place[arc[arc >= 0]]
    return new


def _cheapest_per_person(problem: Problem, cost: Floats, count: int) -> Any:
    """Flags of the `count` cheapest arcs of each person."""
    order = np.lexsort((cost, problem.person))
    starts = np.searchsorted(problem.person, np.arange(problem.people))
    rank = np.empty(problem.arcs, np.int64)
    rank[order] = np.arange(problem.arcs) - starts[problem.person[order]]
    return rank < count
