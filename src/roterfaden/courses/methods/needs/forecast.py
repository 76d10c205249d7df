"""How many people will need a seat, with an honest range.

Registrations of a month are counts. Their number over the coming months is predicted from the mean of the past ones,
with a range in which it lies in 8 of 10 cases. The range holds what chance does (Poisson), what the mean is not known
for (few months), and that real counts vary more than Poisson allows (`spread`, quasi-Poisson). Mean and variance are
those of Menssen et al. 2022, "Prediction intervals for overdispersed Poisson data" (section 2); the quantiles are taken
from the negative binomial with that mean and variance, which for a spread of 1 is the exact Bayesian prediction of a
Poisson count (Gelman et al. 2013, Bayesian Data Analysis, 2.6). No season and no trend is guessed from two years. Where
the last six months differ plainly from those before, only they are used, and the range grows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

FEWEST_MONTHS = 6
"""With fewer complete months nothing is predicted."""
RECENT = 6
LEVEL = 0.8
SHIFT = 2.58
"""A difference this many standard deviations wide is no chance (1 of 100)."""
FEWEST_DECIDED = 10
"""So many people must have begun or left before a share is taken from them."""
PRIOR = 0.5
"""Jeffreys: what is added to a count, so that a month without anybody does not promise that nobody comes."""
LARGE = 400.0
"""Means above it are near enough to a normal distribution."""
TINY, MOST_SIZE = 1e-9, 1e6


@dataclass(frozen=True)
class Range:
    """A predicted number: what is expected, and between what it lies in 8 of 10 cases."""

    expected: float
    low: int
    high: int


@dataclass(frozen=True)
class Share:
    """A share with its standard error."""

    value: float
    error: float


@dataclass(frozen=True)
class Past:
    """The months a prediction rests on: their number, the sum, and whether older ones were left out."""

    months: int
    total: float
    is_shifted: bool = False


def share_of(successes: int, trials: int) -> Share | None:
    """A share from few cases (beta distribution, Jeffreys prior); None with fewer than FEWEST_DECIDED."""
    if trials < FEWEST_DECIDED:
        return None
    value = (successes + PRIOR) / (trials + 2 * PRIOR)
    return Share(value, sqrt(value * (1 - value) / (trials + 2)))


def spread_of(histories: Iterable[Sequence[int]]) -> float:
    """How much more counts vary than Poisson, over all series; never below 1.

    From differences of neighbouring months (von Neumann 1941), so that a lasting change of level is not mistaken for
    unrest.
    """
    squares = mean = 0.0
    for history in histories:
        if len(history) > 1:
            squares += sum((after - before) ** 2 for before, after in pairwise(history)) / 2
            mean += sum(history) / len(history) * (len(history) - 1)
    return max(1.0, squares / mean) if mean else 1.0


def past_of(history: Sequence[int], spread: float = 1.0) -> Past | None:
    """What of a history a prediction may rest on; None with fewer than FEWEST_MONTHS months."""
    months = len(history)
    if months < FEWEST_MONTHS:
        return None
    if months >= 2 * RECENT:
        earlier, recent = history[:-RECENT], history[-RECENT:]
        level = sum(history) / months
        error = sqrt(spread * max(level, PRIOR / months) * (1 / len(earlier) + 1 / RECENT))
        if abs(sum(recent) / RECENT - sum(earlier) / len(earlier)) > SHIFT * error:
            return Past(RECENT, sum(recent), is_shifted=True)
    return Past(months, sum(history))


def predicted(
    past: Past | None, months: float, *, spread: float = 1.0, factor: float = 1.0, share: Share | None = None,
    more: float = 0.0,
) -> Range | None:  # fmt: skip
    """What comes in `months` months; None where the past says too little.

    `factor` scales the history (for those whose type is not known yet), `share` is how many of them will need a seat,
    `more` are others who are expected besides.
    """
    if past is None:
        return None
    part = factor * (share.value if share else 1.0)
    rate = months * part / past.months
    expected = past.total * rate + more
    mean = (past.total + PRIOR) * rate + more
    variance = max(1.0, spread * factor) * mean * (1 + months / past.months)
    if share and share.value:
        variance += ((mean - more) * share.error / share.value) ** 2
    tail = (1 - LEVEL) / 2
    return Range(expected, quantile(mean, variance, tail), quantile(mean, variance, 1 - tail))


def quantile(mean: float, variance: float, level: float) -> int:
    """The smallest count a negative binomial variable of this mean and variance does not exceed with this probability.

    Summed up term by term.
    """
    if mean <= 0:
        return 0
    if mean > LARGE:
        return max(0, round(NormalDist(mean, sqrt(variance)).inv_cdf(level)))
    size = min(mean * mean / max(variance - mean, TINY), MOST_SIZE)
    chance = size / (size + mean)
    logarithm = size * (-log1p(mean / size))  # log of chance ** size, exact also for a large size
    reached, count = exp(logarithm), 0
    while reached < level and count < MOST_SIZE:
        count += 1
        term = lgamma(count + size) - lgamma(count + 1) - lgamma(size) + logarithm + count * log(1 - chance)
        reached += exp(term)
    return count
