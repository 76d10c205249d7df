"""Signs of life, work of the dead, slots of the clock: without processes; those are in test_workers.py."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from roterfaden.jobs import methods
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.enums import JobState
from roterfaden.jobs.methods import DEAD_AFTER, MOST_ATTEMPTS, Periodic, every, job
from roterfaden.jobs.models import Job, Rhythm, Worker
from roterfaden.jobs.queries import somebody_works, workforce
from roterfaden.jobs.tasks import upkeep
from roterfaden.kernel.actors import System
from tests import factories
from tests.factories import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
struck: list[datetime] = []


@job("test.taken_back")
def taken_back(progress):
    """Does nothing, whichever attempt it is."""


@pytest.fixture
def strike(monkeypatch):
    """Periodic work that is forgotten after the test."""
    struck.clear()
    monkeypatch.setattr(methods, "_periodic", {})

    @every(minutes=5)
    def strike(*, now):
        struck.append(now)

    (periodic,) = methods._periodic.values()
    return periodic


def claimed(worker="anna", **values):
    """A job the engine's worker `anna` is doing."""
    started = start_job(actor=System("test"), kind="test.taken_back", title="Auftrag", arguments={}, now=NOW)
    DBTaskResult.objects.filter(pk=started.task_id).update(
        **{"status": "RUNNING", "worker_ids": [worker], "started_at": timezone.now()} | values
    )
    Job.objects.filter(pk=started.pk).update(state=JobState.RUNNING, attempts=1, heartbeat_at=timezone.now())
    return started


def status(started):
    return DBTaskResult.objects.values_list("status", flat=True).get(pk=started.task_id)


def test_task_of_a_living_worker_is_left_alone():
    upkeep.enlist("anna", timezone.now())
    started = claimed()

    assert (upkeep.take_back_from_the_dead(timezone.now()), status(started)) == (0, "RUNNING")


def test_task_of_a_worker_not_heard_of_is_done_by_another():
    upkeep.enlist("anna", timezone.now())
    started = claimed()

    taken = upkeep.take_back_from_the_dead(timezone.now() + DEAD_AFTER + timedelta(seconds=1))

    assert (taken, status(started)) == (1, "READY")
    run_jobs()
    started.refresh_from_db()
    assert (started.state, started.attempts) == (JobState.DONE, 2)


def test_task_of_a_worker_known_to_be_dead_waits_at_once():
    upkeep.enlist("anna", timezone.now())
    upkeep.enlist("berta", timezone.now())
    started, other = claimed("anna"), claimed("berta")

    assert upkeep.dismiss(["anna"]) == 1

    assert (status(started), status(other)) == ("READY", "RUNNING")
    assert list(Worker.objects.values_list("name", flat=True)) == ["berta"]


def test_task_that_kills_every_worker_is_given_up():
    started = claimed(worker_ids=["x"] * (MOST_ATTEMPTS - 1) + ["anna"])

    upkeep.dismiss(["anna"])
    assert status(started) == "FAILED"
    assert upkeep.take_back_from_the_dead(timezone.now() + 2 * DEAD_AFTER) == 1

    started.refresh_from_db()
    assert (started.state, started.message[:20]) == (JobState.FAILED, "Das Programm hat es ")


@pytest.mark.parametrize("gone", [True, False])
def test_job_whose_task_got_lost_is_enqueued_again(gone):
    started = claimed(status="FAILED")
    if gone:
        DBTaskResult.objects.all().delete()

    assert upkeep.take_back_from_the_dead(timezone.now()) == 0
    assert upkeep.take_back_from_the_dead(timezone.now() + 2 * DEAD_AFTER) == 1
    assert upkeep.take_back_from_the_dead(timezone.now() + 2 * DEAD_AFTER) == 0

    run_jobs()
    started.refresh_from_db()
    assert started.state == JobState.DONE


def test_worker_that_hangs_is_found():
    long_ago = timezone.now() - timedelta(hours=2)
    hanging, talking = claimed("anna", started_at=long_ago), claimed("berta", started_at=long_ago)
    claimed("carla")
    Job.objects.filter(pk=hanging.pk).update(heartbeat_at=long_ago)
    Job.objects.filter(pk=talking.pk).update(heartbeat_at=timezone.now())

    assert upkeep.silent(["anna", "berta", "carla"], timezone.now()) == {"anna"}
    assert upkeep.silent(["berta"], timezone.now()) == set()


def test_slots_begin_at_midnight():
    at = datetime(2026, 3, 1, 13, 37, 12, tzinfo=UTC)

    slots = [Periodic("x", minutes, print).slot(at).strftime("%d %H:%M") for minutes in (1, 5, 60, 60 * 24)]

    assert slots == ["01 13:37", "01 13:35", "01 13:00", "01 00:00"]


def test_slot_is_given_out_once_however_often_asked(strike):
    at = datetime(2026, 3, 1, 13, 37, tzinfo=UTC)

    given = [upkeep.give_out(strike, at + timedelta(seconds=seconds)) for seconds in (0, 1, 60, 170)]

    assert given == [True, False, False, False]
    assert (run_jobs(), len(struck)) == (1, 1)
    assert [upkeep.give_out(strike, at + timedelta(minutes=3)), run_jobs(), len(struck)] == [True, 1, 2]


def test_periodic_work_does_not_run_beside_itself(strike):
    at = datetime(2026, 3, 1, 13, 37, tzinfo=UTC)

    given = [upkeep.give_out(strike, at + timedelta(minutes=5 * number)) for number in range(4)]

    assert (given, DBTaskResult.objects.count()) == ([True, False, False, False], 1)


def test_failure_of_periodic_work_is_noted_by_its_type(strike, monkeypatch):
    def fail(*, now):
        raise KeyError("amina@example.org")

    monkeypatch.setitem(methods._periodic, strike.name, Periodic(strike.name, 5, fail))
    upkeep.give_out(strike, NOW)

    run_jobs()

    row = Rhythm.objects.get()
    assert row.error == "builtins.KeyError in roterfaden.jobs.tasks.running:" + row.error.rpartition(":")[2]
    assert row.ended_at is not None


def test_every_periodic_work_has_a_name_of_its_context():
    names = [periodic.name for periodic in methods.periodic_work()]

    assert {"jobs.prune", "post.deliver", "post.erase"} <= set(names)


def test_old_rows_of_the_engine_go_and_jobs_stay(planner):
    started = start_job(actor=planner, kind="test.taken_back", title="Auftrag", arguments={}, now=NOW)
    run_jobs()
    later = timezone.now() + timedelta(days=7, minutes=1)

    upkeep.prune(now=later - timedelta(minutes=2))
    assert DBTaskResult.objects.count() == 1
    upkeep.prune(now=later)

    assert (DBTaskResult.objects.count(), Job.objects.filter(pk=started.pk).count()) == (0, 1)


def test_workforce_counts_the_living_and_their_memory(query_count):
    now = timezone.now()
    upkeep.enlist("anna", now)
    upkeep.enlist("berta", now - 2 * DEAD_AFTER)
    upkeep.beat({"anna": 33_000}, now)
    factories.job()
    factories.job(state=JobState.RUNNING)

    found = workforce(now)

    assert (found.processes, found.megabytes, found.waiting, found.running, found.is_at_work) == (1, 33, 1, 1, True)
    assert somebody_works(now)
    assert not somebody_works(now + 2 * DEAD_AFTER)
    assert query_count(lambda: workforce(now)) == 2
