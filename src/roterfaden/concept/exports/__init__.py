"""The concept and what is about it as files."""

from roterfaden.concept.exports.word_import import word_report_rows
from roterfaden.concept.exports.written import written_docx, written_odt, written_pdf

__all__ = ["word_report_rows", "written_docx", "written_odt", "written_pdf"]
