"""The records of the bodies: what clerks write down, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from roterfaden.audit.models import Event
from roterfaden.concept import actions as concept_actions
from roterfaden.concept.enums import VersionKind
from roterfaden.concept.models import ElementRevision
from roterfaden.council import actions, errors, queries
from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result, Verb
from roterfaden.council.models import Resolution
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept(db):
    return factories.concept()


@pytest.fixture
def goal(concept):
    return factories.element(concept, title="Sprachkurse am Abend")


@pytest.fixture
def version(concept, goal):
    return factories.frozen_version(concept)


@pytest.fixture
def deciding(version):
    return factories.consultation(factories.paper(version), factories.meeting(factories.body()))


def decide(actor, consultation, result=Result.ADOPTED, **values):
    facts = {"text": "Das Konzept wird beschlossen.", "decided_on": TODAY, "yes": 40, "no": 8, "abstentions": 2}
    return actions.record_resolution(actor=actor, consultation=consultation, result=result, now=NOW, **(facts | values))


# --- bodies and meetings -------------------------------------------------------------------------------------------


def test_add_body(clerk):
    body = actions.add_body(
        actor=clerk, slug="kreistag", name="Kreistag", kind=BodyKind.COUNCIL, area=factories.county(),
        valid_from=date(2016, 11, 1), now=NOW,
    )  # fmt: skip

    assert (body.is_public, Event.objects.get().verb) == (True, Verb.BODY_ADDED)


def test_add_body_refuses_a_public_executive_committee(clerk):
    with pytest.raises(errors.BodyMeetsInPrivate):
        actions.add_body(
            actor=clerk, slug="ka", name="Kreisausschuss", kind=BodyKind.EXECUTIVE_COMMITTEE, area=factories.county(),
            valid_from=date(2016, 11, 1), now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("day", [-1, 31])
def test_plan_meeting_refuses_a_day_the_body_does_not_exist(clerk, day):
    body = factories.body(valid_from=TODAY, valid_until=TODAY + timedelta(days=31))

    with pytest.raises(errors.BodyDoesNotExist):
        actions.plan_meeting(actor=clerk, body=body, starts_at=NOW + timedelta(days=day), now=NOW)


def test_plan_meeting_on_the_first_and_last_day_of_the_body(clerk):
    body = factories.body(valid_from=TODAY, valid_until=TODAY + timedelta(days=31))

    for day in (0, 30):
        actions.plan_meeting(actor=clerk, body=body, starts_at=NOW + timedelta(days=day), now=NOW)

    assert body.meetings.count() == 2


def test_plan_meeting_refuses_a_public_sitting_of_a_private_body(clerk):
    body = factories.body(BodyKind.EXECUTIVE_COMMITTEE)

    with pytest.raises(errors.BodyMeetsInPrivate):
        actions.plan_meeting(actor=clerk, body=body, starts_at=NOW, now=NOW)
    assert not actions.plan_meeting(actor=clerk, body=body, starts_at=NOW, is_public=False, now=NOW).is_public


def test_clerk_of_one_body_leaves_the_others_alone(db):
    own, other = factories.body(), factories.body()
    clerk = factories.user("council_clerk", scope=("body", own.slug))

    actions.plan_meeting(actor=clerk, body=own, starts_at=NOW, now=NOW)
    with pytest.raises(NotAllowed):
        actions.plan_meeting(actor=clerk, body=other, starts_at=NOW, now=NOW)


# --- papers and the order of consultation ---------------------------------------------------------------------------


def submit(actor, version):
    return actions.submit_paper(
        actor=actor, reference="2018/017", kind=PaperKind.DECISION, title="Konzept", version=version,
        submitted_on=TODAY, proposal="Wird beschlossen.", now=NOW,
    )  # fmt: skip


def test_submit_paper_refuses_a_version_that_can_change(clerk, concept):
    with pytest.raises(errors.VersionNotFrozen):
        submit(clerk, concept.versions.get(frozen_at=None))


def test_submit_paper_refuses_planners(planner, version):
    with pytest.raises(NotAllowed):
        submit(planner, version)


def test_plan_consultation_gives_the_next_position(clerk, version):
    paper = submit(clerk, version)
    meetings = [factories.meeting(factories.body()) for _number in range(3)]

    made = [
        actions.plan_consultation(
            actor=clerk, paper=paper, meeting=meeting, role=ConsultationRole.PRELIMINARY, now=NOW
        ).position
        for meeting in meetings
    ]

    assert made == [1, 2, 3]


def test_plan_consultation_refuses_the_same_meeting_twice(clerk, deciding):
    with pytest.raises(errors.OnTheAgendaAlready):
        actions.plan_consultation(
            actor=clerk, paper=deciding.paper, meeting=deciding.meeting, role=ConsultationRole.NOTING, now=NOW
        )


def test_plan_consultation_refuses_a_meeting_before_the_submission(clerk, version):
    paper = factories.paper(version, submitted_on=TODAY + timedelta(days=1))

    with pytest.raises(errors.MeetingBeforeSubmission):
        actions.plan_consultation(
            actor=clerk, paper=paper, meeting=factories.meeting(factories.body()), role=ConsultationRole.DECIDING,
            now=NOW,
        )  # fmt: skip


def test_missing_steps_warns_about_the_preparing_step(deciding):
    found = [(step.body_kind, step.by_law) for step in queries.missing_steps(deciding.paper)]

    assert found == [(BodyKind.COMMITTEE, False), (BodyKind.EXECUTIVE_COMMITTEE, True)]


# --- resolutions ----------------------------------------------------------------------------------------------------


def test_record_resolution(clerk, deciding):
    resolution = decide(clerk, deciding)

    assert (resolution.result, resolution.recorded_at) == (Result.ADOPTED, NOW)
    event = Event.objects.get()
    assert (event.verb, event.changes) == (Verb.RESOLUTION_RECORDED, {"result": ["", "adopted"]})


def test_record_resolution_happens_once(clerk, deciding):
    decide(clerk, deciding)

    with pytest.raises(errors.ResolvedAlready):
        decide(clerk, deciding, Result.REJECTED)


def test_resolution_cannot_be_changed_in_the_database(clerk, deciding):
    decide(clerk, deciding)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Resolution.objects.update(text="anders")


@pytest.mark.parametrize("role", set(ConsultationRole) - {ConsultationRole.DECIDING})
def test_record_resolution_refuses_adoption_by_a_body_that_does_not_decide(clerk, version, role):
    step = factories.consultation(factories.paper(version), factories.meeting(factories.body()), role)

    with pytest.raises(errors.ResultDoesNotFitRole):
        decide(clerk, step)


@pytest.mark.parametrize("name", ["yes", "no", "abstentions"])
def test_record_resolution_refuses_negative_votes(clerk, deciding, name):
    with pytest.raises(errors.NegativeVotes):
        decide(clerk, deciding, **{name: -1})


def test_record_resolution_refuses_days_that_cannot_be(clerk, deciding):
    with pytest.raises(errors.DecidedBeforeSubmission):
        decide(clerk, deciding, decided_on=deciding.paper.submitted_on - timedelta(days=1))
    with pytest.raises(errors.DecidedInFuture):
        decide(clerk, deciding, decided_on=TODAY + timedelta(days=1))
    assert not Resolution.objects.exists()


# --- amendments and the adopted version ------------------------------------------------------------------------------


def amend(clerk, deciding, goal):
    resolution = decide(clerk, deciding, Result.ADOPTED_WITH_CHANGES)
    return actions.record_amendment(
        actor=clerk, resolution=resolution, element=goal, text="„Abend“ durch „Abend und Wochenende“", now=NOW
    )


def revise(goal, number):
    return ElementRevision.objects.create(
        element=goal, number=number, title="Kurse am Abend und am Wochenende", made_as="strategy_officer", made_at=NOW
    )


def test_record_amendment_refuses_a_result_that_changes_nothing(clerk, deciding, goal):
    resolution = decide(clerk, deciding)

    with pytest.raises(errors.ResolutionChangesNothing):
        actions.record_amendment(actor=clerk, resolution=resolution, element=goal, text="…", now=NOW)


def test_record_amendment_refuses_another_concept(clerk, deciding):
    resolution = decide(clerk, deciding, Result.ADOPTED_WITH_CHANGES)
    other = factories.element(factories.concept())

    with pytest.raises(errors.ElementOfOtherConcept):
        actions.record_amendment(actor=clerk, resolution=resolution, element=other, text="…", now=NOW)


def test_open_amendments_counts_until_worked_in(clerk, planner, deciding, goal, concept):
    amendment = amend(clerk, deciding, goal)
    assert queries.open_amendments(concept) == 1

    actions.incorporate_amendment(actor=planner, amendment=amendment, revision=revise(goal, 2), now=NOW)

    assert queries.open_amendments(concept) == 0
    with pytest.raises(errors.IncorporatedAlready):
        actions.incorporate_amendment(actor=planner, amendment=amendment, revision=revise(goal, 3), now=NOW)


def test_incorporate_amendment_refuses_the_wording_the_body_had(clerk, planner, deciding, goal):
    amendment = amend(clerk, deciding, goal)

    with pytest.raises(errors.RevisionDoesNotFit):
        actions.incorporate_amendment(actor=planner, amendment=amendment, revision=goal.revisions.get(), now=NOW)


def test_incorporate_amendment_refuses_another_element(clerk, planner, deciding, goal, concept):
    amendment = amend(clerk, deciding, goal)
    other = factories.element(concept)

    with pytest.raises(errors.RevisionDoesNotFit):
        actions.incorporate_amendment(actor=planner, amendment=amendment, revision=revise(other, 2), now=NOW)


def adopt(actor, resolution, concept):
    return actions.adopt_version(
        actor=actor, resolution=resolution, concept=concept, slug="beschlossen", title="Beschlossene Fassung", now=NOW
    )


def test_adopt_version_freezes_and_is_found_again(clerk, planner, deciding, concept, version):
    resolution = decide(clerk, deciding)

    adopted = adopt(planner, resolution, concept)

    assert (adopted.kind, adopted.based_on) == (VersionKind.ADOPTED, version)
    assert queries.adopting_resolution(adopted) == resolution
    assert Event.objects.order_by("number").last().verb == Verb.VERSION_ADOPTED


def test_adopt_version_refuses_open_amendments(clerk, planner, deciding, goal, concept):
    amendment = amend(clerk, deciding, goal)

    with pytest.raises(errors.AmendmentsOpen) as refused:
        adopt(planner, amendment.resolution, concept)

    assert str(refused.value) == "Es sind noch Änderungsbeschlüsse offen: 1. Arbeiten Sie sie zuerst ein."


def test_freezing_as_adopted_refuses_open_amendments_too(clerk, planner, deciding, goal, concept):
    """Whoever freezes in the concept, past this context, meets the same condition."""
    amend(clerk, deciding, goal)
    freeze = {"actor": planner, "concept": concept, "title": "Fassung", "now": NOW}

    with pytest.raises(errors.AmendmentsOpen):
        concept_actions.freeze_version(kind=VersionKind.ADOPTED, slug="beschlossen", **freeze)
    concept_actions.freeze_version(kind=VersionKind.CONFERENCE, slug="konferenz", **freeze)


@pytest.mark.parametrize("result", [Result.REJECTED, Result.DEFERRED, Result.NOTED])
def test_adopt_version_refuses_other_results(clerk, planner, deciding, concept, result):
    resolution = decide(clerk, deciding, result)

    with pytest.raises(errors.NothingAdopted):
        adopt(planner, resolution, concept)


def test_adopt_version_refuses_another_concept(clerk, planner, deciding):
    resolution = decide(clerk, deciding)

    with pytest.raises(errors.NothingAdopted):
        adopt(planner, resolution, factories.concept())
