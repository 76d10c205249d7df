"""What the engine calls: one function that does a job, one that does what the clock asks for."""

import logging
import time
from collections.abc import Mapping
from datetime import datetime
from threading import Event
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from roterfaden.jobs.actions import fail_job, finish_job
from roterfaden.jobs.enums import JobState
from roterfaden.jobs.methods import MOST_ATTEMPTS, PAUSES, job_function, periodic_named
from roterfaden.jobs.models import Job, Rhythm
from roterfaden.kernel.actors import Actor, System
from roterfaden.kernel.errors import DomainError

logger = logging.getLogger("roterfaden.jobs")

WORKER = System("worker")
TELL_SECONDS = 0.5
"""How often, at most, a running job writes how far it is and looks whether it shall stop."""

stopping = Event()
"""Set when this process has been asked to end: a job stops at its next word about progress and is taken up later."""


class Superseded(Exception):
    """Another worker has taken this job up, because this one was believed dead: leave it alone."""


class Interrupted(Exception):
    """This process has to end before the job does."""


class BookkeepingFailed(Exception):
    """The database did not even take the outcome. Says nothing of the cause: the engine keeps tracebacks."""


class DatabaseProgress:
    """The Progress of a job that runs; see roterfaden.jobs.methods. It belongs to one attempt."""

    def __init__(self, job: Job) -> None:
        self.uid = str(job.uid)
        self.actor: Actor = job.started_by or System(job.kind)
        self.result: dict[str, int] = {}
        self._attempt = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
        self._told = self._looked = float("-inf")
        self._cancelled = False

    def set(self, done: int, total: int, note: str = "") -> None:
        """Write how far the job is, at most every TELL_SECONDS; the last step is always written."""
        if stopping.is_set():
            raise Interrupted
        if done < total and time.monotonic() - self._told < TELL_SECONDS:
            return
        self._told = time.monotonic()
        if not self._attempt.update(done=done, total=total, note=note[:200], heartbeat_at=timezone.now()):
            raise Superseded

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop; looked up at most every TELL_SECONDS."""
        if not self._cancelled and time.monotonic() - self._looked >= TELL_SECONDS:
            self._looked = time.monotonic()
            self._cancelled = self._attempt.filter(cancel_requested=True).exists()
        return self._cancelled

    def finish(self, result: Mapping[str, int]) -> None:
        """Keep what came out until the function returns."""
        self.result = dict(result)

    def check(self) -> None:
        """Raise Superseded unless the attempt is still this one."""
        if not self._attempt.exists():
            raise Superseded


@task()
def perform(uid: str) -> None:
    """Do the job `uid`, if it still wants to be done. Never raises what a job raised: that may hold personal data."""
    try:
        _perform(UUID(uid))
    except Exception as error:  # noqa: BLE001 -- whatever it was, only its type may travel on
        logger.error("job %s could not be recorded: %s", uid, _kind_of(error))
        raise BookkeepingFailed from None


@task(queue_name="clock")
def tick(name: str) -> None:
    """Do the periodic work `name`. A failure is noted by type; the next slot is the next try."""
    error = ""
    try:
        periodic_named(name).function(now=timezone.now())
    except Exception as failure:  # noqa: BLE001 -- whatever it was, only its type may travel on
        error = _kind_of(failure)
        logger.error("periodic work %s failed: %s", name, error)
    Rhythm.objects.filter(name=name).update(ended_at=timezone.now(), error=error[:200])


def _perform(uid: UUID) -> None:
    job = _begin(uid, timezone.now())
    if job is None:
        return
    language = job.started_by.language if job.started_by else settings.LANGUAGE_CODE
    with translation.override(language):
        progress = DatabaseProgress(job)
        try:
            job_function(job.kind)(progress, **job.arguments)
            progress.check()
        except Superseded:
            logger.warning("job %s (%s) was taken up by another worker", job.uid, job.kind)
        except Interrupted:
            _put_back(job, attempts=job.attempts - 1, run_after=None)
        except DomainError as refusal:
            fail_job(actor=WORKER, job=job, message=str(refusal), now=timezone.now())
        except Exception as error:  # noqa: BLE001 -- whatever it was, the job gets another try or an honest end
            _after_error(job, error)
        else:
            finish_job(actor=WORKER, job=job, result=progress.result, now=timezone.now())


def _begin(uid: UUID, now: datetime) -> Job | None:
    """The job, marked as running in a new attempt; None if there is nothing (more) to do."""
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("started_by").filter(uid=uid).first()
        if job is None or job.has_ended:
            return None
        if job.cancel_requested:
            finish_job(actor=WORKER, job=job, result=job.result, now=now)
            return None
        if job.attempts >= MOST_ATTEMPTS:
            fail_job(actor=WORKER, job=job, message=given_up(job), now=now)
            return None
        job.state, job.attempts = JobState.RUNNING, job.attempts + 1
        job.started_at, job.heartbeat_at = job.started_at or now, now
        job.save(update_fields=["state", "attempts", "started_at", "heartbeat_at"])
    return job


def _after_error(job: Job, error: Exception) -> None:
    """Another try after a pause, or the end."""
    now = timezone.now()
    logger.error("job %s (%s), attempt %s, failed: %s", job.uid, job.kind, job.attempts, _kind_of(error))
    if job.attempts >= MOST_ATTEMPTS:
        fail_job(actor=WORKER, job=job, message=given_up(job), now=now)
        return
    _put_back(job, attempts=job.attempts, run_after=now + PAUSES[job.attempts - 1])


def _put_back(job: Job, *, attempts: int, run_after: datetime | None) -> None:
    """Let the engine run the job again, from `run_after` on."""
    with transaction.atomic():
        task_id = perform.using(run_after=run_after).enqueue(str(job.uid)).id
        Job.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING).update(
            state=JobState.WAITING, attempts=attempts, task_id=task_id
        )


def given_up(job: Job) -> str:
    """Why there is no further attempt, for the person who started the job, in that person's language."""
    with translation.override(job.started_by.language if job.started_by else settings.LANGUAGE_CODE):
        return _(
            "Das Programm hat es mehrmals versucht und ist jedes Mal an einem Fehler gescheitert. "
            "Was bis dahin erledigt war, ist erhalten. Bitte sagen Sie der Administration Bescheid."
        )


def _kind_of(error: BaseException) -> str:
    """The type of an error and where in our code it arose; never what it says, which may be about people."""
    place, trace = "", error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("roterfaden."):
            place = f" in {module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__module__}.{type(error).__qualname__}{place}"
