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
from roterfaden.indicators.actions.naming import (
    Naming,
    name_breakdowns,
)
from roterfaden.indicators.actions.protecting import (
    protect_figures,
)
from roterfaden.indicators.actions.quality import (
    Checked,
    answer_finding,
    keep_findings,
    reopen_finding,
)

__all__ = [
    "COLUMNS",
    "PURPOSE",
    "Checked",
    "Key",
    "Naming",
    "Period",
    "adopt_entries",
    "answer_finding",
    "begin_import",
    "define_indicator",
    "discard_import",
    "import_figures",
    "keep_findings",
    "mark_break",
    "name_breakdowns",
    "open_import",
    "plan_import",
    "protect_figures",
    "read_figures",
    "record_observation",
    "remember_profile",
    "reopen_finding",
    "start_import",
]
