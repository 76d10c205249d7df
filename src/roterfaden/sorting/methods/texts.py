"""Cards as the methods see them: a key, and passages of text, each in its language. No database."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from roterfaden.kernel.words import words

_WORD = re.compile(r"\S+")
_AROUND = ".,;:!?()[]„“”\"'‚‘’«»…–-"
_DIGRAPH = re.compile(r"([aou])e")
_SPACES = re.compile(r"\s+")
_SIGNS = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True)
class Passage:
    """A text in one language (code as `de`, `ar`)."""

    text: str
    language: str = "de"


@dataclass(frozen=True)
class Card:
    """What somebody said, with translations if there are any. `key` tells cards apart; nothing is read from it."""

    key: int
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The original: the first passage."""
        return self.passages[0].text if self.passages else ""


@dataclass(frozen=True)
class Token:
    """A word that carries meaning: as it was written, the terms it stands for (kernel.words), and where it stands.

    `at` counts the words of the passage from 0, words being what stands between spaces, as participation marks
    passages: so a reason can be kept as a place and holds none of the text.
    """

    surface: str
    terms: tuple[str, ...]
    passage: int = 0
    at: int = 0


def card(key: int, text: str, language: str = "de") -> Card:
    """A card with a single passage."""
    return Card(key, (Passage(text, language),))


def tokens_of(passages: Sequence[Passage]) -> tuple[Token, ...]:
    """The words of all passages that carry meaning, in reading order."""
    return tuple(
        Token(passage.text[word.start : word.end], word.terms, number, bisect_right(starts, word.start) - 1)
        for number, passage in enumerate(passages)
        for starts in [[found.start() for found in _WORD.finditer(passage.text)]]
        for word in words(passage.text, passage.language)
    )


def word_at(text: str, at: int) -> str:
    """The word a place means, without the signs around it; empty when there is no such word (any more)."""
    found = _WORD.findall(text)
    return str(found[at]).strip(_AROUND) if 0 <= at < len(found) else ""


def plain(text: str) -> str:
    """`text` without case, accents of composition, punctuation and surplus space: equal texts are exact duplicates."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return _SPACES.sub(" ", _SIGNS.sub(" ", composed)).strip()


def bare(word: str) -> str:
    """A word in lower case without accents and umlauts, ß as ss, and ä, ae and a as one (people type on telephones)."""
    lowered = word.lower()
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFD", lowered.replace("ß", "ss"))
        lowered = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _DIGRAPH.sub(r"\1", lowered)
