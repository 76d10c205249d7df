"""What is calculated for weighing, without a database."""

from roterfaden.weighing.methods.news import (
    News,
    PublishedAnswer,
    address_key,
    answer_news,
    news_source,
    once_a_day,
    sources,
)
from roterfaden.weighing.methods.reminders import (
    LINK_OUTLIVES,
    reminder_due,
)
from roterfaden.weighing.methods.replying import (
    ReplyCount,
    shown_counts,
)
from roterfaden.weighing.methods.units import (
    LINK_PATH,
    UNIT,
    AdvisingUnit,
    hash_of,
    new_link,
)

__all__ = [
    "LINK_OUTLIVES",
    "LINK_PATH",
    "UNIT",
    "AdvisingUnit",
    "News",
    "PublishedAnswer",
    "ReplyCount",
    "address_key",
    "answer_news",
    "hash_of",
    "new_link",
    "news_source",
    "once_a_day",
    "reminder_due",
    "shown_counts",
    "sources",
]
