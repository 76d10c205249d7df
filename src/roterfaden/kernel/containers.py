"""What a file is, by its content, and whether an office file may be opened at all.

An office file is a zip archive of XML. Before any parser sees one it is unpacked once, piece by piece, and measured:
what is damaged, locked, brings macros or unpacks into something huge is refused. Nothing here trusts a name, a declared
type or a declared size.
"""

import io
import zipfile
import zlib
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError

MEGABYTE = 1024 * 1024
UNPACKED_LIMIT = 200 * MEGABYTE
"""What an office file may hold when unpacked. A table of 20,000 rows has about 10 MB."""
PARTS_LIMIT = 5_000
PIECE = 256 * 1024


class FileKind(StrEnum):
    """The kinds of file the program knows, named by their usual ending."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    AVIF = "avif"
    HEIC = "heic"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    OLD_OFFICE = "doc"  # the format of Office until 2003, and the shell of every encrypted file since
    ARCHIVE = "zip"
    TEXT = "txt"
    UNKNOWN = ""


MEDIA_TYPES = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.AVIF: "image/avif",
    FileKind.HEIC: "image/heic",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.TEXT: "text/plain",
    FileKind.ARCHIVE: "application/zip",
}
OFFICE_KINDS = (FileKind.DOCX, FileKind.XLSX, FileKind.ODT, FileKind.ODS)


class FileRefused(DomainError):
    """A file that cannot be taken. Forms call the field with the file `upload`."""

    field = "upload"


class EmptyFile(FileRefused):
    """Nothing in it."""

    message = _("Diese Datei ist leer.")


class WrongType(FileRefused):
    """A kind of file that is not expected here."""

    message = _("Diese Art von Datei können wir hier nicht annehmen. Möglich sind: %(wanted)s.")


class DamagedFile(FileRefused):
    """It begins like a known kind and does not go on like one."""

    message = _("Diese Datei ist beschädigt und lässt sich nicht öffnen. Bitte speichern Sie sie noch einmal neu ab.")


class EncryptedFile(FileRefused):
    """A password protects it."""

    message = _("Diese Datei ist mit einem Passwort geschützt. Bitte speichern Sie sie ohne Passwort.")


class OldOfficeFile(FileRefused):
    """.doc and .xls can bring macros that cannot be told from the text."""

    message = _("Dies ist ein altes Office-Format (.doc, .xls). Bitte speichern Sie die Datei als DOCX oder XLSX.")


class FileWithMacros(FileRefused):
    """It brings a program along."""

    message = _("Diese Datei enthält Makros. Bitte speichern Sie sie ohne Makros, zum Beispiel als DOCX oder XLSX.")


class FileTooLarge(FileRefused):
    """More bytes than allowed."""

    message = _("Diese Datei ist zu groß. Erlaubt sind bis zu %(limit)s MB.")


class UnpacksTooLarge(FileRefused):
    """A small file that unpacks into something huge."""

    message = _("Diese Datei ist gepackt klein, aber ausgepackt viel zu groß. Wir öffnen sie nicht.")


# --- the kind -----------------------------------------------------------------------------------------------------
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ISO_BRANDS = {b"avif": FileKind.AVIF, b"avis": FileKind.AVIF}
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis"}
_ODF_KINDS = {
    MEDIA_TYPES[FileKind.ODT].encode(): FileKind.ODT,
    MEDIA_TYPES[FileKind.ODS].encode(): FileKind.ODS,
}


def kind_of(data: bytes) -> FileKind:
    """The kind of a file by its first bytes; an office file by its list of contents. Opens and unpacks nothing."""
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data[4:8] == b"ftyp":
        return FileKind.HEIC if data[8:12] in _HEIC_BRANDS else _ISO_BRANDS.get(data[8:12], FileKind.UNKNOWN)
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(_OLE):
        return FileKind.OLD_OFFICE
    if data.startswith(_ZIP):
        return _container_kind(data)
    return FileKind.TEXT if _is_text(data) else FileKind.UNKNOWN


def _container_kind(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return FileKind.DOCX
            if "xl/workbook.xml" in names:
                return FileKind.XLSX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:  # noqa: PLR2004 -- one short line
                return _ODF_KINDS.get(archive.read("mimetype").strip(), FileKind.ARCHIVE)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        pass
    return FileKind.ARCHIVE


def _is_text(data: bytes) -> bool:
    """Text has no zero bytes, unless each sign takes two (UTF-16 begins with its byte order mark)."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in data[: 64 * 1024]


# --- what is inside -----------------------------------------------------------------------------------------------
def check_container(data: bytes) -> None:
    """Unpack an office file once, without keeping anything, and refuse what must not be opened.

    Raises OldOfficeFile, EncryptedFile, DamagedFile, FileWithMacros, UnpacksTooLarge.
    """
    if data.startswith(_OLE):
        raise EncryptedFile() if "EncryptedPackage".encode("utf-16-le") in data else OldOfficeFile()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_LIMIT:
                raise UnpacksTooLarge()
            _check_parts(archive, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise DamagedFile() from error


def _check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    room = UNPACKED_LIMIT
    for part in parts:
        if part.flag_bits & 1:
            raise EncryptedFile()
        if _is_macro(part.filename):
            raise FileWithMacros()
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DamagedFile()
        keep = _DECLARATIONS.get(part.filename)
        room, text = _unpack(archive, part, room, keep=keep is not None)
        if keep is not None:
            sign, refusal = keep
            if sign in text:
                raise refusal()


_DECLARATIONS: dict[str, tuple[bytes, type[FileRefused]]] = {
    "[Content_Types].xml": (b"macroEnabled", FileWithMacros),
    "META-INF/manifest.xml": (b"encryption-data", EncryptedFile),
}


def _is_macro(name: str) -> bool:
    lower = name.lower()
    is_odf_macro = lower.startswith(("basic/", "scripts/")) and not lower.endswith("/")
    return lower.rsplit("/", 1)[-1] in {"vbaproject.bin", "vbadata.xml"} or is_odf_macro


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, *, keep: bool) -> tuple[int, bytes]:
    """The room left after a part is unpacked, and its content if wanted.

    The declared size may lie: it is set aside, so that the part is read to its true end and its checksum compared.
    """
    part.file_size = room + 2 * PIECE
    kept = []
    with archive.open(part) as content:
        while piece := content.read(PIECE):
            room -= len(piece)
            if room < 0:
                raise UnpacksTooLarge()
            if keep:
                kept.append(piece)
    return room, b"".join(kept)
