"""Everything that changes the concept: its words, its frozen versions, and what becomes of voices."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.enums import ElementKind, MapKind, Outcome, Verb, VersionKind
from roterfaden.concept.methods import TargetValues, may_stand_under, order_key, outline_number, target_faults
from roterfaden.concept.models import (
    Concept,
    Consideration,
    Element,
    ElementMap,
    ElementRevision,
    Incorporation,
    Node,
    Target,
    Version,
)
from roterfaden.concept.queries import (
    considerations_in_force,
    target_values,
    version_seal,
    voices_without_consideration,
)
from roterfaden.concept.rules import unmet_conditions
from roterfaden.indicators.enums import Direction
from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution, Process
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction

DRAFT_SLUG = "entwurf"
DRAFT_TITLE = "Arbeitsentwurf"
DECISION_KINDS = frozenset({VersionKind.SUBMITTED, VersionKind.ADOPTED})


# --- words --------------------------------------------------------------------------------------------------------
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
    require(actor, "concept.open_concept")
    with transaction.atomic():
        concept = Concept(
            slug=slug, title=title, area=area, process=process, predecessor=predecessor, starts_on=starts_on,
            ends_on=ends_on,
        )  # fmt: skip
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
    """Write a new element into the working draft, last under its parent, with number and sort key.

    Without `field` it belongs to the field of its parent. Refuses a place the outline does not allow, a goal without a
    SMART target and a target on anything else. Audited as element.added.
    """
    require(actor, "concept.add_element", concept)
    _check_target(concept, kind, target)
    with transaction.atomic():
        draft = _locked_draft(concept)
        parent = _parent_node(draft, parent_element)
        if not may_stand_under(kind, parent.element.kind if parent else None):
            raise errors.WrongPlace(kind=ElementKind(kind).label)
        element = Element(concept=concept, kind=kind, field=field or (parent.element.field if parent else None))
        element.full_clean()
        element.save()
        words = {
            "title": title, "body": body, "accountable": accountable, "starts_on": starts_on, "ends_on": ends_on,
            "reason": reason,
        }  # fmt: skip
        revision = _write(element, number=1, words=words, target=target, author=signed(actor, now))
        _place(draft, revision, parent)
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
        draft = _locked_draft(element.concept)
        node = Node.objects.select_related("revision__target__series__definition").get(version=draft, element=element)
        before = node.revision
        kept = target_values(before)
        if before.number != expected_revision:
            raise errors.StaleRevision(mine=words | {"target": target, "reason": reason}, theirs=before)
        if all(getattr(before, name) == value for name, value in words.items()) and target in (None, kept):
            raise errors.NothingChanged()
        _check_target(element.concept, element.kind, target or kept)
        before.superseded_at = now
        before.save(update_fields=["superseded_at"])
        revision = _write(
            element, number=before.number + 1, words=words | {"reason": reason.strip(), "supersedes": before},
            target=target or kept, author=signed(actor, now),
        )  # fmt: skip
        node.revision = revision
        node.save(update_fields=["revision"])
        changes = {name: (getattr(before, name), value) for name, value in words.items()}
        changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        record(actor=actor, verb=Verb.ELEMENT_REVISED, subject=revision, now=now, changes=changed, reason=reason)
    return revision


def _check_target(concept: Concept, kind: str, target: TargetValues | None) -> None:
    if kind != ElementKind.GOAL:
        if target is not None:
            raise errors.OnlyGoalsHaveTargets()
        return
    if target is None:
        raise errors.TargetMissing()
    direction = Direction(target.series.definition.direction) if target.series else Direction.NONE
    faults = target_faults(target, starts_on=concept.starts_on, ends_on=concept.ends_on, direction=direction)
    if faults:
        raise errors.TargetNotSmart(faults, direction=str(direction.label))


def _locked_draft(concept: Concept) -> Version:
    """The open working draft, with the concept locked so that places, numbers and versions never race."""
    Concept.objects.select_for_update().get(pk=concept.pk)
    return Version.objects.get(concept=concept, frozen_at=None)


def _parent_node(draft: Version, parent: Element | None) -> Node | None:
    if parent is None:
        return None
    node = Node.objects.filter(version=draft, element=parent).select_related("element__field").first()
    if node is None:
        raise errors.OtherConcept()
    return node


def _write(
    element: Element, *, number: int, words: dict[str, Any], target: TargetValues | None, author: dict[str, Any]
) -> ElementRevision:
    revision = ElementRevision(element=element, number=number, **words, **author)
    revision.full_clean()
    revision.save()
    if target is not None:
        promise = Target(revision=revision, **vars(target))
        promise.full_clean()
        promise.save()
    return revision


def _place(draft: Version, revision: ElementRevision, parent: Node | None) -> Node:
    last = Node.objects.filter(version=draft, parent=parent).aggregate(Max("position"))["position__max"] or 0
    node = Node(
        version=draft, revision=revision, element=revision.element, parent=parent, position=last + 1,
        number=outline_number(parent.number if parent else "", last + 1),
        order_key=order_key(parent.order_key if parent else "", last + 1),
    )  # fmt: skip
    node.full_clean()
    node.save()
    return node


# --- versions -----------------------------------------------------------------------------------------------------
def freeze_version(*, actor: Actor, concept: Concept, kind: str, slug: str, title: str, now: datetime) -> Version:
    """Keep the working draft as a version that never changes again, sealed with a checksum; the draft stays open.

    Refuses the kind of the draft itself, an empty draft, submitting or adopting while a published voice has no
    consideration, and whatever other contexts wait for (`rules.freeze_waits_for`). Audited as version.frozen.
    """
    require(actor, "concept.freeze_version", concept)
    if kind == VersionKind.DRAFT:
        raise errors.NoDraftKind()
    with transaction.atomic():
        draft = _locked_draft(concept)
        _check_freeze(concept, draft, kind)
        versions = concept.versions.order_by("-number", "-pk")
        frozen = Version(
            concept=concept, number=versions[0].number + 1, slug=slug, kind=kind, title=title, frozen_at=now,
            based_on=versions.frozen().first(),
        )  # fmt: skip
        frozen.checksum = version_seal(frozen, nodes_of=draft)
        frozen.full_clean()
        frozen.save()
        _copy_nodes(draft, frozen)
        changes = {"checksum": (None, frozen.checksum)}
        record(actor=actor, verb=Verb.VERSION_FROZEN, subject=frozen, now=now, changes=changes)
    return frozen


def _check_freeze(concept: Concept, draft: Version, kind: str) -> None:
    if not draft.nodes.exists():
        raise errors.EmptyConcept()
    if kind in DECISION_KINDS and concept.process is not None:
        missing = voices_without_consideration(concept.process).count()
        if missing:
            raise errors.VoicesWithoutConsideration(count=missing)
    for error in unmet_conditions(concept, kind):
        raise error


def _copy_nodes(draft: Version, frozen: Version) -> None:
    """Copy level by level, so that parents have their keys before children need them: one INSERT a level."""
    levels: dict[int, list[Node]] = {}
    for node in draft.nodes.order_by("order_key", "pk"):
        levels.setdefault(node.order_key.count("."), []).append(node)
    copies: dict[int, Node] = {}
    for _depth, nodes in sorted(levels.items()):
        made = Node.objects.bulk_create(
            Node(
                version=frozen, revision_id=node.revision_id, element_id=node.element_id,
                parent=copies[node.parent_id] if node.parent_id else None, position=node.position,
                number=node.number, order_key=node.order_key,
            )
            for node in nodes
        )  # fmt: skip
        copies |= {node.pk: copy for node, copy in zip(nodes, made, strict=True)}


# --- voices -------------------------------------------------------------------------------------------------------
def consider_contribution(
    *,
    actor: Actor,
    contribution: Contribution,
    element: Element | None = None,
    outcome: str,
    reason: str,
    plain_reason: str,
    referred_to: str = "",
    version: Version | None = None,
    supersedes: Consideration | None = None,
    now: datetime,
) -> Consideration:
    """Say what becomes of a voice, at which element and why – for the file and in plain words for the person.

    A voice may be answered at several elements. A new answer replaces the one in force at the same element (or the
    one without an element); `supersedes` names another to replace, and an answer without an element replaces all.
    `version` is the version looked at; by default the newest frozen one. Refuses a withheld voice, an element of a
    concept of another process, missing reasons, a taking-up without a place and a referral without a receiver.
    Audited as contribution.considered.
    """
    require(actor, "concept.consider_contribution", contribution)
    with transaction.atomic():
        locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
        _check_consideration(locked, element, outcome, reason, plain_reason, referred_to)
        replaced = _replaced(contribution, element, supersedes)
        for old in replaced:
            old.superseded_at = now
            old.save(update_fields=["superseded_at"])
        consideration = Consideration(
            contribution=contribution, element=element, version=version or _newest_frozen(contribution, element),
            outcome=outcome, reason=reason.strip(), plain_reason=plain_reason.strip(),
            referred_to=referred_to.strip(), supersedes=replaced[0] if replaced else None, **signed(actor, now),
        )  # fmt: skip
        consideration.full_clean()
        consideration.save()
        changes = {"outcome": (replaced[0].outcome if replaced else None, str(outcome)), "element": (None, element)}
        record(
            actor=actor, verb=Verb.CONTRIBUTION_CONSIDERED, subject=consideration, now=now, changes=changes,
            reason=reason,
        )  # fmt: skip
    return consideration


def _check_consideration(
    contribution: Contribution, element: Element | None, outcome: str, reason: str, plain_reason: str, referred_to: str
) -> None:
    if contribution.moderation == Moderation.WITHHELD:
        raise errors.IsWithheld(number=contribution.number)
    if element is not None and element.concept.process_id != contribution.process_id:
        raise errors.OtherConcept()
    if not reason.strip():
        raise errors.ReasonMissing()
    if not plain_reason.strip():
        raise errors.PlainReasonMissing()
    if element is None and outcome in (Outcome.TAKEN_UP, Outcome.PARTLY, Outcome.ALREADY_COVERED):
        raise errors.ElementMissing()
    if outcome == Outcome.REFERRED and not referred_to.strip():
        raise errors.ReceiverMissing()


def _replaced(contribution: Contribution, element: Element | None, named: Consideration | None) -> list[Consideration]:
    """The considerations a new one replaces, the one it answers directly first."""
    in_force = list(considerations_in_force(contribution))
    if named is not None and named not in in_force:
        raise errors.AlreadySuperseded()
    replaced = [old for old in in_force if old == named or element is None or old.element_id in (None, element.pk)]
    return sorted(
        replaced, key=lambda old: (old != named, old.element_id != (element.pk if element else None), -old.pk)
    )


def _newest_frozen(contribution: Contribution, element: Element | None) -> Version | None:
    versions = Version.objects.frozen().order_by("-frozen_at", "-pk")
    if element is not None:
        return versions.filter(concept=element.concept_id).first()
    return versions.filter(concept__process=contribution.process_id).first()


def incorporate_contribution(
    *, actor: Actor, consideration: Consideration, revision: ElementRevision, reason: str = "", now: datetime
) -> Incorporation:
    """Link a weighed voice to the wording it led to.

    Refuses a consideration that has been replaced or did not take the voice up, and a wording of another element.
    Audited as contribution.incorporated.
    """
    require(actor, "concept.incorporate_contribution", consideration.contribution)
    if consideration.outcome not in (Outcome.TAKEN_UP, Outcome.PARTLY):
        raise errors.NothingToIncorporate()
    if revision.element_id != consideration.element_id:
        raise errors.RevisionOfOtherElement()
    with transaction.atomic():
        locked = Consideration.objects.select_for_update().get(pk=consideration.pk)
        if locked.superseded_at is not None:
            raise errors.AlreadySuperseded()
        if locked.incorporations.filter(revision=revision, superseded_at=None).exists():
            raise errors.AlreadyIncorporated()
        incorporation = Incorporation(
            consideration=consideration, revision=revision, reason=reason, **signed(actor, now)
        )
        incorporation.full_clean()
        incorporation.save()
        record(actor=actor, verb=Verb.CONTRIBUTION_INCORPORATED, subject=incorporation, now=now, reason=reason)
    return incorporation


def map_element(
    *,
    actor: Actor,
    from_element: Element,
    to_element: Element | None,
    to_version: Version,
    kind: str,
    reason: str,
    now: datetime,
) -> ElementMap:
    """Say how an element continues in another version or in the successor concept.

    Refuses an element that does not stand in `to_version`, a continuation of something dropped, and an empty reason
    unless it stays the same. Audited as element.mapped.
    """
    require(actor, "concept.map_element", to_version)
    if kind != MapKind.SAME and not reason.strip():
        raise errors.ReasonMissing()
    if (kind == MapKind.DROPPED) != (to_element is None):
        raise errors.TargetElementMissing()
    if to_element is not None and not to_version.nodes.filter(element=to_element).exists():
        raise errors.OtherConcept()
    with transaction.atomic():
        mapping = ElementMap(
            from_element=from_element, to_element=to_element, to_version=to_version, kind=kind, reason=reason,
            **signed(actor, now),
        )  # fmt: skip
        mapping.full_clean()
        mapping.save()
        record(actor=actor, verb=Verb.ELEMENT_MAPPED, subject=mapping, now=now, reason=reason)
    return mapping
