"""Grouping many cards: those that say the same, and those that belong together.

Both are star-shaped: every member resembles the first card of its group, never only another member, so no chain of
small steps joins cards that have nothing to do with each other. The order of the keys decides ties, never chance.

Saying the same: candidates share a band of their MinHash signature (Broder 1997; Leskovec et al., ch. 3), then the
letters are compared. Belonging together: cosine of the rarer terms, computed block by block.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roterfaden.sorting.enums import Likeness
from roterfaden.sorting.methods.duplicates import compare
from roterfaden.sorting.methods.features import GRAM_SHARE, Bag, Hashes, Matrix, Space, bag_of, is_gram
from roterfaden.sorting.methods.texts import Card, Token, plain

BANDS, ROWS = 16, 4
"""Candidates are found with probability 1 − (1 − s⁴)¹⁶ at similarity s: 0.99 at 0.7, 0.64 at 0.5, 0.12 at 0.3."""
MOST_LEADERS = 6
"""First cards of groups one band remembers; more would only make boilerplate slow."""
BELONGS_FROM = 0.22
MOST_NEIGHBOURS = 40
BLOCK = 1_000
COMMON_SHARE = 0.04
"""Terms in more cards than this (and in more than COMMON_LEAST) bring no cards together."""
COMMON_LEAST, COMMON_MOST = 100, 1_500
_LARGE = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True)
class Group:
    """Keys of cards; the first is the one all others resemble."""

    keys: tuple[int, ...]


@dataclass(frozen=True)
class Grouping:
    """Cards that say the same, and cards that belong together; only groups of two and more."""

    same: tuple[Group, ...]
    together: tuple[Group, ...]


def group_cards(cards: Sequence[Card], tokens: Sequence[Sequence[Token]]) -> Grouping:
    """Both groupings of cards in the order of their keys; `tokens[i]` are the words of `cards[i]`."""
    bags = [bag_of(words) for words in tokens]
    leaders, members = same_saying(cards, bags)
    same = [Group(tuple(cards[place].key for place in places)) for places in members if len(places) > 1]
    stars = belonging([bags[place] for place in leaders])
    together = [
        Group(tuple(cards[place].key for leader in star for place in members[leader]))
        for star in stars
        if len(star) > 1
    ]
    return Grouping(tuple(same), tuple(together))


# --- saying the same --------------------------------------------------------------------------------------------------
def same_saying(cards: Sequence[Card], bags: Sequence[Bag]) -> tuple[list[int], list[list[int]]]:
    """(first cards of the groups, members of each group), as places in `cards`; a card alone is a group of its own."""
    bands = _bands([bag.hashes[is_gram(bag.hashes)] for bag in bags])
    exact: dict[str, int] = {}
    remembered: dict[int, list[int]] = {}
    leaders: list[int] = []
    members: list[list[int]] = []
    for place, card in enumerate(cards):
        text = plain(card.text)
        found = exact.get(text)
        keys = bands[place].tolist() if found is None and len(bags[place].hashes) else []
        if found is None and keys:
            found = _best_leader(card, cards, leaders, {group for key in keys for group in remembered.get(key, ())})
        if found is None:
            found = len(leaders)
            leaders.append(place)
            members.append([])
            for key in keys:
                kept = remembered.setdefault(key, [])
                if len(kept) < MOST_LEADERS:
                    kept.append(found)
        exact.setdefault(text, found)
        members[found].append(place)
    return leaders, members


def _best_leader(card: Card, cards: Sequence[Card], leaders: Sequence[int], candidates: set[int]) -> int | None:
    best: tuple[float, int] | None = None
    for group in sorted(candidates):
        resemblance = compare(cards[leaders[group]].text, card.text)
        if resemblance.likeness != Likeness.ALIKE and (best is None or resemblance.score > best[0]):
            best = (resemblance.score, group)
    return best[1] if best else None


def _bands(sets: Sequence[Hashes]) -> NDArray[np.uint64]:
    """A number for each band of each card's MinHash signature; equal numbers make candidates."""
    multipliers, shifts = _permutations(BANDS * ROWS)
    result = np.zeros((len(sets), BANDS), dtype=np.uint64)
    filled = np.array([len(hashes) > 0 for hashes in sets], dtype=bool)
    if not filled.any():
        return result
    every = np.concatenate([hashes for hashes in sets if len(hashes)])
    starts = np.concatenate([[0], np.cumsum([len(hashes) for hashes in sets if len(hashes)])[:-1]])
    for band in range(BANDS):
        number = np.full(int(filled.sum()), band, dtype=np.uint64)
        for row in range(band * ROWS, (band + 1) * ROWS):
            mixed = every * multipliers[row] + shifts[row]
            number = (number * np.uint64(1099511628211)) ^ np.minimum.reduceat(mixed ^ (mixed >> np.uint64(31)), starts)
        result[filled, band] = number
    return result


def _permutations(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Fixed odd multipliers and shifts: the same in every run."""
    numbers = np.random.default_rng(20180416).integers(1, _LARGE, size=(2, count), dtype=np.uint64, endpoint=True)
    return numbers[0] | np.uint64(1), numbers[1]


# --- belonging together -----------------------------------------------------------------------------------------------
def belonging(bags: Sequence[Bag]) -> list[list[int]]:
    """Stars of places: the card with most neighbours first, with all its neighbours that are still free."""
    if not bags:
        return []
    rows = _rare_terms(bags)
    neighbours = _neighbours(rows)
    order = sorted(range(len(bags)), key=lambda place: (-len(neighbours[place]), place))
    free = np.ones(len(bags), dtype=bool)
    stars: list[list[int]] = []
    for place in order:
        if not free[place]:
            continue
        star = [place, *(int(other) for other in neighbours[place] if free[other])]
        free[star] = False
        stars.append(star)
    return stars


def _rare_terms(bags: Sequence[Bag]) -> Matrix:
    """Rows of length 1 over the terms that more than one card and not too many cards have."""
    terms = [Bag(bag.hashes[~is_gram(bag.hashes)], bag.counts[~is_gram(bag.hashes)]) for bag in bags]
    every, frequency = np.unique(np.concatenate([bag.hashes for bag in terms]), return_counts=True)
    common = min(max(COMMON_LEAST, COMMON_SHARE * len(bags)), COMMON_MOST)
    space = Space.of(terms)
    rows = space.matrix(terms)
    keep = (frequency > 1) & (frequency <= common)
    rows = rows[:, keep[np.searchsorted(every, space.hashes)]].astype(np.float32).tocsr()
    # Lengths stay those of the whole card: a card that shares only a side remark does not belong.
    rows.data /= np.sqrt(1 - GRAM_SHARE)
    return rows


def _neighbours(rows: Matrix) -> list[NDArray[np.int32]]:
    """For each row the rows similar enough, most similar first, at most MOST_NEIGHBOURS."""
    columns = rows.T.tocsr()
    found: list[NDArray[np.int32]] = []
    for start in range(0, rows.shape[0], BLOCK):
        block = (rows[start : start + BLOCK] @ columns).tocsr()
        for number in range(block.shape[0]):
            begin, end = block.indptr[number], block.indptr[number + 1]
            near, similar = block.indices[begin:end], block.data[begin:end]
            chosen = (similar >= BELONGS_FROM) & (near != start + number)
            near, similar = near[chosen], similar[chosen]
            order = np.lexsort((near, -similar))[:MOST_NEIGHBOURS]
            found.append(near[order].astype(np.int32))
    return found
