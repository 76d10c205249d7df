"""What a worker does for figures."""

from roterfaden.indicators.tasks.checking import (
    CHECK_FIGURES,
    check_all,
    check_and_keep,
    check_figures_daily,
)
from roterfaden.indicators.tasks.importing import (
    COUNTED,
    READ_FIGURES,
    read_and_look,
    read_file,
)
from roterfaden.indicators.tasks.sources import (
    DONE,
    FAILED,
    FETCH_SOURCE,
    READ_INBOX,
    empty_inbox,
    fetch_due_sources,
    fetch_source,
    look_at,
    look_into_inbox,
    read_inbox,
)

__all__ = [
    "CHECK_FIGURES",
    "COUNTED",
    "DONE",
    "FAILED",
    "FETCH_SOURCE",
    "READ_FIGURES",
    "READ_INBOX",
    "check_all",
    "check_and_keep",
    "check_figures_daily",
    "empty_inbox",
    "fetch_due_sources",
    "fetch_source",
    "look_at",
    "look_into_inbox",
    "read_and_look",
    "read_file",
    "read_inbox",
]
