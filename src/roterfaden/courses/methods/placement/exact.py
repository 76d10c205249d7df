"""The exact model in HiGHS: best plan and proven bound of a whole problem or of a part of it.

Strong formulation: besides the seats, every arc of a group that may stay closed is tied to its opening (x ≤ y), which
makes the linear relaxation much tighter than the seats alone (kim.md §3; uncapacitated facility location, Cornuéjols,
Nemhauser and Wolsey 1990).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from roterfaden.courses.methods.placement.problem import NOWHERE, Flags, Floats, Ints, Plan, Problem

Cancelled = Callable[[], bool]
NEAR_ONE = 0.5
THREADS = 1
"""HiGHS gains little by more, and refuses to change their number later; two parts are solved at a time instead."""


@dataclass(frozen=True)
class Answer:
    """What HiGHS found: a plan (None if there is none), its cost, and a bound no plan can be below."""

    plan: Plan | None
    cost: float
    bound: float
    is_optimal: bool
    is_infeasible: bool = False


class _Rows:
    """Collects the rows of the model as one sparse matrix."""

    def __init__(self) -> None:
        self.columns: list[Ints] = []
        self.values: list[Floats] = []
        self.starts: list[Ints] = []
        self.low: list[Floats] = []
        self.high: list[Floats] = []
        self.entries = 0

    def add(self, columns: Ints, values: Floats, lengths: Ints, low: Floats, high: Floats) -> None:
        """`lengths[i]` entries belong to row i; they lie one after the other in `columns` and `values`."""
        if not len(lengths):
            return
        self.starts.append(self.entries + np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64))
        self.columns.append(columns)
        self.values.append(values)
        self.low.append(low)
        self.high.append(high)
        self.entries += len(columns)


def solve_exactly(
    problem: Problem,
    *,
    seconds: float,
    start: Plan | None = None,
    cancelled: Cancelled = lambda: False,
    gap: float = 0.0,
    tied: Flags | None = None,
) -> Answer:
    """Solve within `seconds`; `start` is a plan to begin with; `gap` (relative) is good enough.

    `tied`: the groups whose arcs are tied to their opening (None: all). The others have the weaker rows of their seats
    only, which means the same for a plan and is enough for groups that open without doubt.

    The bound holds for exactly this problem, also when time ran out.
    """
    if problem.people == 0:
        return Answer(Plan(np.zeros(0, np.int64), problem.must_open.copy()), _fixed(problem), _fixed(problem), True)
    model = highspy.Highs()
    model.silent()
    model.setOptionValue("time_limit", float(max(seconds, 0.1)))
    model.setOptionValue("threads", THREADS)
    model.setOptionValue("mip_rel_gap", gap)
    model.setOptionValue("random_seed", 1)
    model.passModel(_model(problem, np.ones(problem.groups, bool) if tied is None else tied))
    if start is not None:
        _begin_with(model, problem, start)
    _stop_when(model, cancelled)
    model.run()
    return _answer(model, problem)


def relaxed(problem: Problem, *, seconds: float, tied: Flags, cancelled: Cancelled = lambda: False) -> Floats:
    """How much of each arc the linear relaxation takes, by the interior point method, which is many times faster on
    large problems than the simplex method; nothing anywhere if time was over before."""
    lp = _model(problem, tied)
    lp.integrality_ = []
    model = highspy.Highs()
    model.silent()
    model.setOptionValue("time_limit", float(max(seconds, 0.1)))
    model.setOptionValue("threads", THREADS)
    model.setOptionValue("solver", "ipm")
    model.passModel(lp)
    _stop_when(model, cancelled)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return np.zeros(problem.arcs)
    return np.array(model.getSolution().col_value)[: problem.arcs]


def _fixed(problem: Problem) -> float:
    return float(problem.opening[problem.must_open].sum())


def _offset(problem: Problem) -> float:
    return float(problem.unplaced[np.isfinite(problem.unplaced)].sum())


def _model(problem: Problem, tied: Flags) -> highspy.HighsLp:
    """Columns: one per arc (x), one per group (y), two per provider with a share (how far above, how far below)."""
    arcs, groups = problem.arcs, problem.groups
    shared = np.flatnonzero(~np.isnan(problem.share)) if problem.balance else np.zeros(0, np.int64)
    worth = np.where(np.isfinite(problem.unplaced), problem.unplaced, 0.0)
    lp = highspy.HighsLp()
    columns = arcs + groups + 2 * len(shared)
    lp.num_col_ = columns
    lp.offset_ = _offset(problem)
    lp.col_cost_ = np.concatenate(
        [problem.cost - worth[problem.person], problem.opening, np.full(2 * len(shared), problem.balance)]
    )
    lp.col_lower_ = np.concatenate([np.zeros(arcs), problem.must_open.astype(float), np.zeros(2 * len(shared))])
    lp.col_upper_ = np.concatenate([np.ones(arcs + groups), np.full(2 * len(shared), highspy.kHighsInf)])
    integer, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [integer] * (arcs + groups) + [real] * (2 * len(shared))
    rows = _Rows()
    _people(problem, rows)
    _seats(problem, rows)
    _ties(problem, rows, tied)
    _pairs_and_rooms(problem, rows)
    _shares(problem, rows, shared)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.row_lower_ = np.concatenate(rows.low)
    lp.row_upper_ = np.concatenate(rows.high)
    lp.num_row_ = len(lp.row_lower_)
    lp.a_matrix_.start_ = np.concatenate([*rows.starts, [rows.entries]])
    lp.a_matrix_.index_ = np.concatenate(rows.columns)
    lp.a_matrix_.value_ = np.concatenate(rows.values)
    return lp


def _people(problem: Problem, rows: _Rows) -> None:
    """At most one seat each; exactly one for those who must be placed."""
    lengths = np.bincount(problem.person, minlength=problem.people)
    must = ~np.isfinite(problem.unplaced)
    arcs = np.arange(problem.arcs)
    rows.add(arcs, np.ones(problem.arcs), lengths, must.astype(float), np.ones(problem.people))


def _seats(problem: Problem, rows: _Rows) -> None:
    """Seats, minimum and child care of each group, all tied to its opening."""
    order = np.argsort(problem.group, kind="stable")
    lengths = np.bincount(problem.group, minlength=problem.groups)
    ends = np.cumsum(lengths)
    inf = np.full(problem.groups, highspy.kHighsInf)
    zero = np.zeros(problem.groups)
    y = problem.arcs + np.arange(problem.groups)
    columns = np.insert(order, ends, y)
    rows.add(columns, np.insert(problem.use[order], ends, -problem.seats), lengths + 1, -inf, zero)
    for group in np.flatnonzero(problem.minimum > 0).tolist():
        own = order[ends[group] - lengths[group] : ends[group]]
        values = np.append(np.ones(len(own)), -float(problem.minimum[group]))
        rows.add(np.append(own, y[group]), values, np.array([len(own) + 1]), np.zeros(1), inf[:1])
    for group in range(problem.groups):
        own = order[ends[group] - lengths[group] : ends[group]]
        own = own[problem.care[problem.person[own]] > 0]
        if len(own) and problem.care[problem.person[own]].sum() > problem.care_seats[group]:
            values = np.append(problem.care[problem.person[own]].astype(float), -float(problem.care_seats[group]))
            rows.add(np.append(own, y[group]), values, np.array([len(own) + 1]), -inf[:1], np.zeros(1))


def _ties(problem: Problem, rows: _Rows, tied: Flags) -> None:
    """Nobody sits in a closed group: x ≤ y for each arc of a group that may stay closed."""
    arcs = np.flatnonzero((tied & ~problem.must_open)[problem.group])
    columns = np.stack([arcs, problem.arcs + problem.group[arcs]], axis=1).ravel()
    values = np.tile([1.0, -1.0], len(arcs))
    rows.add(columns, values, np.full(len(arcs), 2), np.full(len(arcs), -highspy.kHighsInf), np.zeros(len(arcs)))


def _pairs_and_rooms(problem: Problem, rows: _Rows) -> None:
    """Two who mind each other's children never share a slot; of courses in one room and slot one at most opens."""
    starts = np.searchsorted(problem.person, np.arange(problem.people + 1))
    for one, other in problem.apart:
        both = np.concatenate([np.arange(starts[p], starts[p + 1]) for p in (one, other)])
        slots = problem.slot[problem.group[both]]
        for slot in np.unique(slots):
            own = both[slots == slot]
            rows.add(own, np.ones(len(own)), np.array([len(own)]), np.array([-highspy.kHighsInf]), np.ones(1))
    for groups in problem.rooms:
        own = np.array(groups)
        limit = max(1.0, float(problem.must_open[own].sum()))
        columns = problem.arcs + own
        rows.add(columns, np.ones(len(own)), np.array([len(own)]), np.array([-highspy.kHighsInf]), np.array([limit]))


def _shares(problem: Problem, rows: _Rows, shared: Ints) -> None:
    """Seated people of a provider minus its share of all seated people = above − below."""
    for place, provider in enumerate(shared):
        own = (problem.provider[problem.group] == provider).astype(float) - problem.share[provider]
        above = problem.arcs + problem.groups + 2 * place
        columns = np.append(np.arange(problem.arcs), [above, above + 1])
        rows.add(columns, np.append(own, [-1.0, 1.0]), np.array([len(columns)]), np.zeros(1), np.zeros(1))


def _begin_with(model: highspy.Highs, problem: Problem, start: Plan) -> None:
    solution = highspy.HighsSolution()
    values = np.zeros(model.getNumCol())
    values[start.arc[start.arc >= 0]] = 1
    values[problem.arcs : problem.arcs + problem.groups] = start.open
    solution.col_value = list(values)
    model.setSolution(solution)


def _stop_when(model: highspy.Highs, cancelled: Cancelled) -> None:
    """Ask now and then whether somebody cancelled the run."""
    asked = [time.monotonic()]

    def interrupt(event: highspy.HighsCallbackEvent) -> None:
        if time.monotonic() - asked[0] > NEAR_ONE:
            asked[0] = time.monotonic()
            if cancelled():
                event.interrupt()

    model.cbMipInterrupt += interrupt
    model.cbSimplexInterrupt += interrupt
    model.cbIpmInterrupt += interrupt


def _answer(model: highspy.Highs, problem: Problem) -> Answer:
    status = model.getModelStatus()
    info = model.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Answer(None, float("inf"), float("inf"), is_optimal=False, is_infeasible=True)
    bound = float(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(None, float("inf"), bound, is_optimal=False)
    values = np.array(model.getSolution().col_value)
    plan = plan_of(problem, values[: problem.arcs], values[problem.arcs : problem.arcs + problem.groups])
    return Answer(plan, float(info.objective_function_value), bound, status == highspy.HighsModelStatus.kOptimal)


def plan_of(problem: Problem, x: Floats, y: Floats) -> Plan:
    """The plan a solution vector means. A planned group nobody sits in is closed."""
    chosen = np.flatnonzero(x > NEAR_ONE)
    arc = np.full(problem.people, NOWHERE, np.int64)
    arc[problem.person[chosen]] = chosen
    seated = np.bincount(problem.group[chosen], minlength=problem.groups)
    return Plan(arc, problem.must_open | ((y > NEAR_ONE) & (seated > 0)))
