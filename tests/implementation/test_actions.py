"""Offers, answers, reports, milestones: what is done, and what is refused."""

from datetime import timedelta

import pytest

from roterfaden.accounts.enums import Role
from roterfaden.audit.models import Event
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import actions, errors
from roterfaden.implementation.enums import Answer, Progress, Verb
from roterfaden.implementation.models import Adoption, InitiativeStatus, Offer
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def concept(db):
    return factories.concept()


@pytest.fixture
def goal(concept):
    return factories.element(concept, title="Sprachkurse am Abend")


@pytest.fixture
def initiative(concept):
    return factories.element(concept, ElementKind.INITIATIVE, title="Kinderbetreuung im Kurs")


@pytest.fixture
def version(concept, goal, initiative):
    return factories.frozen_version(concept, VersionKind.ADOPTED)


@pytest.fixture
def offered(version, municipality):
    return factories.offer(version, municipality)


# --- offers ----------------------------------------------------------------------------------------------------------


def offer(actor, version, *areas, **values):
    facts = {"offered_on": TODAY, "answer_by": TODAY + timedelta(days=60), "now": NOW}
    return actions.make_offer(actor=actor, version=version, municipalities=areas, **(facts | values))


def test_make_offer_makes_one_row_and_one_event_each(planner, version):
    areas = [factories.municipality() for _number in range(3)]

    offers = offer(planner, version, *areas)

    assert [row.municipality for row in offers] == areas
    assert [event.verb for event in Event.objects.order_by("number")] == [Verb.GOALS_OFFERED] * 3


@pytest.mark.parametrize("kind", [VersionKind.CONFERENCE, VersionKind.SUBMITTED])
def test_make_offer_refuses_what_nobody_adopted(planner, concept, goal, kind):
    with pytest.raises(errors.VersionNotAdopted):
        offer(planner, factories.frozen_version(concept, kind), factories.municipality())


def test_make_offer_refuses_the_working_draft(planner, concept):
    with pytest.raises(errors.VersionNotAdopted):
        offer(planner, concept.versions.get(), factories.municipality())


def test_make_offer_refuses_all_when_one_was_asked_before(planner, version, offered, municipality):
    with pytest.raises(errors.OfferedAlready, match="Melle"):
        offer(planner, version, factories.municipality(), municipality)
    assert Offer.objects.count() == 1
    assert not Event.objects.exists()


def test_make_offer_refuses_the_county_itself(planner, version):
    with pytest.raises(errors.NotAPartner):
        offer(planner, version, factories.county())


def test_make_offer_refuses_a_deadline_before_the_offer(planner, version):
    with pytest.raises(errors.AnswerBeforeOffer):
        offer(planner, version, factories.municipality(), answer_by=TODAY)


def test_make_offer_refuses_coordinators(coordinator, version, municipality):
    with pytest.raises(NotAllowed):
        offer(coordinator, version, municipality)


# --- answers ---------------------------------------------------------------------------------------------------------


def answer(actor, goal, area, given=Answer.ADOPT, **values):
    return actions.answer_adoption(
        actor=actor, element=goal, municipality=area, answer=given, **({"now": NOW} | values)
    )


def test_coordinator_answers_for_the_own_municipality(coordinator, goal, municipality, offered):
    adoption = answer(coordinator, goal, municipality)

    assert (adoption.made_as, adoption.made_by) == (Role.MUNICIPAL_COORDINATOR, coordinator)
    assert Event.objects.get().changes == {"answer": [None, "adopt"]}


def test_coordinator_from_elsewhere_does_not_answer(coordinator_elsewhere, goal, municipality, offered):
    with pytest.raises(NotAllowed):
        answer(coordinator_elsewhere, goal, municipality)
    assert not Adoption.objects.exists()


def test_county_staff_answers_on_behalf_with_its_role_visible(planner, goal, municipality, offered):
    assert answer(planner, goal, municipality).made_as == Role.STRATEGY_OFFICER


@pytest.mark.parametrize("persona", ["moderator", "clerk", "goal_owner", "auditor", "administrator", "outsider"])
def test_nobody_else_answers(request, persona, goal, municipality, offered):
    with pytest.raises(NotAllowed):
        answer(request.getfixturevalue(persona), goal, municipality)


def test_new_answer_supersedes_and_keeps_the_old_one(coordinator, goal, municipality, offered):
    first = answer(coordinator, goal, municipality)

    second = answer(coordinator, goal, municipality, Answer.ADAPT, adapted_text="Kurse am Samstag", now=LATER)

    first.refresh_from_db()
    assert (first.superseded_at, second.supersedes) == (LATER, first)
    assert list(Adoption.objects.current()) == [second]
    assert Event.objects.order_by("number").last().changes == {"answer": ["adopt", "adapt"]}


def test_answer_refuses_an_adaptation_without_words(coordinator, goal, municipality, offered):
    with pytest.raises(errors.AdaptedTextMissing):
        answer(coordinator, goal, municipality, Answer.ADAPT, adapted_text="  ")


def test_answer_refuses_not_applicable_without_reason(coordinator, goal, municipality, offered):
    with pytest.raises(errors.ReasonMissing):
        answer(coordinator, goal, municipality, Answer.NOT_APPLICABLE)


def test_answer_refuses_a_goal_that_was_not_offered(coordinator, goal, version, municipality):
    with pytest.raises(errors.NotOffered):
        answer(coordinator, goal, municipality)


def test_answer_refuses_what_is_neither_goal_nor_initiative(coordinator, concept, municipality, offered):
    with pytest.raises(errors.NotAnswerable):
        answer(coordinator, factories.element(concept, ElementKind.CHALLENGE), municipality)


def test_answer_drops_words_that_belong_to_no_adaptation(coordinator, goal, municipality, offered):
    assert answer(coordinator, goal, municipality, adapted_text="Rest").adapted_text == ""


# --- progress and milestones ------------------------------------------------------------------------------------------


def report(actor, initiative, progress=Progress.UNDER_WAY, **values):
    return actions.report_progress(
        actor=actor, element=initiative, progress=progress, **({"as_of": TODAY, "now": NOW} | values)
    )


def test_report_for_a_later_day_leaves_the_earlier_one(goal_owner, initiative):
    first = report(goal_owner, initiative, Progress.PLANNED, as_of=TODAY - timedelta(days=90))

    second = report(goal_owner, initiative)

    assert list(InitiativeStatus.objects.current().order_by("pk")) == [first, second]
    assert second.supersedes is None


def test_report_for_the_same_day_corrects(goal_owner, initiative):
    first = report(goal_owner, initiative, Progress.DONE)

    second = report(goal_owner, initiative, Progress.UNDER_WAY, now=LATER)

    assert list(InitiativeStatus.objects.current()) == [second]
    assert second.supersedes == first


def test_report_of_a_municipality_stands_beside_that_of_the_county(goal_owner, coordinator, initiative, municipality):
    report(goal_owner, initiative)

    own = report(coordinator, initiative, Progress.DONE, municipality=municipality)

    assert InitiativeStatus.objects.current().count() == 2
    assert own.made_as == Role.MUNICIPAL_COORDINATOR


def test_coordinator_reports_only_for_the_own_municipality(coordinator, initiative):
    for area in (None, factories.municipality()):
        with pytest.raises(NotAllowed):
            report(coordinator, initiative, municipality=area)


@pytest.mark.parametrize("progress", [Progress.POSTPONED, Progress.DROPPED])
def test_report_refuses_an_end_without_reason(goal_owner, initiative, progress):
    with pytest.raises(errors.ReasonMissing):
        report(goal_owner, initiative, progress)
    assert report(goal_owner, initiative, progress, reason="Mittel gestrichen.").reason == "Mittel gestrichen."


def test_report_refuses_tomorrow_and_goals(goal_owner, initiative, goal):
    with pytest.raises(errors.StateInFuture):
        report(goal_owner, initiative, as_of=TODAY + timedelta(days=1))
    with pytest.raises(errors.NotAnInitiative):
        report(goal_owner, goal)


def test_milestone_is_set_and_reached_once(goal_owner, initiative):
    milestone = actions.set_milestone(
        actor=goal_owner, element=initiative, title="Räume gefunden", due_on=TODAY, now=NOW
    )

    with pytest.raises(errors.ReachedInFuture):
        actions.reach_milestone(actor=goal_owner, milestone=milestone, done_on=TODAY + timedelta(days=1), now=NOW)
    actions.reach_milestone(actor=goal_owner, milestone=milestone, done_on=TODAY, now=NOW)

    with pytest.raises(errors.ReachedAlready):
        actions.reach_milestone(actor=goal_owner, milestone=milestone, done_on=TODAY, now=NOW)
    assert [event.verb for event in Event.objects.order_by("number")] == [Verb.MILESTONE_SET, Verb.MILESTONE_REACHED]


def test_milestone_refuses_goals_and_coordinators(goal_owner, coordinator, goal, initiative):
    with pytest.raises(errors.NotAnInitiative):
        actions.set_milestone(actor=goal_owner, element=goal, title="…", due_on=TODAY, now=NOW)
    with pytest.raises(NotAllowed):
        actions.set_milestone(actor=coordinator, element=initiative, title="…", due_on=TODAY, now=NOW)
