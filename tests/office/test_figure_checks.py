"""Auffällige Zahlen: list, filters, an answer, the value's own page; names of breakdowns."""

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.indicators.enums import FigureCheck
from roterfaden.indicators.models import BreakdownTerm, FigureFinding
from roterfaden.indicators.tasks import check_and_keep
from tests import factories
from tests.jobs import run_jobs

LIST = "office:figure_checks"


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def line():
    """A series whose second number is a hundred times the first."""
    made = factories.series(factories.definition(unit="Personen", denominator=""), breakdown="anlass=erst")
    factories.observation(made, 2020, 1000)
    factories.observation(made, 2021, 100000)
    return made


@pytest.fixture
def finding(line, system):
    check_and_keep(actor=system, now=timezone.now())
    return FigureFinding.objects.get(kind=FigureCheck.UNIT_SHIFT)


def test_list_tells_what_and_why_and_filters(planner, page_client, finding):
    page_client.force_login(planner)

    page = page_client.get(reverse(LIST)).content.decode()
    other = page_client.get(reverse(LIST), {"art": "gap"}).content.decode()

    for words in ("andere Einheit?", "erst 1.000, dann 100.000", finding.indicator.title):
        assert words in page
    assert "erst 1.000" not in other


def test_list_needs_a_fixed_number_of_queries(planner, page_client, query_count, finding, system):
    page_client.force_login(planner)
    one = query_count(lambda: page_client.get(reverse(LIST)))
    for _number in range(3):
        more = factories.series(factories.definition(unit="Personen", denominator=""))
        factories.observation(more, 2020, 1000)
        factories.observation(more, 2021, 100000)
    check_and_keep(actor=system, now=timezone.now())

    assert query_count(lambda: page_client.get(reverse(LIST))) == one == 11


def test_answer_takes_it_off_the_list_and_can_be_taken_back(goal_owner, page_client, finding):
    page_client.force_login(goal_owner)
    url = reverse("office:figure_finding", args=[finding.pk])

    missing = page_client.post(url, {"state": "ignored", "reason": "Später", "until": ""})
    page_client.post(url, {"state": "explained", "reason": "Seit 2021 in Personen", "until": ""})
    page = page_client.get(url).content.decode()
    listed = page_client.get(reverse(LIST)).content.decode()

    assert missing.status_code == 422
    assert "Seit 2021 in Personen" in page
    assert "Nichts fällt auf" in listed
    page_client.post(reverse("office:figure_finding_reopen", args=[finding.pk]))
    assert "erst 1.000" in page_client.get(reverse(LIST)).content.decode()


def test_value_shows_what_was_found_to_those_who_enter_values(goal_owner, group_member, page_client, finding, line):
    url = reverse("office:figure", args=[line.definition.indicator.slug])
    link = reverse("office:figure_finding", args=[finding.pk])

    page_client.force_login(goal_owner)
    assert page_client.get(url).content.decode().count(link) == 2
    page_client.force_login(group_member)
    assert link not in page_client.get(url).content.decode()


def test_checking_now_runs_in_the_background(planner, page_client, line):
    page_client.force_login(planner)

    page_client.post(reverse("office:figure_checks_run"))
    run_jobs()

    assert FigureFinding.objects.standing().filter(kind=FigureCheck.UNIT_SHIFT).exists()


def test_breakdowns_get_names(planner, page_client, line):
    page_client.force_login(planner)
    url = reverse("office:figure_breakdowns") + "?merkmal=anlass"

    assert "anlass" in page_client.get(reverse("office:figure_breakdowns")).content.decode().lower()
    assert page_client.get(url + "x").status_code == 404
    page_client.post(url, {"dimension": "Anlass der Beratung", "name_0": "Erste Orientierung", "part_0": ""})

    assert BreakdownTerm.objects.count() == 2
    page = page_client.get(reverse("office:figure", args=[line.definition.indicator.slug])).content.decode()
    assert "Anlass der Beratung: Erste Orientierung" in page
