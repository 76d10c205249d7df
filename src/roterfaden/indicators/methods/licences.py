"""Under which terms a value may be passed on. Pure calculation, no database.

The owners of official figures prescribe a note of source, and the note names the licence ("dl-de/by-2-0"). So the
licence is read from the source that stands at each value; where it names none, from the source of the definition. What
the house counts itself has the licence of the house. Everything else is "not stated", which permits nothing: a licence
is never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

BASE = "http://dcat-ap.de/def/licenses/"


@dataclass(frozen=True)
class Licence:
    """Terms of use. `code` and `uri` are those of DCAT-AP.de, `url` is the text of the licence, if it has an address.

    `name` is empty where no terms are stated; who shows it finds the words. `rank` orders licences from free to
    restricted. `names_source`: whoever passes the value on has to name its source.
    """

    code: str
    name: str
    url: str
    rank: int
    names_source: bool = True

    @property
    def uri(self) -> str:
        """The name of the licence in the code list of DCAT-AP.de."""
        return BASE + self.code

    @property
    def is_stated(self) -> bool:
        """Whether anybody has said what may be done with the value."""
        return self is not NOT_STATED


ZERO = Licence(
    "dl-zero-de/2.0", "Datenlizenz Deutschland – Zero – Version 2.0", "https://www.govdata.de/dl-de/zero-2-0", 0, False
)
CC_ZERO = Licence("cc-zero", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", 1, False)
BY = Licence(
    "dl-by-de/2.0", "Datenlizenz Deutschland – Namensnennung – Version 2.0", "https://www.govdata.de/dl-de/by-2-0", 2
)
CC_BY = Licence("cc-by/4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", 3)
QUOTED = Licence("other-open", "Wiedergabe mit Quellenangabe gestattet", "", 4)
NOT_STATED = Licence("other-closed", "", "", 5)
LICENCES = {each.code: each for each in (ZERO, CC_ZERO, BY, CC_BY, QUOTED, NOT_STATED)}

_MARKS = (
    (re.compile(r"dl-(?:de/by|by-de)[-/]2[-.]0|Datenlizenz Deutschland\s*[–-]\s*Namensnennung", re.IGNORECASE), BY),
    (re.compile(r"dl-(?:de/zero|zero-de)[-/]2[-.]0|Datenlizenz Deutschland\s*[–-]\s*Zero", re.IGNORECASE), ZERO),
    (re.compile(r"\bCC[- ]BY[- ]4\.0\b", re.IGNORECASE), CC_BY),
    (re.compile(r"\bCC0\b|\bCC[- ]Zero\b", re.IGNORECASE), CC_ZERO),
    (re.compile(r"Landesamt für Statistik Niedersachsen"), QUOTED),  # imprint: reproduction with source allowed
)


def licence_named(source: str) -> Licence | None:
    """The licence a note of source names, or None."""
    return next((licence for mark, licence in _MARKS if mark.search(source)), None)


def licence_of(source: str, definition_source: str, *, own: Licence | None) -> Licence:
    """The licence of a value: named at the value, else at its definition, else that of the house for what it counts
    itself (`own`), else not stated."""
    return licence_named(source) or licence_named(definition_source) or own or NOT_STATED


def strictest(licences: Iterable[Licence]) -> Licence:
    """The licence under which all of them may be passed on together; not stated for none."""
    return max(licences, key=lambda licence: licence.rank, default=NOT_STATED)
