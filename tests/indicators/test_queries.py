"""Indicator list and sheet: small counts hidden, vintages kept, fixed numbers of queries."""

from datetime import date
from decimal import Decimal

import pytest

from roterfaden.indicators.enums import ObservationStatus
from roterfaden.indicators.models import Break, Observation
from roterfaden.indicators.queries import breakdown_label, indicator_list, indicator_sheet, known_values
from tests import factories

pytestmark = pytest.mark.django_db

LATER = date(2026, 1, 1)


def test_known_on_shows_what_was_known_that_day():
    """Population of the county on 31.12.2011: two bases (LSN indicator 1-1-1; BBSR reference file)."""
    series = factories.series(factories.definition(denominator=""))
    old = factories.observation(series, 2011, 356000, known_on=date(2012, 9, 30), base="Volkszählung 1987")
    new = factories.observation(series, 2011, 350418, known_on=date(2014, 3, 31), base="Zensus 2011")

    assert list(Observation.objects.known_on(date(2012, 9, 29))) == []
    assert list(Observation.objects.known_on(date(2014, 3, 30))) == [old]
    assert list(Observation.objects.known_on(date(2014, 3, 31))) == [new]


def test_known_values_by_series_oldest_first():
    series = factories.series(factories.definition())
    for year in (2016, 2014, 2015):
        factories.observation(series, year, year)

    found = known_values([series.pk], date(2016, 7, 1))

    assert [value.period_end.year for value in found[series.pk]] == [2014, 2015]


def test_list_groups_by_field_and_shows_the_latest_values():
    field = factories.field(short_name="Bildung")
    definition = factories.definition()
    definition.indicator.field = field
    definition.indicator.save()
    series = factories.series(definition)
    factories.observation(series, 2015, 20)
    factories.observation(series, 2016, 22)
    factories.observation(series, 2017, None, raw=".", status=ObservationStatus.UNKNOWN)
    factories.definition()

    groups = indicator_list(area=factories.county(), on=LATER)

    assert [group.name for group in groups] == ["", "Bildung"]
    shown = groups[1].rows[0]
    assert (shown.latest.value, shown.previous.value) == (Decimal(22), Decimal(20))
    assert groups[0].rows[0].latest is None


def test_list_prefers_the_total_to_a_breakdown():
    definition = factories.definition()
    factories.observation(factories.series(definition, breakdown="geschlecht=weiblich"), 2016, 5)
    factories.observation(factories.series(definition), 2016, 50)

    (group,) = indicator_list(area=factories.county(), on=LATER)

    assert group.rows[0].latest.value == Decimal(50)
    assert group.rows[0].series_label == ""


def test_list_needs_three_queries(query_count):
    area = factories.county()

    def add():
        factories.observation(factories.series(factories.definition()), 2016, 20)

    add()
    assert query_count(lambda: indicator_list(area=area, on=LATER)) == 3
    add()
    add()
    assert query_count(lambda: indicator_list(area=area, on=LATER)) == 3


def test_small_count_is_hidden_everywhere():
    definition = factories.definition(unit="Personen", denominator="", minimum_count=3)
    series = factories.series(definition)
    factories.observation(series, 2016, 2)

    sheet = indicator_sheet(definition.indicator, on=LATER)
    value = sheet.periods[0].value

    assert (value.value, value.raw, str(value.words), value.is_hidden) == (None, "", "weniger als 3", True)
    assert indicator_list(area=factories.county(), on=LATER)[0].rows[0].latest.value is None


def test_sheet_keeps_earlier_vintages_and_signs_in_words():
    definition = factories.definition(denominator="Bevölkerung")
    series = factories.series(definition)
    factories.observation(series, 2015, 20)
    factories.observation(series, 2016, 22)
    factories.observation(series, 2016, 21.5, known_on=date(2018, 1, 1))
    factories.observation(series, 2017, None, raw="/", status=ObservationStatus.UNRELIABLE)
    Break.objects.create(definition=definition, on=date(2016, 1, 1), note="Neue Zählweise")

    sheet = indicator_sheet(definition.indicator, on=LATER)

    assert [period.value.on.year for period in sheet.periods] == [2017, 2016, 2015]
    assert str(sheet.periods[0].value.words) == "nicht sicher genug (/)"
    assert sheet.periods[1].value.value == Decimal("21.5")
    assert [each.value for each in sheet.periods[1].earlier] == [Decimal(22)]
    assert [each.note for each in sheet.breaks] == ["Neue Zählweise"]
    assert sheet.has_vintages


def test_sheet_chooses_county_total_and_refuses_foreign_series():
    definition = factories.definition()
    town = factories.municipality()
    of_town = factories.series(definition, area=town)
    total = factories.series(definition)
    factories.series(definition, breakdown="geschlecht=weiblich")
    foreign = factories.series(factories.definition())

    sheet = indicator_sheet(definition.indicator, on=LATER)

    assert sheet.chosen.series_id == total.pk
    assert sheet.choices[0].series_id == total.pk
    assert indicator_sheet(definition.indicator, on=LATER, series_id=of_town.pk).chosen.area_name == town.name
    assert indicator_sheet(definition.indicator, on=LATER, series_id=foreign.pk) is None


def test_sheet_needs_five_queries(query_count):
    definition = factories.definition()
    indicator = definition.indicator
    series = factories.series(definition)
    factories.observation(series, 2010, 1)
    assert query_count(lambda: indicator_sheet(indicator, on=LATER)) == 5
    for year in (2011, 2012, 2013):
        factories.observation(series, year, 1)
    factories.series(definition, breakdown="geschlecht=weiblich")

    assert query_count(lambda: indicator_sheet(indicator, on=LATER)) == 5


def test_breakdown_in_words():
    assert (
        breakdown_label("nationalitaet=auslaendisch;geschlecht=weiblich")
        == "Nationalität: ausländisch, Geschlecht: weiblich"
    )
    assert breakdown_label("") == ""
