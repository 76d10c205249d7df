"""Comparing two versions: what a row says, and that it takes the same queries however large they are."""

from datetime import timedelta

import pytest

from roterfaden.concept import actions
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.queries import change_counts, comparison, working_draft
from tests import factories
from tests.concept.values import NOT_YET, add, measurable
from tests.factories import NOW

LATER = NOW + timedelta(days=1)


@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process())


@pytest.fixture
def fields(planner, concept):
    return [add(planner, concept, ElementKind.FIELD, field=factories.field(), title=name) for name in ("A", "B")]


@pytest.fixture
def goals(planner, concept, fields):
    return [add(planner, concept, ElementKind.GOAL, fields[0], title=name) for name in ("Eins", "Zwei", "Drei")]


def freeze(planner, concept, slug="vorher"):
    return actions.freeze_version(
        actor=planner, concept=concept, kind="conference", slug=slug, title=slug.title(), now=NOW
    )


def shown(found):
    """Rows as "sign number title"."""
    for row in found.rows:
        if row.is_old_place:
            yield f"« {row.old.number} {row.old.revision.title}"
        elif row.is_changed or row.goes_along:
            sign = (
                "-"
                if row.is_removed
                else "+"
                if row.is_added
                else "»"
                if row.is_moved
                else "·"
                if row.goes_along
                else "~"
            )
            standing = row.new or row.old
            yield f"{sign} {standing.number} {standing.revision.title}"


def test_comparison_shows_what_happened_in_one_reading_order(planner, concept, fields, goals):
    below = add(planner, concept, ElementKind.INITIATIVE, goals[0], title="Tun")
    old = freeze(planner, concept)
    actions.withdraw_element(actor=planner, element=below, reason="Erledigt", now=NOW)
    below = add(planner, concept, ElementKind.INITIATIVE, goals[1], title="Machen")
    actions.revise_element(
        actor=planner, element=fields[0], title="A neu", reason="Klarer", expected_revision=1, now=NOW
    )
    actions.revise_element(
        actor=planner, element=goals[2], title="Drei", reason="Zahl da", expected_revision=1, target=measurable(),
        now=NOW,
    )  # fmt: skip
    new = freeze(planner, concept, "nachher")

    found = comparison(old, new)

    assert list(shown(found)) == ["~ 1 A neu", "- 1.1.1 Tun", "+ 1.2.1 Machen", "~ 1.3 Drei"]
    assert [row.continued[0].reason for row in found.rows if row.continued] == ["Erledigt"]
    assert (found.counts.added, found.counts.removed, found.counts.reworded) == (1, 1, 1)
    assert (found.counts.retargeted, found.counts.moved, found.counts.changed) == (1, 0, 4)
    assert change_counts(old, new) == found.counts


def test_moved_subtree_stands_at_both_places(planner, concept, fields, goals):
    add(planner, concept, ElementKind.INITIATIVE, goals[0], title="Tun")
    draft = working_draft(concept)
    element = goals[0]
    before = comparison(draft, draft)
    old = factories.frozen_version(concept)
    element.field = None
    node = draft.nodes.get(element=element)
    node.parent, node.position = draft.nodes.get(element=fields[1]), 1
    node.number, node.order_key = "2.1", "002.001"
    node.save()
    draft.nodes.filter(parent=node).update(number="2.1.1", order_key="002.001.001")

    found = comparison(old, draft)

    assert before.counts.changed == 0
    assert list(shown(found)) == ["« 1.1 Eins", "« 1.1.1 Tun", "» 2.1 Eins", "· 2.1.1 Tun"]
    assert (found.counts.moved, found.counts.changed) == (1, 1)


def test_reason_given_after_a_version_was_frozen_belongs_to_the_next(planner, concept, fields, goals):
    old = freeze(planner, concept)
    actions.withdraw_element(actor=planner, element=goals[0], reason="Später gesagt", now=LATER)
    new = factories.frozen_version(concept)  # frozen at NOW, before the reason was given

    assert [row.continued for row in comparison(old, new).rows if row.is_removed] == [()]


def test_comparison_takes_the_same_queries_however_large(planner, concept, fields, goals, query_count):
    old = freeze(planner, concept)
    draft = working_draft(concept)
    actions.withdraw_element(actor=planner, element=goals[0], reason="Erledigt", now=NOW)
    few = query_count(lambda: comparison(old, draft))
    for number in range(30):
        goal = factories.element(concept, parent=fields[1], title=f"Ziel {number}")
        factories.target(goal, factories.series(factories.definition()))

    assert few == 2
    assert query_count(lambda: comparison(old, draft)) == 2
    assert query_count(lambda: change_counts(old, old)) == 1


def test_goal_without_other_target_is_not_retargeted(planner, concept, fields, goals):
    old = freeze(planner, concept)
    actions.revise_element(
        actor=planner, element=goals[0], title="Eins, genauer", reason="Klarer", expected_revision=1, target=NOT_YET,
        now=NOW,
    )  # fmt: skip

    row = next(row for row in comparison(old, working_draft(concept)).rows if row.is_changed)

    assert (row.is_reworded, row.is_retargeted) == (True, False)
    assert [piece.text for piece in row.title if piece.is_added] == [", genauer"]
