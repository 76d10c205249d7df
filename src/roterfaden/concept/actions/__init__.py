"""Everything that changes the concept: its words and places, its frozen versions, and what becomes of voices."""

from roterfaden.concept.actions.continuing import continue_element, import_predecessor
from roterfaden.concept.actions.exchange import (
    import_exchange,
)
from roterfaden.concept.actions.versions import freeze_version, map_element
from roterfaden.concept.actions.voices import (
    consider_contribution,
    incorporate_contribution,
    publish_answers,
    withdraw_answer,
)
from roterfaden.concept.actions.word_import import (
    discard_word_document,
    import_word_elements,
    map_word_blocks,
    open_word_document,
    start_word_import,
)
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
    "continue_element",
    "discard_word_document",
    "freeze_version",
    "import_exchange",
    "import_predecessor",
    "import_word_elements",
    "incorporate_contribution",
    "map_element",
    "map_word_blocks",
    "move_element",
    "open_concept",
    "open_word_document",
    "publish_answers",
    "revise_element",
    "start_word_import",
    "withdraw_answer",
    "withdraw_element",
]
