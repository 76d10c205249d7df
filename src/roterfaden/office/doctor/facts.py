"""Looking at an installation without touching it: files, database, background work, mail. Nothing personal is read."""

import io
import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min, QuerySet
from django.utils import timezone

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import Membership, User
from roterfaden.audit.models import Event
from roterfaden.audit.queries import verify_chain
from roterfaden.indicators.models import InboxFile
from roterfaden.indicators.queries import failing_sources, inbox_fault
from roterfaden.jobs.enums import JobState
from roterfaden.jobs.models import Job, Rhythm
from roterfaden.jobs.queries import Workforce, workforce
from roterfaden.kernel.archive import BackupNote, last_backup
from roterfaden.kernel.containers import FileRefused
from roterfaden.kernel.scanning import scan
from roterfaden.kernel.vault import CannotOpen, SealedField, open_words
from roterfaden.machines.queries import resting_webhooks
from roterfaden.office.doctor.database import Unreachable, closed_places, strange_owners, unreachable
from roterfaden.places.models import Instance
from roterfaden.post.queries import PostOverview, overview

LATELY = timedelta(days=7)
MOUNTS = Path("/proc/self/mounts")
OVER_THE_NET = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "glusterfs", "ceph", "afs")


@dataclass(frozen=True)
class Facts:
    """What is true of this installation now. Times are aware; sizes are bytes.

    `readable_secrets` are files with keys or data that other accounts of the machine may read; `late_rhythms` periodic
    work whose last run failed; `log_is_intact` is None when the log was not checked. `failing_sources` are addresses of
    figures that could not be read the last time, `inbox_waiting` files of the drop-in folder nobody has looked at.
    `closed_places` are what of the data folder this account may not write, `strange_owners` files in it of another
    account; `newest_entry` is the time of the last entry of the log, `database_is_ahead` seconds.
    """

    now: datetime
    engine: str
    database_version: int
    pending_migrations: int
    network_filesystem: str
    free_bytes: int
    readable_secrets: tuple[str, ...]
    keys_open: bool
    scanner_answers: bool
    static_is_collected: bool
    missing_catalogues: tuple[str, ...]
    house_is_set_up: bool
    administrators: int
    without_second_factor: int
    workforce: Workforce
    oldest_job: datetime | None
    failed_jobs: int
    late_rhythms: tuple[str, ...]
    post: PostOverview
    resting_webhooks: tuple[str, ...]
    log_is_intact: bool | None
    failing_sources: tuple[str, ...]
    inbox_fault: str
    inbox_waiting: int
    settings_faults: tuple[CheckMessage, ...]
    closed_places: tuple[str, ...]
    strange_owners: tuple[str, ...]
    newest_entry: datetime | None
    database_is_ahead: float
    last_backup: BackupNote | None


def gather(*, now: datetime, thorough: bool = False) -> Facts | Unreachable | None:
    """Look around; `thorough` also recomputes the hash chain of the log. None while tables are missing."""
    silent = unreachable()
    if silent is not None:
        return silent
    pending = pending_migrations()
    if "places_instance" not in connection.introspection.table_names():
        return None
    waiting = Job.objects.filter(state=JobState.WAITING)
    return Facts(
        now=now,
        engine=connection.vendor,
        database_version=_database_version(),
        pending_migrations=pending,
        network_filesystem=_network_filesystem(settings.DATA_DIR) if connection.vendor == "sqlite" else "",
        free_bytes=shutil.disk_usage(settings.DATA_DIR).free,
        readable_secrets=tuple(_readable_secrets()),
        keys_open=_keys_open(),
        scanner_answers=_scanner_answers(),
        static_is_collected=settings.DEBUG or (settings.STATIC_ROOT / "staticfiles.json").is_file(),
        missing_catalogues=tuple(_missing_catalogues()),
        house_is_set_up=Instance.objects.exists(),
        administrators=_administrators().distinct().count(),
        without_second_factor=0
        if settings.SECOND_FACTOR == "optional"
        else _administrators().exclude(pk__in=Authenticator.objects.values("user")).distinct().count(),
        workforce=workforce(now),
        oldest_job=waiting.aggregate(oldest=Min("created_at"))["oldest"],
        failed_jobs=Job.objects.filter(state=JobState.FAILED, finished_at__gt=now - LATELY).count(),
        late_rhythms=tuple(Rhythm.objects.exclude(error="").order_by("name").values_list("name", flat=True)),
        post=overview(now),
        resting_webhooks=resting_webhooks(),
        log_is_intact=verify_chain().is_intact if thorough else None,
        failing_sources=tuple(failing_sources()),
        inbox_fault=inbox_fault(settings.INBOX),
        inbox_waiting=InboxFile.objects.waiting_for_people().count(),
        settings_faults=tuple(each for each in run_checks(include_deployment_checks=True) if not each.is_silenced()),
        closed_places=closed_places(),
        strange_owners=strange_owners(),
        newest_entry=Event.objects.order_by("-number").values_list("at", flat=True).first(),
        database_is_ahead=_database_is_ahead(),
        last_backup=last_backup(),
    )


def pending_migrations() -> int:
    """How many migrations have not been applied."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _database_version() -> int:
    """The main number of the version: 15 for PostgreSQL 15.4, 3 for SQLite."""
    version = connection.get_database_version()
    return int(version[0])


def _database_is_ahead() -> float:
    """Seconds by which the clock of a database server is ahead of this machine's; SQLite has no clock of its own."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
    return (told - timezone.now()).total_seconds()


def _administrators() -> "QuerySet[User]":
    granted = Membership.objects.filter(role=Role.ADMINISTRATOR, ended_at=None).values("user")
    return User.objects.filter(pk__in=granted, is_active=True)


def _network_filesystem(folder: Path) -> str:
    """The kind of a file system that lives on another machine, empty for a local one."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux: nothing is claimed
        return ""
    mounts = [(parts[1], parts[2]) for parts in (line.split() for line in lines)]
    under = [(where, kind) for where, kind in mounts if folder.is_relative_to(where)]
    kind = max(under, key=lambda mount: len(mount[0]), default=("", ""))[1]
    return kind if kind.startswith(OVER_THE_NET) else ""


def _readable_secrets() -> Iterator[str]:
    """Names of files in the data folder that hold secrets and that others may read."""
    if os.name != "posix":
        return
    for name in ("secret.key", "sealing.keys", "faden.sqlite3"):
        path = settings.DATA_DIR / name
        if path.is_file() and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH) and _is_reachable(settings.DATA_DIR):
            yield name


def _is_reachable(folder: Path) -> bool:
    """Whether other accounts may step into the folder at all."""
    return bool(folder.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH))


def _keys_open() -> bool:
    """Whether the newest sealed word of each column opens with the keys of today; true when nothing is sealed."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                rows = model._base_manager.exclude(**{field.attname: ""}).order_by("-pk")
                token = rows.values_list(field.attname, flat=True).first()
                if token and not _opens(token):
                    return False
    return True


def _opens(token: str) -> bool:
    try:
        open_words(token)
    except (CannotOpen, OSError, ValueError):  # no key fits, the file may not be read, or it holds no keys
        return False
    return True


def _scanner_answers() -> bool:
    """Whether uploads are taken in: nobody is asked about them, or somebody says that a harmless one is clean."""
    try:
        scan(io.BytesIO(b"Roter Faden"))
    except FileRefused:
        return False
    return True


def _missing_catalogues() -> Iterator[str]:
    """Languages whose compiled catalogue is missing or older than its source."""
    folder = settings.LOCALE_PATHS[0]
    for source in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.is_file() or compiled.stat().st_mtime < source.stat().st_mtime:
            yield source.parent.parent.name
