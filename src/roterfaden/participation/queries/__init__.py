"""Reading participation: processes, events with their cards, the board, and what is waiting."""

from roterfaden.participation.queries.board import (
    Board,
    BoardField,
    CardPage,
    WaitingCards,
    board_of,
    card_page,
    cards,
    shown_cards,
    theme_cards,
    waiting_cards,
)
from roterfaden.participation.queries.events import (
    event_rows,
    free_codes,
    last_cards,
)
from roterfaden.participation.queries.planning import (
    CARDS_AHEAD,
    SOON,
    ProcessPage,
    ProcessRow,
    StageRow,
    events_without_codes,
    process_page,
    process_rows,
    stage_on,
    stage_openings,
    stages_late,
    stages_soon,
)
from roterfaden.participation.queries.voices import (
    for_update,
)

__all__ = [
    "CARDS_AHEAD",
    "SOON",
    "Board",
    "BoardField",
    "CardPage",
    "ProcessPage",
    "ProcessRow",
    "StageRow",
    "WaitingCards",
    "board_of",
    "card_page",
    "cards",
    "event_rows",
    "events_without_codes",
    "for_update",
    "free_codes",
    "last_cards",
    "process_page",
    "process_rows",
    "shown_cards",
    "stage_on",
    "stage_openings",
    "stages_late",
    "stages_soon",
    "theme_cards",
    "waiting_cards",
]
