"""Reading an archive: is it whole, and back into an empty installation, on either engine."""

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pyrage
from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.migrations.loader import MigrationLoader

from roterfaden.kernel.archive.errors import ArchiveDamaged, ArchiveLocked, NotAnArchive, OtherVersion, TargetNotEmpty
from roterfaden.kernel.archive.rows import checksum, columns, insert, kept_models
from roterfaden.kernel.archive.writing import FORMAT, MANIFEST, PIECE, file_part, stored_files, table_part

ENCRYPTED = b"age-encryption.org/"
LARGEST_MANIFEST = 256 * 1024 * 1024
"""Bytes. A line of it for each kept file: a million files need about half of this."""
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, LookupError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What reading a file raises that is no archive, or no longer one. RuntimeError: encrypted, or nested without end."""
FILLED_BY_MIGRATIONS = {"contenttypes.contenttype", "auth.permission"}


@dataclass(frozen=True)
class Report:
    """What was checked or loaded: when the archive was made, its rows and files."""

    made_at: str
    rows: int
    files: int


def verify_archive(source: Path, *, identity: Path | None = None) -> Report:
    """Read every part and compare it with the manifest. Raises NotAnArchive, ArchiveLocked or ArchiveDamaged."""
    with _opened(source, identity) as (archive, manifest):
        for label, told in manifest["tables"].items():
            rows, digest = _digest(archive, table_part(label), by_line=True)
            if (rows, digest) != (told["rows"], told["sha256"]):
                raise ArchiveDamaged(part=label)
        for name, told in manifest["files"].items():
            if _digest(archive, file_part(name))[1] != told:
                raise ArchiveDamaged(part=name)
        return _report(manifest)


def load_archive(source: Path, *, using: str, identity: Path | None = None, with_files: bool = True) -> Report:
    """Load an archive into the empty, migrated database `using` and the empty folder of files; all rows or none.

    Only INSERT is needed, so no trigger stands in the way. Every table is read back and compared with the manifest
    before anything counts. Raises what `verify_archive` does, and OtherVersion or TargetNotEmpty.
    """
    report = verify_archive(source, identity=identity)
    with _opened(source, identity) as (archive, manifest):
        _refuse_other_version(manifest, using)
        _refuse_what_is_there(using)
        if with_files and stored_files(settings.MEDIA_ROOT):
            raise TargetNotEmpty(what=settings.MEDIA_ROOT.name)
        with transaction.atomic(using=using):
            for model in kept_models():
                _load(archive, model, using)
            _compare(manifest, using)
        _reset_keys(using)
        for name in manifest["files"] if with_files else ():
            _unpack(archive, name)
    return report


@contextmanager
def _opened(source: Path, identity: Path | None) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="archive-") as folder:
        readable = _unlocked(source, identity, Path(folder))
        with ExitStack() as open_files:
            try:
                archive = open_files.enter_context(zipfile.ZipFile(readable))
                manifest = _manifest(archive)
            except UNREADABLE as error:
                raise NotAnArchive() from error
            try:
                yield archive, manifest
            except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError) as error:
                raise NotAnArchive() from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the archive says of itself, in the shape we write. Raises NotAnArchive for any other."""
    with archive.open(MANIFEST) as part:
        raw = part.read(LARGEST_MANIFEST + 1)
    if len(raw) > LARGEST_MANIFEST:
        raise NotAnArchive()
    manifest: dict[str, Any] = json.loads(raw)
    is_ours = (
        isinstance(manifest, dict)
        and manifest.get("format") == FORMAT
        and isinstance(manifest.get("made_at"), str)
        and isinstance(manifest.get("migrations"), list)
        and all(isinstance(manifest.get(name), dict) for name in ("tables", "files"))
        and all(
            isinstance(table, dict) and isinstance(table.get("rows"), int) and {"sha256", "columns"} <= table.keys()
            for table in manifest["tables"].values()
        )
    )
    if not is_ours:
        raise NotAnArchive()
    return manifest


def _unlocked(source: Path, identity: Path | None, folder: Path) -> Path:
    with source.open("rb") as file:
        if file.read(len(ENCRYPTED)) != ENCRYPTED:
            return source
    if identity is None:
        raise ArchiveLocked()
    plain = folder / "plain.zip"
    keys = [line for line in identity.read_text("ascii").splitlines() if line.startswith("AGE-SECRET-KEY-")]
    try:
        pyrage.decrypt_file(str(source), str(plain), [pyrage.x25519.Identity.from_str(key) for key in keys])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise ArchiveLocked() from error
    return plain


def _digest(archive: zipfile.ZipFile, part: str, *, by_line: bool = False) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    try:
        with archive.open(part) as file:
            for piece in file if by_line else iter(lambda: file.read(PIECE), b""):
                digest.update(piece)
                count += 1
    except UNREADABLE as error:
        raise ArchiveDamaged(part=part) from error
    return count, digest.hexdigest()


def _refuse_other_version(manifest: dict[str, Any], using: str) -> None:
    """The tables must be the same, name by name: nothing is guessed."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(connections[using]).graph.leaf_nodes()}
    told = set(manifest["migrations"])
    shapes = {
        label
        for label, fields in ((m._meta.label_lower, [f.attname for f in columns(m)]) for m in kept_models())
        if manifest["tables"].get(label, {}).get("columns") != fields
    }
    missing = sorted(known - told) or sorted(shapes) or sorted(set(manifest["tables"]) - _labels())
    if missing:
        raise OtherVersion(names=", ".join(missing[:5]))


def _labels() -> set[str]:
    return {model._meta.label_lower for model in kept_models()}


def _refuse_what_is_there(using: str) -> None:
    for model in kept_models():
        if model._meta.label_lower not in FILLED_BY_MIGRATIONS and model._base_manager.using(using).exists():
            raise TargetNotEmpty(what=str(model._meta.verbose_name_plural))


def _load(archive: zipfile.ZipFile, model: type[models.Model], using: str) -> None:
    if model._meta.label_lower in FILLED_BY_MIGRATIONS:
        model._base_manager.using(using)._raw_delete(using)
    with archive.open(table_part(model._meta.label_lower)) as part:
        insert(model, part, using)


def _compare(manifest: dict[str, Any], using: str) -> None:
    """What stands in the tables now must be what the manifest says."""
    for model in kept_models():
        told = manifest["tables"][model._meta.label_lower]
        if checksum(model, using) != (told["rows"], told["sha256"]):
            raise ArchiveDamaged(part=model._meta.label_lower)


def _reset_keys(using: str) -> None:
    """Let the next key follow the largest one; SQLite does that by itself."""
    with connections[using].cursor() as cursor:
        for statement in connections[using].ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def _unpack(archive: zipfile.ZipFile, name: str) -> None:
    """Write one kept file; a name that leads out of the folder is refused."""
    target = settings.MEDIA_ROOT.joinpath(*PurePosixPath(name).parts)
    if not target.resolve().is_relative_to(settings.MEDIA_ROOT.resolve()):
        raise ArchiveDamaged(part=name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(file_part(name)) as part, target.open("wb") as file:
        while piece := part.read(PIECE):
            file.write(piece)


def _report(manifest: dict[str, Any]) -> Report:
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return Report(manifest["made_at"], rows, len(manifest["files"]))
