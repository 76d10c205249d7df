"""Who was heard: shares against the population of the time, people at events, small numbers hidden."""

from datetime import date

import pytest

from roterfaden.participation.enums import HeadcountOf
from roterfaden.participation.models import Headcount
from roterfaden.thread.queries.heard import FOREIGNERS, POPULATION, heard_page
from tests import factories
from tests.factories import NOW

LATER = date(2024, 1, 1)


@pytest.fixture
def process(db):
    return factories.process()


@pytest.fixture
def definition(db):
    indicator = factories.definition().indicator
    indicator.slug = POPULATION
    indicator.save()
    return indicator.definitions.get()


def place(definition, people: dict[int, int], **values):
    area = factories.municipality(**values)
    series = factories.series(definition, area=area)
    for year, number in people.items():
        factories.observation(series, year, number)
    return area


def count(event, of, key, attended):
    Headcount.objects.create(event=event, of=of, key=key, attended=attended, recorded_at=NOW)


def lines(page):
    return {line.name: line for line in page.places}


def test_shares_are_compared_with_the_population_of_the_time(process, definition):
    large = place(definition, {2015: 6000, 2016: 9000, 2022: 90_000}, short_name="Melle")
    place(definition, {2016: 1000}, short_name="Rieste")
    for _ in range(3):
        factories.contribution(process, area=large)

    page = heard_page(process, on=LATER)

    melle, rieste = lines(page)["Melle"], lines(page)["Rieste"]
    assert (melle.population, melle.population_share, melle.voice_share) == (9000, 0.9, 1.0)
    assert melle.population_on == date(2016, 12, 31)
    assert (rieste.voices, rieste.population_share) == (0, 0.1)
    assert page.silent_places == (rieste,)


def test_little_heard_is_less_than_half_the_rate(process, definition):
    areas = [place(definition, {2016: 1000}, short_name=name) for name in "AB"]
    for area, voices in zip(areas, (9, 1), strict=True):
        for _ in range(voices):
            factories.contribution(process, area=area)

    assert [line.name for line in heard_page(process, on=LATER).quiet_places] == ["B"]


def test_people_at_events_are_summed_and_small_numbers_hidden(process):
    stage = factories.stage(process)
    groups = [factories.group(process) for _ in range(3)]
    for number in range(2):
        event = factories.event(stage)
        count(event, HeadcountOf.ALL, "", 20)
        for group, people in zip(groups, (1, 10, 4) if number else (1, 2, 4), strict=True):
            count(event, HeadcountOf.GROUP, group.slug, people)

    page = heard_page(process, on=LATER)

    assert (page.attended, page.counted_events, page.events) == (40, 2, 2)
    # 1 + 1 people are hidden, and the smallest other number too, or they could be calculated
    assert [line.attended.count for line in page.groups] == [None, 12, None]


def test_without_counts_nothing_is_said_about_people(process):
    factories.group(process)
    factories.contribution(process)

    page = heard_page(process, on=LATER)

    assert (page.attended, page.counted_events, page.groups[0].attended) == (0, 0, None)


def test_language_stands_beside_the_share_without_german_passport(process):
    indicator = factories.definition().indicator
    indicator.slug = FOREIGNERS
    indicator.save()
    factories.observation(factories.series(indicator.definitions.get()), 2016, "8.5")
    for language in ("de", "de", "de", "ar"):
        factories.contribution(process, language=language)

    page = heard_page(process, on=LATER)

    assert (page.foreigners, page.not_german) == (0.085, 0.25)


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_the_same_queries(process, definition, query_count, number):
    stage = factories.stage(process)
    for each in range(number):
        area = place(definition, {2016: 1000}, short_name=f"Ort {each}")
        factories.contribution(process, area=area)
        count(factories.event(stage), HeadcountOf.ALL, "", 5)

    assert query_count(lambda: heard_page(process, on=LATER)) == 13
