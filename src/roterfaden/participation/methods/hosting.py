"""What an event needs to be calculated: its agenda, its seats, counts of people, addresses in letters. No database."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, TypeVar

from roterfaden.participation.methods.wordlists import linking_words, question_words

FEWEST = 3
"""Counts of people below this number are never shown in public."""
Item = TypeVar("Item")


# --- agenda -------------------------------------------------------------------------------------------------------
class AgendaItem(TypedDict):
    """A point of the agenda: times as "18:30" (`until` may be empty), what happens, which questions (from 1)."""

    at: str
    until: str
    title: str
    questions: list[int]


@dataclass(frozen=True)
class AgendaFault:
    """A line of the agenda that cannot be read; `number` counts the typed lines from 1."""

    number: int
    line: str


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


TIME = r"(?:[01]?\d|2[0-3])[:.][0-5]\d"
LINE = re.compile(
    rf"(?P<at>{TIME})\s*(?:Uhr)?\s*"
    rf"(?:(?:-|–|{_any_of(linking_words('until'))})\s*(?P<until>{TIME})\s*(?:Uhr)?)?\s*:?\s*(?P<title>\S.*)",
    re.IGNORECASE,
)
ASKED = re.compile(
    rf"\s*\(\s*(?:{_any_of(word for words in question_words().values() for word in words)})\s+"
    rf"(?P<numbers>\d+(?:\s*(?:[,،]|{_any_of(linking_words('and'))})\s*\d+)*)\s*\)\s*$",
    re.IGNORECASE,
)


def read_agenda(typed: str) -> tuple[list[AgendaItem], list[AgendaFault]]:
    """One point a line, "18:30–19:15 Runde 1: Stärken (Fragen 1, 2)"; and the lines that cannot be read.

    The questions may be named in any language of data/words.toml, "(questions 1, 2)" or "(питання 1)".
    """
    items: list[AgendaItem] = []
    wrong = []
    for number, line in enumerate(map(str.strip, typed.splitlines()), start=1):
        found = LINE.fullmatch(line)
        if found is None:
            wrong.extend([AgendaFault(number, line)] if line else [])
            continue
        asked = ASKED.search(found["title"])
        title = found["title"][: asked.start()] if asked else found["title"]
        numbers = [int(each) for each in re.findall(r"\d+", asked["numbers"])] if asked else []
        items.append(
            {"at": _clock(found["at"]), "until": _clock(found["until"]), "title": title.strip(), "questions": numbers}
        )
    return items, wrong


def write_agenda(items: Iterable[AgendaItem], language: str = "de") -> str:
    """The text `read_agenda` reads, with the word for questions in this language (German where there is none)."""
    words = question_words()
    one, several = words.get(language, words["de"])[:2]
    return "\n".join(_agenda_line(item, one if len(item["questions"]) == 1 else several) for item in items)


def _agenda_line(item: AgendaItem, word: str) -> str:
    time = f"{item['at']}–{item['until']}" if item["until"] else item["at"]
    asked = f" ({word} {', '.join(map(str, item['questions']))})" if item["questions"] else ""
    return f"{time} {item['title']}{asked}"


def _clock(typed: str | None) -> str:
    if not typed:
        return ""
    hour, minute = re.split("[:.]", typed)
    return f"{int(hour):02d}:{minute}"


# --- seats --------------------------------------------------------------------------------------------------------
def free_seats(capacity: int | None, taken: int) -> int | None:
    """Seats that are left; None when there is no limit. More people than seats leave none."""
    return None if not capacity else max(0, capacity - taken)


def move_up(capacity: int | None, taken: int, waiting: Sequence[Item]) -> Sequence[Item]:
    """Who of `waiting` (in their order) gets a seat now."""
    free = free_seats(capacity, taken)
    return waiting if free is None else waiting[:free]


# --- counting people ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ShownCount:
    """A number of people as anybody may see it; `None`: fewer than three, or a number that would betray such a one."""

    count: int | None

    @property
    def is_hidden(self) -> bool:
        return self.count is None


def shown_counts(counts: Mapping[str, int], *, total_is_known: bool = True) -> dict[str, ShownCount]:
    """Counts of people with those below FEWEST hidden (0 says nothing about anybody and stays).

    When exactly one number is hidden beside a known total, it could be calculated; then the smallest other number is
    hidden too (secondary suppression, as in the manuals of official statistics).
    """
    hidden = {key for key, count in counts.items() if 0 < count < FEWEST}
    others = sorted((count, key) for key, count in counts.items() if count >= FEWEST)
    if len(hidden) == 1 and total_is_known and others:
        hidden.add(others[0][1])
    return {key: ShownCount(None if key in hidden else count) for key, count in counts.items()}


# --- addresses ------------------------------------------------------------------------------------------------------
REGISTRATION_PATH = "/anmeldung/{code}/"
INVITATION_PATH = "/einladung/{code}/"
EVENT_PATH = "/veranstaltungen/{slug}/"
"""Addresses in letters and mails. They are stable (docs/architecture.md); a test compares them with the routes."""


def invitee_key(*, email: str, organisation: str, name: str, postcode: str) -> str:
    """What tells one invitee of an event from another: the mail address, else organisation, name and postcode."""
    parts = [email] if email else [organisation, name, postcode]
    return "|".join(" ".join(part.casefold().split()) for part in parts)


def known_columns(header: Sequence[str], names: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Field → column, by the names people write above columns (without case, spaces and signs)."""
    wanted = {_bare(name): field for field, all_names in names.items() for name in (field, *all_names)}
    found: dict[str, int] = {}
    for position, title in enumerate(header):
        field = wanted.get(_bare(title))
        if field and field not in found:
            found[field] = position
    return found


def _bare(title: Any) -> str:
    return re.sub(r"[\W_]+", "", str(title).casefold())


# --- changes ----------------------------------------------------------------------------------------------------------
def changed_values(row: object, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Old and new value of each field that differs."""
    return {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
