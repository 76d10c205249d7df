"""Classic generalized assignment through the same model: jobs are people, agents are open groups, capacities are seats.

Reads the files of Beasley's OR-Library and of Yagiura, Ibaraki and Glover: "agents jobs", then the costs (a line or
more an agent), then what each job takes of each agent, then the capacities. A file may begin with the number of
problems in it; `gapa`–`gapf` and most others are minimised, the small `gap1`–`gap12` maximised.
"""

from dataclasses import dataclass

import numpy as np

from roterfaden.courses.methods.placement.instance import BadInstance
from roterfaden.courses.methods.placement.problem import Floats, Ints, Problem


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
    """All problems of a file. Raises BadInstance when there are too few or too many numbers, or signs that are none."""
    try:
        numbers = np.array(text.split(), dtype=float)
    except ValueError as error:
        raise BadInstance(f"not a file of numbers: {error}") from error
    for skip in (0, 1):
        found = _read(numbers[skip:], None if skip == 0 else int(numbers[0]) if len(numbers) else 0)
        if found is not None:
            return found
    raise BadInstance("the numbers do not fit: agents, jobs, costs, use and capacities are expected")


def _read(numbers: Floats, count: int | None) -> list[Assignment] | None:
    """The problems, or None if the numbers do not add up; `count`: how many there have to be (None: one)."""
    found: list[Assignment] = []
    at = 0
    while at + 2 <= len(numbers) and (count is None or len(found) < count):
        agents, jobs = int(numbers[at]), int(numbers[at + 1])
        size = agents * jobs
        end = at + 2 + 2 * size + agents
        if agents < 1 or jobs < 1 or end > len(numbers):
            return None
        table = numbers[at + 2 : end]
        found.append(
            Assignment(
                table[:size].reshape(agents, jobs), table[size : 2 * size].reshape(agents, jobs), table[2 * size :]
            )
        )
        at = end
    return found if at == len(numbers) and len(found) == (count or 1) else None


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
