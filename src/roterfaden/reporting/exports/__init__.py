"""What reporting gives away as files: editions, their figures, data sheets."""

from roterfaden.reporting.exports.annex import ANNEX_HEADS, annex_csv, annex_rows, annex_xlsx
from roterfaden.reporting.exports.archive import sheets_zip
from roterfaden.reporting.exports.editions import edition_document
from roterfaden.reporting.exports.sheets import page_count, sheet_content, sheet_pdf

__all__ = [
    "ANNEX_HEADS",
    "annex_csv",
    "annex_rows",
    "annex_xlsx",
    "edition_document",
    "page_count",
    "sheet_content",
    "sheet_pdf",
    "sheets_zip",
]
