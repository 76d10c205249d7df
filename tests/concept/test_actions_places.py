"""Moving elements in the working draft and withdrawing them; frozen versions stay as they are."""

import pytest

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.concept import actions, errors
from roterfaden.concept.enums import ElementKind, MapKind
from roterfaden.concept.methods import Place, moved, numbered, within
from roterfaden.concept.models import ElementMap, Node
from roterfaden.concept.queries import is_intact, working_draft
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.concept.values import add
from tests.factories import NOW

OUTLINE = {place.key: place for place in (Place(1, None, 1), Place(2, 1, 1), Place(3, 1, 2), Place(4, None, 2))}


# --- the outline --------------------------------------------------------------------------------------------------
def test_numbered_counts_without_gaps_in_reading_order():
    lines = numbered([Place(1, None, 3), Place(2, 1, 7), Place(3, 1, 9), Place(4, None, 8)])

    assert [(line.key, line.number, line.order_key) for line in lines] == [
        (1, "1", "001"), (2, "1.1", "001.001"), (3, "1.2", "001.002"), (4, "2", "002"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "parent", "position", "order"),
    [
        (3, 1, 1, ["1", "1.1=3", "1.2=2", "2=4"]),
        (2, 1, None, ["1", "1.1=3", "1.2=2", "2=4"]),
        (2, 4, 99, ["1", "1.1=3", "2=4", "2.1=2"]),
        (4, None, 1, ["1=4", "2=1", "2.1=2", "2.2=3"]),
    ],
)
def test_moved_closes_gaps_on_both_sides(key, parent, position, order):
    lines = numbered(moved(OUTLINE, key, parent, position).values())

    assert [f"{line.number}={line.key}" for line in lines] == [text if "=" in text else f"{text}=1" for text in order]


def test_within_holds_everything_below():
    assert within(OUTLINE, 1) == {1, 2, 3}


# --- in the draft -------------------------------------------------------------------------------------------------
@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process())


@pytest.fixture
def fields(planner, concept):
    return [add(planner, concept, ElementKind.FIELD, field=factories.field(), title=name) for name in ("A", "B")]


@pytest.fixture
def goals(planner, concept, fields):
    return [add(planner, concept, ElementKind.GOAL, fields[0], title=name) for name in ("Eins", "Zwei", "Drei")]


def tree(concept):
    nodes = Node.objects.filter(version=working_draft(concept)).order_by("order_key").select_related("revision")
    return [f"{node.number} {node.revision.title}" for node in nodes]


def move(actor, element, parent=None, position=None):
    return actions.move_element(actor=actor, element=element, parent_element=parent, position=position, now=NOW)


def withdraw(actor, element, reason="Der Kreistag hat es gestrichen."):
    return actions.withdraw_element(actor=actor, element=element, reason=reason, now=NOW)


def last():
    return AuditEvent.objects.order_by("-number").first()


def test_move_within_its_parent_numbers_anew(planner, concept, fields, goals):
    node = move(planner, goals[2], fields[0], 1)

    assert tree(concept) == ["1 A", "1.1 Drei", "1.2 Eins", "1.3 Zwei", "2 B"]
    assert node.number == "1.1"
    assert (last().verb, last().changes["number"]) == ("element.moved", ["1.3", "1.1"])


def test_move_takes_along_what_stands_below(planner, concept, fields, goals):
    add(planner, concept, ElementKind.INITIATIVE, goals[0], title="Tun")

    move(planner, goals[0], fields[1])

    assert tree(concept) == ["1 A", "1.1 Zwei", "1.2 Drei", "2 B", "2.1 Eins", "2.1.1 Tun"]


def test_move_of_a_field_numbers_the_whole_draft(planner, concept, fields, goals):
    move(planner, fields[1], None, 1)

    assert tree(concept) == ["1 B", "2 A", "2.1 Eins", "2.2 Zwei", "2.3 Drei"]


def test_field_of_action_follows_the_new_parent(planner, concept, fields, goals):
    below = add(planner, concept, ElementKind.INITIATIVE, goals[0])
    other = add(planner, concept, ElementKind.INITIATIVE, goals[0], field=factories.field())

    move(planner, goals[0], fields[1])

    for element in (goals[0], below, other):
        element.refresh_from_db()
    assert (goals[0].field, below.field) == (fields[1].field, fields[1].field)
    assert other.field not in (fields[0].field, fields[1].field)


def test_frozen_version_stays_untouched_by_moving_and_withdrawing(planner, concept, fields, goals):
    frozen = actions.freeze_version(
        actor=planner, concept=concept, kind="conference", slug="konferenz", title="Konferenz", now=NOW
    )
    before = list(frozen.nodes.order_by("pk").values())

    move(planner, goals[2], fields[0], 1)
    withdraw(planner, goals[0])

    assert list(frozen.nodes.order_by("pk").values()) == before
    assert is_intact(frozen)
    with pytest.raises(errors.FieldIsFrozen):
        move(planner, goals[1], fields[1])
    assert is_intact(frozen)


@pytest.mark.parametrize(
    ("element", "parent", "position", "error"),
    [
        ("goal", None, None, errors.WrongPlace),
        ("goal", "itself", None, errors.UnderItself),
        ("goal", "below", None, errors.UnderItself),
        ("goal", "field", 1, errors.NothingMoved),
        ("goal", "foreign", None, errors.NotInDraft),
    ],
)
def test_move_is_refused(planner, concept, fields, goals, element, parent, position, error):
    places = {
        None: None, "itself": goals[0], "field": fields[0], "below": add(planner, concept, ElementKind.GOAL, goals[0]),
        "foreign": add(planner, factories.concept(), ElementKind.FIELD),
    }  # fmt: skip

    with pytest.raises(error):
        move(planner, goals[0], places[parent], position)


def test_withdraw_closes_the_gap_and_says_why(planner, concept, goals):
    dropped = withdraw(planner, goals[0])

    assert tree(concept) == ["1 A", "1.1 Zwei", "1.2 Drei", "2 B"]
    assert (dropped.kind, dropped.to_element, dropped.reason) == (
        MapKind.DROPPED, None, "Der Kreistag hat es gestrichen.",
    )  # fmt: skip
    assert ElementMap.objects.get().to_version == working_draft(concept)
    assert goals[0].revisions.count() == 1
    assert (last().verb, last().changes) == ("element.withdrawn", {"number": ["1.1", None]})


def test_withdraw_needs_a_reason_and_an_element_of_the_draft(planner, goals):
    with pytest.raises(errors.ReasonMissing):
        withdraw(planner, goals[0], reason="  ")
    withdraw(planner, goals[0])
    with pytest.raises(errors.NotInDraft):
        withdraw(planner, goals[0])
    with pytest.raises(errors.NotInDraft):
        move(planner, goals[0], None)


def test_withdraw_leaves_nothing_and_nobody_behind(planner, concept, fields, goals):
    with pytest.raises(errors.OthersBelow):
        withdraw(planner, fields[0])
    voice = factories.contribution(concept.process)
    answer = {"actor": planner, "contribution": voice, "reason": "x", "plain_reason": "y", "now": NOW}
    actions.consider_contribution(element=goals[0], outcome="taken_up", **answer)

    with pytest.raises(errors.VoicesStandHere) as refusal:
        withdraw(planner, goals[0])
    assert "1" in str(refusal.value)

    actions.consider_contribution(element=goals[0], outcome="not_taken_up", **answer)
    assert withdraw(planner, goals[0]).kind == MapKind.DROPPED


@pytest.mark.parametrize("name", ["moderator", "clerk", "goal_owner", "administrator", "outsider", "participant"])
def test_places_are_refused_to_others(name, request, goals, fields):
    actor = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        move(actor, goals[2], fields[0], 1)
    with pytest.raises(NotAllowed):
        withdraw(actor, goals[0])


def test_moving_takes_the_same_queries_however_large_the_draft(planner, concept, fields, goals, query_count):
    one = query_count(lambda: move(planner, goals[2], fields[0], 1))
    for number in range(40):
        factories.element(concept, ElementKind.GOAL, parent=fields[0], title=f"Ziel {number}")

    assert query_count(lambda: move(planner, goals[2], fields[0], 3)) == one
