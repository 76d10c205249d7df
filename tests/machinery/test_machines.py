"""More than one machine, small: a web process and a worker are killed, every card and every effect is there once."""

import subprocess
import sys

import pytest
from django.db import connection

from tests.architecture.house import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import bench_machines

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite belongs to one machine (ADR 3)")


def test_killed_web_process_and_killed_worker_lose_and_double_nothing(copied_database, tmp_path):
    load = bench_machines.Load(callers=6, cards=5, jobs=12, steps=20)
    command = [sys.executable, bench_machines.__file__, "--here", "--accident=worker", *load.arguments()]

    done = subprocess.run(
        command, env=bench_machines.environment(str(tmp_path), copied_database), capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
