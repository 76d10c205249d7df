"""The drill: telephones write, a backup is made meanwhile, the server is killed, the backup is loaded on PostgreSQL.

Every card acknowledged before the backup began must be there and the log unbroken. The same backup then shows what is
refused: damaged, locked, foreign, and whatever would be loaded over something.
"""

import shutil
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pyrage
import pytest

from roterfaden.kernel.archive import (
    ArchiveDamaged,
    ArchiveLocked,
    NotAnArchive,
    OtherVersion,
    TargetNotEmpty,
    load_archive,
    verify_archive,
)
from scripts.postgres import temporary_server
from tests import factories
from tests.architecture.house import ROOT
from tests.browser.hall import furnished

sys.path.insert(0, str(ROOT / "scripts"))
import bench_phones

pytestmark = pytest.mark.once  # an installation of its own, on both engines
PHONES, CARDS, BEFORE = 4, 200, 20
PATIENCE = 90


@dataclass
class Drill:
    """A house that was killed, its backup, and what was acknowledged before and after the backup was made."""

    house: Path
    backup: Path
    before: set[str]
    at_the_end: int


def manage(data, *command, url="", code=0):
    done = subprocess.run(
        [sys.executable, "-m", "django", *map(str, command)],
        env=bench_phones.environment(str(data), url), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def drill(tmp_path_factory, shared_folder):
    own = tmp_path_factory.mktemp("drill")
    house, backup = own / "house", own / "backup.zip"
    shutil.copytree(furnished(shared_folder), house)
    photo = house / "files" / "photo" / "ab" / "abc.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"picture")
    run, lock, stop = bench_phones.Run(PHONES, CARDS, kill=True), threading.Lock(), threading.Event()
    port = bench_phones.free_port()
    with bench_phones.Server(port, env=bench_phones.environment(str(house))) as server:
        phones = [threading.Thread(target=bench_phones.Phone(port, run, lock, stop).write) for _ in range(PHONES)]
        for phone in phones:
            phone.start()
        until = time.monotonic() + PATIENCE
        while len(run.receipts) < BEFORE and time.monotonic() < until:
            time.sleep(0.05)
        before = set(run.receipts)
        manage(house, "backup", backup)
        at_the_end = len(run.receipts)
        server.kill()
        stop.set()
        for phone in phones:
            phone.join()
    return Drill(house, backup, before, at_the_end)


@pytest.fixture
def scratch(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return tmp_path


def rewritten(source, target, part, change):
    """A copy of an archive with one part changed, or left out where `change` gives None."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = change(old.read(name)) if name == part else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return target


def test_backup_under_load_brings_back_every_acknowledged_card(drill, tmp_path):
    assert len(drill.before) >= BEFORE
    assert drill.at_the_end > len(drill.before), "nobody wrote while the backup was made"
    assert drill.backup.stat().st_mode & 0o077 == 0

    with temporary_server() as url:
        assert "Geladen und verglichen" in manage(tmp_path, "restore", drill.backup, url=url)
        assert "unversehrt" in manage(tmp_path, "verify_audit", url=url)
        with psycopg.connect(url) as connection:
            rows = connection.execute("SELECT client_id FROM participation_contribution").fetchall()
    brought_back = {str(client_id) for (client_id,) in rows}

    assert drill.before <= brought_back
    assert len(brought_back) == len(rows)
    assert (tmp_path / "files" / "photo" / "ab" / "abc.jpg").read_bytes() == b"picture"


def test_locked_backup_opens_only_with_its_key(drill, scratch):
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    for name, identity in (("key", key), ("other", other)):
        (scratch / name).write_text(f"# made by age-keygen\n{identity}\n")
    manage(drill.house, "backup", scratch / "a.age", "--recipient", key.to_public())

    assert verify_archive(scratch / "a.age", identity=scratch / "key").files == 1
    for identity in (None, scratch / "other"):
        with pytest.raises(ArchiveLocked):
            verify_archive(scratch / "a.age", identity=identity)


def test_backup_is_never_overwritten_and_a_bad_key_is_named(drill, scratch):
    (scratch / "a.zip").write_bytes(b"an older one")
    assert "nie überschrieben" in manage(drill.house, "backup", scratch / "a.zip", code=1)
    assert (scratch / "a.zip").read_bytes() == b"an older one"

    assert "kein öffentlicher Schlüssel" in manage(drill.house, "backup", scratch / "b", "--recipient", "x", code=1)
    assert [path.name for path in scratch.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("tables/places.instance.jsonl", lambda data: data.replace(b"Landkreis", b"Landkrais")),
        ("tables/places.instance.jsonl", lambda data: None),
        ("files/photo/ab/abc.jpg", lambda data: b"other"),
    ],
    ids=["changed", "missing", "file"],
)
def test_damage_is_named(drill, scratch, part, change):
    with pytest.raises(ArchiveDamaged) as found:
        verify_archive(rewritten(drill.backup, scratch / "b.zip", part, change))

    assert part.rpartition("/")[2].removesuffix(".jsonl") in str(found.value)


def test_foreign_file_is_refused(scratch):
    (scratch / "letter.zip").write_bytes(b"PK no zip")

    with pytest.raises(NotAnArchive):
        verify_archive(scratch / "letter.zip")


def test_nothing_is_loaded_over_what_is_there_nor_from_other_tables(drill, scratch, db):
    older = rewritten(
        drill.backup, scratch / "b.zip", "manifest.json", lambda data: data.replace(b"places.0001_i", b"places.0000_i")
    )
    with pytest.raises(OtherVersion):
        load_archive(older, using="default")

    factories.instance()
    with pytest.raises(TargetNotEmpty):
        load_archive(drill.backup, using="default")
