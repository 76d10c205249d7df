"""Called by `./faden check` and `./faden test`: run every check, show what failed, sum up with durations.

Every step runs even when one before it failed, so that one run shows everything. The exit code is 0 only when all
steps passed.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogues import compile_catalogues
from postgres import temporary_server

ROOT = Path(__file__).resolve().parent.parent
PYTEST_FOUND_NOTHING = 5
CHECKS = (
    ("Typen (mypy)", ("-m", "mypy")),
    # Reads every test beside mypy, which takes as long: the workers of the test run find them compiled.
    ("Tests auffindbar (pytest)", ("-m", "pytest", "--collect-only", "-qq")),
    ("Stil (ruff check)", ("-m", "ruff", "check", "--quiet", "--output-format", "concise", ".")),
    ("Form (ruff format)", ("-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise", ".")),
    ("Verträge (import-linter)", ("-c", "import sys, importlinter.cli as c; sys.exit(c.lint_imports(no_logo=True))")),
    ("Lizenzen (reuse)", ("-m", "reuse", "lint", "--lines")),
    ("Migrationen vollständig", ("-m", "django", "makemigrations", "--check", "--dry-run")),
)


@dataclass(frozen=True)
class Step:
    """One finished step of the run."""

    name: str
    passed: bool
    seconds: float
    output: str = ""


def environment(**more: str) -> dict[str, str]:
    """A clean environment: nothing an installation has set on this machine may change a test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FADEN_", "DATABASE_URL"))}
    return {
        **kept,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONHASHSEED": "0",  # both pytest workers have to see sets in the same order
        **more,
    }


def quiet_step(name: str, arguments: Sequence[str]) -> Step:
    """Run a check and keep what it says for the case that it fails."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment(),
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return Step(name, done.returncode == 0, time.monotonic() - started, done.stdout)


def check() -> list[Step]:
    """The checks that need no test run, two at a time."""
    steps = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for step in pool.map(lambda item: quiet_step(*item), CHECKS):
            print(line(step), flush=True)
            if not step.passed:
                print(step.output, flush=True)
            steps.append(step)
    return steps


def pytest(name: str, arguments: Sequence[str], *, may_be_empty: bool = False, **more: str) -> Step:
    """Run pytest in the open, so that its own closing line stands in the log."""
    print(f"\n== {name}", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", *arguments],
        env=environment(**more),
        check=False,
        stdin=subprocess.DEVNULL,
    )
    passed = done.returncode == 0 or (may_be_empty and done.returncode == PYTEST_FOUND_NOTHING)
    return Step(name, passed, time.monotonic() - started)


def test(arguments: Sequence[str]) -> list[Step]:
    """Everything; with arguments only the tests they name. Tests that use the database run on both engines."""
    compile_catalogues()
    if arguments:
        return [pytest("Tests auf SQLite", arguments), on_postgres(arguments, may_be_empty=True)]
    steps = check()
    shown = ["--dist", "worksteal", "-q", "--durations", "5", "--durations-min", "2"]
    with TemporaryDirectory(prefix="faden-statements-") as noted:
        # One more than cores: some of these tests wait for processes of their own, a few even for a clock.
        first = ["-n", "3", *shown, f"--note-statements={noted}"]
        steps.append(pytest("Tests auf SQLite", first))
        steps.append(on_postgres(["-n", "3", *shown, f"--noted-statements={noted}"]))
    return steps


def on_postgres(arguments: Sequence[str], *, may_be_empty: bool = False) -> Step:
    """Those tests that use the database, on a server that is thrown away with what they leave in it."""
    with temporary_server() as url:
        chosen = [*arguments, "--only-database", "--reuse-db"]
        return pytest("Tests auf PostgreSQL", chosen, may_be_empty=may_be_empty, DATABASE_URL=url)


def line(step: Step) -> str:
    """One line of the summary."""
    return f"{'ok    ' if step.passed else 'FEHLER'} {step.seconds:6.1f} s  {step.name}"


def main(arguments: Sequence[str]) -> int:
    """Run, sum up, and return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that `finally` stops PostgreSQL
    started = time.monotonic()
    try:
        steps = check() if arguments[0] == "check" else test(arguments[1:])
    except KeyboardInterrupt:
        return 130
    print(f"\n== Zusammenfassung ({time.monotonic() - started:.0f} s)")
    for step in steps:
        print(line(step))
    return 0 if all(step.passed for step in steps) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
