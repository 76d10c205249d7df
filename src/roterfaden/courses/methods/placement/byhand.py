"""What people do without a computer, as honest baselines and as a plan to begin with."""

import heapq
import time
from dataclasses import replace

import numpy as np

from roterfaden.courses.methods.placement.exact import solve_exactly
from roterfaden.courses.methods.placement.problem import NOWHERE, Flags, Ints, Plan, Problem


def in_order(problem: Problem, order: Ints) -> Plan:
    """Give each person, in this order, the cheapest seat still free; then close groups that stay too small, the
    emptiest first, and try again for the people who sat there, until every open group is large enough."""
    desk = _Desk(problem)
    turn = np.empty(problem.people, np.int64)
    turn[order] = np.arange(problem.people)
    for person in order:
        desk.seat(int(person))
    while (small := desk.smallest()) is not None:
        for person in sorted(desk.close(small), key=turn.__getitem__):
            desk.seat(person)
    return desk.plan()


def by_urgency(problem: Problem) -> Plan:
    """Those first who must not wait: the highest points of being left waiting."""
    return in_order(problem, np.argsort(-problem.unplaced, kind="stable"))


def by_arrival(problem: Problem, waiting: Ints) -> Plan:
    """The waiting list: who has waited longest comes first. Those already told keep their seat."""
    told = ~np.isfinite(problem.unplaced)
    return in_order(problem, np.lexsort((-waiting, ~told)))


def by_flow(problem: Problem, *, seconds: float) -> Plan | None:
    """Everybody to the cheapest seats at once as if all courses opened (a minimum-cost flow); then the emptiest third
    of the courses that are too small is closed and the flow is solved again, until none is too small. None if that
    takes longer than `seconds`."""
    until = time.monotonic() + seconds
    everything = np.arange(problem.arcs)
    is_open = np.ones(problem.groups, bool)
    while True:
        keep = everything[is_open[problem.group]]
        eased = replace(
            problem.with_arcs(keep), must_open=is_open, minimum=np.zeros_like(problem.minimum), rooms=(), balance=0.0
        )
        answer = solve_exactly(eased, seconds=until - time.monotonic())
        if answer.plan is None:
            return None
        arc = np.full(problem.people, NOWHERE, np.int64)
        placed = answer.plan.arc >= 0
        arc[placed] = keep[answer.plan.arc[placed]]
        seated = np.bincount(problem.group[arc[arc >= 0]], minlength=problem.groups)
        small = np.flatnonzero(is_open & (seated < problem.minimum))
        if not len(small):
            return Plan(arc, problem.must_open | (is_open & (seated > 0)))
        emptiest = small[np.argsort(seated[small] / problem.minimum[small], kind="stable")]
        is_open[emptiest[: max(1, len(small) // 3)]] = False


class _Desk:
    """Seats and child care still free while a list is worked off."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.starts = np.searchsorted(problem.person, np.arange(problem.people + 1))
        self.free = problem.seats.copy()
        self.care = problem.care_seats.copy()
        self.closed: Flags = np.zeros(problem.groups, bool)
        self.arc = np.full(problem.people, NOWHERE, np.int64)
        self.sitting: list[set[int]] = [set() for _ in range(problem.groups)]
        self.partners: dict[int, list[int]] = {}
        for one, other in problem.apart:
            self.partners.setdefault(one, []).append(other)
            self.partners.setdefault(other, []).append(one)
        self.rivals: dict[int, set[int]] = {}
        for room in problem.rooms:
            for group in room:
                self.rivals.setdefault(group, set()).update(set(room) - {group})

    def seat(self, person: int) -> None:
        """The cheapest possible seat that is worth more than waiting, if there is one."""
        problem = self.problem
        own = np.arange(self.starts[person], self.starts[person + 1])
        for arc in own[np.argsort(problem.cost[own], kind="stable")]:
            group = int(problem.group[arc])
            if problem.cost[arc] >= problem.unplaced[person]:
                return
            if self._fits(person, int(arc), group):
                self._take(person, int(arc), group)
                return

    def _fits(self, person: int, arc: int, group: int) -> bool:
        problem = self.problem
        told = not np.isfinite(problem.unplaced[person])
        if self.closed[group] or self.free[group] < problem.use[arc] or self.care[group] < problem.care[person]:
            return False
        if any(self._used(rival) for rival in self.rivals.get(group, ())) and not problem.must_open[group]:
            return False
        slots = (problem.slot[problem.group[self.arc[p]]] for p in self.partners.get(person, ()) if self.arc[p] >= 0)
        return told or problem.slot[group] not in set(slots)

    def _used(self, group: int) -> bool:
        return bool(self.problem.must_open[group]) or bool(self.sitting[group])

    def _take(self, person: int, arc: int, group: int) -> None:
        self.arc[person] = arc
        self.free[group] -= self.problem.use[arc]
        self.care[group] -= self.problem.care[person]
        self.sitting[group].add(person)

    def smallest(self) -> int | None:
        """The open group that is furthest from its minimum, if any is too small."""
        minimum = self.problem.minimum
        small = [(len(p) / minimum[g], g) for g, p in enumerate(self.sitting) if 0 < len(p) < minimum[g]]
        return heapq.nsmallest(1, small)[0][1] if small else None

    def close(self, group: int) -> set[int]:
        """Close a group and return who sat there."""
        people, self.sitting[group] = self.sitting[group], set()
        for person in people:
            self.free[group] += self.problem.use[self.arc[person]]
            self.care[group] += self.problem.care[person]
            self.arc[person] = NOWHERE
        self.closed[group] = True
        return people

    def plan(self) -> Plan:
        """What came out."""
        used = np.array([bool(people) for people in self.sitting], bool)
        return Plan(self.arc, self.problem.must_open | used)
