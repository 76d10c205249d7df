"""Upkeep of the engine: signs of life, work of the dead taken back, slots of the clock given out, old rows removed.

The engine claims and runs; it leaves a task of a killed worker as running for ever and knows no clock. A supervisor
(management/supervisor.py) calls these functions; any number of supervisors may do so at the same time.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from roterfaden.jobs.actions import fail_job
from roterfaden.jobs.methods import DEAD_AFTER, MOST_ATTEMPTS, Periodic, every
from roterfaden.jobs.models import Job, Rhythm, Worker
from roterfaden.jobs.tasks.running import WORKER, given_up, perform, tick

logger = logging.getLogger("roterfaden.jobs")

SILENT_AFTER = timedelta(hours=1)
"""A worker whose task says nothing for so long hangs, and is killed."""
KEEP_TASKS = timedelta(days=7)
"""How long rows of the engine stay after their end."""
OPEN = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def enlist(name: str, now: datetime) -> None:
    """A worker of this name is about to begin."""
    Worker.objects.create(name=name, started_at=now, seen_at=now)


def beat(kilobytes: Mapping[str, int], now: datetime) -> None:
    """These workers live and use so much memory."""
    for name, size in kilobytes.items():
        Worker.objects.filter(name=name).update(seen_at=now, kilobytes=size)


def dismiss(names: Iterable[str]) -> int:
    """These workers have ended: what they had not finished waits again. Returns how many tasks that were."""
    gone = set(names)
    taken = _take_back(lambda worker: worker in gone)
    Worker.objects.filter(name__in=gone).delete()
    return taken


def take_back_from_the_dead(now: datetime) -> int:
    """What workers had claimed that nobody has heard of for DEAD_AFTER waits again, and so does what got lost."""
    living = set(Worker.objects.filter(seen_at__gt=now - DEAD_AFTER).values_list("name", flat=True))
    taken = _take_back(lambda worker: worker not in living)
    Worker.objects.filter(seen_at__lte=now - 10 * DEAD_AFTER).delete()
    return taken + _restart_lost(now)


def silent(names: Iterable[str], now: datetime) -> set[str]:
    """Which of these workers hang: their task began, and its job last said something, more than SILENT_AFTER ago."""
    mine = set(names)
    long_running = DBTaskResult.objects.running().filter(started_at__lte=now - SILENT_AFTER)
    suspects = {str(row.pk): _worker_of(row) for row in long_running.order_by("pk") if _worker_of(row) in mine}
    talking = Job.objects.filter(task_id__in=suspects, heartbeat_at__gt=now - SILENT_AFTER).values_list("task_id")
    for (task_id,) in talking:
        suspects.pop(str(task_id))
    return set(suspects.values())


def give_out(periodic: Periodic, now: datetime) -> bool:
    """Enqueue periodic work for the slot of `now`, unless that is done already or its previous call still runs.

    However many supervisors ask, one wins: the row changes only once for each slot.
    """
    slot = periodic.slot(now)
    with transaction.atomic():
        Rhythm.objects.get_or_create(name=periodic.name, defaults={"slot_at": slot - timedelta(minutes=1)})
        row = Rhythm.objects.select_for_update().get(name=periodic.name)
        if row.slot_at >= slot:
            return False
        row.slot_at = slot
        still_open = row.task_id is not None and DBTaskResult.objects.filter(pk=row.task_id, status__in=OPEN).exists()
        if not still_open:
            row.task_id = tick.enqueue(periodic.name).id
        row.save(update_fields=["slot_at", "task_id"])
    return not still_open


@every(minutes=60 * 24)
def prune(*, now: datetime) -> None:
    """Remove rows of the engine that ended KEEP_TASKS ago; what people see of a job stays."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_TASKS).delete()


def _worker_of(row: DBTaskResult) -> str:
    """Who claimed a task last."""
    return row.worker_ids[-1] if row.worker_ids else ""


def _take_back(is_lost: Callable[[str], bool]) -> int:
    """Let tasks wait again whose worker `is_lost`; after MOST_ATTEMPTS workers died over a task it has failed."""
    taken = 0
    for row in DBTaskResult.objects.running().order_by("enqueued_at", "pk"):
        if not is_lost(_worker_of(row)):
            continue
        # The same claim, or somebody else was faster.
        claim = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
        if len(row.worker_ids) < MOST_ATTEMPTS:
            changed = claim.update(status=TaskResultStatus.READY, started_at=None, run_after=get_date_max())
        else:
            changed = claim.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
        if changed:
            logger.warning("task %s was taken back from worker %s", row.pk, _worker_of(row))
        taken += changed
    return taken


def _restart_lost(now: datetime) -> int:
    """Jobs that are open although the engine has ended their task: it could not record the outcome, or gave up."""
    quiet = Job.objects.open().filter(created_at__lte=now - DEAD_AFTER).exclude(heartbeat_at__gt=now - DEAD_AFTER)
    tasks = {row.pk: row for row in DBTaskResult.objects.filter(pk__in=quiet.values("task_id"))}
    lost = 0
    for job in quiet.select_related("started_by").order_by("pk"):
        task = tasks.get(job.task_id)
        if task is None or task.status not in OPEN:
            lost += _restart(job, task, now)
    return lost


def _restart(job: Job, task: DBTaskResult | None, now: datetime) -> int:
    """One of them: enqueued again, or failed when too many workers died over it."""
    with transaction.atomic():
        still = Job.objects.select_for_update().open().filter(pk=job.pk, task_id=job.task_id).exists()
        if not still:
            return 0
        if task is not None and len(task.worker_ids) >= MOST_ATTEMPTS:
            fail_job(actor=WORKER, job=job, message=given_up(job), now=now)
        else:
            Job.objects.filter(pk=job.pk).update(task_id=perform.enqueue(str(job.uid)).id)
    return 1
