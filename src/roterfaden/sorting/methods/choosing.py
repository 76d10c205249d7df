"""Choosing among targets (fields, themes): kernel ridge regression with exact leave-one-out calibration.

Each target is a 0/1 answer; the answers are regressed on the similarities to all sorted cards (regularised least
squares classification: Rifkin, Yeo, Poggio 2003). The solution is a weight for every sorted card, so the model can say
which cards led to a suggestion, and, because the similarity is linear in the features, which words. The leave-one-out
answers come in closed form (Rifkin & Lippert 2007) and calibrate a softmax (temperature scaling, Guo et al. 2017) on
cards the model has not seen. No random numbers, no iterations over the data: the same cards give the same model.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from roterfaden.sorting.methods.features import Floats

RIDGE = 1.0
"""Strength of regularisation for similarities between 0 and 1; chosen on the labelled sets (ADR 22)."""
BALANCE = 0.5
"""Rare targets count more: weight (n / (targets · cards of the target)) ** BALANCE. 0: not at all, 1: fully."""
USUAL_TEMPERATURE = 11.0
"""Where there are too few cards to calibrate: what the labelled sets gave."""
ENOUGH_TO_CALIBRATE = 30
TEMPERATURES = np.geomspace(1.0, 60.0, 83)


@dataclass(frozen=True)
class Choice:
    """A fitted choice: a weight per sorted card and target, what is likely before one reads, and the temperature."""

    weights: Floats  # sorted cards × targets
    prior: Floats  # targets
    temperature: float

    def answers(self, similarities: Floats) -> Floats:
        """Raw answers for rows of similarities to the sorted cards."""
        return similarities @ self.weights + self.prior

    def chances(self, similarities: Floats) -> Floats:
        """Calibrated probabilities of the targets, one row for each row of similarities."""
        return self.chances_of(self.answers(similarities))

    def chances_of(self, answers: Floats) -> Floats:
        """Calibrated probabilities of raw answers."""
        return softmax(answers * self.temperature)


def softmax(values: Floats) -> Floats:
    """Each row as probabilities."""
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return cast(Floats, powers / powers.sum(axis=-1, keepdims=True))


def fit_choice(kernel: Floats, targets: NDArray[np.int64], count: int, *, calibrate_on: NDArray[np.bool_]) -> Choice:
    """The choice among `count` targets from the similarities of sorted cards among each other (`kernel`, n × n).

    `targets[i]` is where card i lies; `calibrate_on` leaves out what is no real card (names and seed words).
    """
    size = len(targets)
    answers = np.eye(count)[targets]
    cards = np.bincount(targets, minlength=count)
    balance = (size / (count * cards[targets])) ** BALANCE
    prior = (answers * balance[:, None]).sum(axis=0) / balance.sum()
    inverse = np.linalg.inv(kernel + np.diag(RIDGE / balance))
    weights = inverse @ (answers - prior)
    unseen = answers - weights / np.diag(inverse)[:, None]
    return Choice(weights, prior, _temperature(unseen[calibrate_on], targets[calibrate_on]))


def _temperature(answers: Floats, targets: NDArray[np.int64]) -> float:
    """The temperature under which the unseen answers are most likely; the usual one where there are too few."""
    if len(targets) < ENOUGH_TO_CALIBRATE or answers.shape[1] < 2:  # noqa: PLR2004 -- one target is no choice
        return USUAL_TEMPERATURE
    rows = np.arange(len(targets))
    losses = [-np.log(softmax(answers * value)[rows, targets] + 1e-12).mean() for value in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])
