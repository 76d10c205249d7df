"""The concept and what is about it as files."""

from roterfaden.concept.exports.word_import import word_report_rows

__all__ = ["word_report_rows"]
