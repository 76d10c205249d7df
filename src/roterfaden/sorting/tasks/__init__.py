"""What a worker does: learning from what people sorted, and writing suggestions."""

from roterfaden.sorting.tasks.suggest import (
    SUGGEST,
    encoder,
    folder_of,
    known_of,
    learn,
    learn_anew,
    propose,
    suggest,
    suggest_for,
    suggest_new,
)

__all__ = [
    "SUGGEST",
    "encoder",
    "folder_of",
    "known_of",
    "learn",
    "learn_anew",
    "propose",
    "suggest",
    "suggest_for",
    "suggest_new",
]
