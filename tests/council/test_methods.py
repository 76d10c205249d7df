"""The order of consultation and the results that fit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.council.methods import (
    ADOPTING,
    ORDER_TEMPLATE,
    NotVotes,
    Step,
    added_up,
    allowed_results,
    as_lines,
    missing_steps,
    suggested_role,
    votes_from_lines,
)

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


# --- votes by group --------------------------------------------------------------------------------------------------
def test_votes_are_read_from_lines_and_from_columns():
    found = votes_from_lines(
        "CDU; 20; 0; 1\nBündnis 90/Die Grünen: 8/0/2\nGruppe 2\t3\t1\t0\n\nSPD/UWG 12 1\nFDP; ; ;\n"
    )

    assert [(vote.group, vote.yes, vote.no, vote.abstentions) for vote in found] == [
        ("CDU", 20, 0, 1), ("Bündnis 90/Die Grünen", 8, 0, 2), ("Gruppe 2", 3, 1, 0), ("SPD/UWG", 12, 1, 0),
    ]  # fmt: skip
    assert added_up(found) == (43, 2, 3)
    assert votes_from_lines(as_lines(vote.group for vote in found)) == ()


@pytest.mark.parametrize("line", ["20; 3; 1", "; 3", "CDU 1 2 3 4", "CDU zwanzig 3 dafür"])
def test_line_without_group_or_votes_is_refused(line):
    with pytest.raises(NotVotes):
        votes_from_lines(line)
