"""Classic generalized assignment through the same model: jobs are people, agents are open groups, capacities are seats.

Reads the files of Beasley's OR-Library and of Yagiura, Ibaraki and Glover: "agents jobs", then the costs (a line or
more an agent), then what each job takes of each agent, then the capacities. A file may begin with the number of
problems in it; `gapa`–`gapf` and most others are minimised, the small `gap1`–`gap12` maximised.
"""

from dataclasses import dataclass

import numpy as np

from roterfaden.courses.methods.placement.instance import BadInstance
from roterfaden.courses.methods.placement.problem import Floats, Ints, Problem

SIGNS_OF_FILES = str.maketrans("\ufeff\x1a\x00", "   ")
"""Byte order mark, the end mark of old systems, and zeros that padded a file: no numbers."""


@dataclass(frozen=True)
class Assignment:
    """A generalized assignment problem: `cost` and `use` by agent and job, `capacity` by agent."""

    cost: Floats
    use: Floats
    capacity: Floats

    @property
    def agents(self) -> int:
        """How many agents."""
        return len(self.capacity)

    @property
    def jobs(self) -> int:
        """How many jobs."""
        return int(self.cost.shape[1])

    def problem(self, *, maximise: bool = False) -> Problem:
        """As a placement: every job must be placed, every agent is open. Jobs that never fit an agent have no arc."""
        person, group = np.meshgrid(np.arange(self.jobs), np.arange(self.agents), indexing="ij")
        fits = (self.use <= self.capacity[:, None]).T.ravel()
        cost = (-self.cost if maximise else self.cost).T.ravel()[fits]
        none = np.zeros(self.agents, np.int64)
        return Problem(
            person=person.ravel()[fits], group=group.ravel()[fits], cost=cost, use=self.use.T.ravel()[fits],
            unplaced=np.full(self.jobs, np.inf), seats=self.capacity, minimum=none, opening=np.zeros(self.agents),
            must_open=np.ones(self.agents, bool), care=np.zeros(self.jobs, np.int64), care_seats=none, slot=none,
        )  # fmt: skip


def read_assignments(text: str) -> list[Assignment]:
    """All problems of a file, however its numbers are spread over lines, with or without their number before them.

    Raises BadInstance when there are too few or too many numbers, or signs that are none.
    """
    try:
        numbers = np.array(text.translate(SIGNS_OF_FILES).split(), dtype=float)
    except ValueError as error:
        raise BadInstance(f"not a file of numbers: {error}") from error
    if not np.isfinite(numbers).all():
        raise BadInstance("not a file of numbers: some are infinite or none")
    plain, counted = _read(numbers), _read(numbers[1:])
    if len(plain) != 1 and counted and len(counted) == numbers[0]:
        return counted
    if plain:
        return plain
    raise BadInstance("the numbers do not fit: agents, jobs, costs, use and capacities are expected")


def _read(numbers: Floats) -> list[Assignment]:
    """The problems, one after the other; none if the numbers do not add up."""
    found: list[Assignment] = []
    at = 0
    while at + 2 <= len(numbers):
        agents, jobs = numbers[at : at + 2]
        if agents < 1 or jobs < 1 or agents % 1 or jobs % 1:
            return []
        rows, columns = int(agents), int(jobs)
        first, at = at + 2, at + 2 + (2 * columns + 1) * rows
        table = numbers[first:at]
        if at > len(numbers):
            return []
        cost, use = (half.reshape(rows, columns) for half in np.split(table[: 2 * rows * columns], 2))
        found.append(Assignment(cost, use, table[2 * rows * columns :]))
    return found if at == len(numbers) else []


def drawn(kind: str, agents: int, jobs: int, seed: int) -> Assignment:
    """A problem of type a–e by the published recipes: a–d Chu and Beasley (1997), e Laguna and others (1995)."""
    random = np.random.default_rng(seed)
    size = (agents, jobs)
    if kind == "e":
        use = np.rint(1 - 10 * np.log(1 - random.random(size)))
        cost = np.rint(1000 / use - 10 * random.random(size))
    elif kind == "d":
        use = random.integers(1, 100, size, endpoint=True).astype(float)
        cost = 111 - use + random.integers(-10, 10, size, endpoint=True)
    else:
        use = random.integers(5, 25, size, endpoint=True).astype(float)
        cost = random.integers(10, 50, size, endpoint=True).astype(float)
    if kind in "ab":
        load = np.bincount(cost.argmin(axis=0), weights=use[cost.argmin(axis=0), np.arange(jobs)], minlength=agents)
        room = np.full(agents, 0.6 * jobs / agents * 15 + 0.4 * load.max()) * (0.7 if kind == "b" else 1)
    else:
        room = 0.8 * use.sum(axis=1) / agents
    return Assignment(cost, use, np.floor(room))


def written(assignment: Assignment) -> str:
    """A problem as a file `read_assignments` reads."""
    rows = [[assignment.agents, assignment.jobs], *assignment.cost, *assignment.use, assignment.capacity]
    return "".join(" ".join(f"{number:g}" for number in row) + "\n" for row in rows)


def agents_of(problem: Problem, arc: Ints) -> list[int]:
    """For each job the number of its agent, counted from 1 as in the literature."""
    return [int(problem.group[chosen]) + 1 for chosen in arc]


def check_assignment(assignment: Assignment, agents: list[int]) -> tuple[float, list[str]]:
    """Cost and faults of a solution, computed anew from the file's numbers."""
    load = np.zeros(assignment.agents)
    total = 0.0
    for job, agent in enumerate(agents):
        load[agent - 1] += assignment.use[agent - 1, job]
        total += float(assignment.cost[agent - 1, job])
    over = np.flatnonzero(load > assignment.capacity + 1e-9)
    faults = [f"agent {a + 1} carries {load[a]:g} of {assignment.capacity[a]:g}" for a in over]
    if len(agents) != assignment.jobs:
        faults.append(f"{len(agents)} of {assignment.jobs} jobs are assigned")
    return total, faults
