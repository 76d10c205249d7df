"""Everything that begins and ends background work. The engine does the work in between (tasks.py)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.jobs.enums import JobState, Verb
from roterfaden.jobs.errors import JobEnded
from roterfaden.jobs.methods import job_function
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import Actor

# Named, not imported: the room above. The engine keeps the same name in its table.
ENGINE_TASK = "roterfaden.jobs.tasks.running.perform"


def start_job(*, actor: Actor, kind: str, title: str, arguments: Mapping[str, Any], now: datetime) -> Job:
    """Have the work `kind` done in the background, with `arguments` (JSON: identifiers, nothing personal).

    It begins when the surrounding transaction has ended well, and not at all otherwise. A kind nobody registers is a
    mistake of the program (UnknownKind). Audited as job.started.
    """
    require(actor, "jobs.start_job")
    job_function(kind)
    with transaction.atomic():
        job = Job(
            kind=kind,
            title=title,
            arguments=dict(arguments),
            started_by=actor if isinstance(actor, User) else None,
            created_at=now,
        )
        job.task_id = import_string(ENGINE_TASK).enqueue(str(job.uid)).id
        job.full_clean()
        job.save()
        record(actor=actor, verb=Verb.JOB_STARTED, subject=job, now=now)
    return job


def cancel_job(*, actor: Actor, job: Job, now: datetime) -> Job:
    """Stop a job: at once when it waits, as soon as it looks up when it runs. What it has done stays.

    Refuses a job that has ended (JobEnded). Audited as job.cancelled.
    """
    require(actor, "jobs.cancel_job", job)
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.has_ended:
            raise JobEnded()
        job.cancel_requested = True
        if job.state == JobState.WAITING:
            job.state, job.finished_at = JobState.CANCELLED, now
        job.full_clean()
        job.save(update_fields=["cancel_requested", "state", "finished_at"])
        record(actor=actor, verb=Verb.JOB_CANCELLED, subject=job, now=now)
    return job


def finish_job(*, actor: Actor, job: Job, result: Mapping[str, int], now: datetime) -> Job:
    """The work has come to its end, or to where it was asked to stop; `result` are counts.

    Refuses a job that has ended before (JobEnded). Audited as job.finished, with the counts.
    """
    require(actor, "jobs.finish_job", job)
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.has_ended:
            raise JobEnded()
        job.state = JobState.CANCELLED if job.cancel_requested else JobState.DONE
        job.result, job.finished_at = dict(result), now
        job.full_clean()
        job.save(update_fields=["state", "result", "finished_at"])
        record(actor=actor, verb=Verb.JOB_FINISHED, subject=job, now=now, changes={"result": ({}, job.result)})
    return job


def fail_job(*, actor: Actor, job: Job, message: str, now: datetime) -> Job:
    """The work cannot be done; `message` tells the person who started it why, and what to do.

    Refuses a job that has ended before (JobEnded). Audited as job.failed, without the message.
    """
    require(actor, "jobs.fail_job", job)
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.has_ended:
            raise JobEnded()
        job.state, job.message, job.finished_at = JobState.FAILED, message, now
        job.full_clean()
        job.save(update_fields=["state", "message", "finished_at"])
        record(actor=actor, verb=Verb.JOB_FAILED, subject=job, now=now)
    return job
