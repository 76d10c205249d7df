"""What every reader yields, and where it reads from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from roterfaden.kernel.errors import DomainError

TOTALS = frozenset({"", "{}", "insgesamt", "total", "gesamt"})
"""Labels of the whole of a breakdown, besides an empty code."""


class Part(NamedTuple):
    """One cut of a breakdown as the source has it: the variable and its value, each as code and in words."""

    variable: str
    value: str
    variable_label: str
    value_label: str


class SourceRow(NamedTuple):
    """One printed value. Nothing is interpreted: keys keep their zeros, tokens their signs.

    `line` is where a person finds it; `area` the key as printed; `variable` names what is counted, with its unit;
    `parts` are the cuts that are not totals.
    """

    line: int
    area: str
    period: str
    parts: tuple[Part, ...]
    raw: str
    quality: str
    variable: str
    label: str
    unit: str


class FaultyRow(NamedTuple):
    """A row nobody can read, and why."""

    line: int
    error: DomainError


@dataclass(frozen=True)
class Source:
    """A file that can be read again and again. `open` gives a new binary stream from the beginning."""

    name: str
    open: Callable[[], BinaryIO]


def measure(code: str, unit: str) -> str:
    """What a plan maps to an indicator: the variable with its unit, because one variable may come in two."""
    return f"{code} [{unit}]" if unit else code
