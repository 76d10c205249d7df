"""What is wrong with an installation: found, told with a remedy, and by which exit code."""

import json
import os
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db.utils import ConnectionHandler
from django.urls import reverse

from roterfaden.concept.models import RemarkAddress
from roterfaden.config import env
from roterfaden.jobs.queries import Workforce
from roterfaden.kernel.archive import BackupNote, last_backup, note_backup
from roterfaden.kernel.vault import seal_words
from roterfaden.office.doctor import Level, findings, gather
from roterfaden.office.doctor.database import in_words, strange_owners, unreachable
from roterfaden.post.queries import PostOverview
from tests import factories

WORKERS = Workforce(processes=1, kilobytes=60_000, heard_at=factories.NOW, waiting=0, running=0)
POST = PostOverview(waiting=0, failed=0, sent_lately=3, last_sent_at=factories.NOW)


@pytest.fixture
def sound(db):
    """What a healthy installation looks like."""
    return replace(
        gather(now=factories.NOW),
        network_filesystem="", free_bytes=50 * 1024**3, readable_secrets=(), static_is_collected=True,
        scanner_answers=True, missing_catalogues=(), house_is_set_up=True, administrators=2, without_second_factor=0,
        workforce=WORKERS,
        oldest_job=None, failed_jobs=0, late_rhythms=(), post=POST, settings_faults=(),
        pending_migrations=0, closed_places=(), strange_owners=(), newest_entry=factories.NOW, database_is_ahead=0.0,
        last_backup=BackupNote(factories.NOW, rows=9, files=0, size=1000, is_locked=True),
    )  # fmt: skip


def test_sound_installation_has_no_finding(sound):
    assert findings(sound) == []


@pytest.mark.parametrize(
    ("code", "level", "change"),
    [
        ("D002", Level.ERROR, {"pending_migrations": 3}),
        ("D003", Level.ERROR, {"engine": "postgresql", "database_version": 13}),
        ("D004", Level.ERROR, {"network_filesystem": "nfs4"}),
        ("D005", Level.ERROR, {"log_is_intact": False}),
        ("D010", Level.WARNING, {"free_bytes": 1024**3}),
        ("D010", Level.ERROR, {"free_bytes": 1024**2}),
        ("D011", Level.WARNING, {"readable_secrets": ("secret.key",)}),
        ("D012", Level.ERROR, {"keys_open": False}),
        ("D013", Level.ERROR, {"static_is_collected": False}),
        ("D015", Level.ERROR, {"scanner_answers": False}),
        ("D014", Level.WARNING, {"missing_catalogues": ("ar",)}),
        ("D020", Level.WARNING, {"house_is_set_up": False}),
        ("D021", Level.ERROR, {"administrators": 0}),
        ("D022", Level.NOTE, {"administrators": 1}),
        ("D023", Level.WARNING, {"without_second_factor": 1}),
        ("D030", Level.ERROR, {"workforce": replace(WORKERS, processes=0)}),
        ("D031", Level.WARNING, {"oldest_job": factories.NOW - timedelta(hours=1)}),
        ("D032", Level.WARNING, {"failed_jobs": 2}),
        ("D033", Level.WARNING, {"late_rhythms": ("post.deliver",)}),
        ("D040", Level.WARNING, {"post": replace(POST, failed=1)}),
        ("D041", Level.WARNING, {"resting_webhooks": ("Intranet",)}),
        ("D050", Level.WARNING, {"failing_sources": ("Bevölkerung",)}),
        ("D051", Level.WARNING, {"inbox_fault": "Den Eingangsordner gibt es nicht."}),
        ("D052", Level.NOTE, {"inbox_waiting": 1}),
        ("D008", Level.ERROR, {"newest_entry": factories.NOW + timedelta(days=400)}),
        ("D009", Level.ERROR, {"engine": "postgresql", "database_version": 15, "database_is_ahead": -600.0}),
        ("D016", Level.ERROR, {"closed_places": ("faden.sqlite3",)}),
        ("D017", Level.ERROR, {"strange_owners": ("faden.sqlite3-wal",)}),
        ("D060", Level.NOTE, {"last_backup": None}),
        (
            "D061",
            Level.WARNING,
            {"last_backup": BackupNote(factories.NOW - timedelta(days=9), 1, 0, 1, is_locked=True)},
        ),
    ],
)
def test_fault_is_found_and_has_a_remedy(sound, code, level, change):
    (found,) = findings(replace(sound, **change))

    assert (found.code, found.level) == (code, level)
    assert found.remedy


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("unable to open database file", "FADEN_DATA"),
        ("attempt to write a readonly database", "chown"),
        ("database or disk is full", "Platz"),
        ("file is not a database", "Sicherung"),
        ('connection failed: FATAL:  password authentication failed for user "faden"', "%40"),
        ('connection failed: FATAL:  database "fadn" does not exist', "createdb"),
        ("failed to resolve host 'bd': [Errno -2] Name or service not known", "getent"),
        ('connection to server at "127.0.0.1", port 5433 failed: Connection refused', "PostgreSQL"),
        ("connection timeout expired", "Firewall"),
        ("etwas ganz anderes\nmit Zeilen", "DATABASE_URL"),
    ],
)
def test_silent_database_is_explained(said, word):
    (found,) = findings(in_words(said))

    assert (found.code, found.level) == ("D007", Level.ERROR)
    assert word in found.remedy
    assert "\n" not in found.text


@pytest.mark.once  # the driver of PostgreSQL is asked by its words above
def test_database_is_asked_directly(db, monkeypatch, tmp_path, settings):
    silent = ConnectionHandler({"default": settings.DATABASES["default"] | {"NAME": tmp_path / "no" / "faden.sqlite3"}})
    monkeypatch.setattr("roterfaden.office.doctor.database.connection", silent["default"])

    assert "öffnen" in unreachable().text


def test_files_of_another_account_are_found(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "ours").touch()
    (tmp_path / "lost+found").mkdir()
    assert strange_owners() == ()

    if os.geteuid() == 0:
        os.chown(tmp_path / "lost+found", 12345, 12345)  # on a disk of its own it belongs to root
        os.chown(tmp_path / "ours", 12345, 12345)
        assert strange_owners() == ("ours",)


def test_backup_is_noted_for_whoever_looks(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert last_backup() is None

    note_backup(BackupNote(factories.NOW, rows=1, files=2, size=3, is_locked=False))
    assert last_backup() == BackupNote(factories.NOW, 1, 2, 3, is_locked=False)
    (tmp_path / "last-backup.json").write_text("[]")
    assert last_backup() is None


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"DATABASE_URL": "postgre://faden@db/faden"}, "DATABASE_URL ist keine Adresse"),
        ({"FADEN_SECRET_KEY_FILE": "/nirgends/key"}, "Es gibt sie nicht"),
        ({}, "Zeigt FADEN_DATA auf den richtigen Ordner"),
    ],
)
def test_settings_that_cannot_be_read_are_told_in_words(monkeypatch, tmp_path, variables, told):
    for name in ("FADEN_SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    def read():
        env.database("DATABASE_URL", "sqlite:///x")
        env.secret("FADEN_SECRET_KEY", tmp_path / "secret.key")

    with pytest.raises(ImproperlyConfigured, match=told):
        read()


def test_settings_are_judged_too(db, settings):
    settings.DEBUG, settings.BASE_URL, settings.ALLOWED_HOSTS = True, "https://faden.example", ["faden.example"]
    settings.SECRET_KEY = "kurz"

    codes = {found.code for found in findings(gather(now=factories.NOW))}

    assert {"roterfaden.E003", "D006"} <= codes


def test_lost_key_is_noticed(db, settings):
    settings.SEALING_KEYS = ["tW0Yo7nUzkGk6hVv8nJr8l1mM2p0q9sTxYzAbCdEfGg="]
    RemarkAddress.objects.create(code_hash="0" * 64, address=seal_words("jemand@example.org"), left_at=factories.NOW)
    assert gather(now=factories.NOW).keys_open

    settings.SEALING_KEYS = ["aW0Yo7nUzkGk6hVv8nJr8l1mM2p0q9sTxYzAbCdEfGg="]
    assert not gather(now=factories.NOW).keys_open


def test_command_says_it_and_ends_with_one(db):
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "--json", "--gruendlich", stdout=said)

    assert end.value.code == 1
    assert "D030" in {row["code"] for row in json.loads(said.getvalue())}


def test_page_shows_the_same_to_administrators(page_client, administrator, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(administrator)

    page = page_client.get(reverse("office:operation")).content.decode()

    assert "Niemand arbeitet im Hintergrund" in page
    assert "./faden manage work" in page


def test_process_is_ready_with_every_migration(client, db):
    assert client.get("/ready").json() == {"status": "ready"}


def test_figures_for_a_watch_need_the_token(client, db, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "nur-fuer-die-ueberwachung"
    assert client.get("/metrics", headers={"Authorization": "Bearer falsch"}).status_code == 404

    answer = client.get("/metrics", headers={"Authorization": "Bearer nur-fuer-die-ueberwachung"})

    assert "roterfaden_workers 0.0" in answer.content.decode()
