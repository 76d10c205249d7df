"""Emphases: which numbers may be shown, and what is particular to a group. Pure calculations (ADR 28)."""

from roterfaden.sorting.methods.emphases.particular import Particular, particular
from roterfaden.sorting.methods.emphases.suppression import FEWEST, gathered, hidden_cells

__all__ = ["FEWEST", "Particular", "gathered", "hidden_cells", "particular"]
