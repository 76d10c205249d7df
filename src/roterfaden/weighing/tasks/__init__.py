"""What a worker does for weighing, by job and by clock."""

from roterfaden.weighing.tasks.advice import (
    erase_words_of_withdrawn,
    remind_units,
)
from roterfaden.weighing.tasks.checks import CHECK, check, check_again, check_answers
from roterfaden.weighing.tasks.desk import (
    ANSWER_BATCH,
    UNDO_BATCH,
    answer_batch,
    send_desk_reminders,
    take_batch_back,
)
from roterfaden.weighing.tasks.notices import (
    forget_news,
    write_news,
)
from roterfaden.weighing.tasks.publishing import (
    PUBLISH_TOGETHER,
)

__all__ = [
    "ANSWER_BATCH",
    "CHECK",
    "PUBLISH_TOGETHER",
    "UNDO_BATCH",
    "answer_batch",
    "check",
    "check_again",
    "check_answers",
    "erase_words_of_withdrawn",
    "forget_news",
    "remind_units",
    "send_desk_reminders",
    "take_batch_back",
    "write_news",
]
