"""A version, or a part of it, as a document to take away: what stands in it, and how it becomes a file to edit."""

from roterfaden.concept.methods.written.document import Part, Sheet, WrittenDocument
from roterfaden.concept.methods.written.kinds import (
    TemplateKind,
    register_template,
    template_kind,
    template_kinds,
)
from roterfaden.concept.methods.written.odt import as_odt
from roterfaden.concept.methods.written.template import (
    PLACEHOLDERS,
    as_bytes,
    built_in_template,
    calm_document,
    check_template,
)
from roterfaden.concept.methods.written.word import as_word

__all__ = [
    "PLACEHOLDERS",
    "Part",
    "Sheet",
    "TemplateKind",
    "WrittenDocument",
    "as_bytes",
    "as_odt",
    "as_word",
    "built_in_template",
    "calm_document",
    "check_template",
    "register_template",
    "template_kind",
    "template_kinds",
]
