"""Placing people into courses: who starts where, and which planned courses open.

An `Instance` holds the facts without names; `problem_of` turns them into numbers; `place` searches for the best
proposal and proves how far from the best possible it can be; `faults` checks a proposal anew, from the facts alone.
The model and its sources: README of this context and docs/placement.md.
"""

from roterfaden.courses.methods.placement.check import faults, objective
from roterfaden.courses.methods.placement.instance import Course, Instance, Person, Weights, read_instance
from roterfaden.courses.methods.placement.problem import Problem, problem_of
from roterfaden.courses.methods.placement.solve import Proposal, place

__all__ = [
    "Course",
    "Instance",
    "Person",
    "Problem",
    "Proposal",
    "Weights",
    "faults",
    "objective",
    "place",
    "problem_of",
    "read_instance",
]
