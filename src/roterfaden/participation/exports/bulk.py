"""The report of a list as a table to mend and to bring again."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from roterfaden.kernel.tables import Table
from roterfaden.participation.enums import RowOutcome
from roterfaden.participation.models import ImportRun
from roterfaden.participation.queries import report_of_rows, table_of_run


def import_report(run: ImportRun, *, only_faulty: bool, today: date) -> tuple[list[str], Iterator[list[object]]]:
    """Headings and rows: every row as it came, and behind it what became of it and what is wrong.

    The columns behind are named so that they are never taken for something else when the list comes again; those of an
    earlier report are left out. Before a list is read in, the report says what would happen today.
    """
    table = table_of_run(run)
    ours = [_("Zeile im Original"), _("Ergebnis"), _("Beitragsnummer"), _("Was nicht stimmt")]
    kept = [place for place, name in enumerate(table.columns) if name not in ours]
    return [*(table.columns[place] for place in kept), *ours], _rows(run, table, kept, only_faulty, today)


def _rows(run: ImportRun, table: Table, kept: list[int], only_faulty: bool, today: date) -> Iterator[list[object]]:
    for row, report in report_of_rows(run, table, today=today):
        if only_faulty and report.outcome not in (RowOutcome.FAULTY, RowOutcome.HELD):
            continue
        yield [
            *(row.cells[place] for place in kept), report.line, str(report.outcome.label), report.number,
            " ".join(report.faults),
        ]  # fmt: skip
