"""What becomes of voices: weighing, working in, and elements that continue elsewhere."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.concept import actions, errors
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Consideration
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.concept.values import add, goal_under
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept():
    return factories.concept(process=factories.process())


@pytest.fixture
def goal(concept, planner):
    return goal_under(planner, concept)


@pytest.fixture
def voice(concept):
    return factories.contribution(concept.process)


def consider(actor, voice, element=None, outcome="taken_up", **values):
    return actions.consider_contribution(
        **{
            "actor": actor, "contribution": voice, "element": element, "outcome": outcome, "now": NOW,
            "reason": "Deckt sich mit 1.1", "plain_reason": "Ihr Vorschlag steht jetzt im Konzept.",
        }
        | values
    )  # fmt: skip


def in_force(voice):
    return list(Consideration.objects.filter(contribution=voice, superseded_at=None).order_by("pk"))


def last():
    return AuditEvent.objects.order_by("-number").first()


def test_consider_answers_with_author_reason_and_log(planner, voice, goal):
    answer = consider(planner, voice, goal)

    assert (answer.made_by, answer.made_as, answer.made_at) == (planner, "strategy_officer", NOW)
    assert last().verb == "contribution.considered"
    assert last().subject_label == f"{{participation.contribution}} {voice.number}"


def test_consider_again_supersedes_at_the_same_element_only(planner, voice, goal, concept):
    other = add(planner, concept, ElementKind.FIELD)
    first, elsewhere = consider(planner, voice, goal), consider(planner, voice, other, "partly")

    second = consider(planner, voice, goal, "already_covered")

    first.refresh_from_db()
    assert (first.superseded_at, second.supersedes) == (NOW, first)
    assert in_force(voice) == [elsewhere, second]


def test_consider_with_element_replaces_the_general_answer(planner, voice, goal):
    refused = consider(planner, voice, None, "not_taken_up")

    taken = consider(planner, voice, goal)

    assert in_force(voice) == [taken]
    assert taken.supersedes == refused


def test_consider_without_element_replaces_all_answers(planner, voice, goal, concept):
    consider(planner, voice, goal)
    consider(planner, voice, add(planner, concept, ElementKind.FIELD), "partly")

    refused = consider(planner, voice, None, "not_taken_up")

    assert in_force(voice) == [refused]


def test_consider_replaces_a_named_answer_at_another_element(planner, voice, goal, concept):
    old = consider(planner, voice, goal)

    new = consider(planner, voice, add(planner, concept, ElementKind.FIELD), supersedes=old)

    assert in_force(voice) == [new]
    assert new.supersedes == old
    with pytest.raises(errors.AlreadySuperseded):
        consider(planner, voice, goal, supersedes=old)


def test_consider_remembers_the_version_that_was_looked_at(planner, voice, goal, concept):
    assert consider(planner, voice, goal).version is None

    frozen = actions.freeze_version(
        actor=planner, concept=concept, kind="conference", slug="konferenz", title="Konferenzentwurf", now=NOW
    )

    assert consider(planner, voice, goal).version == frozen
    assert consider(planner, voice, None, "not_taken_up").version == frozen


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"reason": " "}, errors.ReasonMissing, "reason"),
        ({"plain_reason": ""}, errors.PlainReasonMissing, "plain_reason"),
        ({"element": None}, errors.ElementMissing, "element"),
        ({"element": None, "outcome": "partly"}, errors.ElementMissing, "element"),
        ({"outcome": "referred"}, errors.ReceiverMissing, "referred_to"),
    ],
)
def test_consider_refuses_incomplete_answers_at_the_field(planner, voice, goal, values, error, field):
    with pytest.raises(error) as refusal:
        consider(planner, voice, **{"element": goal} | values)

    assert refusal.value.field == field
    assert in_force(voice) == []


def test_consider_refuses_withheld_voice_and_foreign_element(planner, voice, goal, concept):
    foreign = goal_under(planner, factories.concept(process=factories.process()))
    withheld = factories.contribution(concept.process, moderation="withheld", moderation_reason="Name")

    with pytest.raises(errors.OtherConcept):
        consider(planner, voice, foreign)
    with pytest.raises(errors.IsWithheld):
        consider(planner, withheld, goal)


@pytest.mark.parametrize(
    "name", ["moderator", "clerk", "group_member", "goal_owner", "administrator", "outsider", "participant"]
)
def test_consider_is_refused_to_others(name, voice, goal, request):
    with pytest.raises(NotAllowed):
        consider(request.getfixturevalue(name), voice, goal)


# --- working in ---------------------------------------------------------------------------------------------------
def revise(planner, goal):
    return actions.revise_element(
        actor=planner, element=goal, title="Busse am Abend", reason="Karte 1", expected_revision=1, now=NOW
    )


def incorporate(actor, answer, revision):
    return actions.incorporate_contribution(actor=actor, consideration=answer, revision=revision, now=NOW)


def test_incorporate_links_voice_and_wording(planner, voice, goal):
    answer, revision = consider(planner, voice, goal), revise(planner, goal)

    link = incorporate(planner, answer, revision)

    assert list(revision.incorporations.all()) == [link]
    assert last().verb == "contribution.incorporated"
    with pytest.raises(errors.AlreadyIncorporated):
        incorporate(planner, answer, revision)


def test_incorporate_refuses_what_was_not_taken_up_replaced_or_elsewhere(planner, voice, goal, concept):
    revision = revise(planner, goal)
    covered = consider(planner, voice, goal, "already_covered")
    with pytest.raises(errors.NothingToIncorporate):
        incorporate(planner, covered, revision)

    old = consider(planner, voice, goal)
    consider(planner, voice, goal, "partly")
    with pytest.raises(errors.AlreadySuperseded):
        incorporate(planner, old, revision)

    elsewhere = consider(planner, voice, add(planner, concept, ElementKind.FIELD))
    with pytest.raises(errors.RevisionOfOtherElement):
        incorporate(planner, elsewhere, revision)


def test_incorporate_is_refused_to_others(planner, moderator, voice, goal):
    answer, revision = consider(planner, voice, goal), revise(planner, goal)

    with pytest.raises(NotAllowed):
        incorporate(moderator, answer, revision)


# --- continuing elsewhere -------------------------------------------------------------------------------------------
def map_to(actor, goal, version, **values):
    return actions.map_element(
        **{
            "actor": actor, "from_element": goal, "to_element": goal, "to_version": version, "kind": "same", "now": NOW,
            "reason": "",
        }
        | values
    )  # fmt: skip


def test_map_element_into_successor(planner, goal, concept):
    successor = factories.concept(process=concept.process, predecessor=concept)
    continued = goal_under(planner, successor)

    mapping = map_to(
        planner, goal, successor.versions.get(), to_element=continued, kind="merged", reason="Ein Ziel reicht."
    )

    assert (mapping.from_element, mapping.to_element) == (goal, continued)
    assert last().verb == "element.mapped"


def test_map_element_refuses_gaps(planner, goal, concept):
    version = concept.versions.get()
    foreign = goal_under(planner, factories.concept())

    with pytest.raises(errors.ReasonMissing):
        map_to(planner, goal, version, kind="dropped", to_element=None)
    with pytest.raises(errors.TargetElementMissing):
        map_to(planner, goal, version, to_element=None)
    with pytest.raises(errors.TargetElementMissing):
        map_to(planner, goal, version, kind="dropped", reason="Erledigt")
    with pytest.raises(errors.OtherConcept):
        map_to(planner, goal, version, to_element=foreign)


@pytest.mark.parametrize("has_place", [True, False])
def test_database_keeps_one_answer_a_place(planner, voice, goal, has_place):
    answer = consider(planner, voice, goal if has_place else None, "not_taken_up")
    answer.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save()


def test_answer_is_shown_only_after_it_is_published(planner, voice, goal):
    answer = consider(planner, voice, goal)
    before = list(Consideration.objects.shown())
    published = actions.publish_answers(actor=planner, contribution=voice, now=NOW)

    assert before == []
    assert published == [answer]
    assert list(Consideration.objects.shown()) == [answer]


def test_published_answer_stays_public_until_the_new_one_is_published(planner, voice, goal):
    old = consider(planner, voice, goal)
    actions.publish_answers(actor=planner, contribution=voice, now=NOW)
    new = consider(planner, voice, goal, outcome="partly")

    assert list(Consideration.objects.shown()) == [old]
    assert list(Consideration.objects.in_force()) == [new]
    actions.publish_answers(actor=planner, contribution=voice, now=NOW + timedelta(days=1))
    assert list(Consideration.objects.shown()) == [new]
    old.refresh_from_db()
    assert old.retired_at == NOW + timedelta(days=1)


def test_publishing_twice_is_refused(planner, voice, goal):
    consider(planner, voice, goal)
    actions.publish_answers(actor=planner, contribution=voice, now=NOW)
    with pytest.raises(errors.NothingToPublish):
        actions.publish_answers(actor=planner, contribution=voice, now=NOW)


@pytest.mark.parametrize("column", ["published_at", "retired_at", "superseded_at"])
def test_moment_of_publication_cannot_be_moved(planner, voice, goal, column):
    consider(planner, voice, goal)
    actions.publish_answers(actor=planner, contribution=voice, now=NOW)
    consider(planner, voice, goal, outcome="partly")
    actions.publish_answers(actor=planner, contribution=voice, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consideration.objects.filter(retired_at__isnull=False).update(**{column: NOW + timedelta(days=9)})
