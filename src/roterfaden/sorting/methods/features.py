"""From words to numbers: terms and character n-grams, hashed, weighted by rarity (TF-IDF), as sparse rows.

Features are 64-bit hashes, so what is kept on disk holds no word of any card; the words of an explanation are read from
the card itself. n-grams are cut inside words only: every feature belongs to a word, so a word's share can be told.

Weights: (1 + ln tf) · (1 + ln((1 + n) / (1 + df))), each block (terms, n-grams) brought to length 1 and weighted by its
share (Salton & Buckley 1988; Manning, Raghavan, Schütze 2008, ch. 6). A row has length 1 when it has both blocks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from roterfaden.sorting.methods.texts import Token, bare

Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]
Matrix = Any
"""A scipy.sparse.csr_matrix; scipy publishes no types."""

GRAM_LENGTHS = (3, 4, 5)
GRAM_SHARE = 0.4
"""How much of the similarity comes from n-grams; the rest comes from terms. Chosen on the labelled sets (ADR 22)."""
WORDS_REMEMBERED = 32_768
LONGEST_WORD = 40
_GRAM_BIT = np.uint64(1 << 63)


@dataclass(frozen=True)
class Bag:
    """The features of a text, sorted, each with how often it occurs."""

    hashes: Hashes
    counts: NDArray[np.int64]


def _hash(text: str, *, gram: bool) -> int:
    number = int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big") & ((1 << 63) - 1)
    return number | (1 << 63) if gram else number


@lru_cache(maxsize=WORDS_REMEMBERED)
def _grams(surface: str) -> tuple[int, ...]:
    word = f" {bare(surface)[:LONGEST_WORD]} "
    return tuple(
        _hash(word[start : start + length], gram=True)
        for length in GRAM_LENGTHS
        for start in range(len(word) - length + 1)
    )


@lru_cache(maxsize=WORDS_REMEMBERED)
def _word_hashes(surface: str, terms: tuple[str, ...]) -> Hashes:
    found = [_hash(term, gram=False) for term in terms]
    return np.array([*found, *_grams(surface)], dtype=np.uint64)


def _token_hashes(token: Token) -> Hashes:
    return _word_hashes(token.surface, token.terms)


EMPTY: Hashes = np.zeros(0, dtype=np.uint64)


def bag_of(tokens: Sequence[Token]) -> Bag:
    """The features of some words."""
    every = np.concatenate([EMPTY, *(_token_hashes(token) for token in tokens)])
    hashes, counts = np.unique(every, return_counts=True)
    return Bag(hashes, counts.astype(np.int64))


def is_gram(hashes: Hashes) -> NDArray[np.bool_]:
    """Which features are character n-grams."""
    return (hashes & _GRAM_BIT) > 0


@dataclass(frozen=True)
class Space:
    """The features known from a set of cards, and how rare each is."""

    hashes: Hashes
    rarity: Floats

    @classmethod
    def of(cls, bags: Sequence[Bag]) -> "Space":
        """Everything that occurs in `bags`."""
        every = np.concatenate([EMPTY, *(bag.hashes for bag in bags)])
        hashes, frequency = np.unique(every, return_counts=True)
        return cls(hashes, 1.0 + np.log((1 + len(bags)) / (1.0 + frequency)))

    def find(self, hashes: Hashes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Columns of `hashes`, and which of them are known at all (columns of unknown ones mean nothing)."""
        if not len(self.hashes):
            return np.zeros(len(hashes), dtype=np.int64), np.zeros(len(hashes), dtype=bool)
        columns = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return columns, self.hashes[columns] == hashes

    def matrix(self, bags: Iterable[Bag]) -> Matrix:
        """One weighted row for each bag; features not known are left out."""
        bags = list(bags)
        rows = np.repeat(np.arange(len(bags)), [len(bag.hashes) for bag in bags])
        every = np.concatenate([EMPTY, *(bag.hashes for bag in bags)])
        counts = np.concatenate([np.zeros(0, dtype=np.int64), *(bag.counts for bag in bags)])
        columns, known = self.find(every)
        rows, columns, counts = rows[known], columns[known], counts[known]
        weights = (1.0 + np.log(counts)) * self.rarity[columns]
        grams = is_gram(every[known])
        for block, share in ((grams, GRAM_SHARE), (~grams, 1 - GRAM_SHARE)):
            lengths = np.sqrt(np.bincount(rows[block], weights[block] ** 2, minlength=len(bags)))
            weights[block] *= np.sqrt(share) / lengths[rows[block]]
        shape = (len(bags), len(self.hashes))
        return sparse.csr_matrix((weights, (rows, columns)), shape=shape)

    def shares(self, tokens: Sequence[Token], columns: NDArray[np.int64]) -> Matrix:
        """Words × `columns` (sorted): how much of each feature comes from each word; columns add up to 1."""
        lists = [_token_hashes(token) for token in tokens]
        rows = np.repeat(np.arange(len(lists)), [len(hashes) for hashes in lists])
        found, known = self.find(np.concatenate([EMPTY, *lists]))
        rows, found = rows[known], found[known]
        places = np.searchsorted(columns, found)
        counted = sparse.csr_matrix((np.ones(len(rows)), (rows, places)), shape=(len(lists), len(columns)))
        total = np.asarray(counted.sum(axis=0)).ravel()
        return counted @ sparse.diags(1.0 / np.maximum(total, 1.0))
