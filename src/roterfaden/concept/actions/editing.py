"""Two elements out of one, one out of several – with the mapping recorded, and nobody's answer lost on the way.

Identity is kept where it can be: a split element goes on as its own first part, merged ones go on in one of them. So
what councils, municipalities and reviews said about an element stays with it. An answer is never rewritten: where its
words go to another element, a new answer there says the same and supersedes it, to be published like any other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.actions.drafting import Drafting
from roterfaden.concept.enums import MapKind, Verb
from roterfaden.concept.methods import Place, TargetValues, moved, within
from roterfaden.concept.methods.editing import Part
from roterfaden.concept.models import (
    Consideration,
    Element,
    ElementMap,
    ElementRevision,
    Incorporation,
    Node,
    Version,
)
from roterfaden.concept.queries import locked_draft, target_values
from roterfaden.concept.rules import open_at_its_end
from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import Contribution

KEPT = ("accountable", "starts_on", "ends_on")


# --- split --------------------------------------------------------------------------------------------------------
def split_element(
    *,
    actor: Actor,
    element: Element,
    first: Part,
    second: Part,
    target: TargetValues | None = None,
    second_target: TargetValues | None = None,
    children: Collection[Element] = (),
    answers: Collection[Consideration] = (),
    reason: str,
    expected_revision: int,
    now: datetime,
) -> Element:
    """Make two elements of one: `element` goes on as `first`, a new one right after it says `second`.

    What stands below and the answers stay with the first, unless named in `children` and `answers`: those go with the
    second. `target=None` keeps the target of a goal at the first; the second needs one of its own, or the reason why it
    is not measurable yet. Who is accountable and when holds for both. The map says "split".
    Refuses an empty reason, an element that does not stand in the draft, a wording somebody changed meanwhile
    (StaleRevision), children and answers that are not the element's, and targets that are not SMART.
    Audited as element.split, and answer.carried for each answer that went along.
    """
    require(actor, "concept.split_element", element)
    if not reason.strip():
        raise errors.ReasonMissing()
    with transaction.atomic():
        draft = locked_draft(element.concept)
        nodes = {node.element_id: node for node in Drafting.draft_nodes(draft)}
        node = Drafting.place_of(nodes, element)
        before = node.revision
        mine = {"first": first, "second": second, "target": target, "second_target": second_target, "reason": reason}
        _check_fresh([node], {element.pk: expected_revision}, mine)
        kept = target_values(before)
        Drafting.check_target(element.concept, element.kind, target or kept)
        Drafting.check_target(element.concept, element.kind, second_target)
        going = _directly_below(nodes, node, children)
        author = signed(actor, now)
        same = {name: getattr(before, name) for name in KEPT}
        if first.words != {"title": before.title, "body": before.body} or target not in (None, kept):
            Drafting.word_anew(
                node, words=first.words | same, target=target or kept, reason=reason.strip(), author=author
            )
        made = Element(concept=element.concept, kind=element.kind, field=node.element.field)
        made.full_clean()
        made.save()
        words = second.words | same | {"reason": reason.strip()}
        revision = Drafting.write_revision(made, number=1, words=words, target=second_target, author=author)
        _place_after(draft, revision, node, going)
        _map(draft, element, made, MapKind.SPLIT, reason, author)
        _carry(actor, _answers_here(element, answers), made, revision, now)
        changes = {"element": (element, made)}
        record(actor=actor, verb=Verb.ELEMENT_SPLIT, subject=node.revision, now=now, changes=changes, reason=reason)
    return made


def _directly_below(nodes: Mapping[int, Node], node: Node, children: Collection[Element]) -> list[Node]:
    """The places of `children`, in reading order."""
    wanted = {child.pk for child in children}
    found = [each for each in nodes.values() if each.parent_id == node.pk and each.element_id in wanted]
    if len(found) != len(wanted):
        raise errors.NotBelow()
    return sorted(found, key=lambda each: each.position)


def _place_after(draft: Version, revision: ElementRevision, node: Node, going: Sequence[Node]) -> None:
    """The second part right after the first, with what goes below it."""
    parent = Node.objects.get(pk=node.parent_id) if node.parent_id else None
    made = Drafting.place_last(draft, revision, parent)
    nodes = Drafting.draft_nodes(draft)
    places = moved(Drafting.places_of(nodes), made.pk, node.parent_id, node.position + 1)
    places |= {each.pk: Place(each.pk, made.pk, number) for number, each in enumerate(going, start=1)}
    Drafting.write_numbers(nodes, places)


def _answers_here(element: Element, answers: Collection[Consideration]) -> list[Consideration]:
    wanted = {answer.pk for answer in answers}
    found = list(_answers_at([element]).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise errors.AnswerNotHere()
    return found


# --- merge --------------------------------------------------------------------------------------------------------
def merge_elements(
    *,
    actor: Actor,
    into: Element,
    others: Sequence[Element],
    title: str,
    body: str = "",
    accountable: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    target: TargetValues | None = None,
    reason: str,
    expected_revisions: Mapping[int, int],
    now: datetime,
) -> ElementRevision:
    """Make one element of several: `into` gets the wording, `others` leave the draft and live on in it.

    What stood below the others stands below `into`, last; every answer at them is carried over. `target=None` keeps
    the target of `into`. The maps say "merged", also for what had been merged into one of the others before.
    `expected_revisions` holds, by element, the number of the revision the author saw.
    Refuses an empty reason, fewer than two elements, different kinds, merging something into what stands below it, a
    wording somebody changed meanwhile (StaleRevision), voices with an answer at more than one of them
    (VoicesStandTwice), a target that is not SMART, another field of action for what a frozen version shows, and
    whatever other contexts still have open at one that ends (`rules.end_waits_for`).
    Audited as element.merged, and answer.carried for each answer.
    """
    require(actor, "concept.merge_elements", into)
    if not reason.strip():
        raise errors.ReasonMissing()
    ending = list({other.pk: other for other in others if other.pk != into.pk}.values())
    if not ending:
        raise errors.NothingToMerge()
    words = {
        "title": title.strip(), "body": body.strip(), "accountable": accountable.strip(), "starts_on": starts_on,
        "ends_on": ends_on,
    }  # fmt: skip
    with transaction.atomic():
        draft = locked_draft(into.concept)
        nodes = {node.element_id: node for node in Drafting.draft_nodes(draft)}
        node, leaving = Drafting.place_of(nodes, into), [Drafting.place_of(nodes, other) for other in ending]
        _check_merge(nodes, node, leaving)
        mine = words | {"target": target, "reason": reason}
        _check_fresh([node, *leaving], expected_revisions, mine)
        kept = target_values(node.revision)
        Drafting.check_target(into.concept, into.kind, target or kept)
        answers = _answers_of_both(into, ending)
        author = signed(actor, now)
        revision = Drafting.word_anew(node, words=words, target=target or kept, reason=reason.strip(), author=author)
        _take_below(nodes, node, leaving)
        for other in ending:
            for element in [other, *_merged_before(other)]:
                _map(draft, element, into, MapKind.MERGED, reason, author)
        _carry(actor, answers, into, revision, now)
        changes = {"number": (", ".join(each.number for each in leaving), node.number)}
        record(actor=actor, verb=Verb.ELEMENTS_MERGED, subject=revision, now=now, changes=changes, reason=reason)
    return revision


def _check_merge(nodes: Mapping[int, Node], node: Node, leaving: Sequence[Node]) -> None:
    if any(each.element.kind != node.element.kind for each in leaving):
        raise errors.DifferentKinds()
    places = Drafting.places_of(nodes.values())
    if any(node.pk in within(places, each.pk) for each in leaving):
        raise errors.UnderItself()
    for each in leaving:
        for error in open_at_its_end(each.element):
            raise error


def _answers_of_both(into: Element, ending: Sequence[Element]) -> list[Consideration]:
    """Every answer at the elements that end, if no voice has one at two of them all."""
    answers = list(_answers_at(ending))
    standing = {(answer.contribution_id, answer.segment_id) for answer in _answers_at([into])}
    twice = set()
    for answer in answers:
        key = (answer.contribution_id, answer.segment_id)
        if key in standing:
            twice.add(answer.contribution_id)
        standing.add(key)
    if twice:
        raise errors.VoicesStandTwice(count=len(twice))
    return answers


def _take_below(nodes: dict[int, Node], node: Node, leaving: Sequence[Node]) -> None:
    """Children of what leaves go below `node`, last and in their order; then the rest is numbered anew."""
    gone = {each.pk for each in leaving}
    places = Drafting.places_of(nodes.values())
    for each in leaving:
        children = [child for child in nodes.values() if child.parent_id == each.pk and child.pk not in gone]
        below = within(places, each.pk) - gone
        Drafting.take_field(each, node, [child.element for child in nodes.values() if child.pk in below])
        for child in sorted(children, key=lambda child: child.position):
            places = moved(places, child.pk, node.pk, None)
    for each in leaving:
        del places[each.pk], nodes[each.element_id]
    deepest_first = sorted(leaving, key=lambda each: each.order_key, reverse=True)
    Drafting.write_numbers(nodes.values(), places)
    for each in deepest_first:
        each.delete()


def _merged_before(element: Element) -> list[Element]:
    """What ended in this element earlier: it lives on where this one does."""
    rows = ElementMap.objects.current().filter(
        to_element=element, kind=MapKind.MERGED, from_element__concept=element.concept_id
    )
    return [row.from_element for row in rows.select_related("from_element").order_by("pk")]


# --- both ---------------------------------------------------------------------------------------------------------
def _check_fresh(nodes: Iterable[Node], expected: Mapping[int, int], mine: dict[str, Any]) -> None:
    for node in nodes:
        if node.revision.number != expected.get(node.element_id):
            raise errors.StaleRevision(mine=mine, theirs=node.revision)


def _map(
    draft: Version, before: Element, after: Element, kind: MapKind, reason: str, author: dict[str, Any]
) -> ElementMap:
    mapping = ElementMap(
        from_element=before, to_element=after, to_version=draft, kind=kind, reason=reason.strip(), **author
    )
    mapping.full_clean()
    mapping.save()
    return mapping


def _answers_at(elements: Collection[Element]) -> Any:
    """Every answer nothing has replaced, whatever it says, also to a passage that is no part just now."""
    rows = Consideration.objects.current().filter(element__in=elements)
    return rows.select_related("contribution").order_by("contribution__number", "pk")


def _carry(
    actor: Actor, answers: Sequence[Consideration], element: Element, revision: ElementRevision, now: datetime
) -> None:
    """The same answer at another element, unpublished; what had changed a wording is part of this one."""
    voices = {answer.contribution_id for answer in answers}
    list(Contribution.objects.select_for_update().filter(pk__in=voices).order_by("pk"))
    worked_in = set(
        Incorporation.objects.current().filter(consideration__in=answers).values_list("consideration", flat=True)
    )
    for old in answers:
        old.superseded_at = now
        old.save(update_fields=["superseded_at"])
        carried = Consideration(
            contribution=old.contribution, segment=old.segment, element=element, version=old.version,
            outcome=old.outcome, reason=old.reason, plain_reason=old.plain_reason, referred_to=old.referred_to,
            supersedes=old, **signed(actor, now),
        )  # fmt: skip
        carried.full_clean()
        carried.save()
        if old.pk in worked_in:
            link = Incorporation(consideration=carried, revision=revision, **signed(actor, now))
            link.full_clean()
            link.save()
        changes = {"element": (old.element, element)}
        record(actor=actor, verb=Verb.ANSWER_CARRIED, subject=carried, now=now, changes=changes)
