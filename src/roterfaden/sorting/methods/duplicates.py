"""Whether two cards say the same: exactly, nearly, or only something alike.

Nearly the same means that the letters agree (Dice coefficient of character trigrams, Dice 1945) and that nothing
differs that makes it another wish: a denial in one of them only, other numbers, or a word exchanged for another one
("mehr Busse", "mehr Kitas"). The program never merges anything.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from roterfaden.sorting.enums import Likeness
from roterfaden.sorting.methods.texts import bare, plain

SAME_FROM = 0.75
"""Dice of trigrams from which two texts are nearly the same; chosen with the protocol of evaluation (ADR 22)."""
_DENIALS = (
    "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand weder ohne "
    "not no never nothing none without cannot "
    "не нет нема ні nie nu hayır yok değil ne na ليس لا بدون غير لم لن"
)
DENIALS = frozenset(_DENIALS.split())
_NUMBER = re.compile(r"\d+")
SHORTEST_TELLING = 4
"""Shorter words are mostly joints of a sentence."""
MISSPELT_FROM = 0.7
"""Share of letters in the same order (difflib) from which two words count as one, misspelt."""


@dataclass(frozen=True)
class Resemblance:
    """How much two texts agree, between 0 and 1, and what that makes them."""

    score: float
    likeness: Likeness


@lru_cache(maxsize=4096)
def trigrams(text: str) -> Counter[str]:
    """Trigrams of the plain text, words taken one by one: their order does not matter."""
    return Counter(
        f" {word} "[start : start + 3] for word in plain(text).split() for start in range(max(len(word), 1))
    )  # fmt: skip


def dice(first: str, second: str) -> float:
    """Twice the common trigrams by all trigrams; 1 for texts without any letters that are equal."""
    one, other = trigrams(first), trigrams(second)
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else float(plain(first) == plain(second))


def turns_the_sense(first: str, second: str) -> bool:
    """Whether only one of them denies something, or they name other numbers."""
    one, other = plain(first).split(), plain(second).split()
    denied = [Counter(word for word in words if word in DENIALS) for words in (one, other)]
    numbers = [Counter(_NUMBER.findall(" ".join(words))) for words in (one, other)]
    return denied[0].total() != denied[1].total() or numbers[0] != numbers[1]


def exchanges_a_word(first: str, second: str) -> bool:
    """Whether each of them has a word the other has not, not even misspelt: one thing said instead of another."""
    one, other = _folded_words(first), _folded_words(second)
    return _has_own_word(one, other) and _has_own_word(other, one)


def _has_own_word(words: frozenset[str], others: frozenset[str]) -> bool:
    return any(
        len(word) >= SHORTEST_TELLING and not any(_is_misspelt(word, other) for other in others)
        for word in words - others
    )


@lru_cache(maxsize=65_536)
def _is_misspelt(word: str, other: str) -> bool:
    if abs(len(word) - len(other)) > len(word) * (1 - MISSPELT_FROM) * 2:
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= MISSPELT_FROM


@lru_cache(maxsize=4096)
def _folded_words(text: str) -> frozenset[str]:
    """The plain words as `bare` letters."""
    return frozenset(bare(word) for word in plain(text).split())


def compare(first: str, second: str) -> Resemblance:
    """What two cards are to each other."""
    if plain(first) == plain(second):
        return Resemblance(1.0, Likeness.SAME)
    score = dice(first, second)
    if score >= SAME_FROM and not turns_the_sense(first, second) and not exchanges_a_word(first, second):
        return Resemblance(score, Likeness.NEARLY)
    return Resemblance(score, Likeness.ALIKE)
