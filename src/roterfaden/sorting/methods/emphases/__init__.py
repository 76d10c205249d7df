"""Emphases: which numbers may be shown, and what is particular to a group. Pure calculations (ADR 28)."""

from roterfaden.kernel.suppression import FEWEST, gathered, hidden_cells
from roterfaden.sorting.methods.emphases.particular import Particular, particular

__all__ = ["FEWEST", "Particular", "gathered", "hidden_cells", "particular"]
