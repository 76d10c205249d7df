"""What a worker does for figures."""

from roterfaden.indicators.tasks.importing import (
    COUNTED,
    READ_FIGURES,
    read_file,
)

__all__ = [
    "COUNTED",
    "READ_FIGURES",
    "read_file",
]
