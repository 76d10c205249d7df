"""A synthetic test of duplicate detection, where nobody has marked real ones. Synthetic means: made by rules, named so.

From each chosen card one disturbed copy is made as people would type the same card again (slips of the finger, no
umlauts, no capitals or stops, a greeting in front, sentences exchanged) – it should be found. And, where the text
allows, one copy whose sense is turned round by a denial or another number – it should not count as a duplicate. The
same file gives the same copies on every machine.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from roterfaden.sorting.enums import Likeness
from roterfaden.sorting.methods.duplicates import compare
from roterfaden.sorting.methods.learning import Known, Lesson, fit, read
from roterfaden.sorting.methods.statistics import gain_at, mean, precision_recall
from roterfaden.sorting.methods.texts import Card, card, plain

SEED = 20180416
MOST_ASKED = 300
SHORTEST = 25
"""Characters below which a card is too short to be disturbed and still be itself."""
LOOKED_AT = 10
"""So many most similar cards are compared letter by letter; the product does the same."""
WORD_OVERLAP_FROM = 0.5

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_DENIABLE = re.compile(r"\b(ist|sind|hat|haben|wird|werden|kann|können|soll|sollen|muss|fährt|gibt|fehlt|fehlen)\b")


@dataclass(frozen=True)
class Pair:
    """A text asked for, and the key of the card it goes back to; `same`: whether it still says the same."""

    text: str
    key: int
    same: bool


@dataclass(frozen=True)
class Found:
    """How well duplicates are told, and at which place the original stands among the neighbours."""

    method: str
    pairs: int
    precision: float
    recall: float
    f1: float
    reciprocal_rank: float
    ndcg: float


def disturbed(cards: Sequence[Card]) -> list[Pair]:
    """The pairs of the protocol for up to MOST_ASKED cards, chosen and changed with a fixed seed."""
    chance = random.Random(SEED)  # noqa: S311 -- no secret, only the same choice every time
    usable = [card for card in cards if len(card.text) >= SHORTEST]
    pairs: list[Pair] = []
    for chosen in chance.sample(usable, min(MOST_ASKED, len(usable))):
        ways = chance.sample(WAYS, 2)
        text = chosen.text
        for way in ways:
            text = way(text, chance)
        if plain(text) != plain(chosen.text):
            pairs.append(Pair(text, chosen.key, same=True))
        turned = _turned(chosen.text, chance)
        if turned:
            pairs.append(Pair(turned, chosen.key, same=False))
    return pairs


def _slips(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _slip in range(max(1, len(letters) // 40)):
        place = chance.randrange(len(letters) - 1)
        if letters[place].isalpha() and letters[place + 1].isalpha():
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def _without_umlauts(text: str, _chance: random.Random) -> str:
    return text.translate(_UMLAUTS)


def _small(text: str, _chance: random.Random) -> str:
    return re.sub(r"[.,;:!?–-]", "", text.lower())


def _greeted(text: str, chance: random.Random) -> str:
    return chance.choice(["Hallo, ", "Liebes Team, ", "Bitte: ", "Vorschlag: "]) + text


def _exchanged(text: str, _chance: random.Random) -> str:
    sentences = _SENTENCE.split(text)
    return " ".join([*sentences[1:], sentences[0]])


def _shortened(text: str, chance: random.Random) -> str:
    words = text.split()
    if len(words) > 8:  # noqa: PLR2004 -- a short card would lose its sense
        del words[chance.randrange(1, len(words) - 1)]
    return " ".join(words)


WAYS: list[Callable[[str, random.Random], str]] = [_slips, _without_umlauts, _small, _greeted, _exchanged, _shortened]


def _turned(text: str, chance: random.Random) -> str:
    """The same words with the opposite sense or another number; empty where that is not possible."""
    number = re.search(r"\d+", text)
    if number:
        other = str(int(number.group()) + chance.randrange(1, 9))
        return text[: number.start()] + other + text[number.end() :]
    denied = _DENIABLE.sub(lambda found: f"{found.group()} nicht", text, count=1)
    return denied if denied != text else ""


# --- asking ---------------------------------------------------------------------------------------------------------
Judge = Callable[[str, str], bool]


def told(cards: Sequence[Card], pairs: Sequence[Pair]) -> list[Found]:
    """Every pair put to our method and to the baselines."""
    known = fit([Lesson(card) for card in cards])
    texts = {card.key: card.text for card in cards}
    near = [_nearest(known, pair.text) for pair in pairs]
    ours = _found("Roter Faden", pairs, near, texts, lambda a, b: compare(a, b).likeness != Likeness.ALIKE)
    bags = {key: _words(text) for key, text in texts.items()}
    words = [_nearest_by_words(pair.text, bags) for pair in pairs]
    return [
        _found("wörtlich gleich", pairs, words, texts, lambda a, b: plain(a) == plain(b)),
        _found("gemeinsame Wörter (Jaccard ≥ 0,5)", pairs, words, texts, _overlap_enough),
        ours,
    ]


def _found(method: str, pairs: Sequence[Pair], near: Sequence[list[int]], texts: dict[int, str], judge: Judge) -> Found:
    hits = guessed = 0
    ranks: list[int] = []
    for pair, keys in zip(pairs, near, strict=True):
        same = {key for key in keys if judge(texts[key], pair.text)}
        # Another card may be a true duplicate of the original; it is neither counted for nor against.
        same = {key for key in same if key == pair.key or plain(texts[key]) != plain(texts[pair.key])}
        guessed += len(same)
        hits += pair.same and pair.key in same
        if pair.same:
            ranks.append(keys.index(pair.key) + 1 if pair.key in keys else len(texts))
    precision, recall, f1 = precision_recall(hits, guessed, len(ranks))
    gains = [gain_at(rank) for rank in ranks]
    return Found(method, len(pairs), precision, recall, f1, mean([1 / rank for rank in ranks]), mean(gains))


def _nearest(known: Known, text: str) -> list[int]:
    similar = read(known, card(0, text)).similarities
    order = sorted(range(len(similar)), key=lambda place: (-similar[place], place))[:LOOKED_AT]
    return [int(known.keys[place]) for place in order if similar[place] > 0]


def _overlap_enough(first: str, second: str) -> bool:
    return _jaccard(_words(first), _words(second)) >= WORD_OVERLAP_FROM


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


@lru_cache(maxsize=16_384)
def _words(text: str) -> frozenset[str]:
    return frozenset(plain(text).split())


def _nearest_by_words(text: str, words: dict[int, frozenset[str]]) -> list[int]:
    asked = _words(text)
    overlaps = {key: _jaccard(asked, other) for key, other in words.items()}
    return sorted((key for key in overlaps if overlaps[key] > 0), key=lambda key: (-overlaps[key], key))[:LOOKED_AT]
