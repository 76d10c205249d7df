"""Counting answers; no database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from roterfaden.implementation.enums import Answer, Progress

# Initiatives in these states need no further report.
SETTLED = frozenset({Progress.DONE, Progress.REGULAR_WORK, Progress.DROPPED})
# These states must say why.
NEEDS_REASON = frozenset({Progress.POSTPONED, Progress.DROPPED})


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
    def offered(self) -> int:
        """Everybody asked."""
        return self.answered + self.open


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
