"""What a person is told who asks what is known of them: everything, in words and as data. No database."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from roterfaden.courses.methods.words import PersonWords


@dataclass(frozen=True)
class ToldRow:
    """One thing that is known: the day, and what it says in words."""

    on: date | None
    says: str


@dataclass(frozen=True)
class ToldCandidate:
    """Everything that is known of a person on the waiting list. Made for the person, handed over, kept nowhere.

    `facts` and the lists are in the words of the office (German); `words` are the person's own. `deletions` say when
    what goes, `openings` who looked at the name and for what.
    """

    code: str
    words: PersonWords | None
    facts: dict[str, str]
    entitlements: tuple[ToldRow, ...] = ()
    tests: tuple[ToldRow, ...] = ()
    seats: tuple[ToldRow, ...] = ()
    results: tuple[ToldRow, ...] = ()
    notes: tuple[ToldRow, ...] = ()
    consents: tuple[ToldRow, ...] = ()
    decisions: tuple[ToldRow, ...] = ()
    proposals: tuple[ToldRow, ...] = ()
    openings: tuple[ToldRow, ...] = ()
    deletions: tuple[ToldRow, ...] = ()

    def data(self) -> dict[str, Any]:
        """The same as JSON can hold it (Art. 20 GDPR: structured, commonly used, machine-readable)."""
        plain = asdict(self)
        if self.words is not None:
            plain["words"]["born_on"] = self.words.born_on.isoformat()
        for name in LISTS:
            plain[name] = [{"on": row.on.isoformat() if row.on else None, "says": row.says}
                           for row in getattr(self, name)]  # fmt: skip
        return plain


LISTS = (
    "entitlements", "tests", "seats", "results", "notes", "consents", "decisions", "proposals", "openings", "deletions",
)  # fmt: skip
"""The parts of ToldCandidate that are lists, in the order in which they are told."""
