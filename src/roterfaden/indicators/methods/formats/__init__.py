"""Readers of the formats figures come in. Pure: a file in, rows out, one after the other."""

from roterfaden.indicators.methods.formats.flat import flat_rows, old_flat_rows
from roterfaden.indicators.methods.formats.open_sdg import open_sdg_rows, open_sdg_sheets
from roterfaden.indicators.methods.formats.plans import (
    ALL,
    TOTAL_ONLY,
    Plan,
    Rule,
    area_token,
    breakdown_for,
    plan_of_toml,
    rule_for,
)
from roterfaden.indicators.methods.formats.reading import Contents, contents, detect, fingerprint, first_plan, read_rows
from roterfaden.indicators.methods.formats.rows import FaultyRow, Part, Source, SourceRow
from roterfaden.indicators.methods.formats.sheets import Head, ValueColumn, grid_of, guess_head, sheet_rows
from roterfaden.indicators.methods.formats.tables import guess_table_columns, table_rows

__all__ = [
    "ALL",
    "TOTAL_ONLY",
    "Contents",
    "FaultyRow",
    "Head",
    "Part",
    "Plan",
    "Rule",
    "Source",
    "SourceRow",
    "ValueColumn",
    "area_token",
    "breakdown_for",
    "contents",
    "detect",
    "fingerprint",
    "first_plan",
    "flat_rows",
    "grid_of",
    "guess_head",
    "guess_table_columns",
    "old_flat_rows",
    "open_sdg_rows",
    "open_sdg_sheets",
    "plan_of_toml",
    "read_rows",
    "rule_for",
    "sheet_rows",
    "table_rows",
]
