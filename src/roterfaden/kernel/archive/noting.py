"""When the last backup was made here: a small file beside the data, for whoever asks whether there is one."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

NOTE = "last-backup.json"


@dataclass(frozen=True)
class BackupNote:
    """The last backup that was written whole: its moment, rows, kept files and bytes, and whether it is locked."""

    made_at: datetime
    rows: int
    files: int
    size: int
    is_locked: bool


def note_backup(note: BackupNote) -> None:
    """Remember a backup in place of the one before. Raises OSError when the folder takes nothing."""
    path = Path(settings.DATA_DIR) / NOTE
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(note) | {"made_at": note.made_at.isoformat()}), "utf-8")
    fresh.replace(path)


def last_backup() -> BackupNote | None:
    """What was noted last; None when nothing was, or it cannot be read."""
    try:
        told = json.loads((Path(settings.DATA_DIR) / NOTE).read_text("utf-8"))
        return BackupNote(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
