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
    limit_small_areas,
    protect_figures,
)
from roterfaden.indicators.actions.quality import (
    Checked,
    answer_finding,
    keep_findings,
    reopen_finding,
)
from roterfaden.indicators.actions.sources import (
    AGAIN_AFTER,
    end_inbox_file,
    match_profile,
    note_look,
    save_figure_source,
    settle_inbox_file,
    take_inbox_file,
)

__all__ = [
    "AGAIN_AFTER",
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
    "end_inbox_file",
    "import_figures",
    "keep_findings",
    "limit_small_areas",
    "mark_break",
    "match_profile",
    "name_breakdowns",
    "note_look",
    "open_import",
    "plan_import",
    "protect_figures",
    "read_figures",
    "record_observation",
    "remember_profile",
    "reopen_finding",
    "save_figure_source",
    "settle_inbox_file",
    "start_import",
    "take_inbox_file",
]
