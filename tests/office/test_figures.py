"""Zahlen in the office: list, sheet, a new value, a newer state, a break."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from roterfaden.indicators.enums import ObservationStatus
from roterfaden.indicators.models import Break, Observation
from tests import factories

VALUE = {
    "period_start": "2017-01-01", "period_end": "2017-12-31", "raw": "1.234,5", "status": "", "known_on": "2018-06-30",
    "base": "", "source": "Landesamt",
}  # fmt: skip


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def series():
    line = factories.series(factories.definition())
    for year in (2014, 2015, 2016):
        factories.observation(line, year, year - 2000)
    return line


def slug(series):
    return series.definition.indicator.slug


def address(series):
    return reverse("office:figure_record", args=[slug(series), series.pk])


@pytest.mark.parametrize(
    ("name", "list_status", "entry_status"),
    [
        ("planner", 200, 200),
        ("goal_owner", 200, 200),
        ("group_member", 200, 403),
        ("moderator", 403, 403),
        ("outsider", 403, 403),
    ],
)
def test_pages_open_to_their_roles(name, list_status, entry_status, series, request, page_client):
    page_client.force_login(request.getfixturevalue(name))

    assert page_client.get(reverse("office:figures")).status_code == list_status
    assert page_client.get(reverse("office:figure", args=[slug(series)])).status_code == list_status
    assert page_client.get(address(series)).status_code == entry_status


def test_list_shows_the_latest_value(planner, page_client, series):
    page_client.force_login(planner)

    page = page_client.get(reverse("office:figures")).content.decode()

    assert "16,0" in page
    assert "31.12.2016" in page


def test_list_without_indicators_says_what_to_do(planner, page_client):
    page_client.force_login(planner)

    assert "Noch keine Messgröße" in page_client.get(reverse("office:figures")).content.decode()


def test_list_needs_a_fixed_number_of_queries(planner, page_client, query_count, series):
    page_client.force_login(planner)
    one = query_count(lambda: page_client.get(reverse("office:figures")))
    for _number in range(3):
        factories.observation(factories.series(factories.definition()), 2016, 5)

    assert query_count(lambda: page_client.get(reverse("office:figures"))) == one == 8


def test_sheet_shows_states_signs_and_breaks(planner, page_client, series):
    factories.observation(series, 2016, 15.5, known_on=date(2018, 1, 1), base="Zensus 2022")
    factories.observation(series, 2017, None, raw="/", status=ObservationStatus.UNRELIABLE)
    Break.objects.create(definition=series.definition, on=date(2015, 6, 1), note="Neue Zählweise")
    page_client.force_login(planner)

    page = page_client.get(reverse("office:figure", args=[slug(series)])).content.decode()

    for words in ("15,5", "16,0 (Datenstand 01.07.2017)", "nicht sicher genug (/)", "Neue Zählweise", "Zensus 2022"):
        assert words in page


def test_sheet_of_another_series(planner, page_client, series):
    women = factories.series(series.definition, breakdown="geschlecht=weiblich")
    foreign = factories.series(factories.definition())
    page_client.force_login(planner)
    url = reverse("office:figure", args=[slug(series)])

    assert "Geschlecht: weiblich" in page_client.get(url, {"reihe": women.pk}).content.decode()
    for wrong in (foreign.pk, "abc", "99999999999999999999"):
        assert page_client.get(url, {"reihe": wrong}).status_code == 404


def test_small_count_is_not_shown_in_the_office_either(planner, page_client):
    line = factories.series(factories.definition(unit="Personen", denominator=""))
    factories.observation(line, 2016, 2)
    page_client.force_login(planner)

    for url in (reverse("office:figures"), reverse("office:figure", args=[slug(line)])):
        assert "weniger als 3" in page_client.get(url).content.decode()


def test_new_value_in_german_notation(goal_owner, page_client, series):
    page_client.force_login(goal_owner)

    response = page_client.post(address(series), VALUE)

    assert response.status_code == 302
    value = Observation.objects.get(known_on=date(2018, 6, 30))
    assert (value.value, value.raw) == (Decimal("1234.5"), "1.234,5")
    assert (value.period_start, value.period_end) == (date(2017, 1, 1), date(2018, 1, 1))


def test_thousand_point_is_a_thousand_in_the_office(goal_owner, page_client, series):
    page_client.force_login(goal_owner)

    page_client.post(address(series), VALUE | {"raw": "1.234"})

    assert Observation.objects.get(known_on=date(2018, 6, 30)).value == Decimal(1234)


def test_reference_date_needs_one_day_only(goal_owner, page_client, series):
    page_client.force_login(goal_owner)

    page_client.post(address(series), VALUE | {"period_start": "2017-12-31", "period_end": ""})

    value = Observation.objects.get(known_on=date(2018, 6, 30))
    assert value.period_start == value.period_end == date(2017, 12, 31)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"raw": "viele"}, "weder eine Zahl noch ein bekanntes Zeichen"),
        ({"raw": "-", "status": "normal"}, "ist ein Zeichen und keine Zahl"),
        ({"raw": "0", "status": "nil"}, "ist eine Zahl"),
        ({"period_end": "2016-12-31"}, "liegt vor seinem Anfang"),
        ({"known_on": "2099-01-01"}, "liegt in der Zukunft"),
        ({"source": ""}, "Dieses Feld ist zwingend erforderlich"),
    ],
)
def test_wrong_value_is_refused_and_everything_typed_is_kept(wrong, words, goal_owner, page_client, series):
    page_client.force_login(goal_owner)

    response = page_client.post(address(series), VALUE | {"base": "Zensus 2022"} | wrong)

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="Zensus 2022"' in page
    assert Observation.objects.count() == 3


def test_other_value_for_the_same_day_is_refused(goal_owner, page_client, series):
    page_client.force_login(goal_owner)
    again = VALUE | {"period_start": "2016-12-31", "period_end": "", "known_on": "2017-07-01"}

    response = page_client.post(address(series), again)

    assert response.status_code == 422
    assert "braucht einen neueren Datenstand" in response.content.decode()


def test_form_guesses_the_next_period_and_the_one_to_renew(goal_owner, page_client, series):
    page_client.force_login(goal_owner)
    newest = series.observations.get(period_end=date(2016, 12, 31))

    fresh = page_client.get(address(series)).context["form"].initial
    renewed = page_client.get(address(series), {"wert": newest.pk}).context["form"].initial

    assert (fresh["period_start"], renewed["period_start"]) == (date(2017, 12, 31), date(2016, 12, 31))
    assert "period_end" not in fresh


def test_break_is_marked_once(planner, page_client, series):
    page_client.force_login(planner)
    url = reverse("office:figure_break", args=[slug(series)])
    wanted = {"on": "2022-05-15", "note": "Zensus 2022"}

    assert page_client.get(url).status_code == 200
    assert page_client.post(url, wanted).status_code == 302
    assert page_client.post(url, wanted).status_code == 422
    assert Break.objects.get().note == "Zensus 2022"
