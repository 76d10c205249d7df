"""Finding help by the words people have: in any of their languages, by synonyms across languages, best first.

An entry is indexed by the terms of all its texts (`kernel.words`) and by the *ideas* they name: an idea is a group of
synonyms in `data/synonyms.toml` (Kita, kindergarten, حضانة, дитячий садок), indexed as one term of its own that no text
can hold. What somebody types is read in the language of the page and in every language written with the same letters.

Ranking: a word counts most when it stands in the title, less in the text, least as a part of a compound; an idea counts
a little less than the word itself; each is weighed by how rare it is among the entries (inverse document frequency,
Spärck Jones 1972). Whatever reaches less than `LEAST` of the best is left out.
"""

import math
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from roterfaden.kernel.words import Word, words

DATA = Path(__file__).resolve().parent.parent / "data" / "synonyms.toml"
IDEA = "\ue000"
"""Begins the term of an idea: a private sign, so that no word of a text is one."""
WORDS_ASKED = 10
LONGEST_PHRASE = 3
LEAST = 0.4
IN_TITLE, IN_TEXT, PART_IN_TITLE, PART_IN_TEXT = 1.0, 0.6, 0.5, 0.25
IDEA_IN_TITLE, IDEA_IN_TEXT = 0.9, 0.5
SIMPLEST = 0.05
"""What a word is worth that every entry holds."""

CYRILLIC, ARABIC, LATIN = ("uk", "ru"), ("ar", "fa"), ("de", "en", "fr", "pl", "ro", "tr")
SCRIPTS = (("\u0400", "\u052f", CYRILLIC), ("\u0600", "\u06ff", ARABIC), ("\u0750", "\u077f", ARABIC))


@dataclass(frozen=True)
class Words:
    """A text with its language."""

    language: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class IndexTerms:
    """What an entry is found by: the terms of its titles, and all terms, those among them."""

    title: frozenset[str]
    all: frozenset[str]


@dataclass(frozen=True)
class AskedWord:
    """A word somebody typed: its base forms, the parts of a compound, the ideas it names alone or with neighbours."""

    typed: str
    wholes: frozenset[str]
    parts: frozenset[str]
    ideas: frozenset[str]

    @property
    def groups(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """What is counted together: the word, the idea, a part."""
        return self.wholes, self.ideas, self.parts


@dataclass(frozen=True)
class Holding:
    """For one entry and one asked word: which groups it holds in all its words, and which in a title."""

    everywhere: tuple[bool, bool, bool]
    in_title: tuple[bool, bool, bool]

    @property
    def points(self) -> float:
        """How well the entry fits the word: the best of its reasons."""
        strengths = zip((IN_TITLE, IDEA_IN_TITLE, PART_IN_TITLE), (IN_TEXT, IDEA_IN_TEXT, PART_IN_TEXT), strict=True)
        reasons = zip(self.everywhere, self.in_title, strengths, strict=True)
        return max(title if high else text if low else 0.0 for low, high, (title, text) in reasons)


def index_terms(texts: Iterable[Words], more: Iterable[str] = ()) -> IndexTerms:
    """The terms of an entry with these texts; `more` are German words that describe it without standing in it."""
    title, every = set[str](), set[str]()
    for each in texts:
        title |= _terms(each.title, each.language)
        every |= _terms(each.text, each.language)
    for text in more:
        every |= _terms(text, "de")
    return IndexTerms(frozenset(title), frozenset(title | every))


def asked_words(typed: str, language: str) -> tuple[AskedWord, ...]:
    """What somebody typed, word by word, at most WORDS_ASKED; words that only ask (suche, where) are left out."""
    page = _base(language)
    said = [typed[word.start : word.end] for word in words(typed, page)][:WORDS_ASKED]
    by_language = {code: [_first(spoken, code) for spoken in said] for code in _languages(said, page)}
    found: dict[frozenset[str], AskedWord] = {}
    for place, spoken in enumerate(said):
        known = {code: row[place] for code, row in by_language.items() if code in _languages([spoken], page)}
        if any(word is not None and word.whole in _asking(code) for code, word in known.items()):
            continue
        wholes = frozenset(word.whole for word in known.values() if word is not None)
        parts = frozenset(part for word in known.values() if word is not None for part in word.parts) - wholes
        ideas = frozenset(
            idea
            for code, row in by_language.items()
            for first, last, idea in _ideas(row, code)
            if first <= place <= last
        )
        found.setdefault(wholes, AskedWord(spoken, wholes, parts, ideas))
    return tuple(found.values())


def rarity(holding: int, total: int) -> float:
    """How much a word says that `holding` of `total` entries hold."""
    return math.log((total + 1) / (holding + 1)) + SIMPLEST


def ranked(asked: Sequence[AskedWord], entries: Mapping[int, Sequence[Holding]], total: int) -> list[tuple[int, float]]:
    """The entries that fit, best first, with their scores. `entries` gives for each a Holding for each asked word."""
    if not asked or not entries:
        return []
    weights = [
        rarity(sum(1 for row in entries.values() if row[place].points > 0), total) for place in range(len(asked))
    ]
    scores = {
        key: sum(weight * each.points for weight, each in zip(weights, row, strict=True))
        for key, row in entries.items()
    }
    best = max(scores.values())
    fitting = [(key, score) for key, score in scores.items() if score > 0 and score >= LEAST * best]
    return sorted(fitting, key=lambda pair: (-round(pair[1], 6), pair[0]))


def holding(word: AskedWord, title: Collection[str], every: Collection[str]) -> Holding:
    """What an entry with these terms holds of an asked word."""
    shown, said = set(title), set(every)
    everywhere = tuple(not group.isdisjoint(said) for group in word.groups)
    in_title = tuple(not group.isdisjoint(shown) for group in word.groups)
    return Holding((everywhere[0], everywhere[1], everywhere[2]), (in_title[0], in_title[1], in_title[2]))


# --- ideas ----------------------------------------------------------------------------------------------------------
def _terms(text: str, language: str) -> set[str]:
    code = _base(language)
    row = list(words(text, code))
    return {term for word in row for term in word.terms} | {idea for _first, _last, idea in _ideas(row, code)}


def _ideas(row: Sequence[Word | None], language: str) -> Iterable[tuple[int, int, str]]:
    """The ideas a row of words names: first and last place of the words, and the term of the idea."""
    phrases = _phrases(language)
    for place, word in enumerate(row):
        if word is None:
            continue
        for part in word.parts:
            yield from ((place, place, idea) for idea in phrases.get((part,), ()))
        for length in range(1, LONGEST_PHRASE + 1):
            piece = row[place : place + length]
            if len(piece) == length and None not in piece:
                key = tuple(each.whole for each in piece if each is not None)
                yield from ((place, place + length - 1, idea) for idea in phrases.get(key, ()))


def _first(spoken: str, language: str) -> Word | None:
    return next(iter(words(spoken, language)), None)


def _base(language: str) -> str:
    return language.partition("-")[0]


def _languages(said: Iterable[str], page: str) -> tuple[str, ...]:
    """The languages these words may be in: those written with their letters, that of the page first."""
    found: dict[str, None] = {}
    for spoken in said:
        codes = next((codes for first, last, codes in SCRIPTS if first <= spoken[:1] <= last), LATIN)
        found.update(dict.fromkeys(sorted(codes, key=lambda code: code != page)))
    return tuple(found)


@cache
def _file() -> Mapping[str, object]:
    with DATA.open("rb") as file:
        return tomllib.load(file)


@cache
def _phrases(language: str) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Rows of base forms in a language → the terms of the ideas they name."""
    found: dict[tuple[str, ...], set[str]] = {}
    for idea in _file()["idea"]:  # type: ignore[attr-defined] # a list of tables
        for said in idea.get(language, ()):
            key = tuple(word.whole for word in words(said, language))
            if key:
                found.setdefault(key, set()).add(IDEA + idea["key"])
    return {key: frozenset(ideas) for key, ideas in found.items()}


@cache
def _asking(language: str) -> frozenset[str]:
    """Words that only say that somebody asks: I look for, where is, I need."""
    listed = _file()["asking"].get(language, ())  # type: ignore[attr-defined] # a table of lists
    return frozenset(word.whole for said in listed for word in words(said, language))


def idea_keys() -> tuple[str, ...]:
    """The keys of all ideas, for tests: each once."""
    return tuple(idea["key"] for idea in _file()["idea"])  # type: ignore[attr-defined] # a list of tables
