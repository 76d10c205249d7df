"""Called by `./faden bench machines`: two web processes and three workers on one PostgreSQL, some killed in the middle.

Each process stands for a machine: it shares nothing with the others but the database and the folder of files. Callers
write cards by HTTP to whichever web process they reach and send again what stays unanswered; jobs are started
meanwhile. In the middle one web process and one worker get SIGKILL and are started again. Afterwards the database is
counted: each acknowledged card and the effect of each job has to be there exactly once.

Two accidents: `worker` kills the process that does a job (its supervisor notices at once), `machine` kills the
supervisor with all its processes (others take the work over after jobs.methods.DEAD_AFTER).
"""

import argparse
import http.client
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import bench_jobs
import bench_phones

WEB, WORKERS = 2, 3
LONG_JOBS = WORKERS
"""Long jobs, so that every worker is in the middle of one when the accident happens."""
PATIENCE = 240
HEADING = (
    "| Unfall | Karten bestätigt | Karten/s | p50 ms | p95 ms | Fehler gesehen | wiederholt | verloren | doppelt "
    "| Aufträge | Wirkungen | Läufe | längste Pause s | Web wieder da nach s | Auftrag läuft weiter nach s |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def main() -> None:
    """Each accident on a database of its own; prints a Markdown table. Exit code 1 when anything is lost or doubled."""
    parser = argparse.ArgumentParser(prog="./faden bench machines", description="Misst den Betrieb auf mehr Rechnern.")
    parser.add_argument("--callers", type=int, default=20, help="gleichzeitige Schreibende (höchstens 200)")
    parser.add_argument("--cards", type=int, default=40, help="Karten je Schreibendem (höchstens 40)")
    parser.add_argument("--jobs", type=int, default=300, help="kurze Aufträge (höchstens 5000)")
    parser.add_argument("--steps", type=int, default=400, help="Schritte der drei langen Aufträge (höchstens 500)")
    parser.add_argument("--accident", choices=("worker", "machine", "both"), default="both", help="was getötet wird")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)  # on the database of the environment
    options = parser.parse_args()
    load = Load(min(options.callers, 200), min(options.cards, 40), min(options.jobs, 5000), min(options.steps, 500))
    if options.here:
        found = measure(load, options.accident)
        print(found.row(options.accident), flush=True)
        sys.exit(0 if found.is_right else 1)
    from postgres import temporary_server

    print(HEADING, flush=True)
    codes = []
    for accident in ("worker", "machine") if options.accident == "both" else (options.accident,):
        with temporary_server(durable=True) as url, tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
            command = [sys.executable, __file__, "--here", f"--accident={accident}", *load.arguments()]
            codes.append(subprocess.run(command, env=environment(data, url), check=False).returncode)
    sys.exit(max(codes))


@dataclass(frozen=True)
class Load:
    """How much is written and done."""

    callers: int
    cards: int
    jobs: int
    steps: int

    def arguments(self) -> list[str]:
        """The same load on the command line."""
        return [f"--callers={self.callers}", f"--cards={self.cards}", f"--jobs={self.jobs}", f"--steps={self.steps}"]


def environment(data: str, url: str) -> dict[str, str]:
    """The environment of every machine: the same database, files and keys; one process for each web server."""
    return bench_phones.environment(data, url) | {
        "DJANGO_SETTINGS_MODULE": "bench_settings",
        "GUNICORN_CMD_ARGS": "--workers=1",
    }


# --- one run ------------------------------------------------------------------------------------------------------
@dataclass
class Found:
    """What callers lived through and what the database holds afterwards."""

    load: Load
    run: bench_phones.Run
    failures: int = 0
    """Times a caller got no answer: refused connections, torn ones, silence."""
    receipts_at: list[float] = field(default_factory=list)
    effects: int = 0
    runs: int = 0
    unfinished: int = 0
    web_back: float = 0.0
    job_back: float = 0.0

    @property
    def is_right(self) -> bool:
        """Every card and every effect exactly once, and no job left behind."""
        return self.run.is_right and not self.unfinished and self.effects == self.expected

    @property
    def expected(self) -> int:
        """Effects of all jobs."""
        return self.load.jobs + LONG_JOBS * self.load.steps

    def row(self, name: str) -> str:
        """A row of the table; what is wrong stands below it."""
        run, times = self.run, sorted(self.receipts_at)
        cuts = statistics.quantiles(run.waits, n=20)
        gap = max(after - before for before, after in pairwise(times))
        cells = (
            name, len(run.receipts), f"{len(run.receipts) / run.seconds:.0f}",
            round(1000 * statistics.median(run.waits)), round(1000 * cuts[-1]), self.failures, run.repeated, run.lost,
            run.doubled, self.load.jobs + LONG_JOBS, f"{self.effects} von {self.expected}", self.runs, f"{gap:.1f}",
            f"{self.web_back:.1f}", f"{self.job_back:.1f}",
        )  # fmt: skip
        faults = [*sorted(set(run.errors))[:5], *run.wrong[:5]]
        if self.unfinished:
            faults.append(f"{self.unfinished} Aufträge sind nicht fertig geworden.")
        return "\n".join(["| " + " | ".join(map(str, cells)) + " |", *faults])


def measure(load: Load, accident: str) -> Found:
    """One run on the database of the environment."""
    event = set_up()
    found = Found(load, bench_phones.Run(load.callers, load.cards, kill=True))
    stop = threading.Event()
    with machines() as (servers, supervisors):
        ports, lock = [server.port for server in servers], threading.Lock()
        made = [Caller(ports, found, lock, stop) for _each in range(load.callers)]
        callers = [threading.Thread(target=caller.write, daemon=True) for caller in made]
        long_jobs = [bench_jobs.start("bench.steps", count=load.steps, seconds=0.05) for _each in range(LONG_JOBS)]
        started = time.monotonic()
        for caller in callers:
            caller.start()
        for number in range(load.jobs):
            bench_jobs.start("bench.piece", number=number)
        kill_in_the_middle(found, accident, servers[0], ports, supervisors, long_jobs)
        for caller in callers:
            caller.join(timeout=max(0.0, PATIENCE - (time.monotonic() - started)))
        stop.set()
        found.run.seconds = time.monotonic() - started
        found.unfinished = wait_for_jobs()
    bench_phones.count(found.run, event)
    found.effects, found.runs = count_work()
    return found


def set_up() -> int:
    """Tables, unless the database is a copy that has them, and an event that runs now; returns its key."""
    import django
    from django.core.management import call_command

    django.setup()
    from django.db import connection

    if "jobs_job" not in connection.introspection.table_names():
        call_command("migrate", run_syncdb=True, verbosity=0)
    else:
        from bench_work.models import Effect, Run

        with connection.schema_editor() as editor:
            editor.create_model(Run)
            editor.create_model(Effect)
    return bench_phones.open_event()


def wait_for_jobs() -> int:
    """Wait until nothing waits or runs; how many jobs did not end well."""
    from roterfaden.jobs.models import Job

    asked = Job.objects.exclude(state="done")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and asked.exclude(state="failed").exists():
        time.sleep(0.1)
    return int(asked.count())


def count_work() -> tuple[int, int]:
    """Effects, and how often work was begun."""
    from bench_work.models import Effect, Run

    return Effect.objects.count(), Run.objects.exclude(key__startswith="strike").count()


# --- machines -----------------------------------------------------------------------------------------------------
class Supervisor:
    """A machine that works in the background, in a session of its own."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "django", "work", "--processes=1", "--grace=2", "--verbosity=0"]
        self.process = subprocess.Popen(command, start_new_session=True)

    def kill(self) -> None:
        """All of it at once, as when the power is gone."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """In order."""
        self.process.terminate()
        self.process.wait(timeout=60)


@contextmanager
def machines() -> Iterator[tuple[list[bench_phones.Server], list[Supervisor]]]:
    """Two web processes that answer and three supervisors; whatever runs at the end is ended."""
    servers = [bench_phones.Server(bench_phones.free_port()) for _each in range(WEB)]
    supervisors: list[Supervisor] = []
    with ExitStack() as ending:
        for _each in range(WORKERS):
            supervisors.append(Supervisor())
        ending.callback(lambda: together([supervisor.end for supervisor in supervisors]))
        for server in servers:
            ending.push(server.__exit__)
        together([server.start for server in servers])
        yield servers, supervisors


def together(calls: list[Callable[[], Any]]) -> None:
    """Call all at once and wait for the last."""
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def kill_in_the_middle(
    found: Found,
    accident: str,
    server: bench_phones.Server,
    ports: list[int],
    supervisors: list[Supervisor],
    long_jobs: list[Any],
) -> None:
    """Wait for half of the receipts and a long job that runs; kill, wait a moment, start again, and watch."""
    half = found.load.callers * found.load.cards // 2
    bench_jobs.wait_for(lambda: len(found.run.receipts) >= half, pause=0.01)
    job, pid = bench_jobs.wait_for(lambda: running(long_jobs), pause=0.05)
    happened = time.monotonic()
    server.kill()
    if accident == "machine":
        owner = next(place for place, each in enumerate(supervisors) if pid in bench_jobs.children(each.process.pid))
        supervisors[owner].kill()
        supervisors[owner] = Supervisor()
    else:
        os.kill(pid, signal.SIGKILL)
    watching = threading.Thread(target=watch, args=(found, job, happened))
    watching.start()
    time.sleep(bench_phones.DOWN_SECONDS)
    server.start()
    found.web_back = time.monotonic() - happened
    if server.port not in ports:
        ports.append(server.port)
    watching.join()


def running(jobs: list[Any]) -> tuple[Any, int] | None:
    """A long job in its first attempt that has left its first effect, and the process that does it."""
    from bench_work.models import Effect

    for job in jobs:
        if bench_jobs.state(job) == ("running", 1) and Effect.objects.filter(key__startswith=str(job.uid)).exists():
            return job, bench_jobs.pid_of(job)
    return None


def watch(found: Found, job: Any, happened: float) -> None:
    """When the job of the killed worker runs again."""
    from django.db import connection

    bench_jobs.wait_for(lambda: bench_jobs.state(job)[1] > 1, pause=0.05)
    found.job_back = time.monotonic() - happened
    connection.close()


# --- a caller -----------------------------------------------------------------------------------------------------
class Caller(bench_phones.Phone):
    """Writes cards to whichever web process is known to answer, as a proxy would spread them: one that fails gets
    nothing more until it has answered again. (A process that starts accepts connections long before it can serve.)"""

    def __init__(self, ports: list[int], found: Found, lock: threading.Lock, stop: threading.Event) -> None:
        super().__init__(ports[0], found.run, lock, stop)
        self.ports, self.found = ports, found

    def _ask(self, method: str, client_id: str = "", number: int = 0) -> dict[str, Any]:
        self.port = self.random.choice(self.ports)
        try:
            answer = super()._ask(method, client_id, number)
        except (OSError, http.client.HTTPException):
            with self.lock:
                self.found.failures += 1
                if self.port in self.ports and len(self.ports) > 1:
                    self.ports.remove(self.port)
            raise
        if client_id:
            with self.lock:
                self.found.receipts_at.append(time.monotonic())
        return answer


if __name__ == "__main__":
    main()
