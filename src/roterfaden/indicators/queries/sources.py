"""Files that come by themselves: which addresses are due, what lies in the drop-in folder, which profile fits."""

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path

from django.db.models import QuerySet

from roterfaden.indicators.enums import InboxState, RunState
from roterfaden.indicators.errors import ShapeChanged
from roterfaden.indicators.methods.formats import Plan, Source, fingerprint, first_plan
from roterfaden.indicators.models import FigureSource, ImportProfile, ImportRun, InboxFile
from roterfaden.indicators.queries.importing import fitted, profile_for

ENDINGS = frozenset({".csv", ".txt", ".zip", ".xlsx", ".ods"})
STILL_FOR = timedelta(seconds=60)
"""A file younger than this may still be being written."""
FILES_SHOWN = 50


def due_figure_sources(now: datetime) -> QuerySet[FigureSource]:
    """Active sources whose day has come."""
    return FigureSource.objects.filter(is_active=True, next_at__lte=now).order_by("next_at", "pk")


def figure_sources() -> QuerySet[FigureSource]:
    """All sources by title, with profile and last reading."""
    rows = FigureSource.objects.select_related("profile", "run").defer("run__report", "run__plan")
    return rows.order_by("title", "pk")


def profiles() -> QuerySet[ImportProfile]:
    """All profiles by title."""
    return ImportProfile.objects.defer("plan").order_by("title", "pk")


def inbox_files() -> QuerySet[InboxFile]:
    """What came through the drop-in folder lately, the newest first."""
    return InboxFile.objects.select_related("run").defer("run__report", "run__plan").order_by("-taken_at", "-pk")


def files_in(folder: Path, now: datetime) -> list[Path]:
    """The files in a folder that are whole, by name; no links, no hidden ones, nothing in folders below."""
    settled = (now - STILL_FOR).timestamp()
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS
        and not path.name.startswith(".")
        and path.is_file()
        and not path.is_symlink()
        and path.stat().st_mtime <= settled
    )


def was_read(checksum: str) -> bool:
    """Whether a file with this content was read from the drop-in folder."""
    return InboxFile.objects.filter(checksum=checksum, state=InboxState.READ).exists()


def begun_run(checksum: str, profile: ImportProfile, plan: Plan | None = None) -> ImportRun | None:
    """The reading of this content with this profile that has not come to its end, to go on with.

    With `plan` only one that reads it so: a profile may have been mended since.
    """
    rows = ImportRun.objects.filter(checksum=checksum, profile=profile).exclude(state=RunState.DONE).order_by("-pk")
    wanted = json.loads(json.dumps(plan.as_json())) if plan else None
    return next((row for row in rows if wanted in (None, row.plan)), None)


def profile_by_name(name: str) -> ImportProfile | None:
    """The profile whose pattern fits the name of a file, the newest first."""
    rows = ImportProfile.objects.exclude(file_pattern="").order_by("-saved_at", "-pk")
    return next((row for row in rows if fnmatch(name.lower(), row.file_pattern.lower())), None)


def profile_and_plan(source: Source, profile: ImportProfile | None = None) -> tuple[ImportProfile | None, Plan]:
    """What a file is read with when nobody looks: the profile given, or the one that knows it; None where none does.

    Raises ShapeChanged where the file has other variables or headings than the profile was made for, and what
    `first_plan` raises.
    """
    first = first_plan(source)
    found = profile or profile_for(source, first)
    if found is None:
        return None, first
    if found.fingerprint and found.fingerprint != fingerprint(source, first):
        raise ShapeChanged()
    return found, fitted(found, first)


def inbox_fault(folder: Path | None) -> str:
    """What is wrong with the drop-in folder, in words for the office; empty where all is well or there is none."""
    if folder is None:
        return ""
    if not folder.is_dir():
        return f"Den Eingangsordner {folder} gibt es nicht."
    return "" if is_writable(folder) else f"Im Eingangsordner {folder} darf das Programm nichts verschieben."


def is_writable(folder: Path) -> bool:
    """Whether files can be moved inside this folder."""
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def failing_sources() -> Iterator[str]:
    """Titles of active sources that could not be read the last time."""
    yield from FigureSource.objects.failing().order_by("title", "pk").values_list("title", flat=True)
