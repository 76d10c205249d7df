"""Periods of deletion of the courses, and the rights of a person, as the office sees them."""

import io
import json
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.courses import actions
from roterfaden.courses.enums import HoldReason, LeaveReason, RuleName, Unit
from roterfaden.courses.models import Candidate, DeletionHold, DeletionRun, Rule
from roterfaden.kernel.time import local_day
from tests import factories
from tests.courses.network import NOW, ready, rule
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(page_client, course_coordinator, settings):
    """The coordinator at work, in a house with the rules of deletion."""
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    rule(RuleName.DELETE_POOL, 12, Unit.MONTHS)
    rule(RuleName.DELETE_REST, 5, Unit.YEARS)
    page_client.force_login(course_coordinator)
    return page_client


def test_page_counts_for_any_day_and_deletes_on_demand(desk, course_coordinator, auditor, query_count):
    person = ready(course_coordinator, 0)
    address = reverse("office:course_keeping")
    one = query_count(lambda: desk.get(address))
    for number in (1, 2):
        other = ready(course_coordinator, number)
        actions.set_hold(
            actor=course_coordinator, candidate=other, reason=HoldReason.COURT,
            until=local_day(timezone.now()) + timedelta(days=9), now=NOW,
        )  # fmt: skip
    assert (one, query_count(lambda: desk.get(address))) == (13, 13)
    assert desk.get(address).context["due"] == 0
    far = desk.get(address, {"am": "2040-01-01"})
    assert (far.context["due"], "Das ist ein Probelauf" in far.content.decode()) == (6, True)

    Rule.objects.filter(slug=RuleName.DELETE_POOL).update(unit=Unit.DAYS, value=0)
    actions.remove_candidate(actor=course_coordinator, candidate=person, because=LeaveReason.WORK, now=timezone.now())
    assert desk.post(address).url.startswith("/buero/auftraege/")
    run_jobs()
    assert DeletionRun.objects.get().deleted == {"words": 1}
    shown = desk.get(reverse("office:candidate", args=[person.code])).content.decode()
    assert "Name und Anschrift sind gelöscht." in shown
    desk.force_login(auditor)
    assert (desk.get(address).status_code, desk.post(address).status_code) == (200, 403)


def test_rights_of_a_person_on_one_page(desk, course_coordinator):
    person = ready(course_coordinator, 0)
    address = reverse("office:candidate_rights", args=[person.code])
    assert "werden gelöscht am" in desk.get(address).content.decode()

    parcel = desk.post(address, {"akt": "auskunft"})
    assert "no-store" in parcel["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(parcel.content)) as files:
        assert json.loads(files.read("auskunft.json"))["words"]["given"] == "Persona"
        with pikepdf.open(io.BytesIO(files.read("auskunft.pdf"))) as document:
            assert "<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes().decode()

    until = local_day(timezone.now()) + timedelta(days=30)
    assert desk.post(address, {"akt": "sperren", "reason": "court", "until": "2020-01-01"}).status_code == 422
    desk.post(address, {"akt": "sperren", "reason": "court", "until": until})
    assert DeletionHold.objects.get().reason == "court"
    refused = desk.post(address, {"akt": "loeschen", "sure": "on"})
    assert (refused.status_code, "Heben Sie die Sperre zuerst auf" in refused.content.decode()) == (422, True)
    assert "Löschsperre aufheben" in desk.get(address).content.decode()
    desk.post(address, {"akt": "freigeben"})
    assert desk.post(address, {"akt": "loeschen", "sure": "on"}).url == reverse("office:candidates")
    assert Candidate.objects.get().emptied_at is not None
    assert desk.get(reverse("office:candidate", args=[Candidate.objects.get().code])).status_code == 200
