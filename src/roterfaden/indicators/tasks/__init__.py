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
    read_file,
)

__all__ = [
    "CHECK_FIGURES",
    "COUNTED",
    "READ_FIGURES",
    "check_all",
    "check_and_keep",
    "check_figures_daily",
    "read_file",
]
