"""The starter catalogue: indicators of integration a county can take over, kept as data beside the code."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "data" / "catalogue.toml"


@dataclass(frozen=True)
class CatalogueEntry:
    """One indicator of the catalogue. `field` is the short name of a field of action, where the house has it."""

    group: str
    slug: str
    title: str
    field: str
    accountability: str
    text: str
    unit: str
    multiplier: int
    denominator: str
    direction: str
    minimum_count: int
    decimals: int
    source: str
    breakdowns: str
    rhythm_months: int
    responsible: str


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """Everything in the catalogue, in its order."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(CatalogueEntry(**each) for each in data["indicator"])
