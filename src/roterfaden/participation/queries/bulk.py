"""Reading lists on their way in: what a row is held against, what of it is there already, what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Count, QuerySet

from roterfaden.files.queries import content
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import Table, TableRow, read_table
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.enums import ImportState, RowOutcome
from roterfaden.participation.methods import (
    ColumnPlan,
    KnownArea,
    KnownEvent,
    ReadRow,
    RowReader,
    Surroundings,
    Window,
    place_names,
)
from roterfaden.participation.models import (
    ActorGroup,
    Contribution,
    Event,
    ImportRow,
    ImportRun,
    Opening,
    Process,
    ProcessQuerySet,
    ReceiptCode,
)
from roterfaden.places.models import Area, AreaQuerySet

CHUNK = 500
RUNS_SHOWN = 20
ERRORS: dict[str, type[DomainError]] = {
    name: found
    for name in errors.__all__
    if isinstance(found := getattr(errors, name), type) and issubclass(found, DomainError)
}
"""Every refusal of participation by its name: a row keeps the name."""


def surroundings(process: Process, *, today: date) -> Surroundings:
    """Everything the rows of a list are held against. Four queries."""
    windows: dict[int, list[Window]] = defaultdict(list)
    for opening in Opening.objects.filter(stage__process=process).select_related("stage").order_by("pk"):
        stage = opening.stage
        windows[stage.pk].append(Window(stage.starts_on, stage.ends_on, opening.kind, opening.actor_group_id))
    return Surroundings(
        today=today,
        events=tuple(_known_event(event) for event in process.events.order_by("starts_at", "pk")),
        groups=tuple(
            ActorGroup.objects.filter(process=process).order_by("position", "pk").values_list("pk", "slug", "name")
        ),
        areas=tuple(_known_area(area) for area in _areas()),
        windows={pk: tuple(found) for pk, found in windows.items()},
    )


def _known_event(event: Event) -> KnownEvent:
    return KnownEvent(event.pk, event.slug, event.title, local_day(event.starts_at), event.tables, event.stage_id)


def _areas() -> AreaQuerySet:
    return Area.objects.with_partners_marked().order_by("-valid_from", "pk")


def _known_area(area: Any) -> KnownArea:
    return KnownArea(
        area.pk, area.key, area.name, place_names(area.name, area.short_name, area.key, area.slug),
        bool(area.is_partner), area.valid_from, area.valid_until,
    )  # fmt: skip


def remembered_columns(process: Process) -> dict[str, str]:
    """Heading → field, as it was last chosen for lists of this process; the newest choice counts. One query."""
    found: dict[str, str] = {}
    chosen = process.imports.exclude(state=ImportState.DRAFT).order_by("-opened_at", "-pk")
    for columns, mapping in chosen.values_list("columns", "mapping")[:RUNS_SHOWN]:
        for name in columns:
            found.setdefault(name, mapping.get("columns", {}).get(name, ""))
    return found


def earlier_import(run: ImportRun) -> ImportRun | None:
    """The newest import of the very same file into the same process that was completed. One query."""
    same = ImportRun.objects.filter(process=run.process_id, file=run.file_id, state=ImportState.DONE)
    return same.exclude(pk=run.pk).order_by("-finished_at", "-pk").first()


def import_runs(processes: ProcessQuerySet) -> QuerySet[ImportRun]:
    """The newest lists of these processes with their process, newest first."""
    found = ImportRun.objects.filter(process__in=processes.order_by()).select_related("process", "file", "opened_by")
    return found.order_by("-opened_at", "-pk")


def table_of_run(run: ImportRun) -> Table:
    """The table in the kept file, read anew. Raises FileErased when its period is over."""
    if run.file is None:
        raise errors.FileErased()
    return read_table(content(run.file), run.name)


# --- judging rows ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class JudgedRow:
    """A row and what would become of it: taken in (`receipt`: with the code printed on the card), known, or faulty."""

    row: ReadRow
    outcome: RowOutcome
    known_as: Contribution | None = None
    receipt: ReceiptCode | None = None
    faults: tuple[DomainError, ...] = ()


@dataclass
class Earlier:
    """What the rows above have used up: own ids with their key and line, codes with their line."""

    own_ids: dict[str, tuple[str, int]] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Rows in lists of CHUNK."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def reader_of(run: ImportRun, table: Table, *, today: date) -> RowReader:
    """A reader for the rows of a run, with the columns as they were chosen. Four queries."""
    return RowReader(table.columns, ColumnPlan.from_json(run.mapping), surroundings(run.process, today=today))


def judged(process: Process, rows: Sequence[ReadRow], earlier: Earlier) -> list[JudgedRow]:
    """What would become of these rows, in their order. Three queries for up to CHUNK rows.

    What is decided while the process is locked stays true until the transaction ends.
    """
    keys = {row.key for row in rows if row.key}
    own_ids = {row.own_id for row in rows if row.key and row.own_id}
    taken = ImportRow.objects.filter(process=process, outcome=RowOutcome.IMPORTED)
    taken = taken.select_related("contribution").defer("contribution__text", "faults")
    known = {row.key: row for row in taken.filter(key__in=keys)} if keys else {}
    changed = {row.own_id: row for row in taken.filter(own_id__in=own_ids)} if own_ids else {}
    codes = {row.code for row in rows if row.key and row.code}
    receipts = ReceiptCode.objects.filter(process=process, code__in=codes).select_related("contribution", "event")
    by_code = {receipt.code: receipt for receipt in receipts} if codes else {}
    return [_judge(row, known, changed, by_code, earlier) for row in rows]


def _judge(
    row: ReadRow,
    known: dict[str, ImportRow],
    changed: dict[str, ImportRow],
    by_code: dict[str, ReceiptCode],
    earlier: Earlier,
) -> JudgedRow:
    if row.faults:
        return JudgedRow(row, RowOutcome.FAULTY, faults=row.faults)
    if row.key in known:
        return JudgedRow(row, RowOutcome.KNOWN, known_as=known[row.key].contribution)
    if row.own_id in changed:
        return _faulty(
            row, errors.ChangedSinceImport(own_id=row.own_id, number=_number(changed[row.own_id].contribution))
        )
    key, line = earlier.own_ids.get(row.own_id, ("", 0))
    if key == row.key:
        return JudgedRow(row, RowOutcome.KNOWN)
    if line or row.code in earlier.codes:
        return _faulty(row, errors.TwiceInList(line=line or earlier.codes[row.code]))
    receipt = by_code.get(row.code)
    if row.code and (refusal := _code_refusal(row, receipt)):
        return _faulty(row, refusal)
    if row.own_id:
        earlier.own_ids[row.own_id] = (row.key, row.line)
    if row.code:
        earlier.codes[row.code] = row.line
    return JudgedRow(row, RowOutcome.IMPORTED, receipt=receipt)


def _code_refusal(row: ReadRow, receipt: ReceiptCode | None) -> DomainError | None:
    """Why the code on the card does not fit, as when a card is captured by hand."""
    if receipt is None:
        return errors.UnknownCode()
    if receipt.contribution is not None:
        return errors.UsedCode(number=receipt.contribution.number)
    if receipt.event is not None and receipt.event_id != row.values["event_id"]:
        return errors.CodeOfOtherEvent(event=receipt.event.title)
    return None


def _number(voice: Contribution | None) -> int | None:
    return voice.number if voice else None


def _faulty(row: ReadRow, fault: DomainError) -> JudgedRow:
    return JudgedRow(row, RowOutcome.FAULTY, faults=(fault,))


# --- what became of a list ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class RowReport:
    """One row of the report: line, outcome, number of the contribution, what is wrong in sentences."""

    line: int
    outcome: RowOutcome
    number: int | None
    faults: tuple[str, ...]


def outcome_counts(run: ImportRun) -> dict[str, int]:
    """How many rows became what, every outcome named. One query."""
    found = dict(run.rows.values_list("outcome").annotate(Count("pk")).order_by("outcome"))
    return {outcome.value: found.get(outcome.value, 0) for outcome in RowOutcome}


def row_reports(run: ImportRun, *outcomes: str, limit: int | None = None) -> list[RowReport]:
    """What became of the rows with these outcomes (none named: all), by line. One query."""
    rows = run.rows.filter(outcome__in=outcomes or RowOutcome.values).order_by("line")
    values = rows.values_list("line", "outcome", "contribution__number", "faults")
    return [
        RowReport(line, RowOutcome(outcome), number, tuple(errors.fault_words(fault, ERRORS) for fault in faults))
        for line, outcome, number, faults in (values[:limit] if limit else values)
    ]


def report_of_rows(run: ImportRun, table: Table, *, today: date) -> Iterator[tuple[TableRow, RowReport]]:
    """Every row of a list with what became of it; before it is read in: with what would become of it today.

    Rows nobody got to, because the list was stopped, are left out.
    """
    if run.state == ImportState.DONE:
        reports = {report.line: report for report in row_reports(run)}
        yield from ((row, reports[row.line]) for row in table.rows if row.line in reports)
        return
    reader, earlier = reader_of(run, table, today=today), Earlier()
    for chunk in chunks(table.rows):
        verdicts = judged(run.process, [reader.read(row) for row in chunk], earlier)
        for row, verdict in zip(chunk, verdicts, strict=True):
            faults = tuple(str(fault) for fault in verdict.faults)
            yield row, RowReport(row.line, verdict.outcome, _number(verdict.known_as), faults)
