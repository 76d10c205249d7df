"""The deletion run: begun, done batch by batch, ended; taken up again wherever a machine stopped."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.advice.enums import Verb
from roterfaden.advice.models import DeletionRun
from roterfaden.advice.queries import kept_models, kept_rows, running_deletion
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.keeping import BATCH
from roterfaden.kernel.time import local_day


def begin_deletion(*, actor: Actor, now: datetime) -> DeletionRun | None:
    """Begin to delete what is due today, or take up the run that stopped; None when nothing is due.

    Audited as advice.deletion_begun, once for each run.
    """
    require(actor, "advice.begin_deletion")
    with transaction.atomic():
        running = running_deletion()
        if running is not None:
            return running
        due = {row.name: row.due for row in kept_rows(on=local_day(now)) if row.due}
        if not due:
            return None
        run = DeletionRun(
            on=local_day(now), due=due, started_at=now, started_by=actor if isinstance(actor, User) else None
        )
        run.full_clean()
        run.save()
        record(actor=actor, verb=Verb.DELETION_BEGUN, subject=run, now=now)
    return run


def delete_batch(*, actor: Actor, run: DeletionRun, size: int = BATCH, now: datetime) -> int:
    """Delete up to `size` records that were due on the day of the run; returns how many, 0 at the end.

    The records and their number go in one transaction, so the protocol is right wherever it stops.
    """
    require(actor, "advice.delete_batch", run)
    for model in kept_models():
        name = str(model._meta.model_name)
        with transaction.atomic():
            rows = model._default_manager.filter(delete_on__lte=run.on).order_by("delete_on", "pk")
            keys = list(rows.values_list("pk", flat=True)[:size])
            if not keys:
                continue
            gone = model.forget(keys)
            run.count(name, gone)
            return gone
    return 0


def end_deletion(*, actor: Actor, run: DeletionRun, now: datetime) -> DeletionRun:
    """Say that the run is through. Audited as advice.deletion_ended, with the number of records of each kind."""
    require(actor, "advice.end_deletion", run)
    with transaction.atomic():
        if run.close(now):
            record(
                actor=actor, verb=Verb.DELETION_ENDED, subject=run, now=now, changes={"deleted": ({}, run.deleted)}
            )  # fmt: skip
    return run
