"""Every night: what is past its period goes, and the database file forgets it. Also on demand."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from roterfaden.courses.actions.keeping import begin_deletion, delete_batch, end_deletion
from roterfaden.courses.models import Candidate, DeletionRun, NameKey
from roterfaden.jobs.methods import Progress, every, job
from roterfaden.kernel.actors import Actor, System
from roterfaden.kernel.keeping import run_through
from roterfaden.kernel.scrub import scrub

DELETE_COURSE_RECORDS = "courses.delete"
KEEPER = System("course-keeping")
LATELY = timedelta(days=2)


@every(minutes=24 * 60)
def delete_course_records(*, now: datetime) -> None:
    """Delete, or go on where the last night was cut off; then clean the file if sealed words may have gone, also on
    demand since the night before."""
    run_deletion(KEEPER, now)
    if Candidate.objects.filter(erased_at__gte=now - LATELY).exists():
        scrub(sorted(model._meta.db_table for model in (Candidate, NameKey)))


@job(DELETE_COURSE_RECORDS)
def delete_on_demand(progress: Progress) -> None:
    """The same, started by hand, with progress. Stopping leaves a run that the next one takes up."""
    run = run_deletion(progress.actor, timezone.now(), progress)
    progress.finish({"deleted": run.done if run else 0, "batches": run.batches if run else 0})


def run_deletion(
    actor: Actor, now: datetime, progress: Progress | None = None, *, on: date | None = None
) -> DeletionRun | None:
    """Begin, or take up the run that stopped, and go on until nothing is left or somebody stops it."""
    return run_through(
        begin_deletion(actor=actor, on=on, now=now),
        lambda run: delete_batch(actor=actor, run=run, now=now),
        lambda run: end_deletion(actor=actor, run=run, now=now),
        progress,
    )
