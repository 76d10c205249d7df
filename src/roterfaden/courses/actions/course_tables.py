"""Taking over a table of courses, after its rows were looked at."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.actions.offers import cancel_run, confirm_runs, move_run, save_run
from roterfaden.courses.enums import RunState, Verb
from roterfaden.courses.models import Provider
from roterfaden.courses.queries.course_tables import CHANGED, NEW, REFUSED, SAME, PreviewRow, table_preview
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.tables import Table
from roterfaden.kernel.time import local_day


@dataclass(frozen=True)
class TableReport:
    """What became of each row, with what was refused while it was stored."""

    rows: tuple[PreviewRow, ...]

    def count(self, outcome: str) -> int:
        """How many rows came to this."""
        return sum(row.outcome == outcome for row in self.rows)


def import_runs(*, actor: Actor, provider: Provider, table: Table, now: datetime) -> TableReport:
    """Take over what a table says: new courses, changes, steps onward, calling off; unchanged rows count as confirmed.

    Courses the table does not name stay as they are. A row that is refused changes nothing and keeps its reason in the
    report; the others are taken over. Refuses a table of which nothing can be taken. Audited as course_runs.imported,
    each course besides.
    """
    require(actor, "courses.import_runs", provider)
    with transaction.atomic():
        preview = table_preview(provider, table, local_day(now))
        if not preview.takes:
            raise errors.NothingToTakeOver()
        rows = tuple(_taken(actor, provider, row, now) for row in preview.rows)
        same = [row.run for row in rows if row.outcome == SAME and row.run is not None]
        confirm_runs(actor=actor, provider=provider, runs=same, now=now)
        report = TableReport(rows)
        changes = {outcome: (0, report.count(outcome)) for outcome in (NEW, CHANGED, SAME, REFUSED)}
        record(actor=actor, verb=Verb.RUNS_IMPORTED, subject=provider, now=now, changes=changes)
    return report


def _taken(actor: Actor, provider: Provider, row: PreviewRow, now: datetime) -> PreviewRow:
    if row.outcome in (REFUSED, SAME) or row.facts is None:
        return row
    try:
        with transaction.atomic():
            run = save_run(actor=actor, provider=provider, facts=row.facts, run=row.run, now=now)
            if row.state == RunState.CANCELLED:
                cancel_run(actor=actor, run=run, reason=row.cancel_reason, note=row.facts.note, now=now)
            elif row.state and row.state != run.state:
                move_run(actor=actor, run=run, state=row.state, now=now)
    except NotAllowed:
        raise
    except (DomainError, ValidationError) as error:
        words = error.messages if isinstance(error, ValidationError) else [str(error)]
        return replace(row, outcome=REFUSED, notes=tuple(words))
    return replace(row, run=run)
