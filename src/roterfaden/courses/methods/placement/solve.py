"""From an instance to a proposal with a proven bound: independent parts apart, small ones exactly, large ones in steps.

Parts share nothing, so two are planned at a time. Steps for a large part: a list by urgency as a first plan; the
Lagrangian bound; a kernel of the arcs with the lowest bounds, solved by HiGHS; neighbourhoods, among the arcs that a
better plan could still use, until the plan is good enough.
"""

import resource
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from roterfaden.courses.methods.placement.bound import Relaxation, relax
from roterfaden.courses.methods.placement.byhand import by_urgency
from roterfaden.courses.methods.placement.exact import Cancelled, relaxed, solve_exactly
from roterfaden.courses.methods.placement.improve import Neighbourhood, improve, merged, part_of, present
from roterfaden.courses.methods.placement.instance import Instance
from roterfaden.courses.methods.placement.problem import (
    NOWHERE,
    Plan,
    Problem,
    cost_of,
    least_cost,
    problem_of,
    rounded_up,
)

EXACT_ARCS = 60_000
"""Parts with at most so many possible pairs are given to HiGHS whole."""
KERNEL_ARCS = 20_000
"""A kernel of at most so many arcs is solved whole."""
RARE, TRACE = 0.02, 1e-6
"""What the Lagrangian relaxation chose less often, or the linear one takes less of, is not likely."""
WITHIN = 0.0005
"""A large part is good enough when it is proved to lie so close to the best possible, relative."""
EXACTLY = 1e-5
BOUND_SHARE, KERNEL_SHARE, SLICE_SHARE = 0.3, 0.2, 0.1
"""Shares of the time of a large part: for its bound, for each step of its kernel, and until the arcs are looked through
again."""
PARTS_AT_A_TIME = 2
BEAT = 0.5
"""Seconds after which a run looks whether somebody wants to stop it, and says how far it is."""
SOLUTION = "roterfaden-placement-solution/1"
MEBI = 1024


@dataclass(frozen=True)
class Progress:
    """How far a run is: seconds so far, cost of the best plan and the proven bound."""

    seconds: float
    cost: float
    bound: float


@dataclass(frozen=True)
class Solved:
    """A plan, the bound proved for it (infinite: no plan keeps every rule), and the method in words.

    `has_plan` is False where none was found, whether there is one or not.
    """

    plan: Plan
    bound: float
    method: str
    has_plan: bool = True


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
            "memory_mb": memory_mb(),
            "method": self.method,
            "seats": self.seats,
            "opened": list(self.opened),
        }


def memory_mb() -> float:
    """The most memory this program has had so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBI, 1)


class _Part:
    """A part on its way: its best plan and bound so far. A thread of its own writes, everybody reads."""

    def __init__(self, where: Neighbourhood, plan: Plan) -> None:
        self.where = where
        self.problem = where.problem
        self.plan = plan
        self.has_plan = is_feasible(where.problem, plan)
        self.bound = least_cost(where.problem)

    def better(self, plan: Plan | None, bound: float) -> None:
        """Keep what is better than before."""
        self.bound = max(self.bound, rounded_up(self.problem, bound))
        if plan is not None and (not self.has_plan or cost_of(self.problem, plan) < cost_of(self.problem, self.plan)):
            self.plan, self.has_plan = plan, True

    @property
    def cost(self) -> float:
        """What the plan costs."""
        return cost_of(self.problem, self.plan)

    def is_within(self, share: float) -> bool:
        """Whether the plan is proved to lie so close to the best possible."""
        return self.cost - self.bound <= max(share * abs(self.cost), EXACTLY)


def place(
    instance: Instance,
    *,
    seconds: float = 60.0,
    within: float = WITHIN,
    tell: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Cancelled = lambda: False,
) -> Proposal:
    """The best proposal found within about `seconds`, with a bound that holds for the whole instance.

    Large parts stop earlier when they are proved to lie `within` (relative) of the best possible. A run that is
    cancelled returns the best proposal so far, in state "cancelled".
    """
    began = time.monotonic()
    problem = problem_of(instance)
    solved = solve(problem, seconds=seconds, within=within, tell=tell, cancelled=cancelled, began=began)
    taken = time.monotonic() - began
    if not solved.has_plan:
        state = "infeasible" if solved.bound == float("inf") else "unknown"
        return Proposal(state, {}, (), float("inf"), solved.bound, taken, solved.method)
    cost = cost_of(problem, solved.plan)
    bound = min(rounded_up(problem, solved.bound), cost)
    seats, opened = seats_of(instance, problem, solved.plan)
    state = "cancelled" if cancelled() else "optimal" if cost - bound < EXACTLY else "feasible"
    return Proposal(state, seats, opened, cost, bound, taken, solved.method)


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
    within: float = WITHIN,
    tell: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Cancelled = lambda: False,
    began: float | None = None,
) -> Solved:
    """The best plan found within about `seconds` since `began`, and the bound of the whole.

    `tell` and `cancelled` are called by the thread of the caller only.
    """
    began = time.monotonic() if began is None else began
    if problem.balance:
        return _whole(problem, seconds, cancelled)
    plan = by_urgency(problem)
    parts = [_Part(where, present(problem, plan, where)) for where in components(problem)]
    outside = _outside(problem, parts)
    stop = threading.Event()
    queue = _Queue(parts, began + seconds, within, stop)
    with ThreadPoolExecutor(PARTS_AT_A_TIME) as pool:
        try:
            running = {pool.submit(queue.work) for _thread in range(min(PARTS_AT_A_TIME, len(parts)))}
            while running:
                done, running = wait(running, timeout=BEAT, return_when=FIRST_COMPLETED)
                _raise_errors(done)
                cost, bound = (sum(getattr(part, name) for part in parts) + outside for name in ("cost", "bound"))
                tell(Progress(time.monotonic() - began, cost, bound))
                if cancelled():
                    stop.set()
        finally:
            stop.set()
    for part in parts:
        plan = merged(problem, plan, part.where, part.plan)
    bound = sum(part.bound for part in parts) + outside
    method = f"{len(parts)} parts, {queue.large} of them in steps"
    return Solved(plan, bound, method, bool(np.isfinite(outside)) and all(part.has_plan for part in parts))


def _raise_errors(done: set["Future[None]"]) -> None:
    for future in done:
        future.result()


class _Queue:
    """Parts to be planned, the largest first. The largest has a thread and all the time to itself; the others share
    the time of the rest by their size."""

    def __init__(self, parts: list[_Part], until: float, within: float, stop: threading.Event) -> None:
        self.waiting = list(parts)
        self.until = until
        self.within = within
        self.stop = stop
        self.large = 0
        self._first = parts[0] if parts else None
        self._lock = threading.Lock()

    def work(self) -> None:
        """Plan one part after the other until none is left."""
        while not self.stop.is_set():
            with self._lock:
                if not self.waiting:
                    return
                part, seconds = self._next()
            self._plan(part, seconds)

    def _next(self) -> tuple[_Part, float]:
        left = max(0.0, self.until - time.monotonic())
        part = self.waiting.pop(0)
        if part is self._first:
            return part, left
        rest = part.problem.arcs + sum(each.problem.arcs for each in self.waiting)
        return part, left * part.problem.arcs / max(rest, 1)

    def _plan(self, part: _Part, seconds: float) -> None:
        if part.problem.arcs <= EXACT_ARCS or not part.has_plan:
            start = part.plan if part.has_plan else None
            answer = solve_exactly(part.problem, seconds=seconds, start=start, cancelled=self.stop.is_set)
            part.better(answer.plan, answer.bound)
        else:
            self.large += 1
            _in_steps(part, seconds=seconds, within=self.within, cancelled=self.stop.is_set)


def _in_steps(part: _Part, *, seconds: float, within: float, cancelled: Cancelled) -> None:
    """Bound, kernel, neighbourhoods. Arcs that no better plan can use are left out; when few are left, what is left
    goes to HiGHS whole, and its bound is that of the part."""
    problem, until = part.problem, time.monotonic() + seconds
    relaxation = relax(problem, part.plan, seconds=seconds * BOUND_SHARE, enough=within, cancelled=cancelled)
    part.better(None, relaxation.bound)
    search = _Search(part, relaxation, within, cancelled)
    kernel = _with_arcs(part, relaxation.used > RARE)
    search.round_up(kernel, seconds=seconds * KERNEL_SHARE)
    search.go_on(kernel, seconds=seconds * KERNEL_SHARE, largest=KERNEL_ARCS)
    while not part.is_within(within) and (left := until - time.monotonic()) > 0 and not cancelled():
        inner = _with_arcs(part, relaxation.least < part.cost)
        if inner.problem.arcs <= EXACT_ARCS:
            # What was left out costs as much as the plan in hand, or more.
            part.better(None, min(search.solve(inner, seconds=left), part.cost))
            return
        search.go_on(inner, seconds=min(left, seconds * SLICE_SHARE))


class _Search:
    """The search for better plans of a large part, among some of its arcs at a time."""

    def __init__(self, part: _Part, relaxation: Relaxation, within: float, cancelled: Cancelled) -> None:
        self.part = part
        self.doubt = np.minimum(relaxation.open, 1 - relaxation.open)
        self.within = within
        self.cancelled = cancelled
        self.random = np.random.default_rng(1)

    def round_up(self, inner: Neighbourhood, *, seconds: float) -> None:
        """The best plan among the arcs the linear relaxation takes at least a little of; hardly any choice is left."""
        problem, tied = inner.problem, self.doubt > RARE
        amounts = relaxed(problem, seconds=seconds / 2, tied=tied, cancelled=self.cancelled)
        arcs = inner.arcs[amounts > TRACE]
        taken = Neighbourhood(self.part.problem.with_arcs(arcs), inner.people, inner.groups, arcs)
        answer = solve_exactly(taken.problem, seconds=seconds / 2, tied=tied, cancelled=self.cancelled)
        self._keep(taken, answer.plan)
        torn = (amounts > TRACE) & (amounts < 1 - TRACE)
        self.doubt = self.doubt + np.bincount(problem.group[torn], minlength=problem.groups) / problem.seats

    def solve(self, inner: Neighbourhood, *, seconds: float) -> float:
        """Solve with these arcs whole; the bound holds for them."""
        start = present(self.part.problem, self.part.plan, inner)
        answer = solve_exactly(
            inner.problem, seconds=seconds, start=start, cancelled=self.cancelled, gap=self.within / 2
        )
        self._keep(inner, answer.plan)
        return answer.bound

    def go_on(self, inner: Neighbourhood, *, seconds: float, largest: int = 0) -> None:
        """Better the plan with these arcs: whole if there are at most `largest`, else by neighbourhoods."""
        if self.part.is_within(self.within):
            return
        inner = _with_arcs(self.part, np.isin(np.arange(self.part.problem.arcs), inner.arcs))
        if inner.problem.arcs <= largest:
            self.solve(inner, seconds=seconds)
            return
        plan = improve(
            inner.problem, present(self.part.problem, self.part.plan, inner), doubt=self.doubt, seconds=seconds,
            good_enough=self.part.bound / (1 - self.within), random=self.random, cancelled=self.cancelled,
        )  # fmt: skip
        self._keep(inner, plan)

    def _keep(self, inner: Neighbourhood, plan: Plan | None) -> None:
        if plan is not None:
            self.part.better(merged(self.part.problem, self.part.plan, inner, plan), self.part.bound)


def _with_arcs(part: _Part, keep: Any) -> Neighbourhood:
    """The part with these arcs and those of its plan only."""
    keep[part.plan.arc[part.plan.arc >= 0]] = True
    arcs = np.flatnonzero(keep)
    problem = part.problem
    return Neighbourhood(problem.with_arcs(arcs), np.arange(problem.people), np.arange(problem.groups), arcs)


def is_feasible(problem: Problem, plan: Plan) -> bool:
    """Whether everybody who must be placed is, and every open group has its minimum."""
    seated = np.bincount(problem.group[plan.arc[plan.arc >= 0]], minlength=problem.groups)
    waits_in_vain = ~np.isfinite(problem.unplaced) & (plan.arc < 0)
    return not waits_in_vain.any() and bool((seated >= problem.minimum)[plan.open].all())


def _whole(problem: Problem, seconds: float, cancelled: Cancelled) -> Solved:
    answer = solve_exactly(problem, seconds=seconds, cancelled=cancelled)
    plan = answer.plan or by_urgency(problem)
    bound = max(answer.bound, least_cost(problem))
    return Solved(plan, bound, "whole, HiGHS", answer.plan is not None or is_feasible(problem, plan))


def components(problem: Problem) -> list[Neighbourhood]:
    """Parts that share no person, no couple and no room, the largest first."""
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
    return sorted(parts, key=lambda part: -part.problem.arcs)


def component_of(problem: Problem, group: int) -> Neighbourhood:
    """The part a group lies in; with shares of providers everything is one part."""
    if problem.balance:
        everything = (np.arange(count) for count in (problem.people, problem.groups, problem.arcs))
        return Neighbourhood(problem, *everything)
    return next(part for part in components(problem) if group in part.groups)


def _outside(problem: Problem, parts: list[_Part]) -> float:
    """Cost of people no course is possible for: they wait in every plan."""
    inside = np.zeros(problem.people, bool)
    for part in parts:
        inside[part.where.people] = True
    return float(problem.unplaced[~inside].sum())
