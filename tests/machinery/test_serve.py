"""What ./faden demo runs at the end: server and worker start together and stop together."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.architecture.house import ROOT
from tests.jobs.house import PATIENCE, children, environment, is_alive, wait_for


def answers(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def served(tmp_path):
    """Server and worker on a free port; neither needs a database to start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    real = environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "roterfaden.config.settings"}
    command = [sys.executable, ROOT / "scripts" / "serve.py", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, env=real, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: answers(port) or process.poll() is not None)
    yield process, port
    process.terminate()
    process.communicate(timeout=PATIENCE)


def test_interrupt_stops_server_and_worker_and_is_no_error(served):
    process, port = served
    both = children(process.pid)
    assert len(both) == 2

    process.send_signal(signal.SIGINT)
    process.wait(timeout=PATIENCE)

    assert process.returncode == 0
    assert not answers(port)
    assert [pid for pid in both if is_alive(pid)] == []


def test_server_does_not_go_on_without_a_worker(served):
    process, port = served
    (worker,) = (pid for pid in children(process.pid) if "work" in command_of(pid))

    os.kill(worker, signal.SIGKILL)
    process.wait(timeout=PATIENCE)

    assert process.returncode != 0
    assert not answers(port)
    assert "Die Hintergrundarbeit ist von selbst zu Ende gegangen" in process.stderr.read()


def command_of(pid):
    with open(f"/proc/{pid}/cmdline", encoding="utf-8") as line:
        return line.read().split("\0")
