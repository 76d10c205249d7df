"""The example county on the production server, for tests that walk through the pages.

A process of its own with a data directory of its own, started as `./faden demo` starts it: real server, real files. The
filled database is made once a run and copied for each worker.
"""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.installation import environment, made_once, migrated

PATIENCE = 60
"""Seconds the server may take to answer for the first time."""


def filled(shared: Path) -> Path:
    """A data directory with the loaded example county."""

    def fill(data: Path) -> None:
        shutil.copy(migrated(shared), data)
        for command in (["load_example"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([sys.executable, "-m", "django", *command], env=environment(data), check=True)

    return made_once(shared, "county", fill)


@contextmanager
def served(shared: Path, own: Path) -> Iterator[str]:
    """The address of a running server on a fresh copy of the example county."""
    shutil.copytree(filled(shared), own, dirs_exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "gunicorn", "roterfaden.config.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--threads", "4", "--worker-class", "gthread",
    ]  # fmt: skip
    with (own / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment(own, address), stdout=log, stderr=log)
        try:
            _wait(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            urllib.request.urlopen(f"{address}/robots.txt", timeout=2).close()  # noqa: S310 -- our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"no answer after {PATIENCE} s")
