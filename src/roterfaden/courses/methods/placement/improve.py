"""Better plans for problems too large to be solved whole: a kernel of likely arcs, then one neighbourhood at a time.

Large neighbourhood search (Shaw 1998): some related groups, the people who sit there and those who wait for them are
planned anew, exactly, while everything else stays. A plan only ever gets better.
"""

import time
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from roterfaden.courses.methods.placement.exact import Cancelled, solve_exactly
from roterfaden.courses.methods.placement.problem import NOWHERE, Flags, Floats, Ints, Plan, Problem, cost_of, groups_of

FEWEST_GROUPS, FIRST_GROUPS, MOST_GROUPS = 2, 24, 120
QUICK, SLOW = 1.0, 5.0
TRIED_ENOUGH = 2
GAIN = 1e-6


@dataclass(frozen=True)
class Neighbourhood:
    """A part of a problem: its own small problem, and where its people, groups and arcs lie in the whole."""

    problem: Problem
    people: Ints
    groups: Ints
    arcs: Ints


def part_of(problem: Problem, plan: Plan, groups: Ints) -> Neighbourhood:
    """The small problem of these groups, of those who sit there and of those who wait; all others stay."""
    chosen = np.zeros(problem.groups, bool)
    chosen[groups] = True
    seat = groups_of(problem, plan)
    free = (seat == NOWHERE) | chosen[seat]
    keep = free[problem.person] & chosen[problem.group]
    keep &= ~_beside_partner(problem, seat, free)
    keep &= ~_room_taken(problem, plan, chosen)[problem.group]
    people = np.unique(problem.person[keep])
    arcs = np.flatnonzero(keep)
    new_person = np.full(problem.people, NOWHERE, np.int64)
    new_person[people] = np.arange(len(people))
    new_group = np.full(problem.groups, NOWHERE, np.int64)
    new_group[groups] = np.arange(len(groups))
    inside = [(int(new_person[a]), int(new_person[b])) for a, b in problem.apart]
    rooms = [tuple(int(new_group[g]) for g in room if chosen[g]) for room in problem.rooms]
    small = Problem(
        new_person[problem.person[arcs]], new_group[problem.group[arcs]], problem.cost[arcs], problem.use[arcs],
        problem.unplaced[people], problem.seats[groups], problem.minimum[groups], problem.opening[groups],
        problem.must_open[groups], problem.care[people], problem.care_seats[groups], problem.slot[groups],
        tuple((a, b) for a, b in inside if a >= 0 and b >= 0), tuple(room for room in rooms if len(room) > 1),
    )  # fmt: skip
    return Neighbourhood(small, people, groups, arcs)


def _beside_partner(problem: Problem, seat: Ints, free: Flags) -> Flags:
    """Arcs that would put somebody into the slot of a partner whose seat stays."""
    barred = np.zeros(problem.arcs, bool)
    starts = np.searchsorted(problem.person, np.arange(problem.people + 1))
    for pair in problem.apart:
        for person, partner in (pair, pair[::-1]):
            if free[person] and not free[partner]:
                own = slice(starts[person], starts[person + 1])
                barred[own] |= problem.slot[problem.group[own]] == problem.slot[seat[partner]]
    return barred


def _room_taken(problem: Problem, plan: Plan, chosen: Flags) -> Flags:
    """Planned groups whose room is used by an open group that stays."""
    barred = np.zeros(problem.groups, bool)
    for room in problem.rooms:
        rows = np.array(room)
        if (plan.open[rows] & ~chosen[rows]).any():
            barred[rows] |= ~problem.must_open[rows]
    return barred


def merged(problem: Problem, plan: Plan, part: Neighbourhood, new: Plan) -> Plan:
    """The whole plan with the part planned anew."""
    arc, is_open = plan.arc.copy(), plan.open.copy()
    arc[part.people] = NOWHERE
    placed = new.arc >= 0
    arc[part.people[placed]] = part.arcs[new.arc[placed]]
    is_open[part.groups] = new.open
    return Plan(arc, is_open)


def present(problem: Problem, plan: Plan, part: Neighbourhood) -> Plan:
    """What the whole plan means inside a part."""
    place = np.full(problem.arcs, NOWHERE, np.int64)
    place[part.arcs] = np.arange(len(part.arcs))
    own = plan.arc[part.people]
    inside = np.full(len(own), NOWHERE, np.int64)
    inside[own >= 0] = place[own[own >= 0]]
    return Plan(inside, plan.open[part.groups])


def kinship(problem: Problem) -> csr_matrix:
    """How many people could sit in both groups: what makes groups related."""
    ones = np.ones(problem.arcs)
    could = csr_matrix((ones, (problem.person, problem.group)), shape=(problem.people, problem.groups))
    return (could.T @ could).tocsr()


def improve(
    problem: Problem,
    plan: Plan,
    *,
    doubt: Floats,
    seconds: float,
    good_enough: float,
    random: np.random.Generator,
    cancelled: Cancelled = lambda: False,
) -> Plan:
    """Plan neighbourhoods anew until time is over, everything was tried without gain, or the cost is `good_enough`.

    `doubt`: for each group how unsure the relaxation is whether it should open (0 sure … 0.5 open question).
    """
    until = time.monotonic() + seconds
    related = kinship(problem)
    cost, size = cost_of(problem, plan), min(FIRST_GROUPS, max(FEWEST_GROUPS, problem.groups // 3))
    tried = np.zeros(problem.groups)
    while time.monotonic() < until and cost > good_enough and not cancelled():
        chance = (0.05 + doubt) / (1.0 + tried) ** 2
        seed = int(random.choice(problem.groups, p=chance / chance.sum()))
        part = part_of(problem, plan, nearest(related, seed, size, random.uniform(0.5, 1.0, problem.groups)))
        tried[part.groups] += 1
        began = time.monotonic()
        left = until - began
        answer = solve_exactly(
            part.problem, seconds=min(left, 2 * SLOW), start=present(problem, plan, part), cancelled=cancelled
        )
        took = time.monotonic() - began
        size = (
            min(MOST_GROUPS, size + 4) if took < QUICK else max(FEWEST_GROUPS, size * 3 // 4) if took > SLOW else size
        )
        if answer.plan is None:
            continue
        new = merged(problem, plan, part, answer.plan)
        new_cost = cost_of(problem, new)
        if new_cost < cost - GAIN:
            plan, cost = new, new_cost
            tried[part.groups] = 0
        elif size >= min(MOST_GROUPS, problem.groups) and tried.min() >= TRIED_ENOUGH:
            break
    return plan


def nearest(related: csr_matrix, seed: int, size: int, chance: Floats) -> Ints:
    """A group and those most related to it; `chance` (by group) lets the choice differ from time to time."""
    row = related.getrow(seed)
    order = np.argsort(-row.data * chance[row.indices], kind="stable")
    return np.unique(np.append(row.indices[order[:size]], seed)).astype(np.int64)
