"""A full hall, small: telephones send at once, the server is killed in the middle, every acknowledged card is there."""

import shutil
import subprocess
import sys

import pytest

from tests.architecture.house import ROOT
from tests.installation import DATABASE, migrated

sys.path.insert(0, str(ROOT / "scripts"))
import bench_phones


@pytest.mark.once  # a server of its own on SQLite; `./faden bench phones` does the same on both databases
def test_every_acknowledged_card_survives_a_killed_server(tmp_path, shared_folder):
    shutil.copy(migrated(shared_folder), tmp_path / DATABASE)
    command = [sys.executable, bench_phones.__file__, "--phones=15", "--cards=4", "--here", "SQLite", "--kill"]

    done = subprocess.run(
        command, env=bench_phones.environment(str(tmp_path)), capture_output=True, text=True, check=False, timeout=300
    )

    assert done.returncode == 0, done.stdout + done.stderr
