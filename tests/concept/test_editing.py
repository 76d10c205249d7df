"""Splitting and merging elements: identity, answers and maps; what frozen versions show stays."""

from datetime import timedelta

import pytest

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.concept import actions, errors
from roterfaden.concept.enums import ElementKind, MapKind
from roterfaden.concept.methods.editing import Part, living
from roterfaden.concept.models import Consideration, ElementMap, Incorporation, Node
from roterfaden.concept.queries import is_intact, target_values, version_tree, working_draft
from roterfaden.council.errors import AmendmentsOpen
from roterfaden.council.models import Amendment
from roterfaden.kernel.errors import NotAllowed
from roterfaden.thread.enums import Focus
from roterfaden.thread.queries import thread_of
from roterfaden.thread.queries.element import element_history
from roterfaden.thread.queries.goal import goal_page
from roterfaden.thread.queries.scope import scope_of
from roterfaden.thread.queries.voice import voice_story
from tests import factories
from tests.concept.values import NOT_YET, add, measurable
from tests.factories import NOW

LATER = NOW + timedelta(days=1)


# --- living -------------------------------------------------------------------------------------------------------
def test_living_follows_maps_until_something_stands():
    links = {1: [2], 2: [3, 4], 5: [6], 7: [8], 8: [7]}

    found = living([1, 3, 5, 7, 9], links, {3, 4})

    assert found == {1: {3, 4}, 3: {3}, 5: set(), 7: set(), 9: set()}


# --- in the draft -------------------------------------------------------------------------------------------------
@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process())


@pytest.fixture
def field(planner, concept):
    return add(planner, concept, ElementKind.FIELD, field=factories.field(), title="Sprache")


@pytest.fixture
def goals(planner, concept, field):
    return [add(planner, concept, ElementKind.GOAL, field, title=name) for name in ("Eins", "Zwei", "Drei")]


def tree(concept):
    nodes = Node.objects.filter(version=working_draft(concept)).order_by("order_key").select_related("revision")
    return [f"{node.number} {node.revision.title}" for node in nodes]


def split(actor, element, **values):
    return actions.split_element(
        **{
            "actor": actor, "element": element, "first": Part("Kurse am Abend", "Abends."),
            "second": Part("Kurse am Morgen", "Morgens."), "second_target": NOT_YET, "reason": "Zwei Zeiten.",
            "expected_revision": 1, "now": NOW,
        }
        | values
    )  # fmt: skip


def merge(actor, into, others, **values):
    return actions.merge_elements(
        **{
            "actor": actor, "into": into, "others": others, "title": "Kurse", "body": "Immer.", "reason": "Dasselbe.",
            "expected_revisions": {element.pk: 1 for element in (into, *others)}, "now": NOW,
        }
        | values
    )  # fmt: skip


def answer(actor, element, voice=None, **values):
    voice = voice or factories.contribution(element.concept.process)
    return actions.consider_contribution(
        **{
            "actor": actor, "contribution": voice, "element": element, "outcome": "taken_up", "reason": "x",
            "plain_reason": "y", "now": NOW,
        }
        | values
    )  # fmt: skip


def freeze(actor, concept, slug="konferenz", now=NOW):
    return actions.freeze_version(actor=actor, concept=concept, kind="conference", slug=slug, title=slug, now=now)


# --- split --------------------------------------------------------------------------------------------------------
def test_split_keeps_the_first_and_puts_the_second_right_after(planner, concept, goals):
    made = split(planner, goals[0])

    assert tree(concept) == ["1 Sprache", "1.1 Kurse am Abend", "1.2 Kurse am Morgen", "1.3 Zwei", "1.4 Drei"]
    assert (made.kind, made.field) == (goals[0].kind, goals[0].field)
    assert made.uid != goals[0].uid
    row = ElementMap.objects.get()
    assert (row.kind, row.from_element, row.to_element, row.reason) == (MapKind.SPLIT, goals[0], made, "Zwei Zeiten.")
    last = AuditEvent.objects.order_by("-number").first()
    assert (last.verb, last.reason) == ("element.split", "Zwei Zeiten.")


def test_split_puts_children_and_target_where_the_author_says(planner, concept, field):
    promise = measurable()
    goal = add(planner, concept, ElementKind.GOAL, field, target=promise, accountable="Volkshochschule")
    stays, goes = (add(planner, concept, ElementKind.INITIATIVE, goal, title=name) for name in ("Bleibt", "Geht"))

    made = split(planner, goal, target=NOT_YET, second_target=promise, children=[goes])

    assert tree(concept) == ["1 Sprache", "1.1 Kurse am Abend", "1.1.1 Bleibt", "1.2 Kurse am Morgen", "1.2.1 Geht"]
    assert target_values(goal.revisions.get(number=2)) == NOT_YET
    revision = made.revisions.get()
    assert (target_values(revision).series, revision.accountable) == (promise.series, "Volkshochschule")
    with pytest.raises(errors.NotBelow):
        split(planner, goal, children=[goes], expected_revision=2)
    assert Node.objects.get(element=stays).parent.element == goal


def test_split_carries_the_answers_that_go_along(planner, goals):
    stays, goes = answer(planner, goals[0]), answer(planner, goals[0])
    actions.incorporate_contribution(actor=planner, consideration=goes, revision=goals[0].revisions.get(), now=NOW)
    actions.publish_answers(actor=planner, contribution=goes.contribution, now=NOW)

    made = split(planner, goals[0], answers=[goes])

    carried = Consideration.objects.get(element=made)
    assert (carried.supersedes, carried.outcome, carried.plain_reason, carried.published_at) == (
        goes, "taken_up", "y", None,
    )  # fmt: skip
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.superseded_at, goes.superseded_at, goes.retired_at) == (None, NOW, None)
    assert Consideration.objects.shown().get(contribution=goes.contribution) == goes
    assert Incorporation.objects.get(consideration=carried).revision == made.revisions.get()
    with pytest.raises(errors.AnswerNotHere):
        split(planner, goals[0], answers=[goes], expected_revision=2)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"reason": " "}, errors.ReasonMissing),
        ({"expected_revision": 7}, errors.StaleRevision),
        ({"second_target": None}, errors.TargetMissing),
        ({"second_target": measurable}, errors.TargetNotSmart),
    ],
)
def test_split_is_refused(planner, goals, values, error):
    if callable(values.get("second_target")):
        values = {"second_target": measurable(target_on=None)}

    with pytest.raises(error):
        split(planner, goals[0], **values)


# --- merge --------------------------------------------------------------------------------------------------------
def test_merge_ends_the_others_in_one(planner, concept, goals):
    add(planner, concept, ElementKind.INITIATIVE, goals[1], title="Tun")

    revision = merge(planner, goals[2], [goals[1]])

    assert tree(concept) == ["1 Sprache", "1.1 Eins", "1.2 Kurse", "1.2.1 Tun"]
    assert (revision.element, revision.number, revision.reason) == (goals[2], 2, "Dasselbe.")
    row = ElementMap.objects.get()
    assert (row.kind, row.from_element, row.to_element) == (MapKind.MERGED, goals[1], goals[2])
    assert goals[1].revisions.count() == 1


def test_merge_takes_what_stands_below_along_over_several_levels(planner, concept, goals):
    below = add(planner, concept, ElementKind.GOAL, goals[0], title="Unter")
    add(planner, concept, ElementKind.INITIATIVE, below, title="Tun")

    merge(planner, goals[0], [below, goals[1]])

    assert tree(concept) == ["1 Sprache", "1.1 Kurse", "1.1.1 Tun", "1.2 Drei"]
    with pytest.raises(errors.UnderItself):
        merge(planner, add(planner, concept, ElementKind.GOAL, goals[2], title="Tief"), [goals[2]])


def test_merge_carries_every_answer(planner, goals):
    taken, refused = answer(planner, goals[1]), answer(planner, goals[1], outcome="not_taken_up")

    merge(planner, goals[0], [goals[1]])

    assert not Consideration.objects.current().filter(element=goals[1]).exists()
    carried = Consideration.objects.current().filter(element=goals[0]).order_by("contribution__number")
    assert [(row.supersedes, row.outcome) for row in carried] == [(taken, "taken_up"), (refused, "not_taken_up")]
    assert AuditEvent.objects.filter(verb="answer.carried").count() == 2


def test_merge_is_refused_while_a_voice_would_have_two_answers(planner, goals):
    voice = answer(planner, goals[0]).contribution
    other = answer(planner, goals[1], voice)

    with pytest.raises(errors.VoicesStandTwice) as refusal:
        merge(planner, goals[0], [goals[1]])
    assert str(refusal.value).startswith("1 ")

    answer(planner, goals[0], voice, supersedes=other)
    merge(planner, goals[0], [goals[1]])


def test_merge_is_refused(planner, concept, field, goals):
    with pytest.raises(errors.NothingToMerge):
        merge(planner, goals[0], [goals[0]])
    with pytest.raises(errors.DifferentKinds):
        merge(planner, goals[0], [field])
    with pytest.raises(errors.ReasonMissing):
        merge(planner, goals[0], [goals[1]], reason="")
    with pytest.raises(errors.StaleRevision) as stale:
        merge(planner, goals[0], [goals[1]], expected_revisions={goals[0].pk: 1, goals[1].pk: 0})
    assert stale.value.theirs.element == goals[1]
    with pytest.raises(errors.NotInDraft):
        merge(planner, goals[0], [add(planner, factories.concept(), ElementKind.FIELD)])


def test_merge_waits_for_amendments_at_what_ends(planner, goals, concept):
    version = freeze(planner, concept)
    meeting = factories.meeting(factories.body())
    resolution = factories.resolution(factories.consultation(factories.paper(version), meeting))
    Amendment.objects.create(resolution=resolution, element=goals[1], text="Bis 20 Uhr.")

    with pytest.raises(AmendmentsOpen):
        merge(planner, goals[0], [goals[1]])
    merge(planner, goals[1], [goals[0]])


@pytest.mark.parametrize("name", ["moderator", "clerk", "goal_owner", "administrator", "outsider", "participant"])
def test_split_and_merge_are_refused_to_others(name, request, goals):
    actor = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        split(actor, goals[0])
    with pytest.raises(NotAllowed):
        merge(actor, goals[0], [goals[1]])


# --- versions and the thread --------------------------------------------------------------------------------------
def test_frozen_version_keeps_what_was_split_and_merged(planner, concept, goals):
    frozen = freeze(planner, concept)
    before = [(node.number, node.revision.title) for node in version_tree(frozen).nodes]

    merge(planner, goals[0], [goals[1]])
    split(planner, goals[2])

    assert [(node.number, node.revision.title) for node in version_tree(frozen).nodes] == before
    assert is_intact(frozen)


def test_voice_leads_to_the_element_its_own_was_merged_into(planner, concept, goals):
    given = answer(planner, goals[1])
    actions.publish_answers(actor=planner, contribution=given.contribution, now=NOW)
    freeze(planner, concept)
    merge(planner, goals[0], [goals[1]], now=LATER)
    voice = given.contribution
    assert scope_of(Focus.CONTRIBUTION, voice.pk).goal_ids == {goals[1].pk}
    assert goal_page(goals[0].pk, on=NOW.date()).voice_count == 0

    version = freeze(planner, concept, "zweite", LATER)

    scope = scope_of(Focus.CONTRIBUTION, voice.pk)
    assert (scope.version, scope.goal_ids) == (version, {goals[0].pk})
    assert voice_story(voice).answers[0].standing.element_id == goals[0].pk
    assert goal_page(goals[0].pk, on=NOW.date()).voice_count == 1
    assert thread_of(Focus.ELEMENT, goals[0].pk).steps[0].target_pk == (concept.process.slug, voice.number)


def test_voice_follows_two_merges_and_a_withdrawal(planner, concept, goals):
    given = answer(planner, goals[2])
    actions.publish_answers(actor=planner, contribution=given.contribution, now=NOW)
    freeze(planner, concept)
    merge(planner, goals[1], [goals[2]], now=LATER)
    merge(planner, goals[0], [goals[1]], expected_revisions={goals[0].pk: 1, goals[1].pk: 2}, now=LATER)
    freeze(planner, concept, "zweite", LATER)

    assert scope_of(Focus.CONTRIBUTION, given.contribution_id).goal_ids == {goals[0].pk}
    assert goal_page(goals[0].pk, on=NOW.date()).voice_count == 1
    made = [row.from_element for row in ElementMap.objects.filter(to_element=goals[0]).order_by("pk")]
    assert made == [goals[1], goals[2]]


def test_history_shows_split_and_merge(planner, concept, goals):
    freeze(planner, concept)
    made = split(planner, goals[0], now=LATER)
    merge(planner, goals[2], [goals[1]], now=LATER)
    freeze(planner, concept, "zweite", LATER)

    went_on = [(row.kind_label, row.element_id, row.reason) for row in element_history(goals[0].pk).went_on]
    assert went_on == [("geteilt", made.pk, "Zwei Zeiten.")]
    assert [row.element_id for row in element_history(made.pk).came_from] == [goals[0].pk]
    gone = element_history(goals[1].pk)
    assert ([row.kind for row in gone.went_on], gone.gone_since.slug) == ([MapKind.MERGED], "zweite")
