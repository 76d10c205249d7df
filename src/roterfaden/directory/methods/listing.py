"""A service as it travels: everything one line of a table or one entry of a document says about it, as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

ENTRIES_LIMIT = 10_000
WEEK = 7


@dataclass(frozen=True)
class ServiceFacts:
    """What is said about one service. `area` is a key, a short name in addresses or the name of a municipality.

    An empty fact says nothing. `hours` are the days of the week from Monday as somebody types them; None says nothing.
    `checked_on` is an ISO day. `texts` are (language, title, text).
    """

    title: str
    organisation: str
    uid: str = ""
    text: str = ""
    kind: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    is_fictitious: bool = False
    site: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    area: str = ""
    latitude: str = ""
    longitude: str = ""
    stop: str = ""
    step_free: str = ""
    directions: str = ""
    hours: tuple[str, ...] | None = None
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    target_group: str = ""
    cost: str = ""
    cost_note: str = ""
    by_appointment: bool = False
    checked_on: str = ""
    active: bool = True
    texts: tuple[tuple[str, str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What a JSON column holds."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "ServiceFacts":
        """The same again."""
        values = {each.name: found[each.name] for each in fields(cls) if each.name in found}
        for name in ("topics", "languages"):
            values[name] = tuple(values.get(name, ()))
        values["hours"] = tuple(values["hours"]) if values.get("hours") is not None else None
        values["texts"] = tuple((code, title, text) for code, title, text in values.get("texts", ()))
        return cls(**values)


@dataclass(frozen=True)
class ReadRow:
    """One entry of a file: the line or number a person finds it at, what was understood, and what was not."""

    line: int
    facts: ServiceFacts
    faults: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """What a JSON column holds."""
        return {"line": self.line, "facts": self.facts.as_json(), "faults": list(self.faults)}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "ReadRow":
        """The same again."""
        return cls(found["line"], ServiceFacts.from_json(found["facts"]), tuple(found["faults"]))


def stable_uid(identifier: str) -> str:
    """A UUID for the identifier of another system: the same for the same identifier, a UUID as it is."""
    text = identifier.strip()
    if not text:
        return ""
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, text))


def separated(text: str) -> tuple[str, ...]:
    """The parts of a cell with commas or semicolons between, each once."""
    pieces = (piece.strip() for piece in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def joined(parts: Iterable[str]) -> str:
    """The same as one cell."""
    return ", ".join(parts)
