"""Why a target was suggested: the words of the card and the sorted cards that led to it.

Nothing here is told that is not so: a word is named only if the probability falls when the word is taken out of the
card, and its weight is by how much it falls. A card is named only if it lies in the target and speaks for it.
"""

from dataclasses import dataclass

import numpy as np

from roterfaden.sorting.methods.features import Floats, bag_of
from roterfaden.sorting.methods.learning import MODEL_SHARE, Chooser, Known, Reading
from roterfaden.sorting.methods.texts import Token

MOST_WORDS = 3
MOST_CARDS = 3
ALIKE_FROM = 0.10
"""Cards below this similarity are no reason anybody would follow."""
NOTICEABLE = 0.005
"""A word that moves the probability by less is not named."""


@dataclass(frozen=True)
class Because:
    """A word (as written, and where it stands) or a card (by key).

    The weight of a word is the fall of the probability without it, that of a card its similarity.
    """

    what: str | int
    weight: float
    passage: int = 0
    at: int = 0
    card: int = 0
    """Key of the card the word stands in; 0: the card the suggestion is for."""


@dataclass(frozen=True)
class Answer:
    """One target with its probability and the reasons."""

    target: int
    chance: float
    words: tuple[Because, ...]
    cards: tuple[Because, ...]


@dataclass(frozen=True)
class Lens:
    """What each feature of one card does to each target: features × targets. Asks again quickly without some words."""

    known: Known
    chooser: Chooser
    reading: Reading
    pulls: Floats

    @classmethod
    def on(cls, known: Known, chooser: Chooser, reading: Reading) -> "Lens":
        """The lens for a card and a choice."""
        weights = np.zeros((len(known.keys), len(chooser.targets)))
        weights[chooser.rows] = chooser.choice.weights
        return cls(known, chooser, reading, known.postings[reading.row.indices] @ weights)

    def chances(self, left_out: tuple[str, ...] | None = None) -> Floats:
        """Probability of each target, as the card is or without the words that stand for these terms."""
        row = self.reading.row
        if left_out is not None:
            tokens = [token for token in self.reading.tokens if token.terms != left_out]
            row = self.known.space.matrix([bag_of(tokens)])
        places = np.searchsorted(self.reading.row.indices, row.indices)
        found = row.data @ self.pulls[places]
        if self.reading.model is not None:  # a language model goes on seeing the whole card
            found = found + MODEL_SHARE * (self.reading.model[self.chooser.rows] @ self.chooser.choice.weights)
        return np.asarray(self.chooser.choice.chances_of(found[None, :] + self.chooser.choice.prior)[0], float)

    def lifts(self, place: int) -> dict[tuple[str, ...], float]:
        """By how much each word lifts the answer for one target above the mean of all targets."""
        row = self.reading.row
        parts = row.data * (self.pulls[:, place] - self.pulls.mean(axis=1))
        by_word = self.known.space.shares(self.reading.tokens, row.indices) @ parts
        found: dict[tuple[str, ...], float] = {}
        for token, lift in zip(self.reading.tokens, by_word, strict=True):
            found[token.terms] = found.get(token.terms, 0.0) + float(lift)
        return found


def answers(known: Known, chooser: Chooser, reading: Reading, *, most: int, from_chance: float) -> tuple[Answer, ...]:
    """The likeliest targets, best first, with their reasons; none for a card without any known feature."""
    if not reading.row.nnz and reading.model is None:
        return ()
    lens = Lens.on(known, chooser, reading)
    found = lens.chances()
    order = np.lexsort((np.arange(len(found)), -found))[:most]
    return tuple(
        Answer(
            chooser.targets[place],
            float(found[place]),
            words_for(lens, int(place)),
            cards_for(known, chooser, reading, int(place)),
        )
        for place in order
        if found[place] >= from_chance
    )


def words_for(lens: Lens, place: int) -> tuple[Because, ...]:
    """Words of the card without which the target would be less likely, the weightiest first."""
    before = lens.chances()[place]
    lifts = lens.lifts(place)
    candidates = sorted((terms for terms in lifts if lifts[terms] > 0), key=lambda terms: (-lifts[terms], terms))
    first = {token.terms: token for token in reversed(lens.reading.tokens)}
    found = []
    for terms in candidates[: 2 * MOST_WORDS]:
        fall = float(before - lens.chances(terms)[place])
        if fall >= NOTICEABLE:
            found.append(because(first[terms], fall))
    return tuple(sorted(found, key=lambda reason: -reason.weight)[:MOST_WORDS])


def because(token: Token, weight: float) -> Because:
    """A word as a reason."""
    return Because(token.surface, weight, token.passage, token.at)


def cards_for(known: Known, chooser: Chooser, reading: Reading, place: int) -> tuple[Because, ...]:
    """Sorted cards of this target that speak for it most, the weightiest first, each with its similarity."""
    lifts = reading.kernel[chooser.rows] * chooser.choice.weights[:, place]
    similar = likeness(reading)[chooser.rows]
    real = ~known.names[chooser.rows] & (chooser.choice.weights[:, place] > 0) & (similar >= ALIKE_FROM)
    order = np.lexsort((known.keys[chooser.rows], -lifts))
    best = [row for row in order if real[row] and lifts[row] > 0][:MOST_CARDS]
    return tuple(Because(int(known.keys[chooser.rows[row]]), float(similar[row])) for row in best)


def likeness(reading: Reading) -> Floats:
    """Similarity to every known card between 0 and 1, as it is shown: of words; with a model the mean of both."""
    if reading.model is None:
        return reading.similarities
    return (reading.similarities + np.clip(reading.model, 0.0, 1.0)) / 2
