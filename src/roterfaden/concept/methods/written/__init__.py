"""A version, or a part of it, as a document to take away: what stands in it, and how it becomes a Word document."""

from roterfaden.concept.methods.written.document import Part, Sheet, WrittenDocument
from roterfaden.concept.methods.written.template import PLACEHOLDERS, built_in_template, check_template
from roterfaden.concept.methods.written.word import as_word

__all__ = [
    "PLACEHOLDERS",
    "Part",
    "Sheet",
    "WrittenDocument",
    "as_word",
    "built_in_template",
    "check_template",
]
