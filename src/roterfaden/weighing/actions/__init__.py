"""Everything that changes what lies on the weighing desk, by subject."""

from roterfaden.weighing.actions.advice import (
    give_advice,
    release_advice,
    remind_unit,
    request_advice,
    revoke_advice,
    save_advice,
)
from roterfaden.weighing.actions.answers import (
    answer_voice,
)
from roterfaden.weighing.actions.batches import (
    Chosen,
    continue_batch,
    continue_undoing,
    open_batch,
    undo_batch,
)
from roterfaden.weighing.actions.checks import dismiss_finding, keep_findings, reopen_finding
from roterfaden.weighing.actions.desks import (
    drop_draft,
    hand_over_item,
    keep_draft,
    put_on_desk,
    take_off_desk,
)
from roterfaden.weighing.actions.modules import (
    add_module,
    retire_module,
    revise_module,
)
from roterfaden.weighing.actions.notices import (
    forget_letters,
    stop_news,
    write_news_letter,
)
from roterfaden.weighing.actions.publishing import (
    PublishedTogether,
    publish_together,
)
from roterfaden.weighing.actions.replies import (
    erase_reply,
    handle_reply,
    reply_to_answer,
)
from roterfaden.weighing.actions.units import (
    add_unit,
    retire_unit,
)

__all__ = [
    "Chosen",
    "PublishedTogether",
    "add_module",
    "add_unit",
    "answer_voice",
    "continue_batch",
    "continue_undoing",
    "dismiss_finding",
    "drop_draft",
    "erase_reply",
    "forget_letters",
    "give_advice",
    "hand_over_item",
    "handle_reply",
    "keep_draft",
    "keep_findings",
    "open_batch",
    "publish_together",
    "put_on_desk",
    "release_advice",
    "remind_unit",
    "reopen_finding",
    "reply_to_answer",
    "request_advice",
    "retire_module",
    "retire_unit",
    "revise_module",
    "revoke_advice",
    "save_advice",
    "stop_news",
    "take_off_desk",
    "undo_batch",
    "write_news_letter",
]
