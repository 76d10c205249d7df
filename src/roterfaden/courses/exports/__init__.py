"""What is taken away from the course management."""

from roterfaden.courses.exports.course_tables import course_table, overview_lines
from roterfaden.courses.exports.start_list import StartLine, start_pdf, start_rows, start_xlsx

__all__ = [
    "StartLine",
    "course_table",
    "overview_lines",
    "start_pdf",
    "start_rows",
    "start_xlsx",
]
