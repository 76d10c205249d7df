"""What is taken away from the course management."""

from roterfaden.courses.exports.course_tables import course_table, overview_lines
from roterfaden.courses.exports.notes import note_pdf
from roterfaden.courses.exports.rights import told_pdf
from roterfaden.courses.exports.round_pack import pack_pdf, pack_xlsx
from roterfaden.courses.exports.start_list import StartLine, start_pdf, start_rows, start_xlsx
from roterfaden.courses.exports.way_tables import way_table

__all__ = [
    "StartLine",
    "course_table",
    "note_pdf",
    "overview_lines",
    "pack_pdf",
    "pack_xlsx",
    "start_pdf",
    "start_rows",
    "start_xlsx",
    "told_pdf",
    "way_table",
]
