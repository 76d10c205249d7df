"""How small a count may be: the usual number of an indicator, or a higher one where few people live. Pure.

In a small place everybody knows everybody: three cases among 7,000 people tell more than three among 350,000 (Federal
Employment Agency: at least 3 cases a cell, 10 in its tables for small areas).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Step(NamedTuple):
    """From a day on: areas with fewer inhabitants than `below` show no count under `minimum_count`."""

    valid_from: date
    below: int
    minimum_count: int


class Inhabitants(NamedTuple):
    """How many people lived in an area on a day."""

    on: date
    people: int


@dataclass(frozen=True)
class Limits:
    """The limits of some definitions, by definition, and the people of areas, oldest first, by area."""

    steps: Mapping[int, Sequence[Step]] = field(default_factory=dict)
    inhabitants: Mapping[int, Sequence[Inhabitants]] = field(default_factory=dict)

    def limit(self, definition: int, usual: int, area: int, day: date) -> int:
        """The smallest count that may be shown of a value of this day; 0 where nothing is sensitive.

        The steps of the newest day that has come hold, and replace those of earlier days. Where nobody knows how many
        people live in an area, it counts as small.
        """
        begun = [step for step in self.steps.get(definition, ()) if step.valid_from <= day]
        if not usual or not begun:
            return usual
        newest = max(step.valid_from for step in begun)
        people = self.people(area, day)
        fitting = (
            step.minimum_count for step in begun
            if step.valid_from == newest and step.below and (people is None or people < step.below)
        )  # fmt: skip
        return max([usual, *fitting])

    def people(self, area: int, day: date) -> int | None:
        """The last count up to that day, else the first one; None where there is none."""
        known = self.inhabitants.get(area, ())
        until = [each for each in known if each.on <= day]
        return until[-1].people if until else known[0].people if known else None
