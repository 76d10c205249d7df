"""The rules that come with the program, kept as data beside the code: types, entitlements, stops, numbers, notes.

Each row names its source and the day it holds from. A row the house has entered itself is never overwritten.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "data" / "reference.toml"


@dataclass(frozen=True)
class Reference:
    """Rows as they stand in the file, by their kind. `terms` name their type by `course_type`, its short name."""

    types: tuple[dict[str, Any], ...]
    terms: tuple[dict[str, Any], ...]
    kinds: tuple[dict[str, Any], ...]
    stops: tuple[dict[str, Any], ...]
    rules: tuple[dict[str, Any], ...]
    notes: tuple[dict[str, Any], ...]

    @property
    def keys(self) -> dict[str, set[tuple[str, Any]]]:
        """What each dated row is known by: its short name and its first day."""
        return {
            "terms": {(row["course_type"], row["valid_from"]) for row in self.terms},
            "kinds": {(row["slug"], row["valid_from"]) for row in self.kinds},
            "stops": {(row["kind"], row["valid_from"]) for row in self.stops},
            "rules": {(row["slug"], row["valid_from"]) for row in self.rules},
            "notes": {(row["kind"], row["valid_from"]) for row in self.notes},
        }


@cache
def reference() -> Reference:
    """Everything in the file, in its order."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    types = [{name: value for name, value in row.items() if name != "terms"} for row in data["type"]]
    terms = [each | {"course_type": row["slug"]} for row in data["type"] for each in row.get("terms", ())]
    kinds, stops, rules, notes = (tuple(data[name]) for name in ("kind", "stop", "rule", "note"))
    return Reference(tuple(types), tuple(terms), kinds, stops, rules, notes)
