"""Reading papers and resolutions, with a fixed number of queries; public and non-public apart."""

import pytest

from roterfaden.council import queries
from roterfaden.council.enums import BodyKind, ConsultationRole, Result
from roterfaden.council.models import Amendment
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def consulted_paper(**values):
    """A paper recommended behind closed doors and adopted in public."""
    concept = factories.concept()
    goal = factories.element(concept, title="Sprachkurse")
    paper = factories.paper(factories.frozen_version(concept), **values)
    private = factories.meeting(factories.body(BodyKind.EXECUTIVE_COMMITTEE))
    step = factories.consultation(paper, private, ConsultationRole.PREPARING)
    factories.resolution(step, Result.RECOMMENDED)
    decided = factories.consultation(paper, factories.meeting(factories.body()))
    resolution = factories.resolution(decided, Result.ADOPTED_WITH_CHANGES)
    Amendment.objects.create(resolution=resolution, element=goal, text="…")
    return paper


def test_papers_show_the_last_result():
    paper = consulted_paper()

    (row,) = queries.papers()

    assert (row.paper, row.planned, row.last_result) == (paper, 2, "geändert beschlossen")


def test_public_papers_leave_out_what_is_not_public():
    consulted_paper(is_public=False)
    paper = factories.paper()
    step = factories.consultation(
        paper, factories.meeting(factories.body(BodyKind.EXECUTIVE_COMMITTEE)), ConsultationRole.PREPARING
    )
    factories.resolution(step, Result.RECOMMENDED)

    (row,) = queries.papers(public=True)

    assert (row.paper, row.planned, row.last_result) == (paper, 1, "")


def test_public_paper_page_shows_the_private_step_without_its_result():
    found = queries.paper_page(consulted_paper(), public=True)

    assert [(step.is_public, step.result_label) for step in found.steps] == [
        (False, ""),
        (True, "geändert beschlossen"),
    ]
    assert [row.title for row in found.amendments] == ["1 Sprachkurse"]


def test_public_resolutions_are_of_public_papers_in_public_meetings():
    consulted_paper()
    consulted_paper(is_public=False)

    assert [row.result for row in queries.resolutions()] == [Result.ADOPTED_WITH_CHANGES]
    assert queries.resolutions(public=False).count() == 4


def test_waiting_for_result_lists_meetings_that_were():
    paper = factories.paper()
    meeting = factories.meeting(factories.body())
    step = factories.consultation(paper, meeting)

    assert list(queries.waiting_for_result(TODAY)) == [step]
    factories.resolution(step)
    assert list(queries.waiting_for_result(TODAY)) == []


def test_adopting_resolution_ignores_recommendations():
    concept = factories.concept()
    version = factories.frozen_version(concept)
    step = factories.consultation(
        factories.paper(version), factories.meeting(factories.body()), ConsultationRole.PRELIMINARY
    )
    factories.resolution(step, Result.RECOMMENDED)

    assert queries.adopting_resolution(version) is None


@pytest.mark.parametrize(
    ("read", "number"),
    [
        (lambda: list(queries.papers()), 2),
        (lambda: queries.meetings_from(NOW), 2),
        (lambda: [row.consultation.meeting.body.name for row in queries.resolutions()], 1),
        (lambda: [row.meeting.body.name for row in queries.waiting_for_result(TODAY)], 1),
    ],
)
def test_lists_take_the_same_queries_for_one_and_for_three(query_count, read, number):
    consulted_paper()
    assert query_count(read) == number
    consulted_paper()
    consulted_paper()
    assert query_count(read) == number


def test_paper_page_takes_seven_queries(query_count):
    paper = consulted_paper()

    assert query_count(lambda: queries.paper_page(paper)) == 7
