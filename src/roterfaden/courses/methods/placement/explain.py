"""Why is this person not placed, why does this course not open – and what would have to be different?

Each answer is a counterfactual that was calculated, not a rule of thumb: the same problem is solved once more with the
person placed (or the course opened), and the two plans are compared.
"""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from roterfaden.courses.methods.placement.exact import Cancelled, solve_exactly
from roterfaden.courses.methods.placement.hurdles import Hurdle, hurdles
from roterfaden.courses.methods.placement.improve import FIRST_GROUPS, kinship, merged, nearest, part_of
from roterfaden.courses.methods.placement.instance import Instance
from roterfaden.courses.methods.placement.problem import NOWHERE, Plan, Problem, cost_of, problem_of
from roterfaden.courses.methods.placement.solve import (
    EXACT_ARCS,
    Proposal,
    component_of,
    is_feasible,
    seats_of,
)


@dataclass(frozen=True)
class Difference:
    """From one plan to another: who starts, waits or sits elsewhere, which courses open and close, and points more.

    `is_exact`: no other plan of this kind costs fewer points; otherwise it costs at most so many.
    """

    starts: tuple[str, ...]
    waits: tuple[str, ...]
    moves: tuple[str, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    points: float
    is_exact: bool = True


@dataclass(frozen=True)
class Instead:
    """What another plan would change. None and `is_known`: it is proved that there is none; None and not `is_known`:
    none was found in the time there was."""

    difference: Difference | None = None
    is_known: bool = True


@dataclass(frozen=True)
class NearCourse:
    """A course that only a few hard rules keep somebody out of."""

    course: str
    hurdles: tuple[Hurdle, ...]


@dataclass(frozen=True)
class WhyNotPlaced:
    """Why a person waits. Without any possible course, `near` lists the courses with the fewest hurdles, `counts` how
    many courses each hurdle keeps away, and `fitting` the same among the courses the test allows. Otherwise `instead`
    says what placing this person would change."""

    possible: tuple[str, ...]
    near: tuple[NearCourse, ...]
    counts: dict[Hurdle, int]
    fitting: dict[Hurdle, int]
    instead: Instead


@dataclass(frozen=True)
class WhyNotOpened:
    """Why a planned course stays closed: how many people could sit in it at all, how many it needs, and what opening it
    would change."""

    could_sit: int
    minimum: int
    instead: Instead


NEAREST = 3
TIE = 0.5


def why_not_placed(
    instance: Instance, proposal: Proposal, person_id: str, *, seconds: float = 10.0,
    cancelled: Cancelled = lambda: False,
) -> WhyNotPlaced:  # fmt: skip
    """Explain why somebody has no seat in `proposal`."""
    number, person = next((n, p) for n, p in enumerate(instance.people) if p.id == person_id)
    kept_out = {course.id: hurdles(person, course, instance) for course in instance.courses}
    possible = tuple(name for name, found in kept_out.items() if not found)
    counts = Counter(hurdle for found in kept_out.values() for hurdle in found)
    fitting = Counter(hurdle for found in kept_out.values() if Hurdle.LEVEL not in found for hurdle in found)
    # What only the test stands in the way of is no course to think of: the test decides (IntV § 11 (2)).
    nearest = sorted((Hurdle.LEVEL in found, len(found), name) for name, found in kept_out.items() if found)[:NEAREST]
    near = tuple(NearCourse(name, tuple(kept_out[name])) for _level, _count, name in nearest)
    instead = Instead()
    if possible:
        problem = problem_of(instance)
        unplaced = problem.unplaced.copy()
        unplaced[number] = np.inf
        own = np.flatnonzero(problem.person == number)
        instead = _instead(
            instance, proposal, replace(problem, unplaced=unplaced), seconds=seconds, cancelled=cancelled,
            around=int(problem.group[own[np.argmin(problem.cost[own])]]),
        )  # fmt: skip
    return WhyNotPlaced(possible, near, dict(counts), dict(fitting), instead)


def why_not_opened(
    instance: Instance, proposal: Proposal, course_id: str, *, seconds: float = 10.0,
    cancelled: Cancelled = lambda: False,
) -> WhyNotOpened:  # fmt: skip
    """Explain why a planned course does not open in `proposal`. It opens only with its minimum, also in the answer."""
    number, course = next((n, c) for n, c in enumerate(instance.courses) if c.id == course_id)
    problem = problem_of(instance)
    could_sit = int((problem.group == number).sum())
    instead = Instead()
    rivals = {group for room in problem.rooms if number in room for group in room} - {number}
    if could_sit >= course.minimum and not any(problem.must_open[group] for group in rivals):
        must_open = problem.must_open.copy()
        must_open[number] = True
        instead = _instead(
            instance, proposal, replace(problem, must_open=must_open), around=number, seconds=seconds,
            cancelled=cancelled,
        )  # fmt: skip
    return WhyNotOpened(could_sit, course.minimum, instead)


def _instead(
    instance: Instance, proposal: Proposal, problem: Problem, *, around: int, seconds: float, cancelled: Cancelled
) -> Instead:
    """The best other plan; only the part of the problem that `around` (a group) lies in can change. Of a part too large
    to be solved whole, only what is nearest changes: the answer is a plan then, but not proved to be the best one."""
    usual = problem_of(instance)
    now = plan_named(instance, usual, proposal)
    # Among equally good plans the one that changes least; costs are whole points, so that this decides ties only.
    as_it_is = np.isin(np.arange(problem.arcs), now.arc)
    calm = replace(problem, cost=problem.cost + np.where(as_it_is, 0.0, TIE / (problem.people + 1)))
    part = component_of(calm, around)
    is_whole = part.problem.arcs <= EXACT_ARCS
    if not is_whole:
        groups = nearest(kinship(calm), around, FIRST_GROUPS, np.ones(calm.groups))
        rooms = [group for room in calm.rooms if around in room for group in room]
        part = part_of(calm, Plan(now.arc, now.open | calm.must_open), np.union1d(groups, np.array(rooms, np.int64)))
    answer = solve_exactly(part.problem, seconds=seconds, cancelled=cancelled)
    if answer.plan is None:
        return Instead(None, is_known=answer.is_infeasible and is_whole)
    plan = merged(calm, now, part, answer.plan)
    if not is_feasible(calm, plan):  # of what is nearest, the person in question had no part
        return Instead(None, is_known=False)
    seats, opened = seats_of(instance, usual, plan)
    points = cost_of(usual, plan) - cost_of(usual, now)
    found = difference(proposal.seats, proposal.opened, seats, opened, points)
    return Instead(replace(found, is_exact=answer.is_optimal and is_whole))


def plan_named(instance: Instance, problem: Problem, proposal: Proposal) -> Plan:
    """A proposal as a plan of the problem."""
    index = {course.id: number for number, course in enumerate(instance.courses)}
    wanted = np.array([index.get(proposal.seats.get(person.id, ""), NOWHERE) for person in instance.people], np.int64)
    chosen = np.flatnonzero(problem.group == wanted[problem.person])
    arc = np.full(problem.people, NOWHERE, np.int64)
    arc[problem.person[chosen]] = chosen
    is_open = np.array([course.id in proposal.opened for course in instance.courses], bool)
    return Plan(arc, is_open | problem.must_open)


def difference(
    seats: dict[str, str],
    opened: tuple[str, ...],
    new_seats: dict[str, str],
    new_opened: tuple[str, ...],
    points: float,
) -> Difference:
    """What changes from one plan to another, by name and in order."""
    return Difference(
        starts=tuple(sorted(new_seats.keys() - seats.keys())),
        waits=tuple(sorted(seats.keys() - new_seats.keys())),
        moves=tuple(sorted(name for name in seats.keys() & new_seats.keys() if seats[name] != new_seats[name])),
        opens=tuple(sorted(set(new_opened) - set(opened))),
        closes=tuple(sorted(set(opened) - set(new_opened))),
        points=points,
    )
