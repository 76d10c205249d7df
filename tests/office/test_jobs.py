"""Aufträge: what the person sees who started one, at every stage, with and without JavaScript."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.jobs.enums import JobState
from roterfaden.jobs.methods import kinds
from roterfaden.jobs.models import Worker
from roterfaden.office.jobs import STOP_POLLING, Description, described
from roterfaden.ui.parts import Link
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def at_work():
    Worker.objects.create(name="anna", started_at=timezone.now(), seen_at=timezone.now())


@pytest.fixture
def planner_page(page_client, planner):
    page_client.force_login(planner)
    return page_client


def look(page, job, **headers):
    return page.get(reverse("office:job", args=[job.uid]), headers=headers)


def text(response):
    return " ".join(response.content.decode().split())


def test_running_job_says_how_far_it_is_in_words(planner_page, planner, at_work):
    job = factories.job(started_by=planner, state=JobState.RUNNING, attempts=1, done=14, total=21, note="Datenspiegeln")

    shown = text(look(planner_page, job))

    assert "14 von 21 Datenspiegeln" in shown
    assert 'data-hx-trigger="every 2s"' in shown
    assert "Sie können diese Seite verlassen." in shown
    assert "Stand neu laden" in shown
    assert reverse("office:job_cancel", args=[job.uid]) in shown


def test_page_asks_for_the_state_alone_until_the_job_has_ended(planner_page, planner, at_work):
    job = factories.job(started_by=planner, state=JobState.RUNNING, attempts=1, done=1, total=2, note="Zeilen")

    going_on = look(planner_page, job, hx_request="true")
    assert (going_on.status_code, "<html" in text(going_on)) == (HTTPStatus.OK, False)
    job.state, job.finished_at = JobState.DONE, NOW
    job.save()
    ended = look(planner_page, job, hx_request="true")

    assert ended.status_code == STOP_POLLING
    assert "Fertig" in text(ended)
    assert "data-hx-trigger" not in text(look(planner_page, job))


def test_finished_job_says_what_came_out_and_leads_back(planner_page, planner, monkeypatch):
    told = Description(lambda job: Link(f"Zu Stapel {job.arguments['batch']}", "/buero/"), {"read": "eingelesen"})
    monkeypatch.setattr("roterfaden.office.jobs._described", {"test.none": told})
    job = factories.job(
        started_by=planner, state=JobState.DONE, finished_at=NOW, result={"read": 1200, "other": 1},
        arguments={"batch": 7},
    )  # fmt: skip

    shown = text(look(planner_page, job))

    assert "eingelesen" in shown
    assert "1.200" in shown
    assert "Zu Stapel 7" in shown
    assert "Abbrechen" not in shown


def test_failed_job_says_why_and_what_was_done(planner_page, planner):
    job = factories.job(
        started_by=planner, state=JobState.FAILED, finished_at=NOW, message="Die Tabelle hat keine Kopfzeile.", done=3,
        total=9, note="Zeilen",
    )  # fmt: skip

    shown = text(look(planner_page, job))

    assert "Das hat nicht geklappt" in shown
    assert "Die Tabelle hat keine Kopfzeile." in shown
    assert "Erledigt waren bis dahin 3 von 9 Zeilen." in shown


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Wartet, bis die Reihe an ihn kommt."),
        ({"attempts": 1}, "Beim letzten Versuch gab es einen Fehler."),
        ({"state": "running", "attempts": 1}, "Läuft."),
        ({"state": "running", "attempts": 1, "cancel_requested": True}, "Wird abgebrochen"),
        ({"state": "cancelled", "finished_at": NOW}, "Der Auftrag war noch nicht begonnen."),
    ],
)
def test_every_state_has_its_sentence(planner_page, planner, at_work, values, sentence):
    assert sentence in text(look(planner_page, factories.job(started_by=planner, **values)))


def test_waiting_job_says_when_nobody_is_at_work(planner_page, planner):
    job = factories.job(started_by=planner)

    assert "Im Augenblick arbeitet niemand im Hintergrund" in text(look(planner_page, job))
    Worker.objects.create(name="anna", started_at=NOW, seen_at=timezone.now() - timedelta(seconds=5))
    assert "arbeitet niemand" not in text(look(planner_page, job))


def test_person_cancels_a_job(planner_page, planner):
    job = factories.job(started_by=planner)

    response = planner_page.post(reverse("office:job_cancel", args=[job.uid]), follow=True)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "Der Auftrag wird abgebrochen." in text(response)
    again = planner_page.post(reverse("office:job_cancel", args=[job.uid]), follow=True)
    assert "Dieser Auftrag ist schon zu Ende." in text(again)


def test_job_of_somebody_else_does_not_exist(planner_page, moderator):
    job = factories.job(started_by=moderator)

    assert look(planner_page, job).status_code == HTTPStatus.NOT_FOUND
    assert planner_page.post(reverse("office:job_cancel", args=[job.uid])).status_code == HTTPStatus.NOT_FOUND


def test_list_shows_ones_own_and_the_administration_all(page_client, planner, administrator):
    factories.job(started_by=planner, title="Karten einlesen")
    factories.job(title="Bericht setzen")

    page_client.force_login(planner)
    own = text(page_client.get(reverse("office:jobs")))
    page_client.force_login(administrator)
    everything = text(page_client.get(reverse("office:jobs")))

    assert ("Karten einlesen" in own, "Bericht setzen" in own, "gestartet von" in own) == (True, False, False)
    assert ("Karten einlesen" in everything, "Bericht setzen" in everything) == (True, True)
    assert "Petra Plan" in everything


def test_empty_list_says_what_will_be_here(planner_page):
    assert "Noch kein Auftrag" in text(planner_page.get(reverse("office:jobs")))


def test_pages_take_the_same_queries(planner_page, planner, query_count):
    job = factories.job(started_by=planner)
    assert query_count(lambda: planner_page.get(reverse("office:jobs"))) == 6
    for _number in range(3):
        factories.job(started_by=planner)
    assert query_count(lambda: planner_page.get(reverse("office:jobs"))) == 6
    assert query_count(lambda: look(planner_page, job)) == 6


def test_every_kind_of_job_is_told_in_words():
    ours = {kind for kind in kinds() if not kind.startswith(("test.", "bench."))}

    assert ours - described() == set(), "say with office.jobs.describe how the result reads and where it leads"
