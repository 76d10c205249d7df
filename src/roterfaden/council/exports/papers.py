"""A paper as Word document, PDF/UA and OpenDocument, and all of it with its annexes as one archive."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from roterfaden.concept.exports import written_docx, written_odt, written_pdf
from roterfaden.concept.methods.written import WrittenDocument
from roterfaden.council.methods.documents import PAPER_TEMPLATE
from roterfaden.council.models import Annex
from roterfaden.files.queries import content
from roterfaden.kernel.time import local_day

PDF_TEMPLATE = "council/typst/paper.typ"
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "json": "application/json",
}
"""The forms of a paper and their media types; "json" are the data about it (`metadata`)."""
PRIVATE_FOLDER = "nichtoeffentlich"


@dataclass(frozen=True)
class NamedFile:
    """A file of a record."""

    name: str
    data: bytes


def paper_docx(document: WrittenDocument) -> bytes:
    """In the template of the house for papers. One query."""
    return written_docx(document, PAPER_TEMPLATE).read()


def paper_pdf(document: WrittenDocument) -> bytes:
    """PDF/UA-1. The same document gives the same bytes."""
    return written_pdf(document, PDF_TEMPLATE)


def paper_odt(document: WrittenDocument) -> bytes:
    """OpenDocument text."""
    return written_odt(document)


def paper_file(document: WrittenDocument, form: str) -> bytes:
    """The paper in one of the forms that are written from the document; KeyError for another."""
    return {"pdf": paper_pdf, "docx": paper_docx, "odt": paper_odt}[form](document)


def paper_record(
    document: WrittenDocument, metadata: bytes, annexes: Iterable[Annex], *, stem: str, made_at: datetime
) -> bytes:
    """Everything about a paper in one archive, for filing: the three forms, the data about it, the annexes.

    Annexes that are not public lie in a folder of their own. One query and one file read an annex.
    """
    files = [NamedFile(f"{stem}.{form}", paper_file(document, form)) for form in ("docx", "pdf", "odt")]
    files.append(NamedFile(f"{stem}.json", metadata))
    files += [NamedFile(annex_path(annex), content(annex.file)) for annex in annexes]
    day = local_day(made_at)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name, (max(day.year, 1980), day.month, day.day, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.data)
    return packed.getvalue()


def annex_path(annex: Annex) -> str:
    """Where an annex lies in the archive."""
    folder = "anlagen" if annex.is_public else f"anlagen/{PRIVATE_FOLDER}"
    return f"{folder}/{annex.download_name}"


def file_stem(reference: str) -> str:
    """A file name from the number of a paper: "2018/017-1" becomes "vorlage-2018-017-1"."""
    plain = unicodedata.normalize("NFKD", reference).encode("ascii", "ignore").decode()
    return f"vorlage-{re.sub(r'[^A-Za-z0-9]+', '-', plain).strip('-').lower() or 'ohne-nummer'}"
