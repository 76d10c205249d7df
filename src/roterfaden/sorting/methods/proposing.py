"""Names for new themes: groups of waiting cards that belong together, each with the words that tell it apart."""

from collections.abc import Sequence

from roterfaden.sorting.enums import ScoreKind, SuggestionKind
from roterfaden.sorting.methods.explaining import Because
from roterfaden.sorting.methods.grouping import group_cards
from roterfaden.sorting.methods.naming import Background, KeyTerm, key_terms
from roterfaden.sorting.methods.suggesting import Proposal
from roterfaden.sorting.methods.texts import Card, Token, tokens_of

LEAST_CARDS = 3
MOST_NAMED = 12
"""Cards of a group a suggestion lists."""


def names_for_groups(cards: Sequence[Card]) -> dict[int, tuple[Proposal, ...]]:
    """A suggested name for each group of at least three waiting cards, by the key of the card all others resemble."""
    tokens = {card.key: tokens_of(card.passages) for card in cards}
    background = Background.of(tokens.values())
    found: dict[int, tuple[Proposal, ...]] = {}
    for group in group_cards(cards, [tokens[card.key] for card in cards]).together:
        if len(group.keys) < LEAST_CARDS:
            continue
        terms = key_terms([tokens[key] for key in group.keys], background)
        if terms:
            found[group.keys[0]] = (_proposal(group.keys, terms),)
    return found


def _proposal(keys: Sequence[int], terms: Sequence[KeyTerm]) -> Proposal:
    words = tuple(
        Because(term.word, term.cards / len(keys), term.token.passage, term.token.at, keys[term.card]) for term in terms
    )
    cards = tuple(Because(key, 1.0) for key in keys[1 : MOST_NAMED + 1])
    return Proposal(SuggestionKind.NAME, None, 1, terms[0].cards / len(keys), ScoreKind.SHARE, words, cards)


def name_words(group: Sequence[Card], others: Sequence[Card]) -> tuple[str, ...]:
    """Words for the name of a theme with these cards, against the `others`; most telling first."""
    inside: list[tuple[Token, ...]] = [tokens_of(card.passages) for card in group]
    background = Background.of([*inside, *(tokens_of(card.passages) for card in others)])
    return tuple(term.word for term in key_terms(inside, background))
