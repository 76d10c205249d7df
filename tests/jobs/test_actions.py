"""Starting, stopping and ending jobs: who may, what is refused, what the log says."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from roterfaden.accounts.enums import Role
from roterfaden.audit.models import Event
from roterfaden.jobs import actions
from roterfaden.jobs.enums import JobState
from roterfaden.jobs.errors import JobEnded, UnknownKind
from roterfaden.jobs.methods import job
from roterfaden.jobs.models import Job
from roterfaden.jobs.rules import is_starter
from roterfaden.kernel.actors import Participant, System
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.factories import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
WORKER = System("worker")


@job("test.nothing")
def nothing(progress):
    """A job with nothing to do."""


def start(actor, **values):
    return actions.start_job(
        **{"actor": actor, "kind": "test.nothing", "title": "Nichts tun", "arguments": {}, "now": NOW} | values
    )


def verbs():
    return list(Event.objects.order_by("number").values_list("verb", "subject_label"))


def test_started_job_waits_with_the_engine(planner):
    started = start(planner, arguments={"batch": 7})

    task = DBTaskResult.objects.get()
    assert (started.state, started.started_by, started.arguments) == (JobState.WAITING, planner, {"batch": 7})
    assert (task.pk, task.args_kwargs) == (started.task_id, {"args": [str(started.uid)], "kwargs": {}})
    assert verbs() == [("job.started", "Nichts tun")]


def test_job_of_a_transaction_that_fails_is_never_begun(planner):
    with transaction.atomic():
        start(planner)
        transaction.set_rollback(True)

    assert (Job.objects.count(), DBTaskResult.objects.count(), run_jobs()) == (0, 0, 0)


def test_kind_nobody_registered_is_refused(planner):
    with pytest.raises(UnknownKind):
        start(planner, kind="test.unknown")


def test_participant_starts_nothing():
    with pytest.raises(NotAllowed):
        start(Participant())


def test_waiting_job_is_cancelled_at_once(planner):
    cancelled = actions.cancel_job(actor=planner, job=start(planner), now=NOW)

    assert (cancelled.state, cancelled.finished_at) == (JobState.CANCELLED, NOW)
    run_jobs()
    cancelled.refresh_from_db()
    assert (cancelled.state, cancelled.attempts) == (JobState.CANCELLED, 0)
    assert [verb for verb, _label in verbs()] == ["job.started", "job.cancelled"]


def test_running_job_is_asked_to_stop(planner):
    running = factories.job(started_by=planner, state=JobState.RUNNING, attempts=1)

    asked = actions.cancel_job(actor=planner, job=running, now=NOW)

    assert (asked.state, asked.cancel_requested, asked.finished_at) == (JobState.RUNNING, True, None)


def test_job_that_ended_is_not_cancelled(planner):
    done = factories.job(started_by=planner, state=JobState.DONE, finished_at=NOW)

    with pytest.raises(JobEnded):
        actions.cancel_job(actor=planner, job=done, now=NOW)


def test_others_do_not_cancel_but_the_administration_does(planner, moderator, administrator):
    started = start(planner)

    with pytest.raises(NotAllowed):
        actions.cancel_job(actor=moderator, job=started, now=NOW)

    assert actions.cancel_job(actor=administrator, job=started, now=NOW).state == JobState.CANCELLED


def test_job_ends_once(planner):
    running = factories.job(started_by=planner, state=JobState.RUNNING, attempts=1)

    finished = actions.finish_job(actor=WORKER, job=running, result={"read": 3}, now=NOW)

    assert (finished.state, finished.result, finished.finished_at) == (JobState.DONE, {"read": 3}, NOW)
    with pytest.raises(JobEnded):
        actions.fail_job(actor=WORKER, job=running, message="zu spät", now=NOW)
    event = Event.objects.get()
    assert (event.verb, event.actor_kind, event.changes) == ("job.finished", "system", {"result": [{}, {"read": 3}]})


def test_failed_job_says_why_and_the_log_does_not(planner):
    running = factories.job(started_by=planner, state=JobState.RUNNING, attempts=1)

    failed = actions.fail_job(actor=WORKER, job=running, message="Amina fehlt.", now=NOW)

    assert (failed.state, failed.message) == (JobState.FAILED, "Amina fehlt.")
    event = Event.objects.get()
    assert (event.verb, event.reason, event.changes) == ("job.failed", "", {})


def test_people_do_not_end_jobs(planner):
    with pytest.raises(NotAllowed):
        actions.finish_job(actor=planner, job=start(planner), result={}, now=NOW)
    with pytest.raises(NotAllowed):
        actions.fail_job(actor=planner, job=Job.objects.get(), message="x", now=NOW)


def test_list_and_permission_agree_on_who_sees_a_job(planner, moderator, administrator, outsider):
    from roterfaden.accounts.rules import allowed

    mine = factories.job(started_by=planner)
    factories.job(created_at=NOW - timedelta(days=1))
    gone = factories.user(Role.ADMINISTRATOR, is_active=False)

    for person in (planner, moderator, administrator, outsider, gone):
        listed = mine in Job.objects.visible_to(person)
        assert listed == allowed(person, "jobs.view_job", mine), person.name

    assert [Job.objects.visible_to(person).count() for person in (planner, moderator, administrator)] == [1, 0, 2]
    assert is_starter(planner, mine)
