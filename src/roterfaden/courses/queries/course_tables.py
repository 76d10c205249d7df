"""What a table a provider sends would change: row by row, before anything is changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.courses.enums import RunState
from roterfaden.courses.errors import TooManyCourses
from roterfaden.courses.methods.cells import folded
from roterfaden.courses.methods.course_table import (
    COLUMNS,
    ROWS_LIMIT,
    STATE,
    Known,
    RowMeaning,
    places_of,
    read_row,
    unknown_columns,
)
from roterfaden.courses.methods.running import CANCELLABLE, RunFacts, cancel_words, changed, next_states
from roterfaden.courses.models import CourseRun, CourseType, Provider, Site
from roterfaden.courses.queries.offers import run_facts, run_rows, seats_held
from roterfaden.kernel.tables import Table

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
OUTCOMES: dict[str, str | Promise] = {
    NEW: _("neu"), CHANGED: _("geändert"), SAME: _("unverändert, wird bestätigt"), REFUSED: _("nicht übernommen"),
}  # fmt: skip


@dataclass(frozen=True)
class PreviewRow:
    """One row of the table: what would become of it, what changes, or why nothing does."""

    line: int
    number: str
    outcome: str
    facts: RunFacts | None
    run: CourseRun | None
    state: str = ""
    cancel_reason: str = ""
    notes: tuple[str, ...] = ()

    @property
    def outcome_label(self) -> str:
        """The outcome in words."""
        return str(OUTCOMES[self.outcome])


@dataclass(frozen=True)
class TablePreview:
    """The whole table. `unmentioned` are numbers of standing courses the table says nothing about: they stay."""

    rows: tuple[PreviewRow, ...]
    unmentioned: tuple[str, ...]
    unknown_columns: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each outcome."""
        return {name: sum(row.outcome == name for row in self.rows) for name in OUTCOMES}

    @property
    def takes(self) -> int:
        """How many rows would be taken over."""
        return sum(row.outcome != REFUSED for row in self.rows)


def table_preview(provider: Provider, table: Table, on: date) -> TablePreview:
    """What the table would do on a day. Raises ColumnsMissing and TooManyCourses. Five queries, one more if courses are
    called off."""
    if len(table.rows) > ROWS_LIMIT:
        raise TooManyCourses(count=ROWS_LIMIT)
    places = places_of(table.columns)
    sites = Site.objects.filter(provider=provider, retired_at=None).order_by("pk")
    known = Known(
        sites={folded(row.name): row.pk for row in sites},
        types=_type_names(CourseType.objects.order_by("pk")),
    )
    runs = {run.number: run for run in run_rows().filter(provider=provider).order_by("pk")}
    meanings = [read_row(row.line, row.cells, places, known) for row in table.rows]
    twice = {number for number, times in Counter(row.number for row in meanings).items() if times > 1}
    labels = {column.fact: column.heading for column in COLUMNS}
    found = [_previewed(row, runs.get(row.number), row.number in twice, labels) for row in meanings]
    rows = tuple(_warned(found))
    named = {row.number for row in meanings}
    standing = tuple(number for number, run in sorted(runs.items()) if run.state in CANCELLABLE and number not in named)
    return TablePreview(rows, standing, tuple(unknown_columns(table.columns)))


def _type_names(types: Iterable[CourseType]) -> dict[str, int]:
    """Types by their name and by their short name."""
    return {folded(name): row.pk for row in types for name in (row.slug, row.name)}


def _warned(rows: list[PreviewRow]) -> Iterable[PreviewRow]:
    """The rows; each that calls a course off says how many people lose their seat by it."""
    held = seats_held([row.run.pk for row in rows if row.run is not None and row.state == RunState.CANCELLED])
    for row in rows:
        lose = held.get(row.run.pk) if row.run is not None else None
        yield replace(row, notes=(*row.notes, cancel_words(lose))) if lose else row


def _previewed(row: RowMeaning, run: CourseRun | None, is_twice: bool, labels: dict[str, str]) -> PreviewRow:
    def refused(*notes: str | Promise) -> PreviewRow:
        return PreviewRow(row.line, row.number, REFUSED, None, run, notes=tuple(str(note) for note in notes))

    if row.facts is None:
        return refused(*row.faults)
    if is_twice:
        return refused(_("Diese Kursnummer steht mehrmals in der Tabelle."))
    if run is None:
        if row.state not in ("", RunState.PLANNED, RunState.OPEN):
            return refused(_("Ein neuer Kurs ist geplant oder findet statt."))
        return PreviewRow(row.line, row.number, NEW, RunFacts(**row.facts), None, row.state)
    before = run_facts(run)
    facts = replace(before, **row.facts)  # what the table has no column for stays
    differences = changed(before, facts)
    moves = bool(row.state) and row.state != run.state
    if run.state not in CANCELLABLE and (differences or moves):
        return refused(_("Dieser Kurs ist beendet oder abgesagt."))
    if moves and row.state != RunState.CANCELLED and row.state not in next_states(run.state)[:1]:
        return refused(_("Der Stand lässt sich so nicht ändern. Bitte ändern Sie ihn auf der Seite des Kurses."))
    notes = [labels[name] for name in differences] + ([STATE] if moves else [])
    outcome = CHANGED if notes else SAME
    return PreviewRow(
        row.line, row.number, outcome, facts, run, row.state if moves else "", row.cancel_reason, tuple(notes)
    )
