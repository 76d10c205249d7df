"""Writing an archive: the rows of one moment, the kept files, and a manifest that says what belongs there."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from roterfaden.kernel.archive.rows import columns, kept_models, lines
from roterfaden.kernel.archive.snapshot import snapshot

FORMAT = 1
MANIFEST = "manifest.json"
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Written:
    """What an archive holds: rows, kept files, and the bytes of the file itself."""

    rows: int
    files: int
    size: int


def write_archive(target: Path, *, now: datetime, recipients: tuple[str, ...] = ()) -> Written:
    """Write everything to `target`, which appears only when it is complete. Keys and sessions are not in it.

    The rows are those of one moment, taken first; a file is never changed, so every file these rows speak of is there,
    or was erased meanwhile. `recipients` are public keys of age (age-encryption.org): then only their
    owners can read it.
    """
    unfinished = target.with_name(f".{target.name}.unfinished")
    locked = target.with_name(f".{target.name}.locked")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _fill(archive, now)
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
        if recipients:
            pyrage.encrypt_file(
                str(unfinished), str(locked), [pyrage.x25519.Recipient.from_str(each) for each in recipients]
            )
            locked.replace(unfinished)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    finally:
        for leftover in (unfinished, locked):
            leftover.unlink(missing_ok=True)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return Written(rows, len(manifest["files"]), target.stat().st_size)


def _fill(archive: zipfile.ZipFile, now: datetime) -> dict[str, Any]:
    tables = {}
    with snapshot() as alias:
        applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connections[alias]).applied_migrations())
        for model in kept_models():
            label = model._meta.label_lower
            with archive.open(table_part(label), "w", force_zip64=True) as part:
                rows, digest = _pour(lines(model, alias), part)
            tables[label] = {"rows": rows, "sha256": digest, "columns": [field.attname for field in columns(model)]}
    files = {}
    for path in stored_files(settings.MEDIA_ROOT):
        with suppress(FileNotFoundError), path.open("rb") as source:  # erased meanwhile: its row is gone soon too
            name = path.relative_to(settings.MEDIA_ROOT).as_posix()
            with archive.open(file_part(name), "w", force_zip64=True) as part:
                _size, files[name] = _pour(iter(lambda: source.read(PIECE), b""), part)
    return {"format": FORMAT, "made_at": now.isoformat(), "migrations": applied, "tables": tables, "files": files}


def _pour(pieces: Iterator[bytes], part: Any) -> tuple[int, str]:
    """Write pieces; how many, and the SHA-256 of all."""
    count, digest = 0, hashlib.sha256()
    for piece in pieces:
        part.write(piece)
        digest.update(piece)
        count += 1
    return count, digest.hexdigest()


def stored_files(folder: Path) -> list[Path]:
    """Every file below a folder, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def table_part(label: str) -> str:
    """Where the rows of a model lie in the archive."""
    return f"tables/{label}.jsonl"


def file_part(name: str) -> str:
    """Where a kept file lies in the archive."""
    return f"files/{name}"
