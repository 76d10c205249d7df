"""Files of figures that come by themselves: from an address, or from the drop-in folder (ADR 57).

Both end in the same report as a file somebody brings. What goes wrong becomes a line on the page of the sources, in
"Mein Tag" and in what the doctor says; the file is never lost and nothing is read twice.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.files.methods import DOCUMENT_BYTES
from roterfaden.indicators import actions, errors
from roterfaden.indicators.enums import FetchState, InboxState, RunState
from roterfaden.indicators.exports import import_report_rows
from roterfaden.indicators.methods.formats import Plan, Source
from roterfaden.indicators.models import FigureSource, ImportRun, InboxFile
from roterfaden.indicators.queries import (
    begun_run,
    checksum_of,
    due_figure_sources,
    files_in,
    inbox_fault,
    profile_and_plan,
    profile_by_name,
    source_of,
    was_read,
)
from roterfaden.indicators.tasks.importing import read_and_look
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.methods import Progress, every, job
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import Actor, System
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.outgoing import Answer, AnswerTooLarge, Limits, Outgoing
from roterfaden.kernel.tables import write_csv
from roterfaden.kernel.time import local_day

FETCH_SOURCE = "indicators.fetch_source"
READ_INBOX = "indicators.read_inbox"
CLOCK = System("figure-sources")
LIMITS = Limits(largest=DOCUMENT_BYTES, seconds=600, patience=60)
ENDING_OF = {
    "text/csv": ".csv", "application/zip": ".zip", "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}  # fmt: skip
DONE, FAILED = "done", "failed"
"""Folders below the drop-in folder."""
MEGABYTE = 1024 * 1024

Ask = Callable[[FigureSource], Answer]


# --- addresses --------------------------------------------------------------------------------------------------------
@every(minutes=30)
def fetch_due_sources(*, now: datetime) -> None:
    """Start a job for each address whose day has come."""
    waiting = Job.objects.open().filter(kind=FETCH_SOURCE).order_by("pk").values_list("arguments", flat=True)
    under_way = {row["source"] for row in waiting}
    for source in due_figure_sources(now):
        if source.pk not in under_way:
            title = _("Zahlen abrufen: %(title)s") % {"title": source.title}
            start_job(actor=CLOCK, kind=FETCH_SOURCE, title=title[:200], arguments={"source": source.pk}, now=now)


@job(FETCH_SOURCE)
def fetch_source(progress: Progress, *, source: int) -> None:
    """Look at an address and read its file if it is another one than the last time."""
    found = FigureSource.objects.select_related("profile").get(pk=source)
    looked = look_at(found, actor=progress.actor, ask=ask_politely, progress=progress)
    run = looked.run if looked.state == FetchState.READ else None
    progress.finish({"added": run.added, "revised": run.revised, "refused": run.refused} if run else {"added": 0})


def ask_politely(source: FigureSource) -> Answer:
    """The file of a source, or 304 where it is as it was. Only its own host is asked."""
    conditions = {"If-None-Match": source.etag, "If-Modified-Since": source.last_modified}
    way_out = Outgoing([urlsplit(source.url).hostname or ""], limits=LIMITS)
    try:
        return way_out.get(source.url, headers={name: value for name, value in conditions.items() if value})
    except AnswerTooLarge as error:
        raise errors.SourceTooLarge(most=DOCUMENT_BYTES // MEGABYTE) from error


def look_at(
    source: FigureSource,
    *,
    actor: Actor,
    ask: Ask,
    progress: Progress | None = None,
    now: Callable[[], datetime] = timezone.now,
) -> FigureSource:
    """Ask for the file of a source and read it; what went wrong is written down and raised again."""
    run: ImportRun | None = None
    try:
        answer = ask(source)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return actions.note_look(actor=actor, source=source, state=FetchState.UNCHANGED, now=now())
        if not answer.is_ok:
            raise errors.SourceRefused(status=answer.status)
        checksum = hashlib.sha256(answer.content).hexdigest()
        if checksum == source.checksum:
            return actions.note_look(actor=actor, source=source, state=FetchState.UNCHANGED, answer=answer, now=now())
        run = _run_for(source, answer, checksum, actor, now())
        profile_and_plan(source_of(run), source.profile)
        run = _read(actor, run, None, progress, now())
    except DomainError as error:
        actions.note_look(actor=actor, source=source, state=FetchState.FAILED, run=run, message=str(error), now=now())
        raise
    return actions.note_look(
        actor=actor, source=source, state=FetchState.READ, answer=answer, checksum=checksum, run=run, now=now()
    )


def _run_for(source: FigureSource, answer: Answer, checksum: str, actor: Actor, now: datetime) -> ImportRun:
    """The file beside those people bring, kept once: a person can look at it, whatever becomes of the reading."""
    plan: Plan | None = None
    name = file_name(answer.url, answer.media_type, source.profile.slug)
    with suppress(DomainError):
        _profile, plan = profile_and_plan(Source(name, lambda: BytesIO(answer.content)), source.profile)
    begun = begun_run(checksum, source.profile, plan)
    if begun is not None:
        return begun
    upload = ContentFile(answer.content, name=name)
    return actions.open_import(actor=actor, upload=upload, profile=source.profile, now=now)


def file_name(url: str, media_type: str, fallback: str) -> str:
    """How a fetched file is called: as its address ends, with the ending of its type where it has none."""
    name = Path(unquote(urlsplit(url).path)).name or fallback
    return name if Path(name).suffix else f"{name}{ENDING_OF.get(media_type, '.csv')}"


def _read(actor: Actor, run: ImportRun, source: Source | None, progress: Progress | None, now: datetime) -> ImportRun:
    """Read a file to its end. Raises where it was stopped, or where not one value was ours."""
    started = actions.start_import(actor=actor, run=run, now=now)
    done = read_and_look(actor=actor, run=started, source=source, progress=progress)
    if done.state != RunState.DONE:
        raise errors.ReadingStopped()
    if not done.stored and not done.unchanged:
        raise errors.NothingTaken()
    return done


# --- the drop-in folder -----------------------------------------------------------------------------------------------
@every(minutes=5)
def look_into_inbox(*, now: datetime) -> None:
    """Start a job when whole files lie in the drop-in folder."""
    folder = settings.INBOX
    if folder is None or inbox_fault(folder) or not files_in(folder, now):
        return
    if not Job.objects.open().filter(kind=READ_INBOX).exists():
        start_job(actor=CLOCK, kind=READ_INBOX, title=_("Eingangsordner lesen"), arguments={}, now=now)


@job(READ_INBOX)
def read_inbox(progress: Progress) -> None:
    """Read every whole file of the drop-in folder; a bad one does not stop the others."""
    counts = empty_inbox(settings.INBOX, actor=progress.actor, progress=progress)
    progress.finish({str(state): counts[state] for state in InboxState if counts[state]})


def empty_inbox(
    folder: Path | None,
    *,
    actor: Actor,
    progress: Progress | None = None,
    now: Callable[[], datetime] = timezone.now,
) -> Counter[str]:
    """Read the files of a folder, each once by its content, and move each to `done` or `failed` with its report.

    How many became what. Raises InboxMissing where there is no folder or nothing can be moved in it.
    """
    if folder is None or inbox_fault(folder):
        raise errors.InboxMissing()
    counts: Counter[str] = Counter()
    for path in files_in(folder, now()):
        try:
            counts[_taken(path, folder, actor, progress, now)] += 1
        except OSError as error:
            counts[_unreadable(path, error, actor, now())] += 1
    return counts


def _taken(
    path: Path, folder: Path, actor: Actor, progress: Progress | None, now: Callable[[], datetime]
) -> InboxState:
    source = Source(path.name, lambda: cast("BinaryIO", path.open("rb")))
    checksum, size = checksum_of(source), path.stat().st_size
    if was_read(checksum):
        file = actions.take_inbox_file(
            actor=actor, name=path.name, checksum=checksum, size=size, state=InboxState.KNOWN, now=now()
        )
        return _put_away(path, folder, file, InboxState.KNOWN, actor, now())
    file = actions.take_inbox_file(actor=actor, name=path.name, checksum=checksum, size=size, now=now())
    run: ImportRun | None = None
    try:
        profile, plan = profile_and_plan(source, profile_by_name(path.name))
        if profile is None:
            raise errors.ProfileUnknown()
        run = begun_run(checksum, profile, plan) or actions.begin_import(
            actor=actor, source=source, plan=plan, profile=profile, known_on=local_day(now()), now=now()
        )
        run = _read(actor, run, source, progress, now())
    except DomainError as error:
        return _put_away(path, folder, file, InboxState.FAILED, actor, now(), run=run, message=str(error))
    return _put_away(path, folder, file, InboxState.READ, actor, now(), run=run)


def _put_away(
    path: Path,
    folder: Path,
    file: InboxFile,
    state: InboxState,
    actor: Actor,
    now: datetime,
    *,
    run: ImportRun | None = None,
    message: str = "",
) -> InboxState:
    """First the row, then the file: what is noted as read is never read again, even if the machine stops between."""
    place = folder / (FAILED if state == InboxState.FAILED else DONE)
    place.mkdir(exist_ok=True)
    target = place / f"{now:%Y%m%d-%H%M%S}-{file.pk}-{path.name}"
    actions.end_inbox_file(
        actor=actor, file=file, state=state, moved_to=f"{place.name}/{target.name}", run=run, message=message, now=now
    )
    os.replace(path, target)
    heading, rows = import_report_rows(run) if run else ([_("Ergebnis")], iter([[message or str(state.label)]]))
    target.with_name(f"{target.name}.bericht.csv").write_bytes(b"".join(write_csv(heading, rows)))
    return state


def _unreadable(path: Path, error: OSError, actor: Actor, now: datetime) -> InboxState:
    """A file the system does not let us open or move stays where it is; one line says so."""
    if not InboxFile.objects.waiting_for_people().filter(name=path.name[:300], checksum="").exists():
        what = _("Das System lässt uns die Datei nicht öffnen oder verschieben (%(what)s).")
        actions.take_inbox_file(
            actor=actor, name=path.name, checksum="", size=0, state=InboxState.FAILED,
            message=what % {"what": error.strerror or type(error).__name__}, now=now,
        )  # fmt: skip
    return InboxState.FAILED
