"""An instance as numbers: possible pairs ("arcs") with their costs, and the limits of each course ("group")."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from roterfaden.courses.methods.placement.hurdles import is_possible, seat_cost, waiting_cost
from roterfaden.courses.methods.placement.instance import Course, Instance, Person

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
NOWHERE = -1
ROUNDING = 0.01
"""Solvers calculate bounds with errors far below this, in points."""


@dataclass(frozen=True)
class Problem:
    """Minimise Σ cost of chosen arcs + Σ unplaced of people without one + Σ opening of open groups + balance.

    Arcs lie sorted by person. `unplaced` is infinite for people who must be placed. `use` is what an arc takes of
    `seats`; 1 for people, other values in generalized assignment. `apart`: pairs who may not share a `slot`. `rooms`:
    groups of which one at most may open. `provider` and `share`: a penalty `balance` per person away from the share.
    """

    person: Ints
    group: Ints
    cost: Floats
    use: Floats
    unplaced: Floats
    seats: Floats
    minimum: Ints
    opening: Floats
    must_open: Flags
    care: Ints
    care_seats: Ints
    slot: Ints
    apart: tuple[tuple[int, int], ...] = ()
    rooms: tuple[tuple[int, ...], ...] = ()
    provider: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    share: Floats = field(default_factory=lambda: np.zeros(0))
    balance: float = 0.0

    @property
    def people(self) -> int:
        """How many people."""
        return len(self.unplaced)

    @property
    def groups(self) -> int:
        """How many groups."""
        return len(self.seats)

    @property
    def arcs(self) -> int:
        """How many possible pairs."""
        return len(self.cost)

    def with_arcs(self, keep: Flags | Ints) -> "Problem":
        """The same problem with some arcs only."""
        return Problem(
            self.person[keep], self.group[keep], self.cost[keep], self.use[keep], self.unplaced, self.seats,
            self.minimum, self.opening, self.must_open, self.care, self.care_seats, self.slot, self.apart, self.rooms,
            self.provider, self.share, self.balance,
        )  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """For each person the index of an arc, or NOWHERE; and which groups are open."""

    arc: Ints
    open: Flags


def problem_of(instance: Instance) -> Problem:
    """The numbers of an instance. A locked person keeps one arc only and must be placed."""
    courses_of = _courses_by_code(instance)
    rows: list[tuple[int, int, int]] = []
    for number, person in enumerate(instance.people):
        rows += _arcs(number, person, courses_of, instance)
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    people, courses = instance.people, instance.courses
    must_open = [course.confirmed for course in courses]
    index = {course.id: number for number, course in enumerate(courses)}
    for person in people:
        if person.locked is not None:
            must_open[index[person.locked]] = True
    providers = sorted({course.provider for course in courses})
    return Problem(
        person=table[:, 0],
        group=table[:, 1],
        cost=table[:, 2].astype(float),
        use=np.ones(len(table)),
        unplaced=np.array([np.inf if p.locked is not None else waiting_cost(p, instance) for p in people], float),
        seats=np.array([course.seats for course in courses], float),
        minimum=np.array([0 if opens else c.minimum for c, opens in zip(courses, must_open, strict=True)], np.int64),
        opening=np.array([0 if c.confirmed else instance.weights.course_opened for c in courses], float),
        must_open=np.array(must_open, bool),
        care=np.array([person.childcare for person in people], np.int64),
        care_seats=_care_seats(instance),
        slot=_numbered([course.slot for course in courses]),
        apart=_pairs(people),
        rooms=_rooms(courses),
        provider=_numbered([course.provider for course in courses]),
        share=np.array([instance.shares.get(name, np.nan) for name in providers], float),
        balance=float(instance.weights.provider_share),
    )


def _courses_by_code(instance: Instance) -> dict[str, list[tuple[int, Course]]]:
    found: dict[str, list[tuple[int, Course]]] = defaultdict(list)
    for number, course in enumerate(instance.courses):
        found[course.code].append((number, course))
    return found


def _arcs(
    number: int, person: Person, courses_of: dict[str, list[tuple[int, Course]]], instance: Instance
) -> list[tuple[int, int, int]]:
    """The possible pairs of one person. What somebody was told holds, whatever else has changed since."""
    if person.locked is not None:
        every = ((n, course) for rows in courses_of.values() for n, course in rows)
        return [(number, n, seat_cost(person, c, instance)) for n, c in every if c.id == person.locked]
    return [
        (number, n, seat_cost(person, course, instance))
        for code in dict.fromkeys(person.fits)
        for n, course in courses_of.get(code, ())
        if is_possible(person, course, instance)
    ]


def _care_seats(instance: Instance) -> Ints:
    """Places of child care; at least as many as were promised to people already told."""
    promised: dict[str, int] = defaultdict(int)
    for person in instance.people:
        if person.locked is not None:
            promised[person.locked] += person.childcare
    return np.array([max(course.childcare_seats, promised[course.id]) for course in instance.courses], np.int64)


def _numbered(names: list[str]) -> Ints:
    order = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([order[name] for name in names], np.int64)


def _pairs(people: tuple[Person, ...]) -> tuple[tuple[int, int], ...]:
    index = {person.id: number for number, person in enumerate(people)}
    pairs = {
        tuple(sorted((number, index[other])))
        for number, person in enumerate(people)
        for other in person.apart_from
        if other in index and index[other] != number
    }
    told = {number for number, person in enumerate(people) if person.locked is not None}
    return tuple((a, b) for a, b in sorted(pairs) if not (a in told and b in told))


def _rooms(courses: tuple[Course, ...]) -> tuple[tuple[int, ...], ...]:
    """Planned courses that would need the same room at the same time. Confirmed ones exist and are not questioned."""
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, course in enumerate(courses):
        if course.room is not None and not course.online:
            places[course.site, course.room, course.slot].append(number)
    return tuple(tuple(rows) for rows in places.values() if len(rows) > 1)


def groups_of(problem: Problem, plan: Plan) -> Ints:
    """For each person the group they sit in, or NOWHERE."""
    seat = np.full(problem.people, NOWHERE, np.int64)
    placed = plan.arc >= 0
    seat[placed] = problem.group[plan.arc[placed]]
    return seat


def cost_of(problem: Problem, plan: Plan) -> float:
    """What a plan costs, in points."""
    placed = plan.arc >= 0
    chosen = plan.arc[placed]
    total = problem.cost[chosen].sum() + problem.unplaced[~placed].sum() + problem.opening[plan.open].sum()
    return float(total + balance_cost(problem, np.bincount(problem.group[chosen], minlength=problem.groups)))


def least_cost(problem: Problem) -> float:
    """A bound at a glance: everybody in their cheapest seat, or waiting if that costs less."""
    cheapest = problem.unplaced.copy()
    np.minimum.at(cheapest, problem.person, problem.cost)
    return float(cheapest.sum() + problem.opening[problem.must_open].sum())


def rounded_up(problem: Problem, bound: float) -> float:
    """The bound in whole points where plans cost whole points: no plan lies between."""
    costs = np.concatenate([problem.cost, problem.opening, problem.unplaced[np.isfinite(problem.unplaced)]])
    is_whole = not problem.balance and not np.mod(costs, 1).any()
    return float(np.ceil(bound - ROUNDING)) if is_whole and np.isfinite(bound) else bound


def balance_cost(problem: Problem, seated: Ints) -> float:
    """The penalty for providers away from their share; `seated` counts people by group."""
    if not problem.balance or np.isnan(problem.share).all():
        return 0.0
    by_provider = np.bincount(problem.provider, weights=seated, minlength=len(problem.share))
    away = np.abs(by_provider - problem.share * seated.sum())
    return float(problem.balance * np.nansum(away))
