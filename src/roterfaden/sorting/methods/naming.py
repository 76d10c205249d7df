"""Names for a group of cards: the words that stand in it far more often than elsewhere.

Log-likelihood ratio on numbers of cards (Dunning 1993): a word that three cards of five say and nobody else says more
about the group than a rare one. Words are counted by their terms, so that inflected forms and parts of compounds meet,
and shown as people wrote them most often, so that names read like German words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from roterfaden.sorting.methods.texts import Token

MOST_NAMES = 3
SHORTEST = 3


@dataclass(frozen=True)
class KeyTerm:
    """A word as people write it, in how many cards of the group it stands, and how characteristic it is.

    `card` is the place in the group of a card that writes it so, `token` the word there.
    """

    word: str
    cards: int
    weight: float
    card: int
    token: Token


@dataclass(frozen=True)
class Background:
    """In how many cards each term stands, and how people write it, over all cards one compares with."""

    cards: int
    frequency: Counter[str]
    surfaces: dict[str, Counter[str]]

    @classmethod
    def of(cls, cards: Iterable[Sequence[Token]]) -> "Background":
        """Count the words of all cards."""
        frequency: Counter[str] = Counter()
        surfaces: dict[str, Counter[str]] = {}
        number = 0
        for tokens in cards:
            number += 1
            frequency.update({term for token in tokens for term in token.terms})
            for token in tokens:
                surfaces.setdefault(token.terms[0], Counter())[token.surface] += 1
        return cls(number, frequency, surfaces)


def key_terms(group: Sequence[Sequence[Token]], background: Background, most: int = MOST_NAMES) -> tuple[KeyTerm, ...]:
    """The words that tell this group from the other cards of `background` (which includes it), best first."""
    present: dict[str, set[int]] = {}
    for number, tokens in enumerate(group):
        for token in tokens:
            for term in token.terms:
                present.setdefault(term, set()).add(number)
    enough = 2 if len(group) > 1 else 1
    scored = sorted(
        (-_ratio(len(cards), len(group), background.frequency[term], background.cards), term)
        for term, cards in present.items()
        if len(cards) >= enough and len(term) >= SHORTEST and not term.isdigit() and term in background.surfaces
    )
    chosen: list[KeyTerm] = []
    told: list[str] = []
    for score, term in scored:
        if score >= 0 or len(chosen) == most:
            break
        if any(term in other or other in term for other in told):
            continue  # Beleuchtung beside Straßenbeleuchtung says nothing new
        place = _shown(group, term, background.surfaces[term])
        if place is None:
            continue  # only a part of longer words: nobody here has written it as a word
        told.append(term)
        chosen.append(KeyTerm(place[1].surface, len(present[term]), -score, *place))
    return tuple(chosen)


def _shown(group: Sequence[Sequence[Token]], term: str, written: Counter[str]) -> tuple[int, Token] | None:
    """Where in the group the term is written as people write it most often; of equals the capitalised, the shorter."""
    found = [(number, token) for number, tokens in enumerate(group) for token in tokens if token.terms[0] == term]
    if not found:
        return None

    def order(place: tuple[int, Token]) -> tuple[int, bool, int, str]:
        word = place[1].surface
        return -written[word], not word[:1].isupper(), len(word), word

    return min(found, key=order)


def _ratio(inside: int, group: int, everywhere: int, cards: int) -> float:
    """Dunning's G² of one word, 0 where the group does not use it more than the others."""
    outside, others = max(everywhere - inside, 0), max(cards - group, 0)
    if not others:
        return float(inside)
    if inside * others <= outside * group:
        return 0.0
    share = (inside + outside) / (group + others)
    observed = ((inside, group), (outside, others))
    return 2 * sum(
        _part(count, size * share) + _part(size - count, size * (1 - share)) for count, size in observed
    )  # fmt: skip


def _part(observed: float, expected: float) -> float:
    return observed * log(observed / expected) if observed > 0 and expected > 0 else 0.0
