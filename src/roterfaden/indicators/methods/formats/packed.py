"""Files in archives, checked before anything is read: a torn file gives no half of its rows."""

import codecs
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO, TextIO

from roterfaden.indicators.errors import FileTorn, NotFigures
from roterfaden.indicators.methods.formats.rows import Source

PIECE = 1024 * 1024
UNPACKED_LIMIT = 4 * 1024 * PIECE
"""Bytes an archive may unpack into; two million rows have about 400 MB."""
MEMBERS_LIMIT = 2_000
TORN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError,
)  # fmt: skip
"""What reading a damaged archive raises."""
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_archive(source: Source) -> bool:
    """Whether it is a ZIP file; spreadsheets are, too."""
    with source.open() as stream:
        return stream.read(4) == b"PK\x03\x04"


def members(source: Source) -> tuple[str, ...]:
    """The names of the files in an archive. Raises FileTorn."""
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            names = tuple(info.filename for info in infos if not info.is_dir())
    except TORN as error:
        raise FileTorn() from error
    if len(infos) > MEMBERS_LIMIT:
        raise NotFigures()
    return names


def member(source: Source, name: str) -> Source:
    """One file of an archive as a source of its own."""

    def opened() -> BinaryIO:
        return io.BufferedReader(_Member(source.open(), name))

    return Source(name, opened)


class _Member(io.RawIOBase):
    """A file in an archive that closes the archive with itself."""

    def __init__(self, outer: BinaryIO, name: str) -> None:
        self._opened = ExitStack()
        self._opened.enter_context(outer)
        try:
            archive = self._opened.enter_context(zipfile.ZipFile(outer))
            self._inner = self._opened.enter_context(archive.open(name))
        except TORN as error:
            self.close()
            raise FileTorn() from error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._opened.close()
        super().close()


def encoding_of(source: Source) -> str:
    """The encoding of the whole text: UTF-8 or UTF-16 with their marks, UTF-8 without, else Windows-1252.

    Reads everything once. Raises FileTorn for what is no text or cannot be unpacked.
    """
    try:
        with source.open() as stream:
            head = stream.read(4)
            if head.startswith(UTF16_MARKS):
                return "utf-16"
            decoder, total, is_utf8 = codecs.getincrementaldecoder("utf-8-sig")(), 0, True
            piece = head
            while piece:
                total += len(piece)
                if b"\x00" in piece or total > UNPACKED_LIMIT:
                    raise FileTorn()
                if is_utf8:
                    is_utf8 = _decodes(decoder, piece)
                piece = stream.read(PIECE)
            if is_utf8 and _decodes(decoder, b"", final=True):
                return "utf-8-sig"
    except TORN as error:
        raise FileTorn() from error
    return "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def text_of(source: Source) -> Iterator[TextIO]:
    """The text of a file, line ends as they are (csv wants that)."""
    encoding = encoding_of(source)
    with source.open() as stream, io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text:
        yield text
