"""A whole installation in one file, on one engine or the other: written while people work, checked, loaded (ADR 54)."""

from roterfaden.kernel.archive.errors import (
    ArchiveDamaged,
    ArchiveLocked,
    NotAnArchive,
    OtherVersion,
    TargetNotEmpty,
)
from roterfaden.kernel.archive.noting import BackupNote, last_backup, note_backup
from roterfaden.kernel.archive.reading import Report, load_archive, verify_archive
from roterfaden.kernel.archive.snapshot import other_database, snapshot
from roterfaden.kernel.archive.writing import Written, write_archive

__all__ = [
    "ArchiveDamaged",
    "ArchiveLocked",
    "BackupNote",
    "NotAnArchive",
    "OtherVersion",
    "Report",
    "TargetNotEmpty",
    "Written",
    "last_backup",
    "load_archive",
    "note_backup",
    "other_database",
    "snapshot",
    "verify_archive",
    "write_archive",
]
