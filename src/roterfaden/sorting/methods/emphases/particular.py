"""What is particular to a group: terms and themes it names far more often than the others.

Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political Analysis
16:4, equations 15–22). The prior is what everybody says, as strong as an average group: rare words are drawn to the
middle, so that a word two people used is no speciality. Counted are voices, not words: who repeats a word counts once.

δ = log((y+α)/(n+α₀−y−α)) − log((y'+α)/(n'+α₀−y'−α)),  σ² ≈ 1/(y+α) + 1/(y'+α),  z = δ/σ;  y and n of the group,
y' and n' of all others, α = α₀ · share among all. z orders the list and keeps out what may well be chance; it is no
test.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import log, sqrt
from typing import Generic, TypeVar

from roterfaden.kernel.suppression import FEWEST

LEAST_Z = 1.96
MOST = 6
Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True)
class Particular(Generic[Thing]):
    """A term or theme of a group: how many voices of the group name it, how many others, and z."""

    thing: Thing
    voices: int
    others: int
    z: float


def particular(
    counts: Mapping[str, Mapping[Thing, int]], *, most: int = MOST
) -> dict[str, tuple[Particular[Thing], ...]]:
    """For each group the things it names most particularly, the strongest first; counts below FEWEST never."""
    everything: Counter[Thing] = Counter()
    for named in counts.values():
        everything.update(named)
    total = everything.total()
    prior = total / len(counts) if counts else 0.0
    found = {}
    for group, named in counts.items():
        n = sum(named.values())
        scored = [
            Particular(thing, y, everything[thing] - y, z_of(y, n, everything[thing], total, prior))
            for thing, y in named.items()
            if y >= FEWEST
        ]
        chosen = sorted((each for each in scored if each.z >= LEAST_Z), key=lambda each: (-each.z, str(each.thing)))
        found[group] = tuple(chosen[:most])
    return found


def z_of(y: int, n: int, all_y: int, total: int, prior: float) -> float:
    """z of a thing named in `y` of the `n` namings of a group, and in `all_y` of `total` altogether."""
    alpha = prior * all_y / total
    other_y, other_n = all_y - y, total - n
    rest, other_rest = n + prior - y - alpha, other_n + prior - other_y - alpha
    if rest <= 0 or other_rest <= 0:  # nobody names anything else
        return 0.0
    delta = log((y + alpha) / rest) - log((other_y + alpha) / other_rest)
    return delta / sqrt(1 / (y + alpha) + 1 / (other_y + alpha))
