"""The fields of action a new house may begin with; no database."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "data" / "model_case.toml"


@dataclass(frozen=True)
class OfferedField:
    """A field of action as the model case has it."""

    number: int
    slug: str
    name: str
    short_name: str
    orientation: str


@cache
def model_case() -> tuple[OfferedField, ...]:
    """The nine fields of the concept of the Landkreis Osnabrück, in their order."""
    return tuple(OfferedField(**entry) for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["field"])
