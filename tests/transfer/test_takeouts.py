"""Alles mitnehmen: ordered on a page, written by a worker, locked, fetched by one person, gone the next day."""

import io
import json
import zipfile
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pyrage
import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.audit.models import Event
from roterfaden.kernel import takeout as stock
from roterfaden.kernel.errors import NotAllowed
from roterfaden.places.models import Instance
from roterfaden.transfer import actions, errors
from roterfaden.transfer.models import Takeout
from roterfaden.transfer.tasks import end_takeouts, take_out
from tests import factories
from tests.factories import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
FEW = [Instance, Takeout]
KEY = str(pyrage.x25519.Identity.generate().to_public())


@pytest.fixture(autouse=True)
def world(settings, tmp_path, monkeypatch):
    """A house with few tables: how all are written is tested in the kernel. A test may open no second connection."""
    settings.DATA_DIR, settings.SECOND_FACTOR = tmp_path, "optional"
    monkeypatch.setattr(stock, "our_models", lambda: FEW)
    monkeypatch.setattr(stock, "snapshot", lambda: nullcontext("default"))
    factories.instance(name="Landkreis Beispiel")


def test_administrator_orders_fetches_and_deletes_and_nobody_else_can(page_client, administrator):
    page_client.force_login(administrator)
    here = reverse("office:takeout")

    shown = page_client.post(here, {"recipient": ""})
    secret = shown.context["secret"]
    assert secret.startswith("AGE-SECRET-KEY-")
    assert "no-store" in shown["Cache-Control"]
    assert page_client.post(here, {"recipient": ""}).status_code == 422, "one at a time"
    assert "wird geschrieben" in page_client.get(here).content.decode()
    run_jobs()
    row = Takeout.objects.get()
    file = reverse("office:takeout_file", args=[row.uid])
    assert "Herunterladen" in page_client.get(here).content.decode()
    locked = b"".join(page_client.get(file))

    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(locked, [pyrage.x25519.Identity.from_str(secret)]))) as archive:
        assert b"Landkreis Beispiel" in archive.read("daten/places.instance.json")
        assert json.loads(archive.read("manifest.json"))["without"] == ["advice", "courses"]
        assert "advice, courses" in archive.read("LIESMICH.txt").decode()
    assert b"Landkreis Beispiel" not in locked
    assert [each.name for each in row.file.parent.iterdir()] == [row.file.name], "nothing in the clear is left"
    other = factories.user(Role.ADMINISTRATOR)
    page_client.force_login(other)
    assert page_client.get(file).status_code == 404
    assert page_client.post(file).status_code == 404
    page_client.force_login(administrator)
    page_client.post(file)
    assert not row.file.exists()
    assert page_client.get(file).status_code == 302, "told on the page"
    written = Event.objects.filter(verb__startswith="takeout.").order_by("number").values_list("verb", flat=True)
    assert list(written) == ["takeout.ordered", "takeout.made", "takeout.fetched", "takeout.ended"]


def test_order_needs_a_key_of_age_and_the_right(administrator, planner):
    with pytest.raises(errors.NotAPublicKey):
        actions.order_takeout(actor=administrator, recipient="age1unsinn", now=NOW)
    with pytest.raises(NotAllowed):
        actions.order_takeout(actor=planner, recipient=KEY, now=NOW)

    _made, secret = actions.order_takeout(actor=administrator, recipient=f" {KEY} ", now=NOW)
    assert secret == "", "whoever has a key keeps it"


def test_file_is_gone_after_a_day_and_is_never_the_backlog_of_a_dead_worker(administrator):
    now = timezone.now()
    made, _secret = actions.order_takeout(actor=administrator, recipient=KEY, now=now - timedelta(hours=25))
    left = made.file.with_suffix(".plain")
    left.parent.mkdir()
    left.write_text("offen")
    orphan, begun = left.with_name(f".{uuid4()}.zip.age"), factories.user(Role.ADMINISTRATOR)
    orphan.touch()
    other, _secret = actions.order_takeout(actor=begun, recipient=KEY, now=now)
    other.file.touch()
    with pytest.raises(errors.TakeoutNotThere):
        actions.fetch_takeout(actor=administrator, takeout=made, now=now)

    end_takeouts(now=now)

    made.refresh_from_db()
    assert (made.ended_at, list(left.parent.iterdir())) == (now, [other.file])


@dataclass
class AskedToStop:
    """The progress of a job somebody has cancelled."""

    actor: User
    uid: str = "x"
    cancelled: bool = True


def test_file_thrown_away_while_it_is_written_is_not_left_behind(administrator):
    made, _secret = actions.order_takeout(actor=administrator, recipient=KEY, now=NOW)

    def throw_away(done, _total, _note):
        if not done:
            actions.end_takeout(actor=administrator, takeout=made, now=NOW)

    take_out(SimpleNamespace(actor=administrator, cancelled=False, set=throw_away), takeout=str(made.uid))

    made.refresh_from_db()
    assert (made.made_at, made.ended_at, list(made.file.parent.iterdir())) == (None, NOW, [])


def test_stopped_job_leaves_nothing(administrator):
    made, _secret = actions.order_takeout(actor=administrator, recipient=KEY, now=NOW)

    take_out(AskedToStop(administrator), takeout=str(made.uid))

    made.refresh_from_db()
    assert (made.made_at, made.ended_at is not None, list(made.file.parent.iterdir())) == (None, True, [])
