"""What somebody looks for, and where a text says it. No database."""

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from roterfaden.kernel.words import words

WORDS_ASKED = 8
"""More words are not looked at: nobody types them, and each costs time."""

BY_SCRIPT = (
    ("\u0400", "\u052f", ("ru", "uk")),
    ("\u0600", "\u06ff", ("ar", "fa")),
    ("\u0750", "\u077f", ("ar", "fa")),
)
LATIN = ("de", "en", "fr", "pl", "ro", "tr")
SNIPPET = 320
MARGIN = 90


@dataclass(frozen=True)
class AskedWord:
    """A word somebody looks for: as typed, its base forms in all languages that are written so, the parts of it."""

    typed: str
    wholes: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        return (*self.wholes, *self.parts)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The whole word in all its forms, then each part: what is counted together."""
        return (self.wholes, *((part,) for part in self.parts))


def asked_words(typed: str, language: str) -> tuple[AskedWord, ...]:
    """The words of a query that carry meaning, at most WORDS_ASKED, each once.

    People write in many languages and look in any: a word is taken for every language of its script, so `okullar`
    finds a Turkish voice on a German page. `language` is that of the page; its fillers and German ones are left out.
    """
    found: dict[tuple[str, ...], AskedWord] = {}
    for german in words(typed, "de"):
        spoken = typed[german.start : german.end]
        if not any(True for _word in words(spoken, language)):
            continue
        wholes = dict.fromkeys([german.whole])
        for code in languages_of(spoken):
            wholes.update(dict.fromkeys(word.whole for word in words(spoken, code)))
        parts = tuple(part for part in german.parts if part not in wholes)
        found.setdefault(tuple(wholes), AskedWord(spoken, tuple(wholes), parts))
    return tuple(found.values())[:WORDS_ASKED]


def languages_of(word: str) -> tuple[str, ...]:
    """Languages that write with the letters of this word and for which there are rules."""
    return next((codes for first, last, codes in BY_SCRIPT if first <= word[:1] <= last), LATIN)


def rarity(holding: int, total: int) -> int:
    """How much it says that a voice holds a term that `holding` of `total` voices hold: 0 if all do.

    A hundredth of the logarithm of the share, as in inverse document frequency (Spärck Jones 1972), as a whole number:
    so both databases add up the same.
    """
    return round(100 * math.log((total + 1) / (holding + 1)))


# --- the place in the text ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Piece:
    """A piece of a text; `is_match` when it is what somebody looked for."""

    text: str
    is_match: bool = False


def pieces(text: str, language: str, asked: Collection[str], *, length: int = SNIPPET) -> tuple[Piece, ...]:
    """`text` cut into pieces, words that meet one of the terms `asked` marked; what is longer than `length` characters
    is shown around the first of them, with … where something is left out. Joined, pieces of a short text are the text.
    """
    places = [
        (word.start, word.end) for word in words(text, language) if asked and not set(word.terms).isdisjoint(asked)
    ]
    if len(text) <= length:
        return tuple(_marked(text, 0, len(text), places))
    first = places[0][0] if places else 0
    start = _word_start(text, first - MARGIN) if first > MARGIN else 0
    end = _word_end(text, start + length)
    before, after = ([Piece("… ")] if start else []), ([Piece(" …")] if end < len(text) else [])
    return (*before, *_marked(text, start, end, places), *after)


def _marked(text: str, start: int, end: int, places: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    place = start
    for first, last in places:
        if first < place or last > end:
            continue
        if first > place:
            yield Piece(text[place:first])
        yield Piece(text[first:last], is_match=True)
        place = last
    if place < end:
        yield Piece(text[place:end])


def _word_start(text: str, near: int) -> int:
    return text.find(" ", near) + 1 if 0 <= text.find(" ", near) < near + MARGIN else near


def _word_end(text: str, near: int) -> int:
    if near >= len(text):
        return len(text)
    space = text.rfind(" ", near - MARGIN, near)
    return space if space > 0 else near


# --- a shuffle that holds for a day ------------------------------------------------------------------------------
PRIME = 1_000_003


def shuffle_of(day: date) -> tuple[int, int, int, int]:
    """Four numbers below PRIME for the day. Rows in order of ((n·a + b) mod p)·((n·c + d) mod p) mod p are shuffled,
    the same for everybody that day and on every database, so that the pages of a list do not overlap."""
    digest = sha256(day.isoformat().encode()).digest()
    a, b, c, d = (int.from_bytes(digest[start : start + 4]) % (PRIME - 1) + 1 for start in range(0, 16, 4))
    return a, b, c, d
