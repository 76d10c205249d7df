"""Reading in lists: a file or pasted lines become contributions, each row once, however often the list comes again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.actions import Upload, discard_file, keep_document
from roterfaden.files.methods import tidy_name
from roterfaden.jobs.methods import Progress
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.tables import BYTES_LIMIT, Table, read_table, write_csv
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.actions.capture import POINTING
from roterfaden.participation.enums import ImportField, ImportMode, ImportState, RowOutcome, Verb
from roterfaden.participation.errors import fault_as_json
from roterfaden.participation.methods import ColumnPlan, fresh_codes, guess_columns, pasted_table
from roterfaden.participation.models import Contribution, ImportRow, ImportRun, Process, ReceiptCode
from roterfaden.participation.queries import (
    Earlier,
    JudgedRow,
    chunks,
    judged,
    outcome_counts,
    reader_of,
    remembered_columns,
    table_of_run,
    taken_codes,
)

PURPOSE = "participation.import"
FAULTS_SHOWN = 100
PASTED_NAME = "Liste.csv"


def open_import(
    *, actor: Actor, process: Process, upload: Upload | None = None, pasted: str = "", now: datetime
) -> ImportRun:
    """Keep a list somebody brings, as a file or as pasted lines, and propose what its columns mean.

    Nothing is taken in yet. Refuses neither file nor lines, what is no table (kernel.tables), and what must not be
    opened (kernel.containers). Audited as import.opened.
    """
    require(actor, "participation.open_import", process)
    if upload is None and not pasted.strip():
        raise errors.NothingPasted()
    data = upload.read(BYTES_LIMIT + 1) if upload is not None else _as_csv(pasted_table(pasted))
    name = tidy_name(upload.name or "") if upload is not None else PASTED_NAME
    table = read_table(data, name)
    with transaction.atomic():
        file = keep_document(actor=actor, upload=ContentFile(data, name=name), purpose=PURPOSE, now=now)
        plan = ColumnPlan(columns=guess_columns(table.columns, remembered_columns(process)))
        run = ImportRun(
            process=process, file=file, name=name, columns=list(table.columns), total=len(table.rows),
            mapping=plan.as_json(), opened_by=actor if isinstance(actor, User) else None, opened_at=now,
        )  # fmt: skip
        run.full_clean()
        run.save()
        record(actor=actor, verb=Verb.IMPORT_OPENED, subject=run, now=now)
    return run


def _as_csv(table: Table) -> bytes:
    return b"".join(write_csv(table.columns, [row.cells for row in table.rows]))


def plan_import(*, actor: Actor, run: ImportRun, plan: ColumnPlan, now: datetime) -> ImportRun:
    """Say what the columns mean, without looking at the rows: for lists a job looks at (`check_import`).

    What an earlier look found no longer counts. Refuses a plan without a column for the text or with two columns for
    one thing, a list without its file, and one that is being read or was read. Audited as import.planned.
    """
    require(actor, "participation.plan_import", run)
    _check_plan(plan)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if not locked.is_open:
            raise errors.ImportBegun()
        if locked.file_id is None:
            raise errors.FileErased()
        locked.mapping, locked.check_result, locked.state = plan.as_json(), {}, ImportState.DRAFT
        locked.full_clean()
        locked.save(update_fields=["mapping", "check_result", "state"])
        record(actor=actor, verb=Verb.IMPORT_PLANNED, subject=locked, now=now)
    return locked


def check_import(
    *, actor: Actor, run: ImportRun, plan: ColumnPlan, progress: Progress | None = None, now: datetime
) -> ImportRun:
    """Say what the columns mean and look at every row, without taking anything in.

    The result stands in `check_result`: how many rows would become what, and the first FAULTS_SHOWN faulty ones. A job
    tells its `progress`; when it is cancelled the list stays as it was. Refuses a plan without a column for the text or
    with two columns for one thing, and a list that is being read or was read. Audited as import.checked.
    """
    require(actor, "participation.check_import", run)
    _check_plan(plan)
    run = ImportRun.objects.select_related("process", "file").get(pk=run.pk)
    if run.file is None:
        raise errors.FileErased()
    run.mapping = plan.as_json()
    result = _looked_at(run, progress, now)
    if result is None:
        return run
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if not locked.is_open:
            raise errors.ImportBegun()
        locked.mapping, locked.check_result, locked.state = run.mapping, result, ImportState.CHECKED
        locked.full_clean()
        locked.save(update_fields=["mapping", "check_result", "state"])
        record(actor=actor, verb=Verb.IMPORT_CHECKED, subject=locked, now=now)
    return locked


def _check_plan(plan: ColumnPlan) -> None:
    meant = [found for found in plan.columns.values() if found]
    if ImportField.TEXT not in meant:
        raise errors.TextColumnMissing()
    for found in meant:
        if meant.count(found) > 1:
            raise errors.ColumnTwice(field=str(ImportField(found).label))


def _looked_at(run: ImportRun, progress: Progress | None, now: datetime) -> dict[str, Any] | None:
    """What would become of the rows; the first faulty ones with the beginning of their text. None: cancelled."""
    table = table_of_run(run)
    reader, earlier = reader_of(run, table, today=local_day(now)), Earlier()
    counts = {outcome.value: 0 for outcome in RowOutcome}
    shown: list[dict[str, Any]] = []
    for chunk in chunks(table.rows):
        for row in judged(run.process, [reader.read(raw) for raw in chunk], earlier):
            counts[row.outcome.value] += 1
            if row.faults and len(shown) < FAULTS_SHOWN:
                faults = [fault_as_json(fault) for fault in row.faults]
                shown.append({"line": row.row.line, "text": row.row.text[:120], "faults": faults})
        if progress is not None:
            progress.set(sum(counts.values()), run.total, "Zeilen")
            if progress.cancelled:
                return None
    return {"counts": counts, "faults": shown}


def start_import(*, actor: Actor, run: ImportRun, mode: str, now: datetime) -> ImportRun:
    """Decide what happens to faulty rows, and let the list be read in; the surface starts the job that does it.

    Refuses a list whose columns were not checked, and one that is being read or was read. Audited as import.started.
    """
    require(actor, "participation.start_import", run)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state == ImportState.DRAFT:
            raise errors.ImportNotChecked()
        if not locked.is_open:
            raise errors.ImportBegun()
        if locked.file_id is None:
            raise errors.FileErased()
        locked.mode, locked.state, locked.started_at = mode, ImportState.RUNNING, now
        locked.full_clean()
        locked.save(update_fields=["mode", "state", "started_at"])
        changes = {"mode": ("", str(mode))}
        record(actor=actor, verb=Verb.IMPORT_STARTED, subject=locked, now=now, changes=changes)
    return locked


def erase_import_file(*, actor: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Delete the file of a list and the beginnings of faulty texts; what became of each row stays.

    Other lists made of the same file lose it too. Refuses a list that is being read, and one without a file. Audited as
    import.file_erased.
    """
    require(actor, "participation.erase_import_file", run)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update(of=("self",)).select_related("file").get(pk=run.pk)
        if locked.file is None:
            raise errors.FileErased()
        same = ImportRun.objects.select_for_update().filter(file=locked.file)
        if any(other.state == ImportState.RUNNING for other in same):
            raise errors.ImportBegun()
        same.update(file=None, check_result={})
        discard_file(actor=actor, kept=locked.file, now=now)
        locked.refresh_from_db()
        record(actor=actor, verb=Verb.IMPORT_FILE_ERASED, subject=locked, now=now)
    return locked


def import_contributions(*, actor: Actor, run: ImportRun, progress: Progress | None = None, now: datetime) -> ImportRun:
    """Take in the rows of a started list, by the rules of `capture_contribution`, and say what became of each.

    Every row gets an ImportRow: taken in with its contribution, known from an earlier list, faulty with the reasons, or
    held back because others are faulty (ImportMode.ALL). Numbers stay gapless, every voice has a code. Rows are written
    CHUNK at a time, each in one transaction; called again after a crash it goes on where it stopped, and a list that is
    done stays as it is. In mode ALL everything happens in one transaction. Refuses a list nobody has started.
    Audited once, with the counts, as contributions.imported.
    """
    require(actor, "participation.import_contributions", run)
    run = ImportRun.objects.select_related("process", "file").get(pk=run.pk)
    if run.state == ImportState.DONE:
        return run
    if run.state != ImportState.RUNNING:
        raise errors.ImportNotStarted()
    table = table_of_run(run)
    reader = reader_of(run, table, today=local_day(now))
    if run.mode == ImportMode.ALL:
        rows = [reader.read(raw) for raw in table.rows]
        with transaction.atomic():
            _take_all_or_none(run, rows, now)
            return _finish(actor, run, now)
    _take_in_chunks(run, table, reader, progress, now)
    with transaction.atomic():
        return _finish(actor, run, now)


def _take_in_chunks(run: ImportRun, table: Table, reader: Any, progress: Progress | None, now: datetime) -> None:
    recorded = set(run.rows.values_list("line", flat=True))
    earlier, done = Earlier(), 0
    for chunk in chunks(table.rows):
        # Rows that were recorded before a crash are read all the same: the reader counts how often a card occurs.
        rows = [row for row in [reader.read(raw) for raw in chunk] if row.line not in recorded]
        with transaction.atomic():
            _locked(run.process)
            _write(run, judged(run.process, rows, earlier), now)
        done += len(chunk)
        if progress is not None:
            progress.set(done, run.total, "Zeilen")
            if progress.cancelled:
                return


def _take_all_or_none(run: ImportRun, rows: Sequence[Any], now: datetime) -> None:
    _locked(run.process)
    earlier = Earlier()
    verdicts = [verdict for chunk in chunks(rows) for verdict in judged(run.process, chunk, earlier)]
    holds_back = any(verdict.outcome == RowOutcome.FAULTY for verdict in verdicts)
    for chunk in chunks(verdicts):
        _write(run, chunk, now, holds_back=holds_back)


def _locked(process: Process) -> Process:
    """The lock that keeps numbers gapless and unique, the same as for a single card."""
    return Process.objects.select_for_update().get(pk=process.pk)


def _write(run: ImportRun, verdicts: Sequence[JudgedRow], now: datetime, *, holds_back: bool = False) -> None:
    """Contributions with numbers and codes for the rows that are taken in, and a line in the report for each row."""
    taken = [] if holds_back else [verdict for verdict in verdicts if verdict.outcome == RowOutcome.IMPORTED]
    made = dict(zip((verdict.row.line for verdict in taken), _capture(run.process, taken, now), strict=True))
    ImportRow.objects.bulk_create(
        ImportRow(
            run=run, process=run.process, line=verdict.row.line, key=verdict.row.key, own_id=verdict.row.own_id,
            outcome=RowOutcome.HELD if holds_back and verdict.outcome == RowOutcome.IMPORTED else verdict.outcome,
            contribution=made.get(verdict.row.line) or verdict.known_as,
            is_late=verdict.row.line in made and verdict.row.is_late,
            faults=[fault_as_json(fault) for fault in verdict.faults],
        )
        for verdict in verdicts
    )  # fmt: skip


def _capture(process: Process, taken: Sequence[JudgedRow], now: datetime) -> list[Contribution]:
    """The voices of these rows in their order, each with the next number and its code."""
    if not taken:
        return []
    newest = process.contributions.aggregate(Max("number"))["number__max"] or 0
    voices = []
    for number, verdict in enumerate(taken, start=newest + 1):
        question = verdict.receipt.question if verdict.receipt else None
        voice = Contribution(
            process=process, number=number, question=question, captured_at=now, **verdict.row.values
        )  # fmt: skip
        voice.clean_fields(exclude=POINTING)
        voices.append(voice)
    Contribution.objects.bulk_create(voices)
    printed, fresh = [], []
    codes = iter(fresh_codes(sum(1 for verdict in taken if verdict.receipt is None), taken_codes))
    for voice, verdict in zip(voices, taken, strict=True):
        if verdict.receipt is not None:
            verdict.receipt.contribution = voice
            printed.append(verdict.receipt)
        else:
            fresh.append(
                ReceiptCode(
                    code=next(codes), process=process, event_id=voice.event_id, contribution=voice, issued_at=now
                )
            )
    ReceiptCode.objects.bulk_update(printed, ["contribution"])
    ReceiptCode.objects.bulk_create(fresh)
    return voices


def _finish(actor: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Count what became of the rows and close the list, once."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state == ImportState.DONE:
        return locked
    counts = outcome_counts(locked)
    locked.state, locked.finished_at, locked.check_result = ImportState.DONE, now, {}
    for name, count in counts.items():
        setattr(locked, name, count)
    locked.full_clean()
    locked.save(update_fields=["state", "finished_at", "check_result", *counts])
    late = locked.rows.filter(is_late=True).count()
    changes = {name: (0, count) for name, count in counts.items()}
    reason = f"{late} nachgereicht" if late else ""
    record(actor=actor, verb=Verb.CONTRIBUTIONS_IMPORTED, subject=locked, now=now, changes=changes, reason=reason)
    return locked
