"""Freezing versions, what they wait for, and that they never change again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.concept import actions, errors, rules
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Node, Version
from roterfaden.concept.queries import is_intact, version_tree
from roterfaden.kernel.errors import DomainError
from tests import factories
from tests.concept.values import add, goal_under, measurable
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept(planner):
    made = factories.concept(process=factories.process())
    goal_under(planner, made, target=measurable())
    return made


def freeze(actor, concept, kind="conference", **values):
    return actions.freeze_version(
        **{"actor": actor, "concept": concept, "kind": kind, "slug": kind, "title": f"Fassung {kind}", "now": NOW}
        | values
    )


def outline(version):
    return [(node.number, node.depth, node.revision.pk) for node in version_tree(version).nodes]


def test_freeze_copies_the_tree_and_leaves_the_draft_open(planner, concept):
    draft = concept.versions.get(frozen_at=None)

    frozen = freeze(planner, concept)

    assert outline(frozen) == outline(draft)
    assert [number for number, _depth, _pk in outline(frozen)] == ["1", "1.1", "1.1.1"]
    assert (frozen.number, frozen.frozen_at, frozen.based_on) == (2, NOW, None)
    assert not Node.objects.filter(version=frozen, parent__version=draft).exists()
    assert list(concept.versions.filter(frozen_at=None)) == [draft]
    event = AuditEvent.objects.order_by("-number").first()
    assert (event.verb, event.changes["checksum"][1]) == ("version.frozen", frozen.checksum)


def test_freeze_seals_the_content(planner, concept):
    first = freeze(planner, concept)
    goal = concept.elements.get(kind=ElementKind.GOAL)
    actions.revise_element(
        actor=planner, element=goal, title="Mehr Busse", reason="Karte 3", expected_revision=1, now=NOW
    )

    second = freeze(planner, concept, "submitted")

    assert is_intact(Version.objects.get(pk=first.pk))
    assert is_intact(Version.objects.get(pk=second.pk))
    assert first.checksum != second.checksum
    assert second.based_on == first
    assert [node.revision.title for node in version_tree(first).nodes][-1] == "goal"
    assert [node.revision.title for node in version_tree(second).nodes][-1] == "Mehr Busse"


def test_seal_breaks_when_somebody_adds_a_place_by_hand(planner, concept):
    frozen = freeze(planner, concept)
    extra = add(planner, concept, ElementKind.TEXT).revisions.get()

    Node.objects.create(version=frozen, revision=extra, element=extra.element, position=2, number="2", order_key="002")

    assert not is_intact(Version.objects.get(pk=frozen.pk))


def test_freeze_refuses_draft_kind_empty_draft_and_double_slug(planner, concept):
    with pytest.raises(errors.NoDraftKind):
        freeze(planner, concept, "draft")
    with pytest.raises(errors.EmptyConcept):
        freeze(planner, factories.concept())
    freeze(planner, concept)
    with pytest.raises(Exception, match=r"slug|Kurzname") as refusal:
        freeze(planner, concept, "submitted", slug="conference")
    assert type(refusal.value).__name__ == "ValidationError"


@pytest.mark.parametrize("kind", ["submitted", "adopted"])
def test_freeze_waits_for_every_published_voice(planner, concept, kind):
    voice = factories.contribution(concept.process)
    factories.contribution(concept.process, moderation="pending")
    factories.contribution(factories.process())

    with pytest.raises(errors.VoicesWithoutConsideration) as refusal:
        freeze(planner, concept, kind)
    assert str(refusal.value).startswith("1 veröffentlichte Beiträge sind noch nicht abgewogen.")
    freeze(planner, concept, "conference")
    actions.consider_contribution(
        actor=planner, contribution=voice, outcome="not_taken_up", reason="außerhalb", plain_reason="Das …", now=NOW
    )

    assert freeze(planner, concept, kind).kind == kind


def test_freeze_waits_for_what_other_contexts_know(planner, concept, monkeypatch):
    class AmendmentsOpen(DomainError):
        message = "Noch %(count)s Änderungen"

    monkeypatch.setattr(rules, "_freeze_conditions", [])

    @rules.freeze_waits_for
    def amendments_are_worked_in(_concept, kind):
        return AmendmentsOpen(count=2) if kind == "amended" else None

    assert freeze(planner, concept, "conference").number == 2
    with pytest.raises(AmendmentsOpen) as refusal:
        freeze(planner, concept, "amended")
    assert str(refusal.value) == "Noch 2 Änderungen"


@pytest.mark.parametrize(
    "change", [{"title": "anders"}, {"checksum": "0" * 64}, {"frozen_at": NOW + timedelta(days=1)}, {"kind": "adopted"}]
)
def test_database_refuses_to_change_a_frozen_version(planner, concept, change):
    frozen = freeze(planner, concept)

    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=frozen.pk).update(**change)


def test_database_refuses_to_move_or_remove_what_is_frozen(planner, concept):
    frozen = freeze(planner, concept)
    leaf = frozen.nodes.get(number="1.1.1")
    later = add(planner, concept, ElementKind.FIELD).revisions.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Node.objects.filter(pk=leaf.pk).update(revision=later)
    with pytest.raises(IntegrityError), transaction.atomic():
        leaf.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        frozen.delete()


def test_database_lets_the_working_draft_change(planner, concept):
    freeze(planner, concept)
    leaf = Node.objects.get(version__frozen_at=None, number="1.1.1")

    leaf.position = 5
    leaf.save()

    assert Node.objects.get(pk=leaf.pk).position == 5
