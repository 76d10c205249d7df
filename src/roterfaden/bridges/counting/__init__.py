"""What is counted behind the door: one function for each indicator. It gives numbers by month and nothing else."""

from roterfaden.bridges.counting.advice import ADVICE
from roterfaden.bridges.counting.cells import LEAST_PEOPLE, Cell, Count
from roterfaden.bridges.counting.courses import COURSES

COUNTS: tuple[Count, ...] = (*ADVICE, *COURSES)
"""Another count crosses by standing here, with its definition in data/counts.toml."""

__all__ = ["COUNTS", "LEAST_PEOPLE", "Cell", "Count"]
