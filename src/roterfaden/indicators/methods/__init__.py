"""Reading printed figures, and the files they come in. Pure: no database."""

from roterfaden.indicators.methods.catalogue import (
    FILE,
    CatalogueEntry,
    catalogue,
)
from roterfaden.indicators.methods.figures import (
    LARGEST,
    PLACES,
    QUALITY,
    SIGNS,
    WITH_NUMBER,
    WITHOUT_NUMBER,
    FigureRow,
    Reading,
    breakdown_parts,
    is_hidden,
    is_share,
    last_day,
    months_later,
    parse_number,
    parse_token,
    read_token,
    share_factor,
)
from roterfaden.indicators.methods.limits import (
    Inhabitants,
    Limits,
    Step,
)
from roterfaden.indicators.methods.periods import (
    SCHOOL_BEGINS,
    read_period,
)

__all__ = [
    "FILE",
    "LARGEST",
    "PLACES",
    "QUALITY",
    "SCHOOL_BEGINS",
    "SIGNS",
    "WITHOUT_NUMBER",
    "WITH_NUMBER",
    "CatalogueEntry",
    "FigureRow",
    "Inhabitants",
    "Limits",
    "Reading",
    "Step",
    "breakdown_parts",
    "catalogue",
    "is_hidden",
    "is_share",
    "last_day",
    "months_later",
    "parse_number",
    "parse_token",
    "read_period",
    "read_token",
    "share_factor",
]
