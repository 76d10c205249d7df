"""A job runs, in this process: progress, refusals, errors, cancelling, a second attempt, the language of its words."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from roterfaden.accounts.enums import Role
from roterfaden.audit.models import Event
from roterfaden.jobs.actions import cancel_job, start_job
from roterfaden.jobs.enums import JobState
from roterfaden.jobs.methods import MOST_ATTEMPTS, job
from roterfaden.jobs.models import Job
from roterfaden.jobs.tasks import running
from roterfaden.jobs.tasks.running import DatabaseProgress, Superseded
from roterfaden.kernel.errors import DomainError
from tests import factories
from tests.factories import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


class Refused(DomainError):
    message = "%(name)s steht schon auf der Liste."


@job("test.count")
def count(progress, *, to):
    """Counts, and says so."""
    for number in range(1, to + 1):
        if progress.cancelled:
            break
        progress.set(number, to, "Zeilen")
    progress.finish({"counted": number})


@job("test.refuse")
def refuse(progress):
    """Is refused by the domain."""
    raise Refused(name="Amina")


@job("test.break")
def break_down(progress, *, times):
    """Breaks down in its first attempts."""
    seen = Job.objects.get(uid=progress.uid)
    if seen.attempts <= times:
        raise ValueError("amina@example.org")


@job("test.whose")
def whose(progress):
    """Notes who acts, and in which language."""
    progress.set(1, 1, f"{progress.actor.actor_kind} {translation.get_language()} {_('Abbrechen')}")


@job("test.stop_itself")
def stop_itself(progress):
    """Is cancelled while it runs."""
    cancel_job(actor=progress.actor, job=Job.objects.get(uid=progress.uid), now=NOW)
    count(progress, to=5)


def start(actor, kind, **arguments):
    return start_job(actor=actor, kind=kind, title="Auftrag", arguments=arguments, now=NOW)


def after_run(started):
    run_jobs()
    started.refresh_from_db()
    return started


def test_job_tells_how_far_it_is_and_what_came_out(planner):
    done = after_run(start(planner, "test.count", to=21))

    assert (done.state, done.done, done.total, done.note) == (JobState.DONE, 21, 21, "Zeilen")
    assert (done.result, done.attempts, done.message) == ({"counted": 21}, 1, "")
    assert done.started_at <= done.heartbeat_at <= done.finished_at


def test_refusal_of_the_domain_ends_the_job_with_its_sentence(planner):
    failed = after_run(start(planner, "test.refuse"))

    assert (failed.state, failed.message, failed.attempts) == (
        JobState.FAILED,
        "Amina steht schon auf der Liste.",
        1,
    )


def test_error_is_tried_again(planner):
    done = after_run(start(planner, "test.break", times=MOST_ATTEMPTS - 1))

    assert (done.state, done.attempts) == (JobState.DONE, MOST_ATTEMPTS)


def test_next_try_comes_after_a_pause(planner):
    started = start(planner, "test.break", times=1)
    before = timezone.now()

    running.perform.call(str(started.uid))

    started.refresh_from_db()
    again = DBTaskResult.objects.get(pk=started.task_id)
    assert (started.state, started.attempts) == (JobState.WAITING, 1)
    assert timedelta(seconds=9) < again.run_after - before < timedelta(seconds=11)


def test_error_that_stays_ends_in_an_honest_message_and_leaves_no_personal_data(planner, caplog):
    with caplog.at_level(logging.DEBUG):
        failed = after_run(start(planner, "test.break", times=99))

    assert (failed.state, failed.attempts) == (JobState.FAILED, MOST_ATTEMPTS)
    assert failed.message.startswith("Das Programm hat es mehrmals versucht")
    assert "amina" not in caplog.text
    assert "builtins.ValueError" in caplog.text
    assert set(DBTaskResult.objects.values_list("traceback", flat=True)) == {""}
    assert "amina" not in str(list(Event.objects.values()))


def test_job_speaks_the_language_of_who_started_it_and_acts_as_that_person():
    person = factories.user(Role.MODERATOR, language="en")

    assert after_run(start(person, "test.whose")).note == "staff en Cancel"


def test_cancelled_job_stops_and_keeps_what_was_done(planner):
    stopped = after_run(start(planner, "test.stop_itself"))

    assert (stopped.state, stopped.cancel_requested, stopped.done) == (JobState.CANCELLED, True, 0)


def test_job_cancelled_while_its_worker_was_dead_is_not_begun_again(planner):
    started = start(planner, "test.count", to=3)
    Job.objects.filter(pk=started.pk).update(state=JobState.RUNNING, attempts=1, cancel_requested=True)

    assert after_run(started).state == JobState.CANCELLED


def test_job_many_workers_died_over_has_failed(planner):
    started = start(planner, "test.count", to=3)
    Job.objects.filter(pk=started.pk).update(state=JobState.RUNNING, attempts=MOST_ATTEMPTS)

    failed = after_run(started)

    assert (failed.state, failed.attempts) == (JobState.FAILED, MOST_ATTEMPTS)


def test_attempt_that_was_given_up_for_dead_may_not_write_any_more(planner):
    started = start(planner, "test.count", to=3)
    job_of_first = Job.objects.get(pk=started.pk)
    job_of_first.state, job_of_first.attempts = JobState.RUNNING, 1
    job_of_first.save()
    first = DatabaseProgress(job_of_first)
    first.set(1, 3, "Zeilen")
    Job.objects.filter(pk=started.pk).update(attempts=2)

    with pytest.raises(Superseded):
        first.set(3, 3, "Zeilen")
    with pytest.raises(Superseded):
        first.check()


def test_process_that_has_to_end_puts_the_job_back_without_counting_the_attempt(planner):
    started = start(planner, "test.count", to=3)
    running.stopping.set()
    try:
        running.perform.call(str(started.uid))
    finally:
        running.stopping.clear()

    started.refresh_from_db()
    assert (started.state, started.attempts) == (JobState.WAITING, 0)
    assert after_run(started).state == JobState.DONE


def test_second_run_of_a_finished_job_does_nothing(planner):
    done = after_run(start(planner, "test.count", to=3))
    running.perform.call(str(done.uid))

    assert after_run(done).attempts == 1
