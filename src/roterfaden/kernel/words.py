"""Search terms: the words of a text in the form in which two people meet who say the same thing differently.

A term is a folded base form. German words become their lemma (simplemma's dictionary: Häuser → haus, ging → gehen);
words the dictionary does not know are stemmed (Snowball). Compounds also give their parts (HanTa, a morphological
tagger), so that Straßenbeleuchtung meets Beleuchtung and Kitaplätze meets Kita and Platz. Other languages are stemmed
where there are rules (Snowball; Light10 for Arabic); the rest is only folded. Folding is coarse on purpose: ä, ae and
a, ß and ss are one, because people write on telephones; the price is that fördern also meets fordern.

Known lemmas are *not* stemmed further, because Snowball puts Bürger with Burg and Kurs with Kur. Only the endings that
make a word from a word (-lich, -ung, -isch …) are taken off, so that ehrenamtlich meets Ehrenamt.

The dictionaries are loaded when the first German word comes and stay in the memory of the process (figures: ADR 20).
Sources: Barbaresi, simplemma (doi:10.5281/zenodo.4673264); Wartena, HanTa (KONVENS 2019); Porter, snowballstem.org.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import simplemma
import Stemmer
from HanTa.HanoverTagger import HanoverTagger

from roterfaden.kernel.fillers import FILLERS

STEMMERS = {
    "en": "english", "es": "spanish", "fa": "persian", "fr": "french", "it": "italian", "nl": "dutch",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "tr": "turkish",
}  # fmt: skip
WORDS_REMEMBERED = 32_768
LONGEST_WORD = 60
"""Longer ones are no words; they are cut, so that nobody can keep the program busy."""

SHORTEST_WORD, SHORTEST_PART, SHORTEST_STEM, SHORTEST_COMPOUND = 2, 3, 5, 6

_MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_SENTENCE_SIGNS = re.compile(r"\w+|[.,;:!?]")
_GENDER = re.compile(r"(?<=[a-zäöüß])[*:_·/]-?in(nen)?\b|(?<=[a-zäöüß])In(nen)?\b")
"""Schüler*innen, Schüler:in, Schüler/-innen, SchülerInnen: the sign and what follows it."""

_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي"}
)
_TYPED_ARABIC = str.maketrans({"ک": "ك", "ی": "ي", "ٱ": "ا", "ـ": None})
_TYPED_PERSIAN = str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی", "ـ": None})
"""The letters of the other keyboard, as the stemmer expects them; the long stroke is decoration."""

_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")

_LETTERS = str.maketrans({"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ё": "е"})
_MARK = re.compile(f"[{_MARKS}]")
_DIGRAPH = re.compile(r"(?<![aeiouäöüq])([aou])e")
_UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
_STEM_TAGS = ("NN", "ADJ", "VV", "NE")
_FINISHED = re.compile(r"(?<=.{4})(?:lich|isch|ung|heit|keit|igkeit)$")


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands, its base form, and the parts that are words of their own."""

    start: int
    end: int
    whole: str
    parts: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


def terms(text: str, language: str = "de") -> tuple[str, ...]:
    """The search terms of `text` in reading order: each word's base form, followed by the parts of a compound.

    Words that only join others (und, für, the) and single letters are left out. A term that occurs twice stands twice.
    `language` is a code such as `de`, `en` or `de-simple`; an unknown one gives folded words.
    """
    return tuple(term for word in words(text, language) for term in word.terms)


def words(text: str, language: str = "de") -> Iterator[Word]:
    """The words of `text` that carry meaning, with the place at which each stands (indexes into `text`)."""
    code = language.split("-")[0].split("_")[0].lower()
    endings = {found.start(): found.end() for found in _GENDER.finditer(text)} if code == "de" else {}
    passed = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        if start < passed:
            continue
        shown, spoken = end, found.group()
        for ending, after in endings.items():
            if start < ending <= end:
                spoken, shown = text[start:ending], after
        passed = shown
        whole, *parts = _forms(spoken[:LONGEST_WORD], code)
        if whole:
            yield Word(start, shown, whole, tuple(parts))


@lru_cache(maxsize=WORDS_REMEMBERED)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """Base form and parts of one word; an empty base form says that it carries no meaning."""
    plain = _plain(word, language)
    if (len(plain) < SHORTEST_WORD and not plain.isdigit()) or plain in FILLERS.get(language, frozenset()):
        return ("",)
    if plain.isdigit():
        return (plain,)
    with _lock:  # neither the stemmers nor the tagger may be used by two threads at once
        if language == "de":
            return _german(plain)
        return (_stemmed(plain, language),)


_lock = threading.Lock()


def _plain(word: str, language: str) -> str:
    """Lower case, composed, western digits; Arabic letters without vowel signs, as the stemmers expect them."""
    text = unicodedata.normalize("NFKC", word)
    if language == "tr":
        text = text.replace("İ", "i").replace("I", "ı")
    text = text.lower() if language in ("de", "tr") else text.casefold()
    text = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    if "\u0600" <= text[:1] <= "\u06ff":
        return _MARK.sub("", text).translate(_TYPED_PERSIAN if language == "fa" else _TYPED_ARABIC)
    return text


def _folded(word: str) -> str:
    """Without accents and umlauts, ß as ss, Arabic letters in one form each."""
    if word.isascii():
        return word
    if "\u0600" <= word[:1] <= "\u06ff":
        return word.translate(_ARABIC)
    if "\u0400" <= word[:1] <= "\u052f":  # й and ї are letters of their own, not letters with accents
        return word.translate(_LETTERS)
    return _MARK.sub("", unicodedata.normalize("NFD", word.translate(_LETTERS)))


def _stemmed(word: str, language: str) -> str:
    """The folded stem; a folded word in languages for which we know no rules."""
    if language == "ar":
        return _arabic(_folded(word))
    algorithm = STEMMERS.get(language)
    return _folded(str(_stemmer(algorithm).stemWord(word)) or word if algorithm else word)


def _arabic(word: str) -> str:
    """Without article and endings: the light stemmer Light10 (Larkey, Ballesteros, Connell 2002)."""
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + 2:
            word = word.removeprefix(prefix)
            break
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word.removesuffix(suffix)
    return word


@cache
def _stemmer(algorithm: str) -> Any:
    return Stemmer.Stemmer(algorithm, 0)  # 0: no cache of its own


@cache
def _tagger() -> Any:
    return HanoverTagger("morphmodel_ger.pgz")


def has_verb(text: str) -> bool:
    """Whether a German text holds a verb that makes a sentence: a finite form, an imperative or (HanTa cannot always
    tell them apart: "gewährleistet") a participle."""
    found = _tagger().tag_sent(_SENTENCE_SIGNS.findall(text))
    return any(tag.startswith("V") and tag.endswith(("(FIN)", "(IMP)", "(PP)")) for _word, _lemma, tag in found)


# --- German -----------------------------------------------------------------------------------------------------------
def _german(word: str) -> tuple[str, ...]:
    word = _spelt(word)
    pieces = _pieces(_lemma(word).lower() if _is_known(word) else word)
    whole = _base(word, pieces)
    parts = dict.fromkeys(_base(piece) for piece in pieces)
    return (whole, *(part for part in parts if part != whole and len(part) >= SHORTEST_PART))


def _spelt(word: str) -> str:
    """The usual spelling of a word typed without umlauts or ß (Haeuser, STRASSE), when there is one."""
    if not _is_known(word) and _DIGRAPH.search(word):
        word = _DIGRAPH.sub(lambda found: _UMLAUT[found.group(1)], word)
    if "ss" in word:
        sharp = word.replace("ss", "ß", 1)
        if _is_known(sharp) and (not _is_known(word) or "ß" in _analysis(word)[0]):
            return sharp
    return word


def _is_known(word: str) -> bool:
    return bool(simplemma.is_known(word, "de") or simplemma.is_known(word.capitalize(), "de"))


def _base(word: str, pieces: tuple[str, ...] = ()) -> str:
    """The folded base form: by the dictionary; for compounds it does not know, by the base form of the last part."""
    if _is_known(word):
        return _folded(_without_ending(_lemma(word)))
    if len(pieces) > 1 and word not in pieces:
        return _folded(_analysis(word)[0])
    return _folded(str(_stemmer("german").stemWord(word)))


def _lemma(word: str) -> str:
    """The lemma, the same whatever the case: as a noun if it can be one (Busse, schulen), except for adjectives that
    are used as nouns (Alte, Jugendliche)."""
    other, noun = simplemma.lemmatize(word, "de"), simplemma.lemmatize(word.capitalize(), "de")
    if not simplemma.is_known(word.capitalize(), "de"):
        return other
    is_adjective = other.islower() and len(other) < len(word) and not other.endswith("en")
    if is_adjective and _folded(word).startswith(_folded(other)) and noun.lower() in (word, other + "e", other + "er"):
        return other
    return other if noun.lower() == other else noun


def _without_ending(lemma: str) -> str:
    """Verbs without -en or -n, and words made from other words without the ending that made them."""
    word = lemma.lower()
    if lemma.islower() and len(word) >= SHORTEST_STEM and word.endswith(("en", "ern", "eln")):
        return word.removesuffix("n").removesuffix("e")
    stem = _FINISHED.sub("", word)
    return stem if len(stem) >= SHORTEST_STEM else word


@lru_cache(maxsize=1024)
def _analysis(word: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """(lemma, morphemes with their tags) of a word taken for a noun."""
    lemma, morphemes, _tag = _tagger().analyze(word.capitalize(), taglevel=3)
    return lemma.lower(), tuple(morphemes)


def _pieces(word: str) -> tuple[str, ...]:
    """The parts of a compound, and of each part that is one itself; of a female form the male one."""
    if len(word) < SHORTEST_COMPOUND:
        return ()
    morphemes = _analysis(word)[1]
    stems = [form for form, tag in morphemes if tag.startswith(_STEM_TAGS) and len(form) >= SHORTEST_PART]
    is_female = any(tag == "SUF_FEM" for _form, tag in morphemes)
    if not (len(stems) > 1 or is_female):
        return ()
    found: list[str] = []
    for stem in stems:
        found.append(stem)
        if stem != word:
            found += _pieces(stem)
    return tuple(found)
