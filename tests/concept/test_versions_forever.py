"""Whatever happens to the draft: frozen versions say the same forever, no id comes twice, and differences add up."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roterfaden.concept import actions
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods.differences import Entry, Side, apply, tree_difference
from roterfaden.concept.methods.editing import Part
from roterfaden.concept.models import Consideration, Element, Node
from roterfaden.concept.queries import comparison, is_intact, version_tree, working_draft
from roterfaden.kernel.errors import DomainError
from tests import factories
from tests.concept.values import NOT_YET, add
from tests.factories import NOW

KINDS = (ElementKind.FIELD, ElementKind.CHALLENGE, ElementKind.GOAL, ElementKind.INITIATIVE, ElementKind.TEXT)
DOES = ("add", "add", "add", "revise", "move", "split", "split", "merge", "merge", "withdraw", "answer", "freeze")
STEPS = st.lists(
    st.tuples(st.sampled_from(DOES), st.integers(0, 99), st.integers(0, 99)), min_size=8, max_size=16
)  # fmt: skip


def said(version):
    """Everything a version shows: its tree, and the page as people read it (who spoke about it since is no part)."""
    rows = Node.objects.filter(version=version).order_by("order_key").select_related("revision", "element", "parent")
    places = [
        (node.number, str(node.element.uid), node.parent.element_id if node.parent else None, node.revision.title)
        for node in rows
    ]
    tree = version_tree(version)
    for node in tree.nodes:
        object.__setattr__(node, "voices", 0)
    return places, render_to_string("office/concepts/_tree.html", {"tree": tree})


def entries(version):
    rows = Node.objects.filter(version=version).order_by("order_key").select_related("revision", "parent")
    return tuple(
        Entry(node.element_id, node.parent.element_id if node.parent else None, (("title", node.revision.title),))
        for node in rows
    )


class Office:
    """Somebody who does whatever comes to mind; what the house refuses is left."""

    def __init__(self, actor):
        self.actor, self.concept = actor, factories.concept(process=factories.process())
        self.versions, self.uids, self.now = {}, [], NOW
        self.made(add(actor, self.concept, ElementKind.FIELD))

    def made(self, element):
        self.uids.append(element.uid)

    def do(self, what, one, two):
        self.now += timedelta(hours=1)
        if not working_draft(self.concept).nodes.exists():
            self.made(add(self.actor, self.concept, ElementKind.FIELD))
        elements = [node.element for node in working_draft(self.concept).nodes.select_related("element").order_by("pk")]
        first = elements[one % len(elements)]
        second = [*elements, None][two % (len(elements) + 1)]
        try:
            getattr(self, what)(first, second, one, two)
        except DomainError:
            return

    def add(self, first, second, one, two):
        self.made(add(self.actor, self.concept, KINDS[one % len(KINDS)], second, position=two % 3 or None))

    def revise(self, element, _second, one, _two):
        actions.revise_element(
            actor=self.actor, element=element, title=f"Titel {one}", body="Neu *gefasst*.", reason="Besser",
            expected_revision=self.revision(element), now=self.now,
        )  # fmt: skip

    def move(self, element, parent, _one, two):
        actions.move_element(
            actor=self.actor, element=element, parent_element=parent, position=two % 3 or None, now=self.now
        )

    def split(self, element, _second, one, two):
        node = working_draft(self.concept).nodes.get(element=element)
        below = [child.element for child in node.children.select_related("element").order_by("position")]
        self.made(actions.split_element(
            actor=self.actor, element=element, first=Part(f"Eins {one}"), second=Part(f"Zwei {two}"),
            second_target=NOT_YET if element.kind == ElementKind.GOAL else None, children=below[two % 2 :],
            answers=Consideration.objects.current().filter(element=element)[: two % 2], reason="Zwei",
            expected_revision=self.revision(element), now=self.now,
        ))  # fmt: skip

    def merge(self, into, other, _one, _two):
        if other is None or other.kind != into.kind:
            alike = working_draft(self.concept).nodes.filter(element__kind=into.kind).exclude(element=into)
            other = alike.order_by("pk").first().element if alike else into
        actions.merge_elements(
            actor=self.actor, into=into, others=[other], title="Zusammen", reason="Eins", now=self.now,
            expected_revisions={each.pk: self.revision(each) for each in (into, other)},
        )  # fmt: skip

    def withdraw(self, element, *_rest):
        actions.withdraw_element(actor=self.actor, element=element, reason="Entfällt", now=self.now)

    def answer(self, element, *_rest):
        actions.consider_contribution(
            actor=self.actor, contribution=factories.contribution(self.concept.process), element=element,
            outcome="taken_up", reason="x", plain_reason="y", now=self.now,
        )  # fmt: skip

    def freeze(self, *_rest):
        number = len(self.versions)
        version = actions.freeze_version(
            actor=self.actor, concept=self.concept, kind="conference", slug=f"v{number}", title=f"Fassung {number}",
            now=self.now,
        )  # fmt: skip
        self.versions[version] = said(version)

    def revision(self, element):
        return element.revisions.order_by("-number").first().number


def check_numbers(version):
    """Siblings count from 1 without gaps, and the sort key says the same as the number."""
    places = {}
    for node in version.nodes.select_related("parent").order_by("order_key"):
        above = node.parent.number if node.parent else ""
        places.setdefault(above, []).append(node.position)
        assert node.number == f"{above}.{node.position}".lstrip(".")
        assert [int(part) for part in node.order_key.split(".")] == [int(part) for part in node.number.split(".")]
    assert all(found == list(range(1, len(found) + 1)) for found in places.values())


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_versions_say_the_same_forever_and_differences_add_up(planner, steps):
    with transaction.atomic():
        office = Office(planner)
        for step in [*steps, ("freeze", 0, 0)]:
            office.do(*step)

        assert [said(version) for version in office.versions] == list(office.versions.values())
        assert all(is_intact(version) for version in office.versions)
        assert len(office.uids) == len(set(office.uids)) == Element.objects.filter(concept=office.concept).count()
        for version in [*office.versions, working_draft(office.concept)]:
            check_numbers(version)
        in_draft = working_draft(office.concept).nodes.values("element")
        assert not Consideration.objects.current().exclude(element__in=in_draft).exists()
        for old, new in combinations(office.versions, 2):
            before, after = entries(old), entries(new)
            assert apply(tree_difference(before, after), before) == after
            rows = comparison(old, new).rows
            numbers = [[line[0] for line in office.versions[version][0]] for version in (old, new)]
            assert [row.old.number for row in rows if row.side != Side.NEW] == numbers[0]
            assert [row.new.number for row in rows if row.side != Side.OLD] == numbers[1]
        transaction.set_rollback(True)
