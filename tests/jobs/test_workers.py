"""Real workers in processes of their own on a database file: killed, stopped, started anew.

On SQLite only: a database of their own on PostgreSQL would need a second server; ./faden bench jobs measures both.
"""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.house import DATABASE, House, children, empty_database, is_alive, wait_for


@pytest.fixture(scope="module")
def empty(shared_folder: Path) -> Path:
    return empty_database(shared_folder)


@pytest.fixture
def house(tmp_path: Path, empty: Path) -> Iterator[House]:
    shutil.copy(empty, tmp_path / DATABASE)
    made = House(tmp_path)
    yield made
    made.stop()


def test_job_of_a_killed_worker_goes_on_by_itself_and_has_its_effects_once(house):
    supervisor = house.work_on_steps(count=100)

    for pid in children(supervisor.pid):
        os.kill(pid, signal.SIGKILL)
    killed = time.monotonic()
    house.wait("select count(*) from bench_work_run where key like 'steps %'", 2)
    assert time.monotonic() - killed < 20  # measured: 0.3 s; the machine may be busy

    house.wait("select state from jobs_job", "done")
    assert house.ask("select attempts, done, total, result from jobs_job") == [(2, 100, 100, '{"steps": 100}')]
    assert house.ask("select count(*) from bench_work_effect") == [100]
    assert len(children(supervisor.pid)) == 2


PLACE = """
from django.utils import timezone
from roterfaden.courses.methods.placement.synthetic import county
from roterfaden.courses.models import PlacementPlan
now = timezone.now()
today = now.date()
PlacementPlan.objects.create(as_of=today, state='done', started_at=now, finished_at=now, cost=1, bound=1)
facts = county(400, 24).to_json()
run = PlacementPlan.objects.create(as_of=today, started_at=now, weights=facts['weights'], instance=facts)
bench_jobs.start('courses.place_people', plan=run.pk)
"""


def test_placement_whose_worker_is_killed_leaves_the_plan_in_force_and_begins_again(house):
    """In the middle of a run, by the operating system: half a plan is nowhere, the run says it is on its way."""
    in_force = "select id, state from courses_placementplan order by id"
    house.run(PLACE)
    supervisor = house.work()
    house.wait("select state, total > 0 from jobs_job", ("running", 1))

    for pid in children(supervisor.pid):
        os.kill(pid, signal.SIGKILL)

    assert house.ask(in_force) == [(1, "done"), (2, "waiting")]
    assert house.ask("select count(*) from courses_plancourse") == [0]
    house.wait("select state, attempts from jobs_job", ("done", 2))
    assert house.ask(in_force) == [(1, "done"), (2, "done")]


def test_workers_end_with_their_supervisor_and_another_takes_their_work(house):
    first = house.work_on_steps(count=300)
    workers = children(first.pid)

    first.kill()
    first.wait()
    wait_for(lambda: not any(is_alive(pid) for pid in workers))

    house.tell("update jobs_worker set seen_at = '2020-01-01 00:00:00'")  # nobody wants to wait DEAD_AFTER
    house.work()
    house.wait("select attempts from jobs_job", 2)


def test_stopped_supervisor_stops_jobs_at_a_good_place_and_leaves_nothing_behind(house):
    supervisor = house.work_on_steps(count=600)

    supervisor.send_signal(signal.SIGINT)
    said, _nothing = supervisor.communicate(timeout=20)

    assert supervisor.returncode == 0
    assert said == "Hintergrundarbeit läuft mit einem Prozess; beenden mit Strg-C.\nHintergrundarbeit beendet.\n"
    assert house.ask("select state, attempts from jobs_job") == [("waiting", 0)]
    assert house.ask("select count(*) from jobs_worker") == [0]


def test_several_supervisors_strike_each_minute_once(house):
    house.work()
    house.work(processes=2)
    house.wait("select count(*) from jobs_rhythm where name = 'bench_work.strike' and ended_at is not null", 1)
    time.sleep(2)

    minutes = house.ask("select key from bench_work_run where key like 'strike %'")

    assert len(minutes) == len(set(minutes))
    assert len(minutes) in {1, 2}  # the minute may have turned
