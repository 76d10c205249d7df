"""The order of consultation and the results that fit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.council.methods import ADOPTING, ORDER_TEMPLATE, Step, allowed_results, missing_steps, suggested_role

COMMITTEE = Step(BodyKind.COMMITTEE, ConsultationRole.PRELIMINARY, date(2018, 2, 1))
EXECUTIVE = Step(BodyKind.EXECUTIVE_COMMITTEE, ConsultationRole.PREPARING, date(2018, 3, 1))
COUNCIL = Step(BodyKind.COUNCIL, ConsultationRole.DECIDING, date(2018, 3, 19))


def missing(*order, kind=PaperKind.DECISION):
    return [(step.body_kind, step.by_law) for step in missing_steps(kind, order)]


def test_complete_order_misses_nothing():
    assert missing(COMMITTEE, EXECUTIVE, COUNCIL) == []


def test_missing_preparation_is_a_matter_of_law():
    """§ 76 (1) NKomVG: the Kreisausschuss prepares what the Kreistag decides."""
    assert missing(COMMITTEE, COUNCIL) == [(BodyKind.EXECUTIVE_COMMITTEE, True)]


def test_missing_committee_is_not():
    assert missing(EXECUTIVE, COUNCIL) == [(BodyKind.COMMITTEE, False)]


def test_preparation_after_the_decision_does_not_count():
    late = Step(BodyKind.EXECUTIVE_COMMITTEE, ConsultationRole.PREPARING, date(2018, 3, 20))

    assert missing(COMMITTEE, COUNCIL, late) == [(BodyKind.EXECUTIVE_COMMITTEE, True)]


def test_preparation_on_the_same_day_counts():
    same = Step(BodyKind.EXECUTIVE_COMMITTEE, ConsultationRole.PREPARING, COUNCIL.on)

    assert missing(COMMITTEE, same, COUNCIL) == []


def test_preparing_body_in_another_role_does_not_count():
    noting = Step(BodyKind.EXECUTIVE_COMMITTEE, ConsultationRole.NOTING, date(2018, 3, 1))

    assert missing(COMMITTEE, noting, COUNCIL) == [(BodyKind.EXECUTIVE_COMMITTEE, True)]


def test_empty_order_misses_everything():
    assert [kind for kind, _law in missing()] == [kind for kind, _role in ORDER_TEMPLATE]


def test_information_paper_needs_no_order():
    assert missing(kind=PaperKind.INFORMATION) == []


@given(st.permutations([COMMITTEE, EXECUTIVE, COUNCIL]))
def test_order_of_planning_does_not_matter(order):
    assert missing(*order) == []


@pytest.mark.parametrize("role", ConsultationRole)
def test_only_the_deciding_body_adopts(role):
    assert bool(allowed_results(role) & ADOPTING) == (role == ConsultationRole.DECIDING)
    assert (Result.RECOMMENDED in allowed_results(role)) == (
        role in {ConsultationRole.PRELIMINARY, ConsultationRole.PREPARING}
    )


@pytest.mark.parametrize("kind", BodyKind)
def test_information_papers_are_noted(kind):
    assert suggested_role(kind, PaperKind.INFORMATION) == ConsultationRole.NOTING


def test_suggested_role_follows_the_template():
    assert suggested_role(BodyKind.COUNCIL, PaperKind.DECISION) == ConsultationRole.DECIDING
    assert suggested_role(BodyKind.COORDINATION_GROUP, PaperKind.DECISION) == ConsultationRole.NOTING
