"""Shares with their uncertainty, and how well an order or a probability does."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2, sqrt

import numpy as np
from numpy.typing import NDArray

from roterfaden.sorting.methods.features import Floats

NORMAL_95 = 1.959964
BINS = 10


@dataclass(frozen=True)
class Share:
    """So many of so many, with the 95 % interval of Wilson (1927), which holds for small numbers too."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Lower and upper end; None of nothing."""
        if not self.whole:
            return None
        share, size, square = self.part / self.whole, self.whole, NORMAL_95**2
        middle = share + square / (2 * size)
        width = NORMAL_95 * sqrt(share * (1 - share) / size + square / (4 * size * size))
        scale = 1 + square / size
        return max((middle - width) / scale, 0.0), min((middle + width) / scale, 1.0)


@dataclass(frozen=True)
class Scores:
    """How well something sorts. Precision, recall and F1 are means over all targets (macro) or over all cards (micro).

    With exactly one target a card and one answer a card, micro precision, recall and F1 equal the accuracy.
    """

    cards: int
    accuracy: float
    precision: float
    recall: float
    f1: float
    reciprocal_rank: float
    ndcg: float
    calibration_error: float


def scores_of(chances: Floats, truth: NDArray[np.int64]) -> Scores:
    """Scores of probabilities (cards × targets) against where the cards belong."""
    rows = np.arange(len(truth))
    guess = chances.argmax(axis=1)
    right = guess == truth
    per_target = [_precision_recall(guess == target, truth == target) for target in np.unique(truth)]
    ranks = (chances > chances[rows, truth][:, None]).sum(axis=1) + _ties_before(chances, truth) + 1
    return Scores(
        cards=len(truth),
        accuracy=float(right.mean()),
        precision=float(np.mean([precision for precision, _recall, _f1 in per_target])),
        recall=float(np.mean([recall for _precision, recall, _f1 in per_target])),
        f1=float(np.mean([f1 for _precision, _recall, f1 in per_target])),
        reciprocal_rank=float((1 / ranks).mean()),
        ndcg=float(np.mean([gain_at(int(rank)) for rank in ranks])),
        calibration_error=calibration_error(chances.max(axis=1), right),
    )


def _ties_before(chances: Floats, truth: NDArray[np.int64]) -> NDArray[np.int64]:
    """Equal chances rank by the order of the targets, as argmax does: no credit for saying nothing."""
    own = chances[np.arange(len(truth)), truth][:, None]
    before = np.arange(chances.shape[1])[None, :] < truth[:, None]
    return np.asarray(((chances == own) & before).sum(axis=1), np.int64)


def gain_at(rank: int, most: int = 3) -> float:
    """nDCG at `most` of one relevant thing at this rank, counted from 1 (Järvelin & Kekäläinen 2002)."""
    return 1 / log2(rank + 1) if rank <= most else 0.0


def _precision_recall(guessed: NDArray[np.bool_], true: NDArray[np.bool_]) -> tuple[float, float, float]:
    return precision_recall(int((guessed & true).sum()), int(guessed.sum()), int(true.sum()))


def precision_recall(hits: int, guessed: int, true: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where there is nothing to divide by."""
    precision = hits / guessed if guessed else 0.0
    recall = hits / true if true else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def calibration_error(confidence: Floats, right: NDArray[np.bool_]) -> float:
    """Expected calibration error over ten equal bins (Guo et al. 2017): 0 when 0.8 comes true in 8 of 10 cases."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(confidence[bins == number].mean()) - float(right[bins == number].mean())) * (bins == number).mean()
        for number in range(BINS)
        if (bins == number).any()
    ]
    return float(sum(gaps))


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
