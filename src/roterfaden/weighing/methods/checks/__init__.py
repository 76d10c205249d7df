"""Consistency checks on answers: pure calculations from `facts` to findings. Why these and no others: ADR 28."""

from roterfaden.weighing.methods.checks.everything import all_findings
from roterfaden.weighing.methods.checks.facts import Answer, Facts, Found, Said, Wording
from roterfaden.weighing.methods.checks.fairness import Comparison, compared, fisher, holm, turned_down
from roterfaden.weighing.methods.checks.readability import Reading, reading_of

__all__ = [
    "Answer",
    "Comparison",
    "Facts",
    "Found",
    "Reading",
    "Said",
    "Wording",
    "all_findings",
    "compared",
    "fisher",
    "holm",
    "reading_of",
    "turned_down",
]
