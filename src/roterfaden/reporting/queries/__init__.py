"""Reading reports: the content of an edition, its proof, and pages."""

from roterfaden.reporting.queries.editions import (
    edition_view,
    later_changes,
    prove_edition,
    public_reports,
    recompute_edition,
    report_list,
    report_row,
)

__all__ = [
    "edition_view",
    "later_changes",
    "prove_edition",
    "public_reports",
    "recompute_edition",
    "report_list",
    "report_row",
]
