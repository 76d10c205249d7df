"""Trees in a fixed number of queries, weighing rows, and seals that depend on nothing but the content."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, queries
from roterfaden.concept.models import Version
from roterfaden.participation.models import Process
from tests import factories
from tests.concept.values import add, goal_under, measurable
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def big_concept(planner, size):
    concept = factories.concept(process=factories.process())
    field = add(planner, concept, "field")
    for number in range(size - 1):
        factories.element(concept, "goal", parent=field, title=f"Ziel {number}")
    return concept


@pytest.mark.parametrize("size", [1, 300])
def test_tree_of_draft_and_frozen_version_takes_two_queries(planner, query_count, size):
    concept = big_concept(planner, size)
    frozen = actions.freeze_version(actor=planner, concept=concept, kind="conference", slug="k", title="K", now=NOW)

    for version in (queries.working_draft(concept), frozen):
        assert query_count(lambda shown=version: queries.version_tree(shown)) == 2
        assert len(queries.version_tree(version).nodes) == size


@pytest.mark.parametrize("size", [3, 300])
def test_freezing_takes_the_same_queries_however_large_the_tree(planner, size):
    concept = big_concept(planner, size)
    allowed(planner, "concept.freeze_version", concept)

    with CaptureQueriesContext(connection) as captured:
        actions.freeze_version(actor=planner, concept=concept, kind="conference", slug="k", title="K", now=NOW)

    # SQLite splits large inserts; one for each of the two levels otherwise.
    inserts = [query for query in captured if query["sql"].startswith('INSERT INTO "concept_node"')]
    assert len(captured) - len(inserts) == 24
    assert len(inserts) <= 4


def test_seal_is_checked_in_one_query(planner, query_count):
    concept = big_concept(planner, 30)
    actions.freeze_version(actor=planner, concept=concept, kind="conference", slug="k", title="K", now=NOW)
    frozen = Version.objects.select_related("concept").get(slug="k")

    assert query_count(lambda: queries.is_intact(frozen)) == 1
    assert queries.is_intact(frozen)


def test_tree_counts_the_voices_in_each_element(planner):
    concept = factories.concept(process=factories.process())
    goal = goal_under(planner, concept, target=measurable())
    for outcome in ("taken_up", "partly", "referred"):
        actions.consider_contribution(
            actor=planner, contribution=factories.contribution(concept.process), element=goal, outcome=outcome,
            reason="x", plain_reason="y", referred_to="Polizei", now=NOW,
        )  # fmt: skip

    nodes = queries.version_tree(queries.working_draft(concept)).nodes

    assert [(node.number, node.depth, node.voices, node.is_goal) for node in nodes] == [
        ("1", 0, 0, False),
        ("1.1", 1, 0, False),
        ("1.1.1", 2, 2, True),
    ]
    assert nodes[2].target.target_value == 25


def test_weighing_rows_take_three_queries_for_one_and_three(planner, query_count):
    process = factories.process()
    goal = goal_under(planner, factories.concept(process=process))
    voices = [factories.contribution(process) for _number in range(3)]
    for voice in voices:
        factories.assignment(voice, factories.theme(process, factories.field()))
        actions.consider_contribution(
            actor=planner, contribution=voice, element=goal, outcome="taken_up", reason="x", plain_reason="y", now=NOW
        )

    assert query_count(lambda: queries.weighing_rows(voices[:1])) == 3
    assert query_count(lambda: queries.weighing_rows(voices)) == 3
    assert [(row.contribution, row.is_done) for row in queries.weighing_rows(voices)] == [(v, True) for v in voices]


def test_weighing_waits_in_one_query_for_all_processes(planner, query_count):
    busy, idle = factories.process(), factories.process()
    goal = goal_under(planner, factories.concept(process=busy))
    factories.contribution(busy)
    factories.contribution(idle, moderation="pending")
    actions.consider_contribution(
        actor=planner, contribution=factories.contribution(busy), element=goal, outcome="taken_up", reason="x",
        plain_reason="y", now=NOW,
    )  # fmt: skip
    processes = Process.objects.order_by("pk")

    assert queries.weighing_waits(processes) == [(busy, 1, 1)]
    assert query_count(lambda: queries.weighing_waits(processes)) == 1


def test_history_shows_every_answer_newest_first_with_its_wording(planner):
    process = factories.process()
    goal = goal_under(planner, factories.concept(process=process))
    voice = factories.contribution(process)
    actions.consider_contribution(
        actor=planner, contribution=voice, outcome="not_taken_up", reason="x", plain_reason="Nein", now=NOW
    )
    answer = actions.consider_contribution(
        actor=planner, contribution=voice, element=goal, outcome="taken_up", reason="x", plain_reason="Ja", now=NOW
    )
    actions.incorporate_contribution(actor=planner, consideration=answer, revision=goal.revisions.get(), now=NOW)

    history = queries.consideration_history(voice)

    assert [(row.consideration.plain_reason, row.element_title, len(row.wordings)) for row in history] == [
        ("Ja", "goal", 1),
        ("Nein", "", 0),
    ]
    assert [row.replaced_at for row in history] == [None, NOW]


def test_search_finds_words_and_numbers_and_survives_huge_numbers():
    process = factories.process()
    voice = factories.contribution(process, text="Mehr Sprachkurse am Abend")
    factories.contribution(process)

    assert list(queries.weighing_list(process, search="sprachkurse am")) == [voice]
    assert list(queries.weighing_list(process, search="9" * 30)) == []
