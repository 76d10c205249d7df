"""Reading: what can be learnt, what is suggested and why, how often it was taken."""

from roterfaden.sorting.queries.counting import Accepted, acceptance
from roterfaden.sorting.queries.emphases import (
    CUTS,
    NOWHERE,
    REST,
    Cut,
    Emphases,
    EmphasisFilter,
    Measures,
    ParticularGroup,
    emphases,
    names_of,
    particular_of,
    public_emphases,
)
from roterfaden.sorting.queries.learning import (
    Lessons,
    card_of,
    cards_with,
    lessons_of,
    sorted_cards,
    texts_of,
    waiting,
    without_suggestion,
)
from roterfaden.sorting.queries.showing import Shown, ShownCard, ShownWord, decisions_of, suggestions_for

__all__ = [
    "CUTS",
    "NOWHERE",
    "REST",
    "Accepted",
    "Cut",
    "Emphases",
    "EmphasisFilter",
    "Lessons",
    "Measures",
    "ParticularGroup",
    "Shown",
    "ShownCard",
    "ShownWord",
    "acceptance",
    "card_of",
    "cards_with",
    "decisions_of",
    "emphases",
    "lessons_of",
    "names_of",
    "particular_of",
    "public_emphases",
    "sorted_cards",
    "suggestions_for",
    "texts_of",
    "waiting",
    "without_suggestion",
]
