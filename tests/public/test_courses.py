"""Courses for residents: free seats, filters, calendar, other languages; and the desk behind a provider's link."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.courses import actions
from roterfaden.courses.models import CourseRun
from roterfaden.post.models import Message
from tests import factories
from tests.courses.network import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    factories.instance()
    return coming()


def coming(number="Q-1", **values):
    today = timezone.localdate()
    usual = {"starts_on": today + timedelta(days=7), "ends_on": today + timedelta(days=90), "updated_on": today}
    return run(number, **(usual | values))


def test_list_shows_free_seats_and_nothing_of_the_office(page_client, course, query_count):
    address = reverse("public:courses")
    page = page_client.get(address).content.decode()
    for words in ("3 freie Plätze", "Haus am Markt", "Mo 8:30–12:45", "beginnt, wenn sich genug Menschen anmelden"):
        assert words in page
    assert "kurse@example.org" not in page
    first = query_count(lambda: page_client.get(address))
    coming("Q-2")
    coming("Q-3", seats_taken_otherwise=3)
    page = page_client.get(address, {"niveau": "A0"}).content.decode()

    assert "Q-2" in page
    assert "Q-3" not in page
    assert query_count(lambda: page_client.get(address)) == first == 9
    assert "Wo sind die Kurse?" in page
    assert "ort=quakenbrueck" in page
    assert "Kein Kurs gefunden" in page_client.get(address, {"kinder": "on"}).content.decode()


def test_calendar_holds_the_first_lesson(page_client, course):
    coming("Q-2")
    file = page_client.get(reverse("public:courses_calendar"), {"kurs": str(course.uid)}).content.decode()

    assert file.count("BEGIN:VEVENT") == 1
    lesson = course.starts_on + timedelta(days=(7 - course.starts_on.weekday()) % 7)
    assert f"DTSTART:{lesson:%Y%m%d}T" in file
    assert page_client.get(reverse("public:courses_calendar")).content.decode().count("BEGIN:VEVENT") == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_list_speaks_the_readers_language(page_client, course, language):
    page = page_client.get(f"/{language}{reverse('public:courses')}").content.decode()

    assert f'<html lang="{language}"' in page
    assert "Haus am Markt" in page


def test_link_opens_the_desk_of_one_provider(page_client, course, system):
    actions.ask_provider(actor=system, provider=course.provider, now=timezone.now())
    token = Message.objects.get().text.split("/kurse-melden/")[1].split("/")[0]
    desk = reverse("public:provider_desk", args=[token])

    response = page_client.get(desk)
    assert "Q-1" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store, private"
    page_client.post(reverse("public:provider_course_state", args=[token, course.uid]), {"state": "open"})
    page_client.post(desk, {"alle": "1"})
    assert CourseRun.objects.get().state == "open"
    assert page_client.get(reverse("public:provider_table", args=[token])).getvalue().startswith(b"PK")
    assert page_client.get(reverse("public:provider_desk", args=["erfunden"])).status_code == 404
