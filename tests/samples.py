"""Files as people bring them, made in memory: photographs, spreadsheets, and what is wrong with some of them."""

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook
from PIL import Image

ODS_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Karten">%s</table:table></office:spreadsheet></office:body></office:document-content>'
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def named(data: bytes, name: str) -> ContentFile:
    """Bytes with a name, as an upload."""
    return ContentFile(data, name=name)


def photo(*, width: int = 400, height: int = 300, orientation: int = 1, kind: str = "JPEG", **save: Any) -> bytes:
    """A photograph, red on the left and blue on the right, with camera, place and the way it was held in its EXIF."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Frau Muster"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 16.0, 30.0), 3: "E", 4: (8.0, 2.0, 59.0)})
    file = io.BytesIO()
    image.save(file, kind, exif=exif, **save)
    return file.getvalue()


def xlsx(*rows: Sequence[Any], sheet: str = "Karten", extra: dict[str, str] | None = None) -> bytes:
    """A workbook with one sheet, and `extra` parts put into its archive."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for cell in (cell for line in page.iter_rows() for cell in line if cell.data_type == "f"):
        cell.data_type = "s"  # words that begin with an equals sign, not a formula
    file = io.BytesIO()
    book.save(file)
    if extra:
        with zipfile.ZipFile(file, "a") as archive:
            for name, text in extra.items():
                archive.writestr(name, text)
    return file.getvalue()


def ods(*rows: Sequence[str], body: str = "", manifest: str = "<manifest/>") -> bytes:
    """A LibreOffice sheet; `body` replaces the rows by XML of one's own."""
    cell = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    written = body or "".join(
        f"<table:table-row>{''.join(cell % text for text in row)}</table:table-row>" for row in rows
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", ODS_CONTENT % written)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def docx(extra: dict[str, str] | None = None) -> bytes:
    """The least that is a Word file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, text in (extra or {}).items():
            archive.writestr(name, text)
    return file.getvalue()


def pdf() -> bytes:
    """The least that looks like a PDF."""
    return b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@cache
def zip_bomb() -> bytes:
    """A workbook of half a megabyte that unpacks into half a gigabyte."""
    file = io.BytesIO(xlsx(["Text"], ["Ein Bus"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/bild.bin", "w") as part:
        for _ in range(250):
            part.write(bytes(1024 * 1024))
    return file.getvalue()


def encrypted_office() -> bytes:
    """The shell of an Office file with a password: an OLE file with a stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)


def old_office() -> bytes:
    """The beginning of an .xls."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(480)
