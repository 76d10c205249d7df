"""Everything that changes the concept: its words and places, its frozen versions, and what becomes of voices."""

from roterfaden.concept.actions.versions import freeze_version, map_element
from roterfaden.concept.actions.voices import consider_contribution, incorporate_contribution, publish_answers
from roterfaden.concept.actions.words import (
    add_element,
    move_element,
    open_concept,
    revise_element,
    withdraw_element,
)

__all__ = [
    "add_element",
    "consider_contribution",
    "freeze_version",
    "incorporate_contribution",
    "map_element",
    "move_element",
    "open_concept",
    "publish_answers",
    "revise_element",
    "withdraw_element",
]
