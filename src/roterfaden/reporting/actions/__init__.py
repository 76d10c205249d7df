"""Everything that changes reports, editions, their texts, and data sheets."""

from roterfaden.reporting.actions.editions import freeze_edition, open_report, publish_edition
from roterfaden.reporting.actions.sheets import (
    add_figure,
    freeze_sheets,
    keep_sheet_file,
    move_in_template,
    publish_sheets,
    remove_figure,
    replace_template,
)
from roterfaden.reporting.actions.texts import check_edition_text, propose_edition_text, write_edition_text

__all__ = [
    "add_figure",
    "check_edition_text",
    "freeze_edition",
    "freeze_sheets",
    "keep_sheet_file",
    "move_in_template",
    "open_report",
    "propose_edition_text",
    "publish_edition",
    "publish_sheets",
    "remove_figure",
    "replace_template",
    "write_edition_text",
]
