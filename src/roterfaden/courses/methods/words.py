"""What is known of a person by name: kept as one sealed text, so that nothing of it stands in a column."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from roterfaden.courses.enums import Disclosure
from roterfaden.courses.methods.identity import Names


@dataclass(frozen=True)
class PersonWords:
    """Who somebody is and how they are reached: the personal part of the fields of § 7 (1) IntV."""

    given: str
    family: str
    born_on: date
    birth_place: str = ""
    nationalities: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    schooling: str = ""
    remarks: str = ""

    @property
    def full_name(self) -> str:
        """Given name and family name."""
        return f"{self.given} {self.family}"

    @property
    def names(self) -> Names:
        """What the keys of this person are made of."""
        return Names(self.given, self.family, self.born_on)

    def to_text(self) -> str:
        """One text to be sealed."""
        return json.dumps(asdict(self) | {"born_on": self.born_on.isoformat()}, ensure_ascii=False)


def words_from(text: str) -> PersonWords:
    """What `to_text` wrote."""
    values: dict[str, Any] = json.loads(text)
    return PersonWords(**(values | {"born_on": date.fromisoformat(values["born_on"])}))


HIDDEN_BY: dict[str, tuple[str, ...]] = {
    Disclosure.NAME: ("given", "family"),
    Disclosure.CONTACT: ("phone", "email"),
    Disclosure.ADDRESS: ("street", "postcode", "town"),
}
"""Which words a partner does not see without the agreement to that."""
NEVER_TOLD = {"birth_place": "", "nationalities": "", "schooling": "", "remarks": ""}
"""What no partner of the agreement gets from here."""


def told(words: PersonWords, allowed: Collection[str]) -> PersonWords:
    """What of a person a partner may read that is allowed these disclosures; the rest is empty.

    The day of birth has its own disclosure and no empty value: whoever writes a list asks for it.
    """
    empty: dict[str, Any] = {name: "" for kind, names in HIDDEN_BY.items() if kind not in allowed for name in names}
    return PersonWords(**(vars(words) | NEVER_TOLD | empty))
