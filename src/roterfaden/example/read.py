"""Reading the files of the example county."""

import csv
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DATA = Path(__file__).parent / "data"
BERLIN = ZoneInfo("Europe/Berlin")


def toml(name: str) -> dict[str, Any]:
    """A TOML file of the example as a dictionary."""
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def table(name: str) -> list[dict[str, str]]:
    """A CSV file of the example as a list of rows."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    """An ISO date."""
    return date.fromisoformat(text)


def day_or_none(text: str) -> date | None:
    """An ISO date, or None for an empty text."""
    return day(text) if text else None


def moment(text: str) -> datetime:
    """An ISO moment; without an offset it is local time."""
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=BERLIN)


def at(on: date | str, hour: int = 9) -> datetime:
    """A moment on a day, local time."""
    found = date.fromisoformat(on) if isinstance(on, str) else on
    return datetime(found.year, found.month, found.day, hour, tzinfo=BERLIN)
