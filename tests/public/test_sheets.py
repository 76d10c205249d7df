"""The data sheet of a municipality, the feedback in several languages, and their files, for everybody."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from roterfaden.monitoring import actions as monitoring
from roterfaden.reporting import actions
from roterfaden.reporting.enums import Audience
from tests import factories
from tests.factories import NOW
from tests.pages import read_to_the_end

LATER = datetime(2020, 10, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def house(db):
    factories.instance()


def test_sheet_is_read_once_it_is_published(planner, page_client):
    town = factories.municipality(slug="adorf", name="Adorf", short_name="Adorf")
    factories.observation(factories.series(factories.definition(), area=town), 2015, 12)
    made = actions.freeze_sheets(actor=planner, title="Datenspiegel", known_on=date(2018, 1, 1), now=NOW)
    url = reverse("public:sheet", args=["adorf"])
    assert page_client.get(url).status_code == 404
    assert page_client.get(reverse("public:sheet_file", args=["adorf"])).status_code == 404
    actions.publish_sheets(actor=planner, edition=made, now=NOW)

    page = page_client.get(url).content.decode()
    assert "Wie viele Menschen hier leben" in page
    english = page_client.get(f"/en{url}").content.decode()
    assert '<div lang="de" dir="ltr">' in english
    pdf = page_client.get(reverse("public:sheet_file", args=["adorf"]))
    assert pdf.content.startswith(b"%PDF")
    assert page_client.get("/kommunen/erfunden/datenspiegel/").status_code == 404


@pytest.fixture
def edition(planner):
    concept = factories.concept(process=factories.process())
    factories.measured_goal(concept, {2016: 28, 2017: 29.5, 2018: 30, 2019: 31})
    cycle = factories.cycle(factories.frozen_version(concept))
    monitoring.assess_goals(actor=planner, cycle=cycle, now=LATER)
    monitoring.close_cycle(actor=planner, cycle=cycle, now=LATER)
    report = actions.open_report(actor=planner, cycle=cycle, slug="b", title="Bericht", now=LATER)
    made = actions.freeze_edition(
        actor=planner, report=report, audience=Audience.PUBLIC, title="Was ist erreicht?", foreword="Danke.", now=LATER
    )
    return actions.publish_edition(actor=planner, edition=made, now=LATER)


def test_feedback_is_read_and_taken_away_in_its_languages(planner, page_client, edition):
    actions.write_edition_text(
        actor=planner, edition=edition, language="en", title="What was achieved?", body="Thank you.", is_checked=True,
        now=LATER,
    )  # fmt: skip
    url = reverse("public:report", args=[edition.pk])

    german, english = (page_client.get(each).content.decode() for each in (url, f"/en{url}"))
    assert "Daran arbeiten wir" in german
    assert f'href="/en{url}"' in german
    assert "<p>Danke.</p>" in german
    assert ("<p>Thank you.</p>" in english, "What was achieved?" in english) == (True, True)
    for form in ("pdf", "docx", "xlsx", "csv"):
        file = page_client.get(reverse("public:report_file", args=[edition.pk, form]))
        assert file.status_code == 200
        read_to_the_end(file)
    assert page_client.get(reverse("public:report_file", args=[edition.pk, "exe"])).status_code == 404


def test_dossier_and_drafts_stay_inside(planner, page_client, edition):
    report = edition.report
    dossier = actions.freeze_edition(
        actor=planner, report=report, audience=Audience.GROUP, title="Dossier", foreword="", now=LATER
    )
    actions.publish_edition(actor=planner, edition=dossier, now=LATER)
    actions.write_edition_text(
        actor=planner, edition=edition, language="en", title="Draft", body="Not yet.", is_checked=False, now=LATER
    )

    for form in ("pdf", "csv"):
        assert page_client.get(reverse("public:report_file", args=[dossier.pk, form])).status_code == 404
    assert "Not yet." not in page_client.get(f"/en{reverse('public:report', args=[edition.pk])}").content.decode()
