"""Looking at files of figures before they are read, and counting what becomes of their rows."""

import hashlib
from collections import Counter
from datetime import date
from functools import partial
from itertools import islice
from typing import BinaryIO, cast

from django.db.models import QuerySet

from roterfaden.files.queries import opened
from roterfaden.indicators import errors
from roterfaden.indicators.enums import FigureFormat, RowOutcome
from roterfaden.indicators.methods.formats import FaultyRow, Plan, Source, SourceRow, fingerprint, read_rows
from roterfaden.indicators.models import ImportProfile, ImportRun, Indicator
from roterfaden.indicators.queries.desk import Desk
from roterfaden.kernel.errors import DomainError

PORTION = 20_000
"""Rows of one transaction: others get their turn in between, and a crash loses no more than that."""
LINES_OF_SMALL = 2_000
"""A file of so many values is reported row by row."""
LINES_KEPT = 5_000
"""Of a larger one so many refused and revised rows are named; all are counted."""
PIECE = 1024 * 1024


def source_of(run: ImportRun) -> Source:
    """The kept file of a run, to be read."""
    if run.file is None:
        raise errors.FileTorn()
    return Source(run.source_name, partial(_opened, run))


def _opened(run: ImportRun) -> BinaryIO:
    if run.file is None:
        raise errors.FileTorn()
    return cast("BinaryIO", opened(run.file))


def checksum_of(source: Source) -> str:
    """SHA-256 of a file, in pieces."""
    digest = hashlib.sha256()
    with source.open() as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def profile_for(source: Source, first: Plan) -> ImportProfile | None:
    """The profile that files like this one were read with, the newest first."""
    found = fingerprint(source, first)
    return ImportProfile.objects.filter(fingerprint=found).order_by("-saved_at", "-pk").first()


def fitted(profile: ImportProfile, first: Plan) -> Plan:
    """The plan of a profile for a new file: a head is guessed anew, because tables grow."""
    plan = Plan.from_json(profile.plan)
    if plan.format == FigureFormat.SHEET and first.head:
        return Plan(**{**vars(plan), "head": first.head})
    return plan


class Report:
    """Counts what becomes of rows and names those a person should look at."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.tally: Counter[str] = Counter()
        self.total = self.sums = 0
        self.lines: list[dict[str, object]] = []
        self._plain: list[dict[str, object]] = []

    def take(self, desk: Desk, portion: list[SourceRow | FaultyRow]) -> None:
        """Let the desk decide about rows, and note it."""
        for row in portion:
            outcome = desk.take(row)
            self.total += 1
            if outcome in (RowOutcome.ADDED, RowOutcome.UNCHANGED, RowOutcome.UNUSED, RowOutcome.ELSEWHERE):
                self.counts[outcome] += 1
                if self.total <= LINES_OF_SMALL:
                    self._plain.append({"row": row.line, "outcome": str(outcome), "reason": ""})
            else:
                self.note(row.line, outcome, desk.reason)

    def note(self, line: int, outcome: RowOutcome, reason: DomainError | None, key: str = "") -> None:
        """One row that is not plain; `key` names the joint municipality of a sum."""
        self.counts[outcome] += 1
        self.sums += bool(key)
        words = str(reason) if reason else ""
        if reason:
            self.tally[words if len(self.tally) < LINES_OF_SMALL else type(reason).__name__] += 1
        if len(self.lines) < LINES_KEPT and (reason or outcome == RowOutcome.REVISED or key):
            said = f"{key}: {words}" if key and words else key or words
            self.lines.append({"row": line, "outcome": str(outcome), "reason": said})

    @property
    def listed(self) -> list[dict[str, object]]:
        """The rows by line: all of a small file, else those a person should look at."""
        plain = self._plain if self.total <= LINES_OF_SMALL else []
        return sorted([*self.lines, *plain], key=lambda each: cast("int", each["row"]))

    def write_to(self, run: ImportRun) -> None:
        """Put counts and rows onto a run."""
        run.total = self.total
        for outcome in RowOutcome:
            setattr(run, outcome.value, self.counts[outcome])
        run.tally, run.report = dict(self.tally.most_common()), self.listed


def check_figures(run: ImportRun, source: Source | None = None) -> Report:
    """What would become of every row, with the plan as it stands. Changes nothing."""
    plan = Plan.from_json(run.plan)
    desk, report = Desk(plan, run.known_on or date.max), Report()
    rows = read_rows(source or source_of(run), plan)
    while portion := list(islice(rows, PORTION)):
        report.take(desk, portion)
        desk.waiting.clear()
    for outcome, key in desk.sums():
        report.note(0, outcome, desk.reason, key)
    return report


def import_runs() -> QuerySet[ImportRun]:
    """Everything that was read or is on its way, the newest first; without the long reports."""
    rows = ImportRun.objects.select_related("profile", "opened_by").defer("report", "plan", "tally")
    return rows.order_by("-imported_at", "-pk")


def indicator_choices() -> list[tuple[str, str]]:
    """Slug and title of every indicator that is defined, by title. One query."""
    rows = Indicator.objects.filter(definitions__isnull=False).distinct().order_by("title", "pk")
    return list(rows.values_list("slug", "title"))
