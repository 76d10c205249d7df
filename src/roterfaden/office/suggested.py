"""Suggestions beside the cards of the Pinnwand: showing them, and telling them what a person decided."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import HttpRequest

from roterfaden.participation.models import Contribution, Process, Theme
from roterfaden.participation.queries import BoardCard
from roterfaden.sorting import actions, queries
from roterfaden.sorting.enums import SuggestionKind
from roterfaden.web.pages import actor_of

ON_THE_BOARD = 2
"""Suggestions a small card shows; its page shows all."""


def suggest_on(cards: Sequence[BoardCard]) -> None:
    """Lay the best suggestions on whole cards of the board that lie in no theme, as `contribution.suggested`.

    Three queries for all cards: the theme, what says the same, and the field where no theme is likely.
    """
    waiting = [card.contribution for card in cards if card.segment is None and card.assignment is None]
    found = queries.suggestions_for(waiting) if waiting else {}
    for voice in waiting:
        shown = found[voice.pk]
        kinds = {row.kind for row in shown}
        wanted = {
            SuggestionKind.DUPLICATE,
            SuggestionKind.THEME if SuggestionKind.THEME in kinds else SuggestionKind.FIELD,
        }
        best = [row for row in shown if row.kind in wanted and row.suggestion.rank == 1]
        voice.suggested = tuple(best[:ON_THE_BOARD])


def decided(
    request: HttpRequest, process: Process, cards: Iterable[Contribution], theme: Theme | None, now: datetime
) -> None:
    """Tell the suggestions where a person has laid cards. Called after every move of whole cards."""
    actions.record_decision(actor=actor_of(request), process=process, contributions=list(cards), theme=theme, now=now)


def grouped(request: HttpRequest, process: Process, cards: Iterable[Contribution], now: datetime) -> None:
    """Tell the suggestions which cards a person has grouped. Called after every grouping."""
    actions.record_grouping(actor=actor_of(request), process=process, contributions=list(cards), now=now)
