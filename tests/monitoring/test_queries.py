"""The board of a review and the figure of a goal: complete, counted, with fixed numbers of queries."""

from datetime import UTC, date, datetime

import pytest

from roterfaden.concept.enums import ElementKind
from roterfaden.indicators.models import Break
from roterfaden.monitoring import actions
from roterfaden.monitoring.enums import Status
from roterfaden.monitoring.models import Assessment, ReviewCycle
from roterfaden.monitoring.queries.board import cycle_list, review_board
from roterfaden.monitoring.queries.figures import goal_figure, latest_statuses
from roterfaden.monitoring.queries.judgements import goals_of, judge_goals
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 1, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
RISING = {2014: 28, 2015: 28.5, 2016: 29, 2017: 29.5, 2018: 30, 2019: 31}


@pytest.fixture
def concept():
    return factories.concept()


def assessed(planner, concept, **values):
    cycle = factories.cycle(factories.frozen_version(concept), **values)
    actions.assess_goals(actor=planner, cycle=cycle, now=NOW)
    return ReviewCycle.objects.select_related("version", "concept").get(pk=cycle.pk)


def test_goals_of_a_version_know_their_field(concept):
    field = factories.element(concept, ElementKind.FIELD, title="Sprache")
    challenge = factories.element(concept, ElementKind.CHALLENGE, parent=field)
    goal = factories.element(concept, parent=challenge, title="Kürzer warten")
    loose = factories.element(concept, field=factories.field(name="Bildung"), title="Loses Ziel")

    found = goals_of(factories.frozen_version(concept))

    assert [(each.element_id, each.number, each.field_name) for each in found] == [
        (goal.pk, "1.1.1", "Sprache"),
        (loose.pk, "2", "Bildung"),
    ]


def test_judge_goals_needs_three_queries(concept, query_count):
    factories.measured_goal(concept, RISING)
    version = factories.frozen_version(concept)
    days = {"reference": date(2019, 12, 31), "known_on": TODAY}
    assert query_count(lambda: judge_goals(version, **days)) == 3
    for _number in range(3):
        factories.measured_goal(concept, RISING)
    version = factories.frozen_version(concept)

    assert query_count(lambda: judge_goals(version, **days)) == 3


def test_board_counts_every_status_and_averages_nothing(planner, group_member, concept):
    field = factories.element(concept, ElementKind.FIELD, title="Sprache")
    first = factories.measured_goal(concept, RISING, parent=field)
    factories.measured_goal(concept, RISING, parent=field, target_value=90)
    factories.target(factories.element(concept, parent=field))
    cycle = assessed(planner, concept)
    actions.raise_signals(actor=planner, cycle=cycle, now=NOW)
    actions.rate_goal(
        actor=group_member, assessment=Assessment.objects.get(element=first), status=Status.UNCERTAIN, reason="Weil …",
        expires_on=date(2021, 1, 1), now=NOW,
    )  # fmt: skip
    actions.agree_correction(
        actor=group_member, cycle=cycle, element=first, fact="F", reason="R", action="A", owner="O",
        due_on=date(2021, 1, 1), effect="", now=NOW,
    )  # fmt: skip

    board = review_board(cycle, on=TODAY)

    assert [(each.status, each.count) for each in board.counts] == [
        ("reached", 0), ("on_track", 1), ("uncertain", 0), ("at_risk", 1), ("missed", 0), ("not_assessable", 1),
    ]  # fmt: skip
    assert (board.goal_count, board.rating_count, board.signal_count, board.correction_count) == (3, 1, 1, 1)
    (group,) = board.fields
    assert group.name == "Sprache"
    line = group.goals[0]
    assert (line.assessment.status, line.rating.status, line.rating.is_expired) == ("on_track", "uncertain", False)
    assert [each.cause for each in line.corrections] == ["R"]
    assert review_board(cycle, on=date(2021, 1, 2)).fields[0].goals[0].rating.is_expired


def test_board_shows_rating_of_an_earlier_computation(planner, group_member, concept):
    factories.measured_goal(concept, RISING)
    cycle = assessed(planner, concept)
    actions.rate_goal(
        actor=group_member, assessment=Assessment.objects.get(), status=Status.UNCERTAIN, reason="Weil …",
        expires_on=date(2021, 1, 1), now=NOW,
    )  # fmt: skip

    actions.assess_goals(actor=planner, cycle=cycle, now=NOW)

    assert review_board(cycle, on=TODAY).fields[0].goals[0].rating.is_of_earlier_computation


def test_board_shows_the_status_of_the_review_before(planner, concept):
    factories.measured_goal(concept, RISING)
    assessed(planner, concept, reference_date=date(2018, 12, 31), known_on=date(2019, 9, 30))
    cycle = assessed(planner, concept)

    assert review_board(cycle, on=TODAY).fields[0].goals[0].previous_status == "uncertain"


def test_board_needs_six_queries(planner, concept, query_count):
    factories.measured_goal(concept, RISING)
    one = assessed(planner, concept)
    assert query_count(lambda: review_board(one, on=TODAY)) == 6
    for _number in range(3):
        factories.measured_goal(concept, RISING)
    many = assessed(planner, concept)

    assert query_count(lambda: review_board(many, on=TODAY)) == 6


def test_cycle_list_newest_first_with_counts(planner, concept, query_count):
    factories.measured_goal(concept, RISING)
    assessed(planner, concept, reference_date=date(2018, 12, 31), known_on=date(2019, 9, 30), title="Alt")
    assert query_count(cycle_list) == 1
    assessed(planner, concept, title="Neu")
    factories.cycle(factories.frozen_version(concept), reference_date=date(2017, 12, 31), title="Leer")

    rows = cycle_list()

    assert [(row.title, row.assessed) for row in rows] == [("Neu", 1), ("Alt", 1), ("Leer", 0)]
    assert query_count(cycle_list) == 1


def test_goal_figure_is_ready_to_draw(planner, concept):
    goal = factories.measured_goal(concept, RISING)
    cycle = assessed(planner, concept)
    Break.objects.create(
        definition=goal.revisions.get().target.series.definition, on=date(2013, 1, 1), note="Neue Zählweise"
    )

    figure = goal_figure(goal, cycle.version, on=TODAY)

    assert [value.on.year for value in figure.values] == list(RISING)
    assert [(point.on, point.value) for point in figure.path] == [(date(2016, 12, 31), 20), (date(2022, 12, 31), 30)]
    assert [each.on for each in figure.band] == [date(year, 12, 31) for year in (2019, 2020, 2021, 2022)]
    assert (figure.band[0].low, figure.band[0].middle, figure.band[0].high) == (31, 31, 31)
    assert figure.band[-1].low < figure.band[-1].middle < figure.band[-1].high
    assert [each.note for each in figure.breaks] == ["Neue Zählweise"]
    assert (figure.latest.assessment.status, figure.latest.reference_date) == ("on_track", date(2019, 12, 31))
    assert not figure.is_empty


def test_goal_figure_has_no_band_after_the_target_date_and_no_negative_floor(concept):
    done = factories.measured_goal(concept, RISING, target_on=date(2019, 12, 31))
    small = factories.measured_goal(concept, {2014: 3, 2015: 1, 2016: 3, 2017: 1, 2018: 3, 2019: 1})
    version = factories.frozen_version(concept)

    assert goal_figure(done, version, on=TODAY).band == ()
    assert min(each.low for each in goal_figure(small, version, on=TODAY).band) == 0.0


def test_goal_figure_of_a_goal_without_measure_is_empty(concept):
    goal = factories.element(concept)
    factories.target(goal)

    figure = goal_figure(goal, factories.frozen_version(concept), on=TODAY)

    assert figure.is_empty
    assert figure.target.not_measurable_reason == "Dafür gibt es noch keine Zahl."


def test_goal_figure_needs_five_queries(planner, concept, query_count):
    goal = factories.measured_goal(concept, RISING)
    cycle = assessed(planner, concept)

    assert query_count(lambda: goal_figure(goal, cycle.version, on=TODAY)) == 5
    assert goal_figure(factories.element(factories.concept()), cycle.version, on=TODAY) is None


def test_public_sees_closed_reviews_only(planner, concept):
    goal = factories.measured_goal(concept, RISING)
    cycle = assessed(planner, concept)
    assert latest_statuses(concept) == {}
    assert goal_figure(goal, cycle.version, on=TODAY, only_closed=True).latest is None

    actions.close_cycle(actor=planner, cycle=cycle, now=NOW)

    assert latest_statuses(concept)[goal.pk].status == "on_track"
    assert goal_figure(goal, cycle.version, on=TODAY, only_closed=True).latest.cycle_slug == cycle.slug
