"""Everything that changes figures."""

from roterfaden.indicators.actions.catalogue import (
    adopt_entries,
)
from roterfaden.indicators.actions.figures import (
    Key,
    Period,
    define_indicator,
    import_figures,
    mark_break,
    record_observation,
)
from roterfaden.indicators.actions.importing import (
    COLUMNS,
    PURPOSE,
    begin_import,
    discard_import,
    open_import,
    plan_import,
    read_figures,
    remember_profile,
    start_import,
)

__all__ = [
    "COLUMNS",
    "PURPOSE",
    "Key",
    "Period",
    "adopt_entries",
    "begin_import",
    "define_indicator",
    "discard_import",
    "import_figures",
    "mark_break",
    "open_import",
    "plan_import",
    "read_figures",
    "record_observation",
    "remember_profile",
    "start_import",
]
