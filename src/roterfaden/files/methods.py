"""What a file is and how a picture is kept: checked, turned upright, scaled, stripped of everything but its pixels."""

import io
import re
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from roterfaden.files import errors
from roterfaden.kernel.containers import (
    MEGABYTE,
    OFFICE_KINDS,
    DamagedFile,
    EmptyFile,
    FileKind,
    FileTooLarge,
    OldOfficeFile,
    WrongType,
    check_container,
    kind_of,
)
from roterfaden.kernel.tables import decoded

IMAGE_BYTES = 20 * MEGABYTE
DOCUMENT_BYTES = 25 * MEGABYTE
PIXELS_LIMIT = 50_000_000
LONGEST_SIDE = 2400
PREVIEW_SIDE = 480
QUALITY = 85
IMAGE_KINDS = (FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.AVIF)
PURPOSE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")

_DECODERS = ("JPEG", "PNG", "WEBP", "AVIF")  # JPEG reads the double pictures of telephones (MPO) too
_UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError)


@dataclass(frozen=True)
class Picture:
    """A picture ready to be kept, and its small preview; both JPEG."""

    data: bytes
    preview: bytes
    width: int
    height: int


def is_image(data: bytes) -> bool:
    """Whether the content is a picture `picture_from` can read."""
    return kind_of(data) in IMAGE_KINDS


def picture_from(data: bytes) -> Picture:
    """The picture in an upload: upright, at most LONGEST_SIDE pixels long, as JPEG without EXIF, place or thumbnail.

    Raises EmptyFile, FileTooLarge, AppleImage, NotAnImage, TooManyPixels, DamagedFile.
    """
    _check_size(data, IMAGE_BYTES)
    kind = kind_of(data)
    if kind == FileKind.HEIC:
        raise errors.AppleImage()
    if kind not in IMAGE_KINDS:
        raise errors.NotAnImage()
    with warnings.catch_warnings():
        # Pillow would warn above its own limit; ours is lower and refuses before a pixel is unpacked. And what is wrong
        # with an EXIF is no matter: none of it is kept.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        warnings.simplefilter("ignore", UserWarning)
        return _read_picture(data)


def _read_picture(data: bytes) -> Picture:
    try:
        opened = Image.open(io.BytesIO(data), formats=_DECODERS)
    except Image.DecompressionBombError as error:
        raise errors.TooManyPixels(width="?", height="?", limit=PIXELS_LIMIT // 1_000_000) from error
    except _UNREADABLE as error:
        raise DamagedFile() from error
    with opened as image:
        width, height = image.size
        if width * height > PIXELS_LIMIT:
            raise errors.TooManyPixels(width=width, height=height, limit=PIXELS_LIMIT // 1_000_000)
        try:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at a fitting scale, not at full size
            upright = ImageOps.exif_transpose(image)
            return _kept(_on_white(upright))
        except _UNREADABLE as error:
            raise DamagedFile() from error


def _on_white(image: Image.Image) -> Image.Image:
    """Pixels only: a fresh picture that carries nothing of what came along with the old one."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        fresh = Image.new("RGB", layer.size, "white")
        fresh.paste(layer, mask=layer.getchannel("A"))
        return fresh
    fresh = Image.new("RGB", image.size)
    fresh.paste(image.convert("RGB"))
    return fresh


def _kept(image: Image.Image) -> Picture:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    small = image.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return Picture(_jpeg(image), _jpeg(small), *image.size)


def _jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


# --- documents ----------------------------------------------------------------------------------------------------
DOCUMENT_WORDS = "PDF, DOCX, XLSX, ODT, ODS, CSV, TXT"


def document_kind(data: bytes, *, archives: bool = False) -> FileKind:
    """The kind of a document that may be kept as it is. Office files and archives are unpacked once to see that they
    are harmless.

    Raises EmptyFile, FileTooLarge, WrongType, and what `check_container` raises.
    """
    _check_size(data, DOCUMENT_BYTES)
    kind = kind_of(data)
    if kind in OFFICE_KINDS or kind == FileKind.OLD_OFFICE or (archives and kind == FileKind.ARCHIVE):
        check_container(data)
    elif kind == FileKind.PDF:
        if b"%%EOF" not in data[-2048:]:
            raise DamagedFile()
    elif kind == FileKind.TEXT:
        decoded(data)
    else:
        raise WrongType(wanted=DOCUMENT_WORDS)
    if kind == FileKind.OLD_OFFICE:  # neither encrypted nor refused by its container: refuse all the same
        raise OldOfficeFile()
    return kind


def _check_size(data: bytes, limit: int) -> None:
    if not data:
        raise EmptyFile()
    if len(data) > limit:
        raise FileTooLarge(limit=limit // MEGABYTE)


def tidy_name(name: str) -> str:
    """The name somebody gave a file, without folders and signs that do harm in a header; at most 150 long."""
    last = re.split(r"[/\\]", name)[-1]
    clean = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\"<>:|?*]", "", last).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:140]}{dot}{ending[:9]}" if stem else clean[:150]
