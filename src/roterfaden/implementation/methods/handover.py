"""Counting answers; no database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from roterfaden.implementation.enums import Answer

TAKEN = frozenset({Answer.ADOPT, Answer.ADAPT, Answer.ALREADY_DONE})
"""Answers after which a municipality works on it, in its own words or already."""


@dataclass(frozen=True)
class AnswerCount:
    """How many municipalities gave each answer, and how many offered ones have not answered yet."""

    adopt: int
    adapt: int
    already_done: int
    not_applicable: int
    open: int

    @property
    def answered(self) -> int:
        """All answers, whatever they say."""
        return self.adopt + self.adapt + self.already_done + self.not_applicable

    @property
    def taken(self) -> int:
        """Answers that take it up: as it is, adapted, or already done."""
        return self.adopt + self.adapt + self.already_done

    @property
    def offered(self) -> int:
        """Everybody asked."""
        return self.answered + self.open

    @property
    def share_answered(self) -> float | None:
        """Share of the offered ones that are answered, from 0 to 1; None where nothing was offered."""
        return self.answered / self.offered if self.offered else None

    @property
    def share_taken(self) -> float | None:
        """Share of the offered ones that are taken up, from 0 to 1; None where nothing was offered."""
        return self.taken / self.offered if self.offered else None


def count_answers(answers: Iterable[str], *, offered: int) -> AnswerCount:
    """Count the answers among `offered` asked municipalities. An empty answer is no answer."""
    found = Counter(answer for answer in answers if answer)
    return AnswerCount(
        adopt=found[Answer.ADOPT],
        adapt=found[Answer.ADAPT],
        already_done=found[Answer.ALREADY_DONE],
        not_applicable=found[Answer.NOT_APPLICABLE],
        open=offered - found.total(),
    )
