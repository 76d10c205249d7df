"""Votes by group, and what politics changes: each kind of change has to stand in the draft before it counts."""

import pytest
from django.db import DatabaseError, transaction

from roterfaden.concept import actions as concept_actions
from roterfaden.concept.enums import ElementKind
from roterfaden.council import actions, errors, queries
from roterfaden.council.enums import AmendmentKind, Result
from roterfaden.council.methods import GroupVotes
from roterfaden.council.models import GroupVote
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
CDU, SPD = GroupVotes("CDU", 25, 0, 2), GroupVotes("SPD", 15, 8, 0)


def decide(actor, consultation, **values):
    facts = {"result": Result.ADOPTED, "text": "Ja.", "decided_on": TODAY, "now": NOW}
    return actions.record_resolution(actor=actor, consultation=consultation, **facts | values)


@pytest.fixture
def deciding():
    return factories.consultation(factories.paper(), factories.meeting(factories.body()))


@pytest.mark.parametrize("sums", [{}, {"yes": 40}, {"yes": 40, "no": 8, "abstentions": 2}])
def test_votes_of_groups_add_up_to_the_sums(clerk, deciding, sums):
    resolution = decide(clerk, deciding, groups=[CDU, SPD], **sums)

    assert (resolution.yes, resolution.no, resolution.abstentions) == (40, 8, 2)
    (step,) = queries.paper_page(deciding.paper).steps
    assert [(vote.group, vote.yes) for vote in step.votes] == [("CDU", 25), ("SPD", 15)]
    assert queries.group_names(deciding.meeting.body) == ["CDU", "SPD"]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        GroupVote.objects.update(yes=1)


def test_votes_that_contradict_the_sums_are_refused(clerk, deciding):
    with pytest.raises(errors.VotesDoNotAddUp, match="40 Ja, 8 Nein und 2"):
        decide(clerk, deciding, groups=[CDU, SPD], yes=41)
    with pytest.raises(errors.GroupTwice):
        decide(clerk, deciding, groups=[CDU, CDU])


@pytest.fixture
def world(clerk, planner):
    """A concept with two fields and a goal, put before a body that adopted it with changes."""
    concept = factories.concept()
    fields = [factories.element(concept, ElementKind.FIELD, title=title) for title in ("Sprache", "Arbeit")]
    goal = factories.element(concept, parent=fields[0], title="Kurse am Abend")
    version = factories.frozen_version(concept)
    step = factories.consultation(factories.paper(version), factories.meeting(factories.body()))
    return concept, fields, goal, factories.resolution(step, Result.ADOPTED_WITH_CHANGES)


def change(clerk, resolution, element, kind, **values):
    return actions.record_amendment(
        actor=clerk, resolution=resolution, element=element, kind=kind, text="Antrag.", now=NOW, **values
    )


def work_in(planner, amendment, revision=None):
    return actions.incorporate_amendment(actor=planner, amendment=amendment, revision=revision, now=NOW)


def test_struck_element_must_be_gone_from_the_draft(clerk, planner, world):
    _concept, _fields, goal, resolution = world
    amendment = change(clerk, resolution, goal, AmendmentKind.STRIKE)
    with pytest.raises(errors.NotWorkedIn):
        work_in(planner, amendment)

    concept_actions.withdraw_element(actor=planner, element=goal, reason="Beschluss des Kreistags.", now=NOW)
    work_in(planner, amendment)

    assert queries.open_amendments(goal.concept) == 0


def test_moved_element_must_stand_where_politics_put_it(clerk, planner, world):
    _concept, (_from, to), goal, resolution = world
    amendment = change(clerk, resolution, goal, AmendmentKind.MOVE, destination=to)
    with pytest.raises(errors.BelowItself):
        change(clerk, resolution, goal, AmendmentKind.MOVE, destination=goal)
    with pytest.raises(errors.NotWorkedIn):
        work_in(planner, amendment)

    concept_actions.move_element(actor=planner, element=goal, parent_element=to, now=NOW)

    assert work_in(planner, amendment).incorporated_at == NOW


def test_inserted_element_must_be_new_and_in_the_draft(clerk, planner, world):
    concept, (field, _other), goal, resolution = world
    with pytest.raises(errors.WordingMissing):
        change(clerk, resolution, field, AmendmentKind.INSERT)
    amendment = change(clerk, resolution, field, AmendmentKind.INSERT, proposed_title="Kurse mit Kinderbetreuung")
    with pytest.raises(errors.RevisionDoesNotFit):
        work_in(planner, amendment, goal.revisions.get())
    new = concept_actions.add_element(
        actor=planner, concept=concept, kind=ElementKind.CHALLENGE, parent_element=field,
        title="Kurse mit Kinderbetreuung", now=NOW,
    )  # fmt: skip

    assert work_in(planner, amendment, new.revisions.get()).revision.title == "Kurse mit Kinderbetreuung"


def test_change_belongs_to_the_concept_and_keeps_only_what_fits_its_kind(clerk, world):
    _concept, (_field, to), goal, resolution = world
    stranger = factories.element(factories.concept(), ElementKind.FIELD)
    with pytest.raises(errors.ElementOfOtherConcept):
        change(clerk, resolution, goal, AmendmentKind.MOVE, destination=stranger)

    reworded = change(clerk, resolution, goal, AmendmentKind.REWORD, proposed_title="Neu", destination=to)
    struck = change(clerk, resolution, goal, AmendmentKind.STRIKE, proposed_title="Neu")

    assert (reworded.proposed_title, reworded.destination, struck.proposed_title) == ("Neu", None, "")
