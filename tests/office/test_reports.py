"""Berichte in the office: open, preview, freeze for each audience, publish, prove."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from roterfaden.monitoring import actions as monitoring
from roterfaden.office.my_day import tasks_for
from roterfaden.reporting import actions
from roterfaden.reporting.models import Edition, Report
from tests import factories

RISING = {2014: 28, 2015: 28.5, 2016: 29, 2017: 29.5, 2018: 30, 2019: 31}
NOW = datetime(2020, 10, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def goal():
    concept = factories.concept(process=factories.process())
    return factories.measured_goal(concept, RISING, parent=factories.element(concept, "field", title="Sprache"))


@pytest.fixture
def cycle(planner, goal):
    cycle = factories.cycle(factories.frozen_version(goal.concept))
    monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
    return cycle


@pytest.fixture
def report(planner, cycle):
    return actions.open_report(actor=planner, cycle=cycle, slug="bericht-2019", title="Bericht 2019", now=NOW)


def freeze(planner, report, audience="public"):
    return actions.freeze_edition(
        actor=planner, report=report, audience=audience, title="Was ist erreicht?", foreword="Liebe Lesende", now=NOW
    )


@pytest.mark.parametrize(
    ("name", "reading", "writing"),
    [
        ("planner", 200, 200), ("group_member", 200, 403), ("clerk", 200, 403), ("goal_owner", 403, 403),
        ("moderator", 403, 403), ("outsider", 403, 403),
    ],
)  # fmt: skip
def test_pages_open_to_their_roles(name, reading, writing, planner, report, request, page_client):
    edition = freeze(planner, report)
    page_client.force_login(request.getfixturevalue(name))

    assert page_client.get(reverse("office:reports")).status_code == reading
    assert page_client.get(reverse("office:report", args=[report.slug])).status_code == reading
    assert page_client.get(reverse("office:edition", args=[edition.pk])).status_code == reading
    assert page_client.get(reverse("office:edition_freeze", args=[report.slug, "gremien"])).status_code == writing
    publish = page_client.post(reverse("office:edition_publish", args=[edition.pk]))
    assert publish.status_code == (302 if writing == 200 else 403)


def test_report_begins_with_a_closed_review(planner, page_client, cycle):
    monitoring.close_cycle(actor=planner, cycle=cycle, now=NOW)
    page_client.force_login(planner)
    url = reverse("office:report_open", args=[cycle.slug])
    assert url in page_client.get(reverse("office:reports")).content.decode()

    assert page_client.post(url, {"title": ""}).status_code == 422
    response = page_client.post(url, {"title": "Bericht 2019"})

    assert response["Location"] == "/buero/berichte/bericht-2019/"
    assert page_client.post(url, {"title": "Zweiter"}).status_code == 422
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "audience"), [("gruppe", "group"), ("gremien", "council"), ("oeffentlichkeit", "public")]
)
def test_each_audience_is_previewed_and_frozen(path, audience, planner, page_client, report):
    page_client.force_login(planner)
    url = reverse("office:edition_freeze", args=[report.slug, path])
    page = page_client.get(url).content.decode()
    for words in ("Sprache", "31,0 Prozent", "auf Kurs", "beweist nicht"):
        assert words in page

    response = page_client.post(url, {"title": "Was ist erreicht?", "foreword": "Liebe Lesende"})

    edition = Edition.objects.get()
    assert response["Location"] == reverse("office:edition", args=[edition.pk])
    assert (edition.audience, edition.foreword) == (audience, "Liebe Lesende")


def test_preview_without_title_keeps_the_foreword(planner, page_client, report):
    page_client.force_login(planner)

    response = page_client.post(
        reverse("office:edition_freeze", args=[report.slug, "gremien"]), {"title": "", "foreword": "Liebe Lesende"}
    )

    assert response.status_code == 422
    assert "Liebe Lesende" in response.content.decode()


def test_preview_before_computing_says_so(planner, page_client, goal):
    empty = factories.cycle(factories.frozen_version(goal.concept))
    actions.open_report(actor=planner, cycle=empty, slug="leer", title="Leer", now=NOW)
    page_client.force_login(planner)

    assert "noch nicht berechnet" in page_client.get("/buero/berichte/leer/ausgabe/gremien/").content.decode()
    assert page_client.post("/buero/berichte/leer/ausgabe/gremien/", {"title": "T"}).status_code == 422
    assert page_client.get("/buero/berichte/leer/ausgabe/presse/").status_code == 404
    assert page_client.get("/buero/berichte/gibt-es-nicht/").status_code == 404


def test_publishing_waits_for_the_closed_review(planner, page_client, report):
    edition = freeze(planner, report)
    page_client.force_login(planner)
    url = reverse("office:edition_publish", args=[edition.pk])

    assert "schließen Sie zuerst die Überprüfung ab" in page_client.post(url, follow=True).content.decode()
    monitoring.close_cycle(actor=planner, cycle=report.cycle, now=NOW)
    assert "Die Ausgabe ist veröffentlicht." in page_client.post(url, follow=True).content.decode()

    assert Edition.objects.public().get() == edition


def test_edition_is_proved_and_names_later_changes(planner, page_client, goal, report):
    edition = freeze(planner, report)
    page_client.force_login(planner)
    url = reverse("office:edition", args=[edition.pk])
    page = page_client.get(url).content.decode()
    assert "kommt heute dasselbe heraus" in page
    assert edition.checksum in page

    line = goal.revisions.get().target.series
    factories.observation(line, 2018, 29.3, known_on=date(2021, 3, 1))
    page = page_client.get(url).content.decode()
    assert "inzwischen revidiert: 29,3 statt 30,0 Prozent" in " ".join(page.split())
    assert "kommt heute dasselbe heraus" in page

    factories.observation(line, 2019, 5, known_on=date(2020, 9, 1))
    assert "Heute kommt etwas anderes heraus" in page_client.get(url).content.decode()


def test_lists_need_the_same_queries_for_one_and_many(planner, page_client, query_count, goal, report):
    freeze(planner, report)
    page_client.force_login(planner)
    one = query_count(lambda: page_client.get(reverse("office:reports")))
    for number in range(3):
        cycle = factories.cycle(report.cycle.version)
        monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
        freeze(planner, actions.open_report(actor=planner, cycle=cycle, slug=f"b{number}", title="B", now=NOW))

    assert query_count(lambda: page_client.get(reverse("office:reports"))) == one == 7


def test_what_waits_for_the_planner(planner, group_member, cycle, report):
    def titles(person):
        return [str(task.title) for task in tasks_for(person, NOW.date())]

    assert not any("Ausgabe" in title for title in titles(planner))
    freeze(planner, report, "group")
    assert "Eine Ausgabe ist noch nicht veröffentlicht" in titles(planner)
    other = factories.cycle(cycle.version, closed_at=NOW)
    assert "Eine Überprüfung hat noch keinen Bericht" in titles(planner)
    assert not any("Bericht" in title for title in titles(group_member))
    assert other.closed_at
