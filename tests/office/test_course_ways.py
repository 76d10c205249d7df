"""The page of the ways: a table looked at and taken over, what is missing; ways on the pages of people and courses."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from roterfaden.courses import actions
from roterfaden.courses.models import WayTable
from roterfaden.kernel.time import local_day
from tests import factories
from tests.courses.network import area, ready, run, site

pytestmark = pytest.mark.django_db
HEAD = "Von (Schlüssel);Nach (Schlüssel);Minuten;Mit;Gilt ab;Quelle"


@pytest.fixture
def desk(page_client, course_coordinator, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(course_coordinator)
    return page_client


def brought(minutes=25):
    row = f"{area().key};s{site().pk};{minutes};Bus;01.08.2026;VOS 2026"
    return SimpleUploadedFile("wege.csv", f"{HEAD}\n{row}\nAtlantis;s0;9;;;\n".encode())


def test_table_is_looked_at_taken_over_and_fetched_again(desk):
    site()
    address = reverse("office:course_ways")
    assert "noch keiner" in desk.get(address).content.decode()
    assert desk.post(address, {"upload": SimpleUploadedFile("x.csv", b"a;b\n1;2\n")}).status_code == 422

    seen = desk.post(address, {"upload": brought()}).content.decode()
    assert all(words in seen for words in ("Noch ist nichts geändert", "25 Minuten", "Atlantis", "nicht übernommen"))
    assert not WayTable.objects.exists()
    signed = seen.split('name="tabelle" value="')[1].split('"')[0]
    done = desk.post(address, {"tabelle": signed}).content.decode()

    assert "Wege eingelesen, gültig ab 01.08.2026" in done
    page = desk.get(address).content.decode()
    assert all(words in page for words in ("gilt ab 01.08.2026", "1 von 1", "Eingelesene Tabellen"))
    fetched = reverse("office:course_ways_table")
    assert desk.get(fetched, {"stand": WayTable.objects.get().pk}).getvalue().startswith(b"PK")
    assert desk.get(fetched, {"stand": "0"}).status_code == 404
    assert desk.post(address, {"tabelle": "erfunden"}).status_code == 302


def test_person_seat_and_course_show_the_way(desk, course_coordinator):
    now = timezone.now()
    today = local_day(now)
    course = run(starts_on=today + timedelta(days=20), ends_on=today + timedelta(days=60))
    person = ready(course_coordinator, 0)
    way = "nach Entfernung geschätzt: etwa 10 Min."

    assert way in desk.get(reverse("office:candidate", args=[person.code])).content.decode()
    actions.reserve_seat(actor=course_coordinator, candidate=person, run=course, reason="…", now=now)
    assert way in desk.get(reverse("office:run_seats", args=[course.uid])).content.decode()
    page = desk.get(reverse("office:course", args=[course.uid])).content.decode()
    assert "aus 1 von 1 Kommunen" in page
    assert "in höchstens 60 Minuten: 0 nach Fahrplan, 1 nach Entfernung geschätzt" in page
