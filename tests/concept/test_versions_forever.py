"""Whatever happens to the draft: frozen versions say the same forever, and differences add up."""

from datetime import timedelta
from itertools import combinations
from random import Random

import pytest

from roterfaden.concept import actions
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods.differences import Entry, Side, apply, tree_difference
from roterfaden.concept.models import Element, Node
from roterfaden.concept.queries import comparison, is_intact, working_draft
from roterfaden.kernel.errors import DomainError
from tests import factories
from tests.concept.values import add
from tests.factories import NOW

STEPS = 24
KINDS = (ElementKind.FIELD, ElementKind.CHALLENGE, ElementKind.GOAL, ElementKind.INITIATIVE, ElementKind.TEXT)


def said(version):
    """Everything a version shows, in reading order."""
    rows = Node.objects.filter(version=version).order_by("order_key").select_related("revision", "element", "parent")
    return [
        (
            node.number, str(node.element.uid), node.parent.element_id if node.parent else None, node.revision.title,
            node.revision.body,
        )
        for node in rows
    ]  # fmt: skip


def entries(version):
    rows = Node.objects.filter(version=version).order_by("order_key").select_related("revision", "parent")
    return tuple(
        Entry(node.element_id, node.parent.element_id if node.parent else None, (("title", node.revision.title),))
        for node in rows
    )


class Office:
    """Somebody who does whatever comes to mind; what the house refuses is left."""

    def __init__(self, actor, concept, seed):
        self.actor, self.concept, self.random = actor, concept, Random(seed)  # noqa: S311 -- no secret
        self.versions, self.uids, self.now = {}, [], NOW

    def elements(self):
        return [node.element for node in working_draft(self.concept).nodes.select_related("element").order_by("pk")]

    def any_element(self):
        return self.random.choice([None, *self.elements()])

    def add(self):
        made = add(self.actor, self.concept, self.random.choice(KINDS), self.any_element())
        self.uids.append(made.uid)

    def revise(self):
        element = self.random.choice(self.elements())
        newest = element.revisions.order_by("-number").first()
        actions.revise_element(
            actor=self.actor, element=element, title=f"Titel {self.random.randint(1, 99)}", reason="Besser",
            expected_revision=newest.number, now=self.now,
        )  # fmt: skip

    def move(self):
        actions.move_element(
            actor=self.actor, element=self.random.choice(self.elements()), parent_element=self.any_element(),
            position=self.random.choice([None, 1, 2]), now=self.now,
        )  # fmt: skip

    def withdraw(self):
        actions.withdraw_element(
            actor=self.actor, element=self.random.choice(self.elements()), reason="Entfällt", now=self.now
        )

    def freeze(self):
        if not self.elements():
            self.uids.append(add(self.actor, self.concept, ElementKind.FIELD).uid)
        number = len(self.versions)
        version = actions.freeze_version(
            actor=self.actor, concept=self.concept, kind="conference", slug=f"v{number}", title=f"Fassung {number}",
            now=self.now,
        )  # fmt: skip
        self.versions[version] = said(version)

    def act(self):
        self.now += timedelta(hours=1)
        step = self.random.choice([self.add, self.add, self.add, self.revise, self.move, self.move, self.withdraw])
        try:
            step()
        except (DomainError, IndexError):
            return


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_versions_say_the_same_forever_and_differences_add_up(planner, seed):
    office = Office(planner, factories.concept(process=factories.process()), seed)
    add(planner, office.concept, ElementKind.FIELD)

    for step in range(1, STEPS + 1):
        office.act()
        if step % (STEPS // 3) == 0:
            office.freeze()

    assert [said(version) for version in office.versions] == list(office.versions.values())
    assert all(is_intact(version) for version in office.versions)
    assert len(office.uids) == len(set(office.uids))
    assert Element.objects.filter(uid__in=office.uids).count() == len(office.uids)
    for old, new in combinations(office.versions, 2):
        before, after = entries(old), entries(new)
        assert apply(tree_difference(before, after), before) == after
        rows = comparison(old, new).rows
        assert [row.old.number for row in rows if row.side != Side.NEW] == [line[0] for line in office.versions[old]]
        assert [row.new.number for row in rows if row.side != Side.OLD] == [line[0] for line in office.versions[new]]
