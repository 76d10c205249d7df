"""Counts of replies as everybody may see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from roterfaden.weighing.enums import Verdict

FEWEST = 3


@dataclass(frozen=True)
class ReplyCount:
    """How many gave one verdict; None: some, but fewer than FEWEST."""

    verdict: str
    count: int | None

    @property
    def label(self) -> str:
        """The verdict in words."""
        return str(Verdict(self.verdict).label)


def shown_counts(counts: Mapping[str, int], *, fewest: int = FEWEST) -> tuple[tuple[ReplyCount, ...], int | None]:
    """The counts with the small ones left out, and their sum; None for the sum as soon as one count is left out,
    because the sum would give it away."""
    shown = tuple(ReplyCount(verdict, None if 0 < count < fewest else count) for verdict, count in counts.items())
    is_whole = all(each.count is not None for each in shown)
    return shown, sum(counts.values()) if is_whole else None
