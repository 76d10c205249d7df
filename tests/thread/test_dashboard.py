"""The dashboard counts and compares reviews; what stands beside a figure is of one day; comparisons share a scale."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roterfaden.monitoring import actions as monitoring
from roterfaden.places.enums import AreaKind
from roterfaden.places.models import Area
from roterfaden.thread.queries.beside import figures_beside
from roterfaden.thread.queries.comparison import comparable_figures, goals_compared, places_compared
from roterfaden.thread.queries.dashboard import dashboard
from tests import factories
from tests.factories import TODAY
from tests.public.world import ACTOR

pytestmark = pytest.mark.django_db
ON = date(2024, 1, 1)
RISING = {2016: 20, 2017: 23, 2018: 26, 2019: 29, 2020: 21, 2021: 20}


def reviewed(n=1):
    """A concept with `n` goals that rise until 2019 and fall after, reviewed twice, answered by one town of two."""
    concept = factories.concept()
    field = factories.field(slug="sprache", name="Sprache")
    goals = [factories.measured_goal(concept, RISING) for _ in range(n)]
    type(goals[0]).objects.update(field=field)
    version = factories.frozen_version(concept)
    for year in (2019, 2021):
        cycle = factories.cycle(
            version, slug=f"pruefung-{year}", reference_date=date(year, 12, 31), known_on=date(year + 1, 9, 30)
        )
        at = datetime(year + 1, 11, 1, tzinfo=UTC)
        monitoring.assess_goals(actor=ACTOR, cycle=cycle, now=at)
        monitoring.close_cycle(actor=ACTOR, cycle=cycle, now=at)
    towns = [factories.municipality() for _ in range(2)]
    factories.offer(version, towns[0])
    factories.adoption(goals[0], towns[0])
    return goals, towns


def county_of(key):
    return Area.objects.create(
        key=key, ars=key, slug=f"kreis-{key}", name=f"Landkreis {key}", short_name=f"Kreis {key}",
        kind=AreaKind.COUNTY, valid_from=date(1990, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize("n", [1, 3])
def test_dashboard_counts_goals_in_the_same_queries_for_one_and_for_three(n):
    _goals, towns = reviewed(n)

    with CaptureQueriesContext(connection) as queries:
        page = dashboard(on=ON)
    with CaptureQueriesContext(connection) as more:
        dashboard(on=ON, area_slug=towns[0].slug)

    assert sum(tally.count for tally in page.counts) == n
    assert [field.total for field in page.fields] == [n]
    assert (len(queries), len(more)) == (9, 11)


def test_dashboard_says_what_got_worse_and_what_a_town_answered():
    goals, towns = reviewed()
    local = factories.series(goals[0].revisions.get().target.series.definition, area=towns[0])
    factories.observation(local, 2021, 7)

    page = dashboard(on=ON, area_slug=towns[0].slug)

    (goal,) = page.goals
    assert (goal.before.status, goal.mark.status) == ("uncertain", "at_risk")
    assert (page.worse, page.better) == ((goal,), ())
    assert goal.answer_label
    assert goal.local.value == 7
    assert (goal.latest.on, goal.latest.value) == (date(2021, 12, 31), 20)
    assert dashboard(on=ON, area_slug=towns[1].slug).goals[0].answer == ""


def test_dashboard_before_everything_is_empty():
    page = dashboard(on=TODAY)

    assert (page.version, page.cycle, page.goals, page.worse) == (None, None, (), ())


def test_figures_beside_are_those_of_one_day_largest_first():
    goals, towns = reviewed()
    own = goals[0].revisions.get().target.series
    for key, value in (("03454", 40), ("03460", 10)):
        factories.observation(factories.series(own.definition, area=county_of(key)), 2021, value)
    factories.observation(factories.series(own.definition, area=county_of("03453")), 2012, 99)
    for town, value in zip(towns, (5, 6), strict=True):
        factories.observation(factories.series(own.definition, area=town), 2020, value)
    factories.observation(factories.series(own.definition, breakdown="geschlecht=weiblich"), 2021, 11)

    with CaptureQueriesContext(connection) as queries:
        found = figures_beside(own.pk, on=ON)

    assert len(queries) == 3
    assert [(place.area.key, place.value.value, place.is_own) for place in found.peers] == [
        ("03454", 40, False), ("03459", 20, True), ("03460", 10, False),
    ]  # fmt: skip
    assert [place.value.value for place in found.municipalities] == [6, 5]
    assert (found.peers_on, found.municipalities_on) == (date(2021, 12, 31), date(2020, 12, 31))
    assert [(part.label, part.is_own) for part in found.parts] == [("", True), ("Geschlecht: weiblich", False)]
    assert figures_beside(0, on=ON).is_empty


def test_small_count_stands_beside_nothing():
    goals, _towns = reviewed()
    own = goals[0].revisions.get().target.series
    own.definition.denominator = ""
    own.definition.save()
    factories.observation(factories.series(own.definition, area=county_of("03454")), 2021, 2)

    assert figures_beside(own.pk, on=ON).peers == ()


def test_places_are_compared_for_the_newest_definition_only():
    goals, towns = reviewed()
    own = goals[0].revisions.get().target.series
    for town in towns:
        factories.observation(factories.series(own.definition, area=town), 2020, 5)
    slug = own.definition.indicator.slug

    assert [each.key for each in comparable_figures()] == [slug]
    found = places_compared(slug, [], on=ON)
    assert [line.area.key for line in found.lines] == ["03459", towns[0].key, towns[1].key]
    assert [line.area for line in places_compared(slug, [towns[1].slug], on=ON).lines] == [towns[1]]
    assert places_compared("nie", [], on=ON) is None


def test_goals_are_compared_by_the_share_of_their_way():
    reviewed()

    (line,) = goals_compared(on=ON)

    assert [round(each.share, 2) for each in line.values] == [0, 0.3, 0.6, 0.9, 0.1, 0]
