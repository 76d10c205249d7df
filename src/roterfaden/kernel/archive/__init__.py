"""A whole installation in one file, on one engine or the other: written while people work, checked, loaded (ADR 54)."""

from roterfaden.kernel.archive.errors import (
    ArchiveDamaged,
    ArchiveLocked,
    NotAnArchive,
    OtherVersion,
    TargetNotEmpty,
)
from roterfaden.kernel.archive.reading import Report, load_archive, verify_archive
from roterfaden.kernel.archive.snapshot import other_database, snapshot
from roterfaden.kernel.archive.writing import Written, write_archive

__all__ = [
    "ArchiveDamaged",
    "ArchiveLocked",
    "NotAnArchive",
    "OtherVersion",
    "Report",
    "TargetNotEmpty",
    "Written",
    "load_archive",
    "other_database",
    "snapshot",
    "verify_archive",
    "write_archive",
]
