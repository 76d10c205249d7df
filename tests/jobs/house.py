"""An installation of its own with workers in processes of their own, for tests that kill them."""

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.installation import DATABASE, ROOT, in_one_file, made_once, migrated

sys.path.insert(0, str(ROOT / "scripts"))
from bench_jobs import children, environment

PATIENCE = 90
SETUP = "import django; django.setup(); import bench_jobs; from django.core.management import call_command; "


class House:
    """An installation with the work of scripts/bench_work. Questions go to its database file directly."""

    def __init__(self, data: Path, **more: str) -> None:
        self.data = data
        self.environment = environment(data) | more
        self.processes: list[subprocess.Popen[str]] = []

    def run(self, code: str) -> None:
        """Let the installation do something."""
        subprocess.run([sys.executable, "-c", SETUP + code], env=self.environment, check=True)

    def begin(self, *command: str) -> "subprocess.Popen[str]":
        """Start a process of the installation; it ends with the test."""
        process = subprocess.Popen(
            [sys.executable, *command],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.processes.append(process)
        return process

    def work(self, processes: int = 1) -> "subprocess.Popen[str]":
        """Start a supervisor and wait for its workers."""
        supervisor = self.begin("-m", "django", "work", f"--processes={processes}", "--grace=3")
        wait_for(lambda: len(children(supervisor.pid)) == processes + 1)
        return supervisor

    def work_on_steps(self, count: int) -> "subprocess.Popen[str]":
        """Start a job of so many steps and a supervisor, and wait until a few are done."""
        self.run(f"bench_jobs.start('bench.steps', count={count}, seconds=0.1)")
        supervisor = self.work()
        self.wait("select count(*) > 2 from bench_work_effect", 1)
        return supervisor

    def ask(self, query: str) -> list[Any]:
        """Rows of a query; those with one column as a plain list."""
        with closing(sqlite3.connect(self.data / DATABASE, timeout=20)) as connection:
            rows = connection.execute(query).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]

    def tell(self, statement: str) -> None:
        """Change something behind the back of the installation: the clock, most often."""
        with closing(sqlite3.connect(self.data / DATABASE, timeout=20)) as connection, connection:
            connection.execute(statement)

    def wait(self, query: str, expected: Any) -> None:
        """Ask until the answer is this."""
        wait_for(lambda: self.ask(query) == [expected])

    def stop(self) -> None:
        """End every process."""
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=PATIENCE)


def empty_database(shared: Path) -> Path:
    """The database of an installation nobody has used, with the tables of scripts/bench_work beside its own."""

    def make(data: Path) -> None:
        shutil.copy(migrated(shared), data)
        House(data).run("call_command('migrate', run_syncdb=True, verbosity=0)")
        in_one_file(data / DATABASE)

    return made_once(shared, "workplace", make) / DATABASE


def wait_for(what: Callable[[], Any], *, pause: float = 0.05) -> Any:
    """The first true answer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = what()
        if answer:
            return answer
        time.sleep(pause)
    return pytest.fail("waited in vain", pytrace=False)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
