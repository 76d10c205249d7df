"""The example county: loaded through the actions, varied enough, marked as an example, and complete."""

import json
import shutil
import subprocess
import sys
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from roterfaden.audit.queries import verify_chain
from roterfaden.concept.models import Consideration, Element, Node, Version
from roterfaden.example.load import load
from roterfaden.indicators.models import Observation
from roterfaden.kernel.archive import verify_archive
from roterfaden.monitoring.models import Assessment
from roterfaden.participation.models import CardPhoto, Contribution
from roterfaden.places.models import Area, Instance
from roterfaden.reporting.models import Edition
from roterfaden.thread.enums import Focus, Station
from roterfaden.thread.queries import thread_of
from tests.browser.county import filled
from tests.example.crawl import dead_links
from tests.installation import DATABASE, environment


@pytest.fixture
def county(db, shared_folder, tmp_path, settings):
    """The loaded example: on SQLite a copy of the one the browser tests use, on PostgreSQL loaded here."""
    if connection.vendor != "sqlite":
        load(now=timezone.now(), password="nur-fuer-diesen-test")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself, but not inside a test's transaction
        yield
        return
    data = shutil.copytree(filled(shared_folder), tmp_path / "county")
    settings.DATA_DIR, settings.MEDIA_ROOT = data, data / "files"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    given = connections["default"]
    connections["default"] = copied = given.copy()
    copied.settings_dict["NAME"] = str(data / DATABASE)
    yield
    copied.close()
    connections["default"] = given


def test_example_county_is_what_was_promised(county, page_client, tmp_path):
    """One load, many looks: loading takes seconds, so all that must be true of it is asked here."""
    assert Instance.objects.get().is_example
    assert (Area.objects.partners().count(), Area.objects.basic().count()) == (21, 34)
    voices = Contribution.objects.all()
    assert voices.count() >= 240
    assert voices.values("actor_group").distinct().count() == 8
    assert voices.exclude(area=None).values("area").distinct().count() == 21
    assert voices.filter(event__kind="forum").values("event").distinct().count() == 6
    assert voices.exclude(language="de").values("language").distinct().count() >= 8
    adopted = Version.objects.filter(kind="adopted").order_by("frozen_at").first()
    goals = Node.objects.filter(version=adopted, element__kind="goal").select_related(
        "revision__target__series__definition"
    )
    assert goals.count() >= 30
    measured = [goal.revision.target.series.definition for goal in goals if goal.revision.target.series]
    real = [definition for definition in measured if not definition.is_fictitious]
    assert len(real) > len(measured) / 2
    unanswered = Contribution.objects.published().exclude(
        pk__in=Consideration.objects.filter(superseded_at=None).values("contribution_id")
    )
    assert unanswered.count() == 0
    assert Assessment.objects.filter(superseded_at=None).values("status").distinct().count() >= 5
    assert set(Edition.objects.published().values_list("audience", flat=True)) == {"group", "council", "public"}
    assert Observation.objects.filter(source="").count() == 0
    assert verify_chain().is_intact
    assert (CardPhoto.objects.count(), CardPhoto.objects.shown().count()) == (3, 1)

    full = [
        goal.pk
        for goal in Element.objects.filter(kind="goal").order_by("pk")
        if set(thread_of(Focus.ELEMENT, goal.pk).missing) <= {Station.CORRECTION, Station.ADOPTION, Station.INITIATIVE}
    ]
    assert len(full) >= 20

    if connection.vendor == "sqlite":  # the queries behind the pages are tested one by one on both engines
        assert dead_links(page_client) == []
        leaves_whole(tmp_path / "county")


def leaves_whole(data):
    """Backup and takeout meet every kind of value the program writes, not only those a small test makes up."""
    for command in ("backup", "export_all"):
        run = [sys.executable, "-m", "django", command, str(data / f"{command}.zip")]
        subprocess.run(run, env=environment(data), check=True, stdout=subprocess.DEVNULL)
    assert verify_archive(data / "backup.zip").rows > Contribution.objects.count()
    with zipfile.ZipFile(data / "export_all.zip") as archive:
        assert len(json.loads(archive.read("daten/participation.contribution.json"))) == Contribution.objects.count()


def test_example_is_never_loaded_over_something(db):
    from tests import factories

    factories.instance()

    with pytest.raises(CommandError):
        call_command("load_example")
    call_command("load_example", "--if-empty")
    assert Instance.objects.count() == 1
