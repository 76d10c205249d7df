"""A run on one page of Python: the proposal, the waiting list on the same facts, and a reason for everybody."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from roterfaden.courses.methods import telling
from roterfaden.courses.methods.placement import Instance, Problem, Proposal, problem_of
from roterfaden.courses.methods.placement.byhand import by_arrival
from roterfaden.courses.methods.placement.explain import difference, why_not_opened, why_not_placed
from roterfaden.courses.methods.placement.problem import cost_of
from roterfaden.courses.methods.placement.solve import seats_of

REASON_SECONDS = 10.0
"""Seconds one counterfactual may take."""

Tell = Callable[[int, int], bool]
"""Called with (done, total); True means: stop."""
Reasons = dict[str, dict[str, Any]]


def waiting_list(instance: Instance) -> tuple[dict[str, str], float]:
    """What working off the list in order of arrival would give, by names, and its points."""
    problem: Problem = problem_of(instance)
    waited = np.array([(instance.today - person.waiting_since).days for person in instance.people], np.int64)
    plan = by_arrival(problem, waited)
    seats, _opened = seats_of(instance, problem, plan)
    return seats, cost_of(problem, plan)


def reasons(instance: Instance, proposal: Proposal, *, seconds: float, tell: Tell) -> tuple[Reasons, Reasons]:
    """Why people wait and why courses stay closed, each calculated. What `seconds` do not suffice for is left out.

    People without any possible course come first, because their answer needs no calculation.
    """
    until = time.monotonic() + seconds
    waiting = [person.id for person in instance.people if person.id not in proposal.seats]
    closed = [c.id for c in instance.courses if not c.confirmed and c.id not in proposal.opened]
    possible = set(np.unique(problem_of(instance).person).tolist())
    easy = {person.id for number, person in enumerate(instance.people) if number not in possible}
    people: Reasons = {}
    courses: Reasons = {}
    order = [*sorted(waiting, key=lambda name: name not in easy), *closed]
    for number, name in enumerate(order):
        if tell(number, len(order)):
            break
        left = until - time.monotonic()
        if left <= 0 and name not in easy:
            continue
        share = max(1.0, min(REASON_SECONDS, left))
        if name in closed:
            courses[name] = telling.kept_not_opened(why_not_opened(instance, proposal, name, seconds=share))
        else:
            people[name] = telling.kept_not_placed(why_not_placed(instance, proposal, name, seconds=share))
    return people, courses


def changes(before: dict[str, str], proposal: Proposal) -> dict[str, Any]:
    """What a what-if run changes for people, compared with the seats before; courses are told by their own lines."""
    return telling.kept_difference(difference(before, (), proposal.seats, (), 0.0))
