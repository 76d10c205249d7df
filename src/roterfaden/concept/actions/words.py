"""The working draft: opening a concept, writing, rewording, moving and withdrawing its elements."""

from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.actions.drafting import Drafting
from roterfaden.concept.enums import ElementKind, MapKind, Verb, VersionKind
from roterfaden.concept.methods import TargetValues, may_stand_under, moved, within
from roterfaden.concept.models import Concept, Element, ElementMap, ElementRevision, Node, Version
from roterfaden.concept.queries import answers_standing_at, locked_draft, target_values
from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import Process
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction

DRAFT_SLUG = "entwurf"
DRAFT_TITLE = "Arbeitsentwurf"


def open_concept(
    *,
    actor: Actor,
    slug: str,
    title: str,
    area: Area,
    process: Process | None = None,
    predecessor: Concept | None = None,
    starts_on: date,
    ends_on: date,
    now: datetime,
) -> Concept:
    """Open a concept with its working draft (version 1, which always stays open). Audited as concept.opened."""
    concept = Concept(
        slug=slug, title=title, area=area, process=process, predecessor=predecessor, starts_on=starts_on,
        ends_on=ends_on,
    )  # fmt: skip
    require(actor, "concept.open_concept", concept)
    with transaction.atomic():
        concept.full_clean()
        concept.save()
        draft = Version(concept=concept, number=1, slug=DRAFT_SLUG, kind=VersionKind.DRAFT, title=DRAFT_TITLE)
        draft.full_clean()
        draft.save()
        record(actor=actor, verb=Verb.CONCEPT_OPENED, subject=concept, now=now)
    return concept


def add_element(
    *,
    actor: Actor,
    concept: Concept,
    kind: str,
    parent_element: Element | None = None,
    position: int | None = None,
    field: FieldOfAction | None = None,
    title: str,
    body: str = "",
    accountable: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    target: TargetValues | None = None,
    reason: str = "",
    now: datetime,
) -> Element:
    """Write a new element into the working draft, with number and sort key: last under its parent, or at `position`.

    Without `field` it belongs to the field of its parent. Refuses a place the outline does not allow, a goal without a
    SMART target and a target on anything else. Audited as element.added.
    """
    require(actor, "concept.add_element", concept)
    Drafting.check_target(concept, kind, target)
    with transaction.atomic():
        draft = locked_draft(concept)
        parent = Drafting.parent_node(draft, parent_element)
        if not may_stand_under(kind, parent.element.kind if parent else None):
            raise errors.WrongPlace(kind=ElementKind(kind).label)
        element = Element(concept=concept, kind=kind, field=field or (parent.element.field if parent else None))
        element.full_clean()
        element.save()
        words = {
            "title": title, "body": body, "accountable": accountable, "starts_on": starts_on, "ends_on": ends_on,
            "reason": reason,
        }  # fmt: skip
        revision = Drafting.write_revision(element, number=1, words=words, target=target, author=signed(actor, now))
        node = Drafting.place_last(draft, revision, parent)
        if position is not None:
            nodes = Drafting.draft_nodes(draft)
            Drafting.write_numbers(nodes, moved(Drafting.places_of(nodes), node.pk, node.parent_id, position))
        record(actor=actor, verb=Verb.ELEMENT_ADDED, subject=revision, now=now, reason=reason)
    return element


def revise_element(
    *,
    actor: Actor,
    element: Element,
    title: str,
    body: str = "",
    accountable: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    target: TargetValues | None = None,
    reason: str,
    expected_revision: int,
    now: datetime,
) -> ElementRevision:
    """Word an element anew in the working draft. `target=None` keeps the target of a goal as it is.

    `expected_revision` is the number of the revision the author saw; StaleRevision carries both texts if somebody was
    faster. Refuses an empty reason, an unchanged text and a target that is not SMART. Audited as element.revised.
    """
    require(actor, "concept.revise_element", element)
    if not reason.strip():
        raise errors.ReasonMissing()
    words = {
        "title": title.strip(), "body": body.strip(), "accountable": accountable.strip(), "starts_on": starts_on,
        "ends_on": ends_on,
    }  # fmt: skip
    with transaction.atomic():
        draft = locked_draft(element.concept)
        node = Node.objects.select_related("element", "revision__target__series__definition").get(
            version=draft, element=element
        )
        before = node.revision
        kept = target_values(before)
        if before.number != expected_revision:
            raise errors.StaleRevision(mine=words | {"target": target, "reason": reason}, theirs=before)
        if all(getattr(before, name) == value for name, value in words.items()) and target in (None, kept):
            raise errors.NothingChanged()
        Drafting.check_target(element.concept, element.kind, target or kept)
        revision = Drafting.word_anew(
            node, words=words, target=target or kept, reason=reason.strip(), author=signed(actor, now)
        )
        changes = {name: (getattr(before, name), value) for name, value in words.items()}
        changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        record(actor=actor, verb=Verb.ELEMENT_REVISED, subject=revision, now=now, changes=changed, reason=reason)
    return revision


# --- places -------------------------------------------------------------------------------------------------------
def move_element(
    *, actor: Actor, element: Element, parent_element: Element | None, position: int | None = None, now: datetime
) -> Node:
    """Put an element with everything below it somewhere else in the working draft, and number the draft anew.

    `position` counts from 1 among the new siblings; None or a number too large means last. Where the field of action
    was that of the parent, it becomes that of the new parent. Refuses an element that does not stand in the draft, a
    place the outline does not allow, a place below itself, the place it has, and another field of action once a frozen
    version shows it in its own. Audited as element.moved.
    """
    require(actor, "concept.move_element", element)
    with transaction.atomic():
        draft = locked_draft(element.concept)
        nodes = {node.element_id: node for node in Drafting.draft_nodes(draft)}
        node, parent = (
            Drafting.place_of(nodes, element),
            Drafting.place_of(nodes, parent_element) if parent_element else None,
        )
        if not may_stand_under(element.kind, parent.element.kind if parent else None):
            raise errors.WrongPlace(kind=element.get_kind_display())
        places = Drafting.places_of(nodes.values())
        if parent is not None and parent.pk in within(places, node.pk):
            raise errors.UnderItself()
        after = moved(places, node.pk, parent.pk if parent else None, position)
        if after == places:
            raise errors.NothingMoved()
        below = within(places, node.pk)
        Drafting.take_field(node, parent, [each.element for each in nodes.values() if each.pk in below])
        before = node.number
        Drafting.write_numbers(nodes.values(), after)
        changes = {"number": (before, node.number), "parent": (places[node.pk].parent, node.parent_id)}
        record(actor=actor, verb=Verb.ELEMENT_MOVED, subject=node, now=now, changes=changes)
    return node


def withdraw_element(*, actor: Actor, element: Element, reason: str, now: datetime) -> ElementMap:
    """Take an element out of the working draft; its wordings and every frozen version keep it.

    The draft is numbered anew, and a map says that the element is dropped there, and why. Refuses an empty reason, an
    element that does not stand in the draft, one with others below it, and one at which voices are taken up: whoever
    spoke gets another answer first. Audited as element.withdrawn.
    """
    require(actor, "concept.withdraw_element", element)
    if not reason.strip():
        raise errors.ReasonMissing()
    with transaction.atomic():
        draft = locked_draft(element.concept)
        nodes = {node.element_id: node for node in Drafting.draft_nodes(draft)}
        node = Drafting.place_of(nodes, element)
        below = sum(1 for each in nodes.values() if each.parent_id == node.pk)
        if below:
            raise errors.OthersBelow(count=below)
        answers = answers_standing_at(element).count()
        if answers:
            raise errors.VoicesStandHere(count=answers)
        dropped = ElementMap(
            from_element=element, to_element=None, to_version=draft, kind=MapKind.DROPPED, reason=reason.strip(),
            **signed(actor, now),
        )  # fmt: skip
        dropped.full_clean()
        dropped.save()
        changes = {"number": (node.number, None)}
        del nodes[element.pk]
        node.delete()
        Drafting.write_numbers(nodes.values(), Drafting.places_of(nodes.values()))
        record(actor=actor, verb=Verb.ELEMENT_WITHDRAWN, subject=node.revision, now=now, changes=changes, reason=reason)
    return dropped
