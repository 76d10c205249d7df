"""Figures to take away."""

from roterfaden.indicators.exports.importing import (
    import_report_rows,
)
from roterfaden.indicators.exports.sheets import (
    TEMPLATE,
    facts,
    sheet_content,
    sheet_pdf,
)

__all__ = [
    "TEMPLATE",
    "facts",
    "import_report_rows",
    "sheet_content",
    "sheet_pdf",
]
