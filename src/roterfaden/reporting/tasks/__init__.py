"""What a worker does for reporting: set data sheets, and tell people of figures and reports."""

from roterfaden.reporting.tasks.news import moved_figures, new_feedback
from roterfaden.reporting.tasks.sheets import SET_SHEETS, set_sheets

__all__ = ["SET_SHEETS", "moved_figures", "new_feedback", "set_sheets"]
