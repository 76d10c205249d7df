"""Taking in files: checked by content, stored under their checksum, written down once."""

import hashlib
from datetime import datetime
from typing import IO, Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files import errors
from roterfaden.files.enums import Verb
from roterfaden.files.methods import (
    DOCUMENT_BYTES,
    IMAGE_BYTES,
    Picture,
    document_kind,
    picture_from,
    tidy_name,
)
from roterfaden.files.models import KeptFile
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.containers import MEDIA_TYPES, MEGABYTE, FileTooLarge


class Upload(Protocol):
    """Something with a name that can be read: an uploaded file, a file on disk, bytes in a ContentFile."""

    @property
    def name(self) -> str | None: ...

    def read(self, size: int = -1, /) -> bytes: ...


def keep_image(*, actor: Actor, upload: Upload | IO[bytes], purpose: str, alt: str = "", now: datetime) -> KeptFile:
    """Keep a picture: upright, at most 2400 pixels long, JPEG without EXIF and place, with a preview 480 pixels long.

    Returns the row that is there already when the same picture was kept for the same purpose with the same words.
    Refuses what is no picture, too large or damaged (kernel.containers, files.errors; all at the field `upload`).
    Audited as file.kept.
    """
    require(actor, "files.keep_image")
    picture = picture_from(_read(upload, IMAGE_BYTES))
    kept = KeptFile(
        sha256=hashlib.sha256(picture.data).hexdigest(), media_type="image/jpeg", size=len(picture.data),
        original_name=tidy_name(upload.name or ""), purpose=purpose, alt=alt.strip(), width=picture.width,
        height=picture.height, kept_at=now,
    )  # fmt: skip
    return _kept_once(actor, kept, picture, now)


def keep_document(
    *, actor: Actor, upload: Upload | IO[bytes], purpose: str, archives: bool = False, now: datetime
) -> KeptFile:
    """Keep a document as it came: PDF, DOCX, XLSX, ODT, ODS, CSV or TXT; with `archives` also a ZIP of texts.

    Returns the row that is there already when the same content was kept for the same purpose. Refuses other kinds,
    files that are too large, damaged, encrypted, bring macros or unpack into something huge (all at the field
    `upload`). Audited as file.kept.
    """
    require(actor, "files.keep_document")
    data = _read(upload, DOCUMENT_BYTES)
    kind = document_kind(data, archives=archives)
    kept = KeptFile(
        sha256=hashlib.sha256(data).hexdigest(), media_type=MEDIA_TYPES[kind], size=len(data),
        original_name=tidy_name(upload.name or ""), purpose=purpose, kept_at=now,
    )  # fmt: skip
    return _kept_once(actor, kept, data, now)


def discard_file(*, actor: Actor, kept: KeptFile, now: datetime) -> None:
    """Delete a file nothing refers to any more: the row now, the content once the transaction has ended well.

    Refuses a file something still refers to. Audited as file.discarded.
    """
    require(actor, "files.discard_file")
    with transaction.atomic():
        record(actor=actor, verb=Verb.FILE_DISCARDED, subject=kept, now=now)
        names = [kept.stored_as, *([kept.preview_stored_as] if kept.is_image else [])]
        try:
            kept.delete()
        except ProtectedError as error:
            raise errors.StillReferred() from error
        if not KeptFile.objects.filter(purpose=kept.purpose, sha256=kept.sha256).exists():
            transaction.on_commit(lambda: _delete(names))


def _delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _read(upload: Upload | IO[bytes], limit: int) -> bytes:
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise FileTooLarge(limit=limit // MEGABYTE)
    return data


def _kept_once(actor: Actor, kept: KeptFile, content: bytes | Picture, now: datetime) -> KeptFile:
    """The row of this content, purpose and words: the one there is, or this new one with its content stored."""
    known = KeptFile.objects.filter(purpose=kept.purpose, sha256=kept.sha256, alt=kept.alt).first()
    kept.full_clean(validate_constraints=False)
    # Content first: a row never points to nothing. Content without a row is harmless and found again by its name.
    _store(kept.stored_as, content.data if isinstance(content, Picture) else content)
    if isinstance(content, Picture):
        _store(kept.preview_stored_as, content.preview)
    if known is not None:
        return known
    with transaction.atomic():
        row, is_new = KeptFile.objects.get_or_create(
            purpose=kept.purpose, sha256=kept.sha256, alt=kept.alt,
            defaults={
                name: getattr(kept, name)
                for name in ("uid", "media_type", "size", "original_name", "width", "height", "kept_at")
            },
        )  # fmt: skip
        if is_new:
            record(actor=actor, verb=Verb.FILE_KEPT, subject=row, now=now)
    return row


def _store(name: str, data: bytes) -> None:
    """Write content under the name of its checksum; what is there in full is left alone, a torn rest is replaced."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return
        default_storage.delete(name)
    stored = default_storage.save(name, ContentFile(data))
    if stored != name:  # somebody else was faster with the same content
        default_storage.delete(stored)
