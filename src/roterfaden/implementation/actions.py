"""Everything that changes offers, answers, the state of initiatives and milestones."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import require, role_used
from roterfaden.audit.actions import record
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models import Element, Node, Version
from roterfaden.implementation import errors
from roterfaden.implementation.enums import Answer, Verb
from roterfaden.implementation.methods import NEEDS_REASON
from roterfaden.implementation.models import Adoption, InitiativeStatus, Milestone, Offer
from roterfaden.implementation.rules import Matter, municipality_of
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area

ActRow = TypeVar("ActRow", Adoption, InitiativeStatus)


def offer_goals(
    *,
    actor: Actor,
    version: Version,
    municipalities: Sequence[Area],
    offered_on: date,
    now: datetime,
    answer_by: date | None = None,
) -> list[Offer]:
    """Offer an adopted version to municipalities; each decides for itself. All or none.

    Refuses a version nobody adopted (VersionNotAdopted), areas that are no partner (NotAPartner), a second offer
    (OfferedAlready) and a deadline not after the offer (AnswerBeforeOffer). Audited as goals.offered, once each.
    """
    require(actor, "implementation.offer_goals", version)
    if not version.is_frozen or version.kind not in {VersionKind.ADOPTED, VersionKind.AMENDED}:
        raise errors.VersionNotAdopted()
    if answer_by is not None and answer_by <= offered_on:
        raise errors.AnswerBeforeOffer()
    with transaction.atomic():
        asked = set(Offer.objects.filter(version=version).values_list("municipality_id", flat=True))
        _check_partners(municipalities)
        offers = [_offer(version, area, asked, offered_on, answer_by) for area in municipalities]
        for offer in offers:
            record(actor=actor, verb=Verb.GOALS_OFFERED, subject=offer, now=now)
    return offers


def answer_adoption(
    *,
    actor: Actor,
    element: Element,
    municipality: Area,
    answer: str,
    now: datetime,
    reason: str = "",
    adapted_text: str = "",
    resolution_reference: str = "",
    resolved_on: date | None = None,
) -> Adoption:
    """Record a municipality's answer to a goal; an earlier answer is superseded and stays.

    The municipality's own coordinator answers, or county staff on its behalf: the role stands beside the answer.
    Refuses elements that are no goal (NotAGoal), goals never offered (NotOffered), an adaptation without its wording
    (AdaptedTextMissing) and "not applicable" without a reason (ReasonMissing). Audited as adoption.answered.
    """
    matter = Matter(element, municipality)
    require(actor, "implementation.answer_adoption", matter)
    if element.kind != ElementKind.GOAL:
        raise errors.NotAGoal()
    if answer == Answer.ADAPT and not adapted_text.strip():
        raise errors.AdaptedTextMissing()
    if answer == Answer.NOT_APPLICABLE and not reason.strip():
        raise errors.ReasonMissing()
    offered = Offer.objects.filter(municipality=municipality).values("version")
    if not Node.objects.filter(element=element, version__in=offered).exists():
        raise errors.NotOffered()
    role = role_used(actor, Role.MUNICIPAL_COORDINATOR, Role.STRATEGY_OFFICER, scopes=municipality_of(matter))
    with transaction.atomic():
        before = _supersede(Adoption.objects.filter(element=element, municipality=municipality), now)
        adoption = Adoption(
            **signed(actor, now, role=role),
            element=element,
            municipality=municipality,
            answer=answer,
            reason=reason,
            adapted_text=adapted_text if answer == Answer.ADAPT else "",
            resolution_reference=resolution_reference,
            resolved_on=resolved_on,
            supersedes=before,
        )
        adoption.full_clean()
        adoption.save()
        changes = {"answer": (before.answer if before else None, answer)}
        record(actor=actor, verb=Verb.ADOPTION_ANSWERED, subject=adoption, now=now, changes=changes, reason=reason)
    return adoption


def report_progress(
    *,
    actor: Actor,
    element: Element,
    progress: str,
    as_of: date,
    now: datetime,
    municipality: Area | None = None,
    reason: str = "",
) -> InitiativeStatus:
    """Report how far an initiative is on a day, for the county or for one municipality.

    Earlier days stay as they are: the state has a history. A second report for the same day corrects, that is
    supersedes, the first. Refuses elements that are no initiative (NotAnInitiative), a day to come (StateInFuture) and
    "postponed" or "dropped" without a reason (ReasonMissing). Audited as progress.reported.
    """
    matter = Matter(element, municipality)
    require(actor, "implementation.report_progress", matter)
    if element.kind != ElementKind.INITIATIVE:
        raise errors.NotAnInitiative()
    if as_of > local_day(now):
        raise errors.StateInFuture()
    if progress in NEEDS_REASON and not reason.strip():
        raise errors.ReasonMissing()
    roles = (Role.MUNICIPAL_COORDINATOR,) if municipality else (Role.GOAL_OWNER, Role.STRATEGY_OFFICER)
    role = role_used(actor, *roles, scopes=municipality_of(matter))
    with transaction.atomic():
        before = _supersede(
            InitiativeStatus.objects.filter(element=element, municipality=municipality, as_of=as_of), now
        )
        status = InitiativeStatus(
            **signed(actor, now, role=role),
            element=element,
            municipality=municipality,
            progress=progress,
            as_of=as_of,
            reason=reason,
            supersedes=before,
        )
        status.full_clean()
        status.save()
        changes = {"progress": (before.progress if before else None, progress), "as_of": (None, as_of)}
        record(actor=actor, verb=Verb.PROGRESS_REPORTED, subject=status, now=now, changes=changes, reason=reason)
    return status


def set_milestone(*, actor: Actor, element: Element, title: str, due_on: date, now: datetime) -> Milestone:
    """Set a step of an initiative with its due date.

    Refuses elements that are no initiative (NotAnInitiative). Audited as milestone.set.
    """
    require(actor, "implementation.set_milestone", element)
    if element.kind != ElementKind.INITIATIVE:
        raise errors.NotAnInitiative()
    with transaction.atomic():
        milestone = Milestone(element=element, title=title, due_on=due_on)
        milestone.full_clean()
        milestone.save()
        record(actor=actor, verb=Verb.MILESTONE_SET, subject=milestone, now=now)
    return milestone


def reach_milestone(*, actor: Actor, milestone: Milestone, done_on: date, now: datetime) -> Milestone:
    """Say on which day a milestone was reached.

    Refuses a second time (ReachedAlready) and a day to come (ReachedInFuture). Audited as milestone.reached.
    """
    require(actor, "implementation.reach_milestone", milestone.element)
    if milestone.done_on is not None:
        raise errors.ReachedAlready()
    if done_on > local_day(now):
        raise errors.ReachedInFuture()
    with transaction.atomic():
        milestone.done_on = done_on
        milestone.full_clean()
        milestone.save(update_fields=["done_on"])
        record(
            actor=actor, verb=Verb.MILESTONE_REACHED, subject=milestone, now=now, changes={"done_on": (None, done_on)}
        )
    return milestone


def _check_partners(areas: Sequence[Area]) -> None:
    partners = set(Area.objects.partners().values_list("pk", flat=True))
    for area in areas:
        if area.pk not in partners:
            raise errors.NotAPartner(name=area.name)


def _offer(version: Version, area: Area, asked: set[int], offered_on: date, answer_by: date | None) -> Offer:
    if area.pk in asked:
        raise errors.OfferedAlready(name=area.name)
    offer = Offer(version=version, municipality=area, offered_on=offered_on, answer_by=answer_by)
    offer.full_clean()
    offer.save()
    asked.add(area.pk)
    return offer


def _supersede(rows: QuerySet[ActRow], now: datetime) -> ActRow | None:
    """Mark the row in force among `rows` as superseded, and return it. Locks it."""
    before = rows.filter(superseded_at=None).select_for_update().first()
    if before is not None:
        before.superseded_at = now
        before.save(update_fields=["superseded_at"])
    return before
