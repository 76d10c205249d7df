"""What is suggested for one card: a field, a theme, cards that say the same, cards that are alike. With reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from roterfaden.sorting.enums import Likeness, ScoreKind, SuggestionKind
from roterfaden.sorting.methods.duplicates import Resemblance, compare
from roterfaden.sorting.methods.explaining import MOST_WORDS, Answer, Because, answers, because, likeness
from roterfaden.sorting.methods.learning import Known, Reading, text_hash
from roterfaden.sorting.methods.texts import Card, Token

MOST_FIELDS, MOST_THEMES, MOST_NEIGHBOURS, MOST_DUPLICATES = 2, 3, 3, 5
FIELD_FROM, THEME_FROM = 0.15, 0.08
"""Probabilities below which nobody is helped by a suggestion."""
NEIGHBOUR_FROM = 0.18
VISIBLE = 0.01
"""A word that makes less of a similarity is not named."""
LOOKED_AT = 12
"""So many most similar cards are compared letter by letter."""

METHODS = {
    SuggestionKind.FIELD: "ridge",
    SuggestionKind.THEME: "ridge",
    SuggestionKind.DUPLICATE: "trigrams",
    SuggestionKind.NEIGHBOUR: "tfidf",
    SuggestionKind.NAME: "loglikelihood",
}


@dataclass(frozen=True)
class Proposal:
    """One suggestion before it is written down. `target` is the key of a field, a theme or a card; a name has none."""

    kind: SuggestionKind
    target: int | None
    rank: int
    score: float
    score_kind: ScoreKind
    words: tuple[Because, ...] = ()
    cards: tuple[Because, ...] = ()
    likeness: Likeness | None = None


def proposals(known: Known, reading: Reading, card: Card, near_texts: Mapping[int, str]) -> tuple[Proposal, ...]:
    """Everything suggested for a card, in the order field, theme, duplicates, neighbours.

    `near_texts` holds the original texts of the cards `near_keys` named.
    """
    found: list[Proposal] = []
    if known.fields is not None:
        fields = answers(known, known.fields, reading, most=MOST_FIELDS, from_chance=FIELD_FROM)
        found += _chosen(SuggestionKind.FIELD, fields)
    if known.themes is not None:
        themes = answers(known, known.themes, reading, most=MOST_THEMES, from_chance=THEME_FROM)
        found += _chosen(SuggestionKind.THEME, themes)
    return (*found, *_resembling(known, reading, card, near_texts))


def _chosen(kind: SuggestionKind, found: Sequence[Answer]) -> list[Proposal]:
    return [
        Proposal(kind, answer.target, rank, answer.chance, ScoreKind.CHANCE, answer.words, answer.cards)
        for rank, answer in enumerate(found, start=1)
    ]


def near_keys(known: Known, reading: Reading, card: Card) -> tuple[int, ...]:
    """The cards worth a closer look: exact duplicates first, then the most similar ones."""
    others = ~known.names & (known.keys != card.key)
    exact = known.keys[others & (known.texts == np.uint64(text_hash(card)))]
    similar = np.where(others, likeness(reading), -1.0)
    order = np.lexsort((known.keys, -similar))[:LOOKED_AT]
    near = [int(known.keys[place]) for place in order if similar[place] > 0]
    return tuple(dict.fromkeys([*sorted(int(key) for key in exact)[:MOST_DUPLICATES], *near]))


def _resembling(known: Known, reading: Reading, card: Card, texts: Mapping[int, str]) -> list[Proposal]:
    similar = dict(zip(known.keys.tolist(), likeness(reading).tolist(), strict=True))
    compared = [(key, compare(text, card.text)) for key, text in texts.items()]
    same = sorted(((key, found) for key, found in compared if found.likeness != Likeness.ALIKE), key=_by_score)
    alike = sorted((-similar[key], key) for key, found in compared if found.likeness == Likeness.ALIKE)
    duplicates = [
        Proposal(
            SuggestionKind.DUPLICATE, key, rank, found.score, ScoreKind.LETTERS,
            words=common_words(known, reading, key), likeness=found.likeness,
        )
        for rank, (key, found) in enumerate(same[:MOST_DUPLICATES], start=1)
    ]  # fmt: skip
    neighbours = [
        Proposal(
            SuggestionKind.NEIGHBOUR, key, rank, -minus, ScoreKind.WORDS,
            words=common_words(known, reading, key), likeness=Likeness.ALIKE,
        )
        for rank, (minus, key) in enumerate(alike[:MOST_NEIGHBOURS], start=1)
        if -minus >= NEIGHBOUR_FROM
    ]  # fmt: skip
    return duplicates + neighbours


def _by_score(item: tuple[int, Resemblance]) -> tuple[float, int]:
    return -item[1].score, item[0]


def common_words(known: Known, reading: Reading, key: int) -> tuple[Because, ...]:
    """The words of the card that bring it near to card `key`, each with its part of the similarity."""
    places = np.flatnonzero(known.keys == key)
    if not len(places) or not reading.row.nnz:
        return ()
    columns = reading.row.indices
    parts = reading.row.data * known.postings[columns][:, places[:1]].toarray().ravel()
    by_word = known.space.shares(reading.tokens, columns) @ parts
    summed: dict[tuple[str, ...], tuple[Token, float]] = {}
    for token, part in zip(reading.tokens, by_word, strict=True):
        first, before = summed.get(token.terms, (token, 0.0))
        summed[token.terms] = (first, before + float(part))
    best = sorted(summed.values(), key=lambda word: (-word[1], word[0].surface))[:MOST_WORDS]
    return tuple(because(token, part) for token, part in best if part >= VISIBLE)


def why_of(card: int, proposal: Proposal) -> dict[str, list[list[float | int]]]:
    """The reasons of a proposal for this card as places in texts: no word of a text is kept."""
    return {
        "words": [[word.card or card, word.passage, word.at, round(word.weight, 3)] for word in proposal.words],
        "cards": [[int(near.what), round(near.weight, 3)] for near in proposal.cards],
    }
