"""Papers as files: to edit, to read, to file away."""

from roterfaden.council.exports.metadata import SCHEMA, paper_json, schema
from roterfaden.council.exports.papers import (
    FORMS,
    NamedFile,
    paper_docx,
    paper_file,
    paper_odt,
    paper_pdf,
    paper_record,
)

__all__ = [
    "FORMS",
    "SCHEMA",
    "NamedFile",
    "paper_docx",
    "paper_file",
    "paper_json",
    "paper_odt",
    "paper_pdf",
    "paper_record",
    "schema",
]
