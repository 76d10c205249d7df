"""The parts of a DOCX file, parsed without following anything that leads out of it.

Before the parser sees a part the whole file is unpacked and measured (kernel.containers). The parser knows no network,
no entities and no document types: Word writes none, so a part that has one was made by hand.
"""

import io
import zipfile
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from roterfaden.kernel.containers import (
    MEGABYTE,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileKind,
    FileTooLarge,
    UnpacksTooLarge,
    WrongType,
    check_container,
    kind_of,
)

FILE_LIMIT = 25 * MEGABYTE
PART_LIMIT = 40 * MEGABYTE
"""What one part may hold when unpacked. The text of a book of 1,000 pages has about 15 MB."""
RATIO_LIMIT = 200
"""How many bytes one packed byte may become in a part above a megabyte. Real text reaches about 30."""

Tree = Any
"""An element of lxml, which brings no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Documents saved as "Strict Open XML" use other names for the same things.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": MATH[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A[1:-1].encode(),
}
DOCUMENT = "word/document.xml"


class Package:
    """A DOCX file that has passed all checks; parts are parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        _check(data)
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = frozenset(self._archive.namelist())

    @cached_property
    def body(self) -> Tree:
        """The body of the main document. Raises DamagedFile when there is none."""
        body = self.part(DOCUMENT).find(f"{W}body")
        if body is None:
            raise DamagedFile()
        return body

    def part(self, name: str) -> Tree:
        """The root of a part. Raises DamagedFile when it is missing, broken, or declares a document type."""
        try:
            data = self._archive.read(name)
        except KeyError as error:
            raise DamagedFile() from error
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                                 remove_comments=True, remove_pis=True)  # fmt: skip
        try:
            tree = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise DamagedFile() from error
        if tree.getroottree().docinfo.doctype:
            raise DamagedFile()
        return tree

    def optional(self, name: str) -> Tree | None:
        """The root of a part, or None where the document has none."""
        return self.part(name) if name in self.names else None

    def relations(self, name: str) -> dict[str, tuple[str, bool]]:
        """What a part refers to, by key: the target, and whether it lies outside of the file."""
        tree = self.optional(join(dirname(name), "_rels", f"{name.rsplit('/', 1)[-1]}.rels"))
        if tree is None:
            return {}
        found = {}
        for each in tree.iter(RELATION):
            is_outside = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            found[each.get("Id", "")] = (target if is_outside else _inside(name, target), is_outside)
        return found

    def named(self, *beginnings: str) -> list[str]:
        """The XML parts whose names begin like this, in order."""
        return sorted(name for name in self.names if name.startswith(beginnings) and name.endswith(".xml"))


def _inside(name: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))


class NotWord(WrongType):
    """Something else than a Word document."""

    message = _("Das ist kein Word-Dokument. Bitte speichern Sie es in Word oder LibreOffice als DOCX.")


def _check(data: bytes) -> None:
    """Refuse what must not be opened. Raises the errors of kernel.containers."""
    if not data:
        raise EmptyFile()
    if len(data) > FILE_LIMIT:
        raise FileTooLarge(limit=FILE_LIMIT // MEGABYTE)
    kind = kind_of(data)
    if kind == FileKind.OLD_OFFICE:
        check_container(data)
    if kind == FileKind.ARCHIVE or data.startswith(b"PK"):
        check_container(data)
        _check_measures(data)
    if kind != FileKind.DOCX:
        raise NotWord(wanted="DOCX")


def _check_measures(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if len(set(names)) != len(names):  # two parts of one name: one program reads the first, another the last
            raise DamagedFile()
        for part in archive.infolist():
            if part.flag_bits & 1:
                raise EncryptedFile()
            is_dense = part.file_size > MEGABYTE and part.file_size > RATIO_LIMIT * max(part.compress_size, 1)
            if is_dense or (part.filename.endswith((".xml", ".rels")) and part.file_size > PART_LIMIT):
                raise UnpacksTooLarge()
