"""A version, or a part of it, as PDF and as Word document."""

import io
from collections.abc import Iterator
from typing import IO, Any

from roterfaden.concept.enums import CONCEPT_TEMPLATE
from roterfaden.concept.methods.written import Sheet, WrittenDocument, as_odt, as_word
from roterfaden.concept.methods.written.document import levels
from roterfaden.concept.queries import word_template_content
from roterfaden.ui.documents import pdf
from roterfaden.ui.prose import blocks

TEMPLATE = "concept/typst/written.typ"
BELOW_TITLE = 2
"""The level of the highest elements: the first is the title of the document."""


def written_docx(document: WrittenDocument, kind: str = CONCEPT_TEMPLATE) -> IO[bytes]:
    """In the office template of the house for this kind of documents. One query."""
    return io.BytesIO(as_word(document, word_template_content(kind)))


def written_pdf(document: WrittenDocument, template: str = TEMPLATE) -> bytes:
    """PDF/UA-1. The same document gives the same bytes."""
    return pdf(template, pdf_content(document), made_at=document.made_at)


def written_odt(document: WrittenDocument) -> bytes:
    """OpenDocument, for who writes with LibreOffice. The same document gives the same words."""
    return as_odt(document)


def pdf_content(document: WrittenDocument) -> dict[str, Any]:
    """What the template is given: nothing but texts and numbers."""
    return {
        "title": document.title, "subtitle": document.subtitle, "language": document.language,
        "title_language": document.title_language, "site": document.site, "foot": document.foot,
        "facts": document.facts, "lead": document.lead, "contents": document.contents,
        "parts": list(_parts(document)),
        "sheets": [_sheet(sheet) for sheet in document.sheets],
    }  # fmt: skip


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "heading": sheet.heading, "heads": sheet.heads, "rows": sheet.rows, "widths": sheet.widths,
        "language": sheet.language,
    }  # fmt: skip


def _parts(document: WrittenDocument) -> Iterator[dict[str, Any]]:
    """Elements with the level of their heading; each of the highest begins a page."""
    found = levels([part.depth for part in document.parts], top=BELOW_TITLE)
    for part, level in zip(document.parts, found, strict=True):
        yield {
            "level": level, "breaks": level == BELOW_TITLE, "heading": f"{part.number} {part.title}".strip(),
            "kind": part.kind, "language": part.language, "blocks": blocks(part.body), "facts": part.facts,
            "note": part.note, "table": _sheet(part.table) if part.table else None,
        }  # fmt: skip
