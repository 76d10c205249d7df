"""How well duplicates are told that people have marked themselves: cards with the same mark say the same."""

from collections.abc import Sequence
from itertools import combinations

from roterfaden.sorting.enums import Likeness
from roterfaden.sorting.methods.disturbing import LOOKED_AT, Found
from roterfaden.sorting.methods.duplicates import compare
from roterfaden.sorting.methods.learning import Lesson, fit, read
from roterfaden.sorting.methods.statistics import gain_at, mean, precision_recall
from roterfaden.sorting.methods.texts import Card, plain


def marked_pairs(cards: Sequence[Card], marks: Sequence[str]) -> Found:
    """Our method against the marks: pairs told to be the same, and the place of the nearest marked partner."""
    by_mark: dict[str, list[int]] = {}
    for card, mark in zip(cards, marks, strict=True):
        if mark:
            by_mark.setdefault(mark, []).append(card.key)
    true = {pair for keys in by_mark.values() for pair in combinations(sorted(keys), 2)}
    partners: dict[int, set[int]] = {}
    for one, other in true:
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    known = fit([Lesson(card) for card in cards])
    texts = {card.key: card.text for card in cards}
    guessed: set[tuple[int, int]] = set()
    ranks: list[int] = []
    for card in cards:
        similar = read(known, card).similarities
        order = sorted(range(len(similar)), key=lambda place: (-similar[place], place))
        near = [int(known.keys[place]) for place in order if known.keys[place] != card.key][:LOOKED_AT]
        for key in near:
            if compare(texts[key], card.text).likeness != Likeness.ALIKE:
                guessed.add((min(key, card.key), max(key, card.key)))
        if card.key in partners:
            places = [place for place, key in enumerate(near, start=1) if key in partners[card.key]]
            ranks.append(places[0] if places else len(cards))
    precision, recall, f1 = precision_recall(len(guessed & true), len(guessed), len(true))
    return Found(
        "Roter Faden", len(true), precision, recall, f1,
        mean([1 / rank for rank in ranks]), mean([gain_at(rank) for rank in ranks]),
    )  # fmt: skip


def has_marks(marks: Sequence[str]) -> bool:
    """Whether at least one mark stands at two cards."""
    marked = [mark for mark in marks if plain(mark)]
    return len(marked) > len(set(marked))
