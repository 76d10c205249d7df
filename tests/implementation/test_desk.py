"""Drafts, sending, and answering together: nobody reads or changes what belongs to another municipality."""

from datetime import timedelta

import pytest

from roterfaden.accounts.enums import Role
from roterfaden.audit.models import Event
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import actions, errors, queries
from roterfaden.implementation.actions import OneResolution
from roterfaden.implementation.enums import Answer, DraftSide, Standing, Verb
from roterfaden.implementation.methods import AnswerValues
from roterfaden.implementation.models import Adoption, AdoptionDraft
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
ADOPT = AnswerValues(Answer.ADOPT)
ADAPT = AnswerValues(Answer.ADAPT, adapted_text="Bis 2030 reicht uns.")


@pytest.fixture
def concept(db):
    return factories.concept()


@pytest.fixture
def goals(concept):
    return [factories.element(concept, title=f"Ziel {number}") for number in range(3)]


@pytest.fixture
def version(concept, goals):
    return factories.frozen_version(concept, VersionKind.ADOPTED)


@pytest.fixture
def offered(version, municipality):
    return factories.offer(version, municipality)


@pytest.fixture
def elsewhere(coordinator_elsewhere, version):
    """The municipality of `coordinator_elsewhere`, with the same offer."""
    key = coordinator_elsewhere.memberships.get().scope_key
    area = factories.Area.objects.get(key=key)
    factories.offer(version, area)
    return area


@pytest.fixture
def unit(planner, municipality, elsewhere):
    return actions.set_joint_unit(
        actor=planner,
        slug="land",
        name="Wittlager Land",
        since=TODAY,
        municipalities=[municipality, elsewhere],
        now=NOW,
    )


def keep(actor, area, *elements, values=ADOPT, **facts):
    return actions.keep_drafts(actor=actor, municipality=area, elements=elements, values=values, now=NOW, **facts)


def send(actor, area, **facts):
    return actions.send_answers(actor=actor, municipality=area, now=NOW, **facts)


def row(area, version, side, element):
    return next(each for each in queries.desk(area, version, side=side).rows if each.element_id == element.pk)


# --- drafts ----------------------------------------------------------------------------------------------------------
def test_drafts_of_several_elements_wait_until_they_are_sent(coordinator, municipality, offered, goals, version):
    keep(coordinator, municipality, *goals)
    keep(coordinator, municipality, goals[0], values=ADAPT)
    assert not Adoption.objects.exists()
    assert row(municipality, version, DraftSide.OWN, goals[0]).standing == Standing.DRAFT

    sent = send(coordinator, municipality, resolution=OneResolution("Rat", "12/2018", TODAY))

    assert [each.answer for each in sent.adoptions] == ["adapt", "adopt", "adopt"]
    assert {each.resolution_reference for each in sent.adoptions} == {"12/2018"}
    assert not AdoptionDraft.objects.exists()
    verbs = [event.verb for event in Event.objects.order_by("number")]
    assert verbs == [Verb.DRAFTS_KEPT] * 2 + [Verb.ADOPTION_ANSWERED] * 3


def test_incomplete_draft_is_kept_but_not_sent(coordinator, municipality, offered, goals):
    keep(coordinator, municipality, goals[0], values=AnswerValues(Answer.NOT_APPLICABLE))
    keep(coordinator, municipality, goals[1])

    with pytest.raises(errors.DraftsIncomplete, match="Ziel 0"):
        send(coordinator, municipality)
    assert not Adoption.objects.exists()
    send(coordinator, municipality, elements=[goals[1].pk])
    assert AdoptionDraft.objects.get().element == goals[0]
    with pytest.raises(errors.NoDraft):
        send(coordinator, municipality, elements=[goals[1].pk])


def test_draft_is_dropped_once(coordinator, municipality, offered, goals):
    keep(coordinator, municipality, goals[0])

    actions.drop_draft(actor=coordinator, municipality=municipality, element=goals[0], now=NOW)

    with pytest.raises(errors.NoDraft):
        actions.drop_draft(actor=coordinator, municipality=municipality, element=goals[0], now=NOW)


def test_draft_refuses_what_was_not_offered(coordinator, municipality, version, goals, concept):
    with pytest.raises(errors.NotOffered):
        keep(coordinator, municipality, goals[0])
    with pytest.raises(errors.NothingChosen):
        keep(coordinator, municipality)
    with pytest.raises(errors.NotAnswerable):
        keep(coordinator, municipality, factories.element(concept, ElementKind.TEXT))


def test_neither_side_reads_or_sends_the_drafts_of_the_other(
    coordinator, planner, municipality, offered, goals, version
):
    keep(coordinator, municipality, goals[0], values=ADAPT)
    keep(planner, municipality, goals[0], goals[1])

    own, county = (row(municipality, version, side, goals[0]).draft for side in (DraftSide.OWN, DraftSide.COUNTY))
    assert (own.answer, county.answer) == ("adapt", "adopt")
    assert row(municipality, version, None, goals[0]).draft is None
    assert row(municipality, version, DraftSide.OWN, goals[1]).draft is None
    assert [each.made_as for each in send(planner, municipality).adoptions] == [Role.STRATEGY_OFFICER] * 2
    assert AdoptionDraft.objects.get().side == DraftSide.OWN


@pytest.mark.parametrize(
    "persona", ["coordinator_elsewhere", "goal_owner", "group_member", "administrator", "outsider"]
)
def test_nobody_else_drafts_sends_drops_or_joins(request, persona, coordinator, municipality, offered, goals):
    keep(coordinator, municipality, goals[0])
    actor = request.getfixturevalue(persona)
    facts = {"actor": actor, "municipality": municipality, "element": goals[0], "now": NOW}

    with pytest.raises(NotAllowed):
        keep(actor, municipality, goals[0])
    with pytest.raises((NotAllowed, errors.NoDraft)):
        send(actor, municipality)
    for action in (actions.drop_draft, actions.join_proposal, actions.decline_proposal):
        with pytest.raises(NotAllowed):
            action(**facts)
    assert not Adoption.objects.exists()
    assert AdoptionDraft.objects.count() == 1


# --- answering together ----------------------------------------------------------------------------------------------
def test_joint_answer_is_given_for_the_own_municipality_and_proposed_to_the_others(
    coordinator, coordinator_elsewhere, municipality, elsewhere, offered, unit, goals, version
):
    keep(coordinator, municipality, goals[0], values=ADAPT, joint_unit=unit)

    sent = send(coordinator, municipality, resolution=OneResolution("Rat", "12/2018"))

    assert ([each.municipality for each in sent.adoptions], sent.proposed) == ([municipality], 1)
    waiting = row(elsewhere, version, DraftSide.OWN, goals[0])
    assert (waiting.proposal.adapted_text, waiting.proposal.proposed_by) == (ADAPT.adapted_text, municipality)
    assert (waiting.proposal.resolution_reference, waiting.adoption) == ("", None)
    assert row(elsewhere, version, DraftSide.COUNTY, goals[0]).proposal is None

    actions.join_proposal(actor=coordinator_elsewhere, municipality=elsewhere, element=goals[0], now=NOW)
    joined = send(coordinator_elsewhere, elsewhere)

    assert ([each.joint_unit for each in joined.adoptions], joined.proposed) == ([unit], 0)
    assert {each.municipality for each in Adoption.objects.current()} == {municipality, elsewhere}


def test_declined_proposal_leaves_the_municipality_free(
    coordinator, coordinator_elsewhere, municipality, elsewhere, offered, unit, goals
):
    keep(coordinator, municipality, goals[0], joint_unit=unit)
    send(coordinator, municipality)

    actions.decline_proposal(actor=coordinator_elsewhere, municipality=elsewhere, element=goals[0], now=NOW)

    assert not AdoptionDraft.objects.exists()
    assert not Adoption.objects.filter(municipality=elsewhere).exists()


def test_proposal_leaves_the_drafts_of_the_other_alone(
    coordinator, coordinator_elsewhere, municipality, elsewhere, offered, unit, goals, version
):
    keep(coordinator_elsewhere, elsewhere, goals[0], values=ADAPT)
    keep(coordinator, municipality, goals[0], joint_unit=unit)
    send(coordinator, municipality)

    there = row(elsewhere, version, DraftSide.OWN, goals[0])
    assert (there.draft.answer, there.proposal.answer) == ("adapt", "adopt")


def test_county_staff_answers_for_all_members_at_once(planner, municipality, elsewhere, offered, unit, goals):
    keep(planner, municipality, goals[0], joint_unit=unit)

    sent = send(planner, municipality)

    assert ([each.municipality for each in sent.adoptions], sent.proposed) == ([municipality, elsewhere], 0)
    assert {each.made_as for each in sent.adoptions} == {Role.STRATEGY_OFFICER}


def test_nobody_answers_in_a_name_that_is_not_theirs(planner, coordinator, municipality, offered, unit, goals, version):
    other = factories.municipality()
    factories.offer(version, other)
    with pytest.raises(errors.NotAMember):
        keep(planner, other, goals[0], joint_unit=unit)
    actions.end_joint_unit(actor=planner, unit=unit, ended_on=TODAY, now=NOW)
    with pytest.raises(errors.NotAMember):
        actions.keep_drafts(
            actor=coordinator, municipality=municipality, elements=goals, values=ADOPT, joint_unit=unit,
            now=NOW + timedelta(days=2),
        )  # fmt: skip
