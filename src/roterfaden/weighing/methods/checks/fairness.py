"""Is one group turned down more often than the others? Fisher's exact test for each, corrected after Holm.

Fisher's test (Fisher 1935) is exact for any size, so small groups are no reason for a false alarm. Holm's correction
(1979) keeps the chance of one false alarm among all groups of a comparison below the level. A finding also needs a
difference that matters and enough answers on both sides. What it cannot know: whether the groups said the same things.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma

from roterfaden.weighing.enums import CheckKind
from roterfaden.weighing.methods.checks.facts import Facts, Found

LEVEL = 0.05
LEAST_ANSWERS = 10
"""Answered voices of a group, and of all others together, below which nothing is compared."""
LEAST_DIFFERENCE = 0.1
"""Ten percentage points; a smaller difference is no finding however certain."""
TURNED_DOWN = "not_taken_up"
_SLACK = 1e-9
"""Two tables count as equally likely within this relative difference, as rounding tells them apart."""

DIMENSIONS = {
    "actor_group": CheckKind.GROUP_TURNED_DOWN,
    "area": CheckKind.AREA_TURNED_DOWN,
    "language": CheckKind.LANGUAGE_TURNED_DOWN,
}


@dataclass(frozen=True)
class Comparison:
    """A group against all others: `down` of `answered` voices turned down here, `other_down` of `other_answered` there.

    `p` is Fisher's two-sided probability, `p_holm` the corrected one among `tested` groups.
    """

    down: int
    answered: int
    other_down: int
    other_answered: int
    p: float = 1.0
    p_holm: float = 1.0
    tested: int = 1

    @property
    def difference(self) -> float:
        """Share turned down here minus share there, from −1 to 1."""
        return self.down / self.answered - self.other_down / self.other_answered

    @property
    def odds_ratio(self) -> float:
        """Odds of being turned down against those of the others, with ½ added to each cell (Haldane–Anscombe)."""
        kept, other_kept = self.answered - self.down, self.other_answered - self.other_down
        return (self.down + 0.5) * (other_kept + 0.5) / ((kept + 0.5) * (self.other_down + 0.5))

    @property
    def is_finding(self) -> bool:
        """Turned down more often, by a difference that matters, and hardly by chance."""
        return self.p_holm < LEVEL and self.difference >= LEAST_DIFFERENCE


def fisher(down: int, kept: int, other_down: int, other_kept: int) -> float:
    """Two-sided probability of Fisher's exact test: of all tables with these margins, those no likelier than this."""
    row, column, total = down + kept, down + other_down, down + kept + other_down + other_kept
    lowest, highest = max(0, row + column - total), min(row, column)
    whole = _choose(total, column)
    chances = [exp(_choose(row, x) + _choose(total - row, column - x) - whole) for x in range(lowest, highest + 1)]
    here = chances[down - lowest]
    return min(1.0, sum(chance for chance in chances if chance <= here * (1 + _SLACK)))


def _choose(n: int, k: int) -> float:
    """Logarithm of the binomial coefficient."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def holm(chances: Sequence[float]) -> list[float]:
    """Corrected probabilities, in the order given."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    corrected, highest = [1.0] * len(chances), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, chances[place] * (len(chances) - rank)))
        corrected[place] = highest
    return corrected


def compared(counts: Mapping[str, tuple[int, int]]) -> dict[str, Comparison]:
    """Each group against all others; `counts` holds (turned down, answered). Groups too small are left out."""
    all_down, everybody = (sum(pair[place] for pair in counts.values()) for place in (0, 1))
    large = {
        name: Comparison(down, answered, all_down - down, everybody - answered)
        for name, (down, answered) in counts.items()
        if answered >= LEAST_ANSWERS and everybody - answered >= LEAST_ANSWERS
    }
    chances = [
        fisher(row.down, row.answered - row.down, row.other_down, row.other_answered - row.other_down)
        for row in large.values()
    ]
    return {
        name: Comparison(row.down, row.answered, row.other_down, row.other_answered, chance, corrected, len(large))
        for (name, row), chance, corrected in zip(large.items(), chances, holm(chances), strict=True)
    }


# --- on a process -----------------------------------------------------------------------------------------------------
def turned_down(facts: Facts) -> Iterable[Found]:
    """Actor groups, municipalities and languages whose voices were turned down more often than those of all others.

    A voice is turned down when each answer to it says so. Voices grouped as saying the same, in one actor group (or
    municipality, language), count once: they were answered together and are no separate evidence.
    """
    outcomes: dict[int, set[str]] = defaultdict(set)
    for answer in facts.answers:
        outcomes[answer.voice].add(answer.outcome)
    for dimension, kind in DIMENSIONS.items():
        yield from _findings(facts, outcomes, dimension, kind)


def _findings(facts: Facts, outcomes: Mapping[int, set[str]], dimension: str, kind: CheckKind) -> Iterable[Found]:
    units: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, found in outcomes.items():
        voice = facts.voices[key]
        value = {"actor_group": voice.actor_group, "area": voice.area, "language": voice.language}[dimension]
        if value is not None:
            unit = f"voice:{key}" if voice.group is None else f"group:{voice.group}"
            units[str(value)][unit] |= found
    counts = {
        value: (sum(found == {TURNED_DOWN} for found in by_unit.values()), len(by_unit))
        for value, by_unit in sorted(units.items())
    }
    for value, row in compared(counts).items():
        if row.is_finding:
            yield Found(
                kind,
                f"{dimension}:{value}",
                {
                    "down": row.down, "answered": row.answered, "other_down": row.other_down,
                    "other_answered": row.other_answered, "tested": row.tested,
                },
                (),
                {
                    "p": round(row.p, 9), "p_holm": round(row.p_holm, 9), "difference": round(row.difference, 6),
                    "odds_ratio": round(row.odds_ratio, 4), "share": round(row.down / row.answered, 6),
                    "other_share": round(row.other_down / row.other_answered, 6),
                },
            )  # fmt: skip
