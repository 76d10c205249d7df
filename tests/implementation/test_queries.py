"""The matrix goals × municipalities, the state of initiatives, with a fixed number of queries."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import queries
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.implementation.methods import count_answers
from roterfaden.implementation.models import Milestone
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept(db):
    made = factories.concept()
    for number in range(2):
        factories.element(made, title=f"Ziel {number}")
        factories.element(made, ElementKind.INITIATIVE, title=f"Maßnahme {number}")
    return made


@pytest.fixture
def version(concept):
    return factories.frozen_version(concept, VersionKind.ADOPTED)


def goals(version):
    return [node.element for node in version.nodes.filter(element__kind=ElementKind.GOAL).order_by("order_key")]


def initiatives(version):
    return [node.element for node in version.nodes.filter(element__kind=ElementKind.INITIATIVE).order_by("order_key")]


@given(st.lists(st.sampled_from(["", *Answer.values])))
def test_counts_add_up(answers):
    count = count_answers(answers, offered=len(answers))

    assert count.offered == len(answers)
    assert count.open == answers.count("")


def test_matrix_shows_each_answer_once(version):
    melle, bramsche, artland = (factories.municipality(short_name=name) for name in ("Melle", "Bramsche", "Artland"))
    first, second = goals(version)
    for area in (melle, bramsche):
        factories.offer(version, area)
    factories.adoption(first, melle, Answer.ADAPT, adapted_text="…")
    factories.adoption(first, bramsche, superseded_at=NOW)
    factories.adoption(first, bramsche, Answer.ALREADY_DONE)

    found = queries.matrix(version, on=TODAY)

    assert found.municipalities == (artland, bramsche, melle)
    assert [[cell.answer for cell in goal.cells] for goal in found.goals] == [
        ["", "already_done", "adapt"],
        ["", "", ""],
    ]
    assert [cell.offered for cell in found.goals[1].cells] == [False, True, True]
    assert (found.count.answered, found.count.offered, found.goals[0].title) == (2, 4, "Ziel 0")
    assert second.pk == found.goals[1].element.pk


def test_matrix_of_twenty_one_takes_four_queries(version, query_count):
    factories.offer(version, factories.municipality())
    assert query_count(lambda: queries.matrix(version, on=TODAY)) == 4
    for _number in range(20):
        area = factories.municipality()
        factories.offer(version, area)
        factories.adoption(goals(version)[0], area)
    assert query_count(lambda: queries.matrix(version, on=TODAY)) == 4
    assert query_count(lambda: queries.municipalities(version, on=TODAY)) == 4


def test_adopted_version_is_the_one_frozen_last(concept, version):
    factories.frozen_version(concept, VersionKind.SUBMITTED, frozen_at=NOW + timedelta(days=1))
    amended = factories.frozen_version(concept, VersionKind.AMENDED, frozen_at=NOW + timedelta(days=2))

    assert queries.adopted_version() == amended


def test_municipality_page_pairs_goals_and_answers(version, query_count):
    area = factories.municipality()
    factories.offer(version, area)
    factories.adoption(goals(version)[1], area)
    factories.progress(initiatives(version)[0], municipality=area)

    page = queries.municipality_page(area, version)

    assert [goal.answer_label for goal in page.goals] == ["", "übernimmt"]
    assert (page.count.open, len(page.reports)) == (1, 1)
    assert query_count(lambda: queries.municipality_page(area, version)) == 4


def test_municipality_page_before_any_adoption(db):
    page = queries.municipality_page(factories.municipality(), None)

    assert (page.version, page.goals, page.count.offered) == (None, (), 0)


def test_latest_progress_is_the_newest_day_for_the_county(version):
    initiative, other = initiatives(version)
    factories.progress(initiative, Progress.PLANNED, as_of=TODAY - timedelta(days=9))
    newest = factories.progress(initiative, Progress.DONE, as_of=TODAY)
    factories.progress(initiative, Progress.DROPPED, as_of=TODAY, reason="…", superseded_at=NOW)
    factories.progress(initiative, Progress.UNDER_WAY, municipality=factories.municipality())

    assert queries.latest_progress([initiative.pk, other.pk]) == {initiative.pk: newest}
    early = queries.latest_progress([initiative.pk], on=TODAY - timedelta(days=1))
    assert early[initiative.pk].progress == Progress.PLANNED


def test_initiatives_show_state_and_next_milestone(version, query_count):
    first, second = initiatives(version)
    factories.progress(first)
    for days in (30, 10):
        Milestone.objects.create(element=first, title=f"in {days}", due_on=TODAY + timedelta(days=days))

    rows = queries.initiatives(version)

    assert [row.progress_label for row in rows] == ["in Umsetzung", ""]
    assert [row.next_milestone.title if row.next_milestone else "" for row in rows] == ["in 10", ""]
    assert queries.progress_counts(rows) == (("in Umsetzung", 1), ("", 1))
    assert query_count(lambda: queries.initiatives(version)) == 3
    assert rows[1].element == second


def test_initiative_page_keeps_the_whole_history(version, query_count):
    initiative = initiatives(version)[0]
    factories.progress(initiative, Progress.DONE, superseded_at=NOW)
    current = factories.progress(initiative)
    factories.progress(initiative, municipality=factories.municipality())

    page = queries.initiative_page(version, initiative)

    assert (page.status, len(page.history)) == (current, 3)
    assert query_count(lambda: queries.initiative_page(version, initiative)) == 3
    assert queries.initiative_page(version, goals(version)[0]) is None
