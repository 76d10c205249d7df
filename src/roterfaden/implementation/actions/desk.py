"""The desk of a municipality: drafting answers, sending them, and answering together with others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed, require
from roterfaden.audit.actions import record
from roterfaden.concept.models import Element, ElementRevision
from roterfaden.implementation import errors
from roterfaden.implementation.actions.handover import _give_answer
from roterfaden.implementation.enums import DraftSide, Verb
from roterfaden.implementation.methods import AnswerValues, fitting, lacks, values_of, with_resolution
from roterfaden.implementation.models import Adoption, AdoptionDraft, JointMember, JointUnit
from roterfaden.implementation.queries import ANSWERABLE, drafts_to_send, offered_wordings
from roterfaden.implementation.rules import Matter, check_member, side_of
from roterfaden.kernel.actors import Actor
from roterfaden.places.models import Area


@dataclass(frozen=True)
class Sent:
    """What sending did: the answers given (of this municipality and of others the actor answers for), and how many
    answers were proposed to other members of a joint unit."""

    adoptions: tuple[Adoption, ...]
    proposed: int


@dataclass(frozen=True)
class OneResolution:
    """A resolution taken over all answers at once."""

    body: str = ""
    reference: str = ""
    on: date | None = None


def keep_drafts(
    *,
    actor: Actor,
    municipality: Area,
    elements: Sequence[Element],
    values: AnswerValues,
    now: datetime,
    joint_unit: JointUnit | None = None,
) -> list[AdoptionDraft]:
    """Keep what is typed for one element or several at once, complete or not; nobody else reads it.

    Coordinators share the drafts of their municipality; what county staff drafts on its behalf is kept apart. Refuses
    nothing chosen (NothingChosen), what is neither goal nor initiative (NotAnswerable), what was never offered
    (NotOffered) and a joint unit it does not belong to (NotAMember). Audited as drafts.kept, once.
    """
    for element in elements:
        require(actor, "implementation.keep_drafts", Matter(element, municipality))
    if not elements:
        raise errors.NothingChosen()
    if any(element.kind not in ANSWERABLE for element in elements):
        raise errors.NotAnswerable()
    keys = {element.pk for element in elements}
    if set(offered_wordings(municipality, keys)) != keys:
        raise errors.NotOffered()
    if joint_unit is not None:
        check_member(joint_unit, municipality, now)
    side = side_of(actor, municipality)
    with transaction.atomic():
        known = {
            row.element_id: row
            for row in AdoptionDraft.objects.select_for_update().filter(
                municipality=municipality, element__in=keys, side=side
            )
        }
        kept = []
        for element in elements:
            draft = known.get(element.pk) or AdoptionDraft(element=element, municipality=municipality, side=side)
            kept.append(_fill(draft, values, joint_unit, actor, now))
        changes = {"drafts": (None, len(kept))}
        record(actor=actor, verb=Verb.DRAFTS_KEPT, subject=municipality, now=now, changes=changes)
    return kept


def drop_draft(*, actor: Actor, municipality: Area, element: Element, now: datetime) -> None:
    """Throw away what this side has drafted for an element; the answer in force, if any, stays.

    Refuses when there is none (NoDraft). Audited as draft.dropped.
    """
    require(actor, "implementation.drop_draft", Matter(element, municipality))
    with transaction.atomic():
        _taken(municipality, element, side_of(actor, municipality)).delete()
        record(actor=actor, verb=Verb.DRAFT_DROPPED, subject=municipality, now=now)


def send_answers(
    *,
    actor: Actor,
    municipality: Area,
    now: datetime,
    elements: Collection[int] | None = None,
    resolution: OneResolution | None = None,
) -> Sent:
    """Give the drafted answers of a municipality (or those to some elements). All or none; the drafts are gone then.

    `resolution` stands beside every answer that names none of its own. A draft in the name of a joint unit also
    answers for the other members the actor answers for, and is proposed to the rest, who join or decline. Refuses when
    there is no draft (NoDraft) and drafts that lack something (DraftsIncomplete). Audited as adoption.answered for
    each answer and answer.proposed for each municipality it is proposed to.
    """
    taken = resolution or OneResolution()
    side = side_of(actor, municipality)
    with transaction.atomic():
        drafts = [row for row in drafts_to_send(municipality, side) if elements is None or row.element_id in elements]
        if not drafts or (elements is not None and len(drafts) != len(set(elements))):
            raise errors.NoDraft()
        for draft in drafts:
            require(actor, "implementation.send_answers", Matter(draft.element, municipality))
        said = {
            draft.pk: with_resolution(values_of(draft), body=taken.body, reference=taken.reference, on=taken.on)
            for draft in drafts
        }
        wordings = offered_wordings(municipality, [draft.element_id for draft in drafts])
        _check_complete(drafts, said, wordings)
        given, proposed = [], 0
        for draft in drafts:
            if draft.element_id not in wordings:
                raise errors.NotOffered()
            given.append(_give(actor, draft, municipality, said[draft.pk], wordings[draft.element_id], now))
            if draft.joint_unit is not None:
                check_member(draft.joint_unit, municipality, now)
                also, asked = _answer_together(actor, draft, said[draft.pk], now)
                given += also
                proposed += asked
        AdoptionDraft.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    return Sent(tuple(given), proposed)


def join_proposal(*, actor: Actor, municipality: Area, element: Element, now: datetime) -> AdoptionDraft:
    """Make the proposal of another member the municipality's own draft; it is sent like any other.

    Only the municipality itself joins. Refuses when there is no proposal (any more) (NoDraft). Audited as drafts.kept.
    """
    require(actor, "implementation.join_proposal", Matter(element, municipality))
    with transaction.atomic():
        proposal = _taken(municipality, element, DraftSide.PROPOSED)
        AdoptionDraft.objects.filter(municipality=municipality, element=element, side=DraftSide.OWN).delete()
        proposal.side, proposal.kept_at = DraftSide.OWN, now
        proposal.kept_by = actor if isinstance(actor, User) else None
        proposal.full_clean()
        proposal.save(update_fields=["side", "kept_at", "kept_by"])
        record(actor=actor, verb=Verb.DRAFTS_KEPT, subject=municipality, now=now, changes={"drafts": (None, 1)})
    return proposal


def decline_proposal(*, actor: Actor, municipality: Area, element: Element, now: datetime) -> None:
    """Leave the proposal of another member; the municipality answers for itself, or later.

    Refuses when there is no proposal (any more) (NoDraft). Audited as draft.dropped.
    """
    require(actor, "implementation.decline_proposal", Matter(element, municipality))
    with transaction.atomic():
        _taken(municipality, element, DraftSide.PROPOSED).delete()
        record(actor=actor, verb=Verb.DRAFT_DROPPED, subject=municipality, now=now)


# --- parts --------------------------------------------------------------------------------------------------------
def _fill(
    draft: AdoptionDraft, values: AnswerValues, unit: JointUnit | None, actor: Actor, now: datetime
) -> AdoptionDraft:
    for name, value in fitting(values).as_dict().items():
        setattr(draft, name, value)
    draft.joint_unit, draft.kept_at, draft.proposed_by = unit, now, None
    draft.kept_by = actor if isinstance(actor, User) else None
    draft.full_clean()
    draft.save()
    return draft


def _taken(municipality: Area, element: Element, side: DraftSide) -> AdoptionDraft:
    rows = AdoptionDraft.objects.select_for_update().filter(municipality=municipality, element=element, side=side)
    found: AdoptionDraft | None = rows.first()
    if found is None:
        raise errors.NoDraft()
    return found


def _check_complete(drafts: Sequence[AdoptionDraft], said: dict[int, AnswerValues], wordings: dict[int, int]) -> None:
    wrong = [wordings.get(draft.element_id) for draft in drafts if lacks(said[draft.pk])]
    if wrong:
        rows = ElementRevision.objects.filter(pk__in=[pk for pk in wrong if pk]).order_by("pk")
        raise errors.DraftsIncomplete(names=", ".join(f"„{row.title}“" for row in rows))


def _give(
    actor: Actor, draft: AdoptionDraft, municipality: Area, values: AnswerValues, revision_id: int, now: datetime
) -> Adoption:
    return _give_answer(
        actor=actor, element=draft.element, revision_id=revision_id, municipality=municipality, values=values,
        joint_unit=draft.joint_unit, now=now,
    )  # fmt: skip


def _answer_together(
    actor: Actor, draft: AdoptionDraft, values: AnswerValues, now: datetime
) -> tuple[list[Adoption], int]:
    """Answer for the other members as far as the actor answers for them; propose it to the rest.

    A draft that began as a proposal goes no further: whoever began it has asked everybody already. The proposal does
    not carry the resolution: every municipality takes its own.
    """
    unit = draft.joint_unit
    if unit is None or draft.proposed_by_id is not None:
        return [], 0
    members = JointMember.objects.filter(unit=unit).exclude(municipality=draft.municipality_id)
    given, asked = [], 0
    for member in members.select_related("municipality").order_by("pk"):
        area = member.municipality
        wording = offered_wordings(area, [draft.element_id]).get(draft.element_id)
        if wording is None:
            continue
        if allowed(actor, "implementation.send_answers", Matter(draft.element, area)):
            given.append(_give(actor, draft, area, values, wording, now))
            continue
        asked += 1
        _propose(draft, values, area, now)
        record(actor=actor, verb=Verb.ANSWER_PROPOSED, subject=area, now=now)
    return given, asked


def _propose(draft: AdoptionDraft, values: AnswerValues, area: Area, now: datetime) -> None:
    rows = AdoptionDraft.objects.select_for_update()
    proposal = rows.filter(
        element=draft.element_id, municipality=area, side=DraftSide.PROPOSED
    ).first() or AdoptionDraft(element_id=draft.element_id, municipality=area, side=DraftSide.PROPOSED)
    for name, value in values.as_dict().items():
        if not name.startswith(("resolution", "resolved")):
            setattr(proposal, name, value)
    proposal.joint_unit, proposal.proposed_by, proposal.kept_at = draft.joint_unit, draft.municipality, now
    proposal.full_clean()
    proposal.save()
