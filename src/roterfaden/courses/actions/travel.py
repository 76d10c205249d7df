"""Taking over a table of ways, after its rows were looked at."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import Verb
from roterfaden.courses.models import TimetableWay, WayTable
from roterfaden.courses.queries.way_tables import WaysPreview, ways_preview
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.tables import Table
from roterfaden.kernel.time import local_day

BATCH = 500


def import_ways(*, actor: Actor, table: Table, now: datetime) -> tuple[WayTable, WaysPreview]:
    """Keep a table of ways as a whole: from its first day on it takes the place of the one before, which stays.

    A table with the same first day is withdrawn. Rows that are refused, and rows without minutes, are left out; their
    ways are estimated. Refuses a table of which nothing can be taken. Audited as course_ways.imported, with counts.
    """
    require(actor, "courses.import_ways")
    with transaction.atomic():
        preview = ways_preview(table, local_day(now))
        if preview.valid_from is None or not preview.ways:
            raise errors.NothingToTakeOver()
        WayTable.objects.standing().filter(valid_from=preview.valid_from).update(withdrawn_at=now)
        kept = WayTable(
            valid_from=preview.valid_from, entered_by=actor if isinstance(actor, User) else None, entered_at=now
        )
        kept.full_clean()
        kept.save()
        TimetableWay.objects.bulk_create(
            [
                TimetableWay(
                    table=kept, area_id=each.area, site_id=each.site, minutes=each.minutes, changes=each.changes,
                    by=each.by, source=each.source,
                )
                for each in preview.ways
            ],
            batch_size=BATCH,
        )  # fmt: skip
        changes = {outcome: (0, count) for outcome, count in preview.counts.items()}
        record(actor=actor, verb=Verb.WAYS_IMPORTED, subject=kept, now=now, changes=changes)
    return kept, preview
