"""What a worker does for the records of the bodies."""

from roterfaden.council.tasks.news import decisions
from roterfaden.council.tasks.sync import COUNTED, READ_SOURCE, Ask, asking, read, read_due_sources, read_source

__all__ = [
    "COUNTED",
    "READ_SOURCE",
    "Ask",
    "asking",
    "decisions",
    "read",
    "read_due_sources",
    "read_source",
]
