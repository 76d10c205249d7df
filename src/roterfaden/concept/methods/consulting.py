"""What a remark is about: the text somebody saw, its passages, and who may say something. Pure calculation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "roterfaden.concept.remark"
NOT_AN_END = frozenset(
    {
        "abs",
        "art",
        "bzw",
        "ca",
        "d. h",
        "etc",
        "evtl",
        "ggf",
        "inkl",
        "max",
        "min",
        "nr",
        "s",
        "u. a",
        "usw",
        "vgl",
        "z. b",
    }
)
"""What stands before a full stop that ends no sentence."""
_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"“”»«)\]])\s+|\s*\n+\s*")


@dataclass(frozen=True)
class RemarkDoor:
    """What decides whether somebody may say something to a version: who is asked, and whether it is the time.

    `group` is the key of the actor group whose code somebody has shown.
    """

    process_slug: str
    audience: str
    roles: frozenset[str]
    group: int | None
    is_open: bool


@dataclass(frozen=True)
class Passage:
    """A run of the text that was shown, from `start` to before `end`, counted in characters."""

    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.start}-{self.end}"


def seen_text(title: str, body: str) -> str:
    """What people see of an element, and what passages are counted in: its title, an empty line, its text."""
    return f"{title}\n\n{body}" if body else title


def sentences(text: str) -> list[Passage]:
    """The sentences of a text, each line by itself, without the white space between them."""
    found, start = [], 0
    for match in _END.finditer(text):
        if "\n" not in match.group() and not _ends_here(text, start, match.start()):
            continue
        found.append(_trimmed(text, start, match.start()))
        start = match.end()
    found.append(_trimmed(text, start, len(text)))
    return [each for each in found if each.text]


def _ends_here(text: str, start: int, end: int) -> bool:
    """Whether the full stop before `end` ends a sentence: not after an abbreviation, a number or a single letter."""
    said = text[start:end].rstrip('"“”»«)]')
    if not said.endswith("."):
        return True
    word = said[:-1].rsplit(maxsplit=1)[-1].lower() if said[:-1].split() else ""
    last_two = " ".join(said[:-1].lower().split()[-2:])
    if word.isdigit():
        return len(word) == 4  # noqa: PLR2004 -- a year ends a sentence, "15." is a day
    return not (word in NOT_AN_END or last_two in NOT_AN_END or (len(word) == 1 and word.isalpha()))


def _trimmed(text: str, start: int, end: int) -> Passage:
    run = text[start:end]
    begin = start + len(run) - len(run.lstrip())
    words = run.strip()
    return Passage(begin, begin + len(words), words)


def stands_there(text: str, start: int, end: int, quote: str) -> bool:
    """Whether exactly `quote` stands from `start` to `end` in the text."""
    return 0 <= start < end <= len(text) and text[start:end] == quote


def as_proposed(text: str, start: int | None, end: int | None, proposed: str) -> str:
    """The text as it would read: the passage, or everything, replaced by what is proposed."""
    return proposed if start is None or end is None else text[:start] + proposed + text[end:]


# --- codes --------------------------------------------------------------------------------------------------------
def code_hash(code: str) -> str:
    """Stands for the code of whoever wrote a remark: keyed, so that nobody with the database can try codes out."""
    return salted_hmac(SALT, code, algorithm="sha256").hexdigest()


def code_hashes(code: str) -> tuple[str, ...]:
    """The checksums of a code under the present key and the former ones: codes open their page years later too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return tuple(salted_hmac(SALT, code, secret=key, algorithm="sha256").hexdigest() for key in keys)


# --- answers ------------------------------------------------------------------------------------------------------
class FrozenVersion(Protocol):
    """What counts of a version here; a model will do."""

    pk: int
    number: int
    frozen_at: datetime | None


class Given(Protocol):
    """What counts of an answer here; a model will do."""

    version_id: int
    made_at: datetime


V = TypeVar("V", bound=FrozenVersion)
S = TypeVar("S", bound=Given)


def shown_in(state: Given, versions: Iterable[V]) -> V | None:
    """The first of `versions` (frozen, of one concept) in which an answer counts; None: it waits for the next one.

    Given for a frozen version it counts there, given for the working draft in the first version frozen afterwards.
    """
    frozen = sorted(versions, key=lambda version: version.number)
    named = next((version for version in frozen if version.pk == state.version_id), None)
    if named is not None:
        return named
    return next((version for version in frozen if version.frozen_at and version.frozen_at >= state.made_at), None)


def state_in(states: Iterable[S], version: FrozenVersion, versions: Iterable[V]) -> S | None:
    """The answer that counts in `version`: the newest of those shown there or in one before; None: it is open there."""
    known = list(versions)
    counted = []
    for state in states:
        first = shown_in(state, known)
        if first is not None and first.number <= version.number:
            counted.append((first.number, state.made_at, state))
    return max(counted, key=lambda each: each[:2])[2] if counted else None
