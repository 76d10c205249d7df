"""Writing suggestions, and recording what people decided on them."""

from roterfaden.sorting.actions.deciding import record_decision, record_grouping, reject_suggestion
from roterfaden.sorting.actions.suggesting import Source, write_suggestions

__all__ = ["Source", "record_decision", "record_grouping", "reject_suggestion", "write_suggestions"]
