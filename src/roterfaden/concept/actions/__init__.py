"""Everything that changes the concept: its words and places, its frozen versions, and what becomes of voices."""

from roterfaden.concept.actions.consulting import (
    add_remark,
    answer_remarks,
    close_consultation,
    open_consultation,
    publish_remark,
    withdraw_remark,
    withhold_remark,
)
from roterfaden.concept.actions.continuing import continue_element, import_predecessor
from roterfaden.concept.actions.editing import merge_elements, split_element
from roterfaden.concept.actions.exchange import (
    import_exchange,
)
from roterfaden.concept.actions.remark_authors import (
    confirm_remark_address,
    erase_remark_addresses,
    leave_remark_address,
    remove_remark_address,
    tell_remark_author,
)
from roterfaden.concept.actions.text_tables import import_texts
from roterfaden.concept.actions.texts import ProposedText, check_text, propose_texts, write_text
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
from roterfaden.concept.actions.written import drop_word_template, use_word_template

__all__ = [
    "ProposedText",
    "add_element",
    "add_remark",
    "answer_remarks",
    "check_text",
    "close_consultation",
    "confirm_remark_address",
    "consider_contribution",
    "continue_element",
    "discard_word_document",
    "drop_word_template",
    "erase_remark_addresses",
    "freeze_version",
    "import_exchange",
    "import_predecessor",
    "import_texts",
    "import_word_elements",
    "incorporate_contribution",
    "leave_remark_address",
    "map_element",
    "map_word_blocks",
    "merge_elements",
    "move_element",
    "open_concept",
    "open_consultation",
    "open_word_document",
    "propose_texts",
    "publish_answers",
    "publish_remark",
    "remove_remark_address",
    "revise_element",
    "split_element",
    "start_word_import",
    "tell_remark_author",
    "use_word_template",
    "withdraw_answer",
    "withdraw_element",
    "withdraw_remark",
    "withhold_remark",
    "write_text",
]
