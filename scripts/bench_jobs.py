"""Called by `./faden bench jobs`: background work on both databases.

How many jobs a second three workers do, whether each has its effect exactly once, how long it takes until the work of
killed processes is taken up again, and how much memory the workers need. Each database is measured by a process of its
own, on data that is thrown away afterwards.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MOST_JOBS = 20_000
PATIENCE = 300
HEADING = (
    "| Datenbank | Aufträge | Arbeiter | anlegen/s | erledigen/s | Wirkungen | Läufe "
    "| Arbeiter getötet: weiter nach s | Rechner tot: weiter nach s | Speicher MB (davon Aufsicht) |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def main() -> None:
    """Measure each database in a process of its own, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench jobs", description="Misst die Hintergrundarbeit.")
    parser.add_argument("--jobs", type=int, default=300, help="Aufträge (höchstens 20.000)")
    parser.add_argument("--processes", type=int, default=3, help="Arbeiter (höchstens 16)")
    parser.add_argument("--here", help=argparse.SUPPRESS)  # measure the database of the environment, under this name
    options = parser.parse_args()
    if options.here:
        print(measure(options.here, min(options.jobs, MOST_JOBS), options.processes), flush=True)
        return
    print(HEADING, flush=True)
    command = [sys.executable, __file__, f"--jobs={options.jobs}", f"--processes={options.processes}", "--here"]
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        subprocess.run([*command, "SQLite"], env=environment(Path(data)), check=True)
        if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
            print("PostgreSQL ist nicht installiert und wurde nicht gemessen.")
            return
        from postgres import temporary_server

        with temporary_server() as url:
            subprocess.run([*command, "PostgreSQL"], env=environment(Path(data), url), check=True)


def environment(data: Path, url: str = "") -> dict[str, str]:
    """The environment of a measurement: nothing of an installation on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FADEN_", "DATABASE_URL"))}
    made = {
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'scripts'}",
        "DJANGO_SETTINGS_MODULE": "bench_settings",
        "FADEN_DATA": str(data),
        "FADEN_SECRET_KEY": secrets.token_urlsafe(48),
    }
    return {**kept, **made, **({"DATABASE_URL": url} if url else {})}


def measure(name: str, jobs: int, processes: int) -> str:
    """One row of the table."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    created = enqueue(jobs)
    with workers(processes) as supervisor:
        rate = jobs / all_done(jobs)
        memory = {pid: kilobytes(pid) for pid in (supervisor, *children(supervisor))}
        after_worker = recovery(lambda: kill(children(supervisor)))
    with workers(1), workers(1) as other:
        after_machine = recovery(lambda: kill([other, *children(other)]), on=other)
    effects, runs = count_pieces()
    return (
        f"| {name} | {jobs} | {processes} | {created:.0f} | {rate:.0f} | {effects} | {runs} | {after_worker:.1f} "
        f"| {after_machine:.1f} | {sum(memory.values()) / 1000:.0f} ({memory[supervisor] / 1000:.0f}) |"
    )


# --- work ------------------------------------------------------------------------------------------------------------


def enqueue(jobs: int) -> float:
    """Start the short jobs; how many a second."""
    started = time.monotonic()
    for number in range(jobs):
        start("bench.piece", number=number)
    return jobs / (time.monotonic() - started)


def start(kind: str, **arguments: Any) -> Any:
    """Start one job, as the program itself."""
    from django.utils import timezone

    from roterfaden.jobs.actions import start_job
    from roterfaden.kernel.actors import System

    return start_job(actor=System("bench"), kind=kind, title=kind, arguments=arguments, now=timezone.now())


def all_done(jobs: int) -> float:
    """Wait until all short jobs are done; seconds from the first beginning to the last end."""
    from django.db.models import Max, Min

    from roterfaden.jobs.models import Job

    wait_for(lambda: Job.objects.filter(kind="bench.piece", state="done").count() == jobs)
    times = Job.objects.filter(kind="bench.piece").aggregate(first=Min("started_at"), last=Max("finished_at"))
    return (times["last"] - times["first"]).total_seconds()


def count_pieces() -> tuple[int, int]:
    """Effects and runs of the short jobs."""
    from bench_work.models import Effect, Run

    pieces = {"key__startswith": "piece "}
    return Effect.objects.filter(**pieces).count(), Run.objects.filter(**pieces).count()


def recovery(accident: Callable[[], None], *, on: int = 0) -> float:
    """Start a long job, let `accident` happen while it runs, and say after how many seconds it runs again.

    With `on`, only a job that runs on a worker of that supervisor counts; others are cancelled and started anew.
    """
    job = long_job(children(on) if on else ())
    accident()
    happened = time.monotonic()
    wait_for(lambda: state(job) == ("running", 2), pause=0.05)
    taken = time.monotonic() - happened
    cancel(job)
    return taken


def long_job(pids: tuple[int, ...]) -> Any:
    """A long job that runs, on one of the processes `pids` if there are any."""
    while True:
        job = start("bench.steps", count=600, seconds=0.1)
        wait_for(partial(runs_first, job), pause=0.05)
        if not pids or pid_of(job) in pids:
            return job
        cancel(job)


def runs_first(job: Any) -> bool:
    """Whether a job is in its first attempt."""
    return state(job) == ("running", 1)


def state(job: Any) -> tuple[str, int]:
    """State and attempt of a job."""
    from roterfaden.jobs.models import Job

    return Job.objects.values_list("state", "attempts").get(pk=job.pk)


def pid_of(job: Any) -> int:
    """The process that does a job: the work leaves its number behind."""
    from bench_work.models import Run

    key = wait_for(
        lambda: Run.objects.filter(key__startswith=f"steps {job.uid} ").values_list("key", flat=True).first()
    )
    return int(key.split()[-1])


def cancel(job: Any) -> None:
    """Stop a job and wait until it has stopped."""
    from django.utils import timezone

    from roterfaden.jobs.actions import cancel_job
    from roterfaden.kernel.actors import System

    cancel_job(actor=System("bench"), job=job, now=timezone.now())
    wait_for(lambda: state(job)[0] == "cancelled")


def wait_for(what: Callable[[], Any], *, pause: float = 0.1) -> Any:
    """Return the first true answer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = what()
        if answer:
            return answer
        time.sleep(pause)
    raise SystemExit("Die Messung ist nicht fertig geworden.")


# --- processes -------------------------------------------------------------------------------------------------------


@contextmanager
def workers(processes: int) -> Iterator[int]:
    """`./faden manage work` with so many processes; yields the process number of the supervisor."""
    command = [sys.executable, "-m", "django", "work", f"--processes={processes}", "--grace=5"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: process.poll() is not None or len(children(process.pid)) == processes + 1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def children(pid: int) -> tuple[int, ...]:
    """The processes a process has started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _end, rest = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")
            if int(rest.split()[1]) == pid:
                found.append(int(name.split()[0]))
    return tuple(sorted(found))


def kill(pids: Any) -> None:
    """As the kernel does when memory runs out, or a power cut: without a word."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def kilobytes(pid: int) -> int:
    """Memory of a process, its share of common pages included."""
    from roterfaden.jobs.management.supervisor import proportional_kilobytes

    return proportional_kilobytes(pid)


if __name__ == "__main__":
    main()
