"""The concept before: reading a list of titles, taking it over, and saying what continues where."""

from datetime import date, timedelta

import pytest

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.concept import actions, errors
from roterfaden.concept.enums import ElementKind, MapKind, TitleFault
from roterfaden.concept.forms import ContinueForm
from roterfaden.concept.methods.continuing import Titled, TitleEntry, TitleLine, most_alike, title_tree
from roterfaden.concept.models import ElementMap, Node
from roterfaden.concept.queries import continuing, is_intact, predecessor_version, working_draft
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.concept.values import add
from tests.factories import NOW

KINDS = {"handlungsfeld": "field", "ziel": "goal", "maßnahme": "initiative", "text": "text"}
LATER = NOW + timedelta(days=1)


# --- likeness -----------------------------------------------------------------------------------------------------
def test_most_alike_prefers_the_likest_then_the_same_kind():
    among = [
        Titled(1, "text", "Sprache lernen"), Titled(2, "goal", "Sprache lernen"), Titled(3, "goal", "Wohnen"),
    ]  # fmt: skip

    found = most_alike([Titled(9, "goal", "Sprache  Lernen"), Titled(8, "goal", "Verkehr und Busse")], among)

    assert list(found) == [9]
    assert found[9].key == 2
    assert found[9].likeness > 0.9


# --- the list -----------------------------------------------------------------------------------------------------
def test_title_tree_tells_kinds_by_depth():
    lines = [
        TitleLine(2, "", "", "Vorwort"), TitleLine(3, "1.", "", "Sprache"), TitleLine(4, "1.1", "", "Kurse"),
        TitleLine(5, "1.1.1", "", "Abendkurse"), TitleLine(6, "2", "Text", "Ausblick"),
    ]  # fmt: skip

    entries, faults = title_tree(lines, KINDS)

    assert faults == []
    assert entries == [
        TitleEntry(None, "text", "Vorwort"), TitleEntry(None, "field", "Sprache"), TitleEntry(1, "goal", "Kurse"),
        TitleEntry(2, "initiative", "Abendkurse"), TitleEntry(None, "text", "Ausblick"),
    ]  # fmt: skip


def test_title_tree_names_every_fault():
    lines = [
        TitleLine(2, "1", "", " "), TitleLine(3, "1", "", "Sprache"), TitleLine(4, "1", "", "Noch eins"),
        TitleLine(5, "3.1", "", "Ohne Eltern"), TitleLine(6, "x", "", "Nummer"), TitleLine(7, "2", "Idee", "Art"),
        TitleLine(8, "1.1", "Handlungsfeld", "Platz"),
    ]  # fmt: skip

    _entries, faults = title_tree(lines, KINDS)

    assert [(each.line, each.fault) for each in faults] == [
        (2, TitleFault.NO_TITLE), (4, TitleFault.TWICE), (5, TitleFault.NO_PARENT), (6, TitleFault.NO_NUMBER),
        (7, TitleFault.UNKNOWN_KIND), (8, TitleFault.WRONG_PLACE),
    ]  # fmt: skip


# --- taking it over -----------------------------------------------------------------------------------------------
ENTRIES = (TitleEntry(None, "field", "Sprache"), TitleEntry(0, "goal", "Mehr Kurse"), TitleEntry(0, "goal", "Kinder"))


@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process())


def take_over(actor, concept, **values):
    return actions.import_predecessor(
        **{
            "actor": actor, "successor": concept, "slug": "konzept-2014", "title": "Konzept 2014",
            "starts_on": date(2014, 1, 1), "ends_on": date(2018, 1, 1), "entries": ENTRIES, "now": NOW,
        }
        | values
    )  # fmt: skip


def test_import_makes_a_concept_with_one_frozen_version(planner, concept):
    before = take_over(planner, concept)

    version = predecessor_version(concept)
    assert (concept.predecessor, version.concept, version.kind) == (before, before, "adopted")
    assert is_intact(version)
    nodes = Node.objects.filter(version=version).order_by("order_key").select_related("revision")
    assert [f"{node.number} {node.revision.title}" for node in nodes] == ["1 Sprache", "1.1 Mehr Kurse", "1.2 Kinder"]
    assert AuditEvent.objects.order_by("-number").first().verb == "predecessor.imported"


def test_import_fills_an_empty_predecessor_and_refuses_a_full_one(planner):
    named = factories.concept(slug="alt", title="Migrationsmanagement", starts_on=date(2014, 1, 1))
    concept = factories.concept(process=factories.process(), predecessor=named)

    assert take_over(planner, concept) == named
    with pytest.raises(errors.HasPredecessor):
        take_over(planner, concept)


@pytest.mark.parametrize(
    ("values", "error"),
    [({"entries": ()}, errors.EmptyTitleList), ({"starts_on": date(2018, 1, 1)}, errors.EndsAfterSuccessor)],
)
def test_import_is_refused(planner, concept, values, error):
    with pytest.raises(error):
        take_over(planner, concept, **values)
    assert concept.predecessor is None


@pytest.mark.parametrize("name", ["moderator", "clerk", "goal_owner", "administrator", "outsider", "participant"])
def test_predecessor_is_closed_to_others(name, request, concept):
    actor = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        take_over(actor, concept)
    with pytest.raises(NotAllowed):
        actions.continue_element(
            actor=actor, from_element=factories.element(concept), successor=concept, kind=MapKind.DROPPED, reason="x",
            now=NOW,
        )  # fmt: skip


# --- what continues -----------------------------------------------------------------------------------------------
@pytest.fixture
def old(planner, concept):
    take_over(planner, concept)
    return {node.revision.title: node.element for node in predecessor_version(concept).nodes.select_related("revision")}


@pytest.fixture
def new(planner, concept, old):
    field = add(planner, concept, ElementKind.FIELD, field=factories.field(), title="Sprache und Bildung")
    goals = [
        add(planner, concept, ElementKind.GOAL, field, title=name) for name in ("Mehr Kurse", "Kinder in der Kita")
    ]
    return [field, *goals]


def carry(planner, concept, element, kind, *targets, reason="Neu geordnet", now=NOW):
    return actions.continue_element(
        actor=planner, from_element=element, successor=concept, kind=kind, to_elements=targets, reason=reason, now=now
    )


def test_continuing_tells_what_became_of_each(planner, concept, old, new):
    carry(planner, concept, old["Mehr Kurse"], MapKind.SAME, new[1], reason="")
    carry(planner, concept, old["Kinder"], MapKind.SPLIT, new[1], new[2])

    found = continuing(predecessor_version(concept), working_draft(concept))

    assert [(row.title, [f"{link.kind} {link.number}" for link in row.links]) for row in found.rows] == [
        ("Sprache", []), ("Mehr Kurse", ["same 1.1"]), ("Kinder", ["split 1.1", "split 1.2"]),
    ]  # fmt: skip
    assert [(kind, count) for kind, _label, count in found.tallies] == [("same", 1), ("split", 1)]
    assert (found.open, found.fresh) == (1, 1)


def test_what_was_said_before_is_superseded(planner, concept, old, new):
    carry(planner, concept, old["Kinder"], MapKind.SPLIT, new[1], new[2])
    (link,) = carry(planner, concept, old["Kinder"], MapKind.DROPPED, reason="Aufgabe des Landes", now=LATER)

    assert list(ElementMap.objects.current()) == [link]
    assert link.supersedes is not None
    found = continuing(predecessor_version(concept), working_draft(concept))
    assert [link.reason for row in found.rows for link in row.links] == ["Aufgabe des Landes"]


def test_link_to_what_left_the_draft_is_open_again(planner, concept, old, new):
    carry(planner, concept, old["Kinder"], MapKind.MERGED, new[2])
    actions.withdraw_element(actor=planner, element=new[2], reason="Doppelt", now=LATER)

    assert continuing(predecessor_version(concept), working_draft(concept)).open == 3


@pytest.mark.parametrize(
    ("kind", "count", "reason", "error"),
    [
        (MapKind.DROPPED, 1, "x", errors.NothingContinues), (MapKind.SPLIT, 1, "x", errors.SeveralTargets),
        (MapKind.SAME, 2, "", errors.OneTarget), (MapKind.MOVED, 0, "x", errors.OneTarget),
        (MapKind.MOVED, 1, " ", errors.ReasonMissing),
    ],
)  # fmt: skip
def test_continuation_is_refused(planner, concept, old, new, kind, count, reason, error):
    with pytest.raises(error):
        carry(planner, concept, old["Kinder"], kind, *new[:count], reason=reason)


def test_continuation_stays_between_the_two_concepts(planner, concept, old, new):
    with pytest.raises(errors.NotOfPredecessor):
        carry(planner, concept, new[1], MapKind.SAME, new[2])
    with pytest.raises(errors.NotInDraft):
        carry(planner, concept, old["Kinder"], MapKind.SAME, old["Sprache"])


def test_continuing_takes_the_same_queries_however_large(planner, concept, old, new, query_count):
    version, draft = predecessor_version(concept), working_draft(concept)
    carry(planner, concept, old["Kinder"], MapKind.SAME, new[2])
    one = query_count(lambda: continuing(version, draft))
    for element in (old["Sprache"], old["Mehr Kurse"]):
        carry(planner, concept, element, MapKind.MERGED, new[0])

    assert one == 3
    assert query_count(lambda: continuing(version, draft)) == 3


def test_numbers_are_found_and_unknown_ones_named():
    form = ContinueForm({"kind": "split", "targets": "1.1., 9; 1.2", "reason": ""}, numbered={"1.1": 5, "1.2": 6})
    assert not form.is_valid()
    assert "9" in form.errors["targets"][0]

    form = ContinueForm({"kind": "split", "targets": "1.1., 1.2, 1.1"}, numbered={"1.1": 5, "1.2": 6})
    assert form.is_valid()
    assert form.cleaned_data["targets"] == [5, 6]
