"""Everything that changes the state of initiatives and their milestones."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import require, role_used
from roterfaden.audit.actions import record
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element
from roterfaden.implementation import errors
from roterfaden.implementation.enums import Progress, Verb
from roterfaden.implementation.methods import LINK, NEEDS_REASON
from roterfaden.implementation.models import Caretaker, InitiativeStatus, Milestone, MilestoneMove, UpdateLink
from roterfaden.implementation.rules import Matter, municipality_of
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area


@dataclass(frozen=True)
class Said:
    """What a report says."""

    progress: str
    as_of: date
    reason: str
    carried_on_by: str


def report_progress(
    *,
    actor: Actor,
    element: Element,
    progress: str,
    as_of: date,
    now: datetime,
    municipality: Area | None = None,
    reason: str = "",
    carried_on_by: str = "",
) -> InitiativeStatus:
    """Report how far an initiative is on a day, for the county or for one municipality.

    Earlier days stay as they are: the state has a history. A second report for the same day corrects, that is
    supersedes, the first. Refuses elements that are no initiative (NotAnInitiative), a day to come (StateInFuture),
    "postponed" or "dropped" without a reason (ReasonMissing), and regular work of which neither a reason nor
    `carried_on_by` says what carries it on (CarriedOnByMissing). Audited as progress.reported.
    """
    matter = Matter(element, municipality)
    require(actor, "implementation.report_progress", matter)
    roles = (Role.MUNICIPAL_COORDINATOR,) if municipality else (Role.GOAL_OWNER, Role.STRATEGY_OFFICER)
    role = role_used(actor, *roles, scopes=municipality_of(matter))
    said = Said(progress, as_of, reason.strip(), carried_on_by.strip())
    with transaction.atomic():
        return _keep_status(matter, said, actor, role, Verb.PROGRESS_REPORTED, now)


def report_by_link(
    *, actor: Actor, link: UpdateLink, progress: str, now: datetime, reason: str = "", carried_on_by: str = ""
) -> InitiativeStatus:
    """Report how far an initiative is today, through the link of its caretaker and for nothing else than that.

    Refuses a link that is too old or whose care has ended (LinkClosed), and what `report_progress` refuses. Audited as
    progress.reported_by_link.
    """
    require(actor, "implementation.report_by_link", link)
    with transaction.atomic():
        rows = Caretaker.objects.select_for_update(of=("self",)).select_related("element", "municipality", "person")
        caretaker: Caretaker = rows.get(pk=link.caretaker_id)
        if not link.opens(now) or not caretaker.may_report:
            raise errors.LinkClosed()
        matter = Matter(caretaker.element, caretaker.municipality)
        said = Said(progress, local_day(now), reason.strip(), carried_on_by.strip())
        return _keep_status(matter, said, actor, LINK, Verb.PROGRESS_REPORTED_BY_LINK, now)


def set_milestone(
    *, actor: Actor, element: Element, title: str, due_on: date, now: datetime, municipality: Area | None = None
) -> Milestone:
    """Set a step of an initiative with its due date, for the county or for one municipality.

    Refuses elements that are no initiative (NotAnInitiative). Audited as milestone.set.
    """
    require(actor, "implementation.set_milestone", Matter(element, municipality))
    if element.kind != ElementKind.INITIATIVE:
        raise errors.NotAnInitiative()
    with transaction.atomic():
        milestone = Milestone(element=element, municipality=municipality, title=title, due_on=due_on)
        milestone.full_clean()
        milestone.save()
        record(actor=actor, verb=Verb.MILESTONE_SET, subject=milestone, now=now)
    return milestone


def move_milestone(*, actor: Actor, milestone: Milestone, to_on: date, reason: str, now: datetime) -> MilestoneMove:
    """Move a milestone to another day; from where, to where and why stays in the records.

    Refuses an empty reason (ReasonMissing), a milestone that was reached (ReachedAlready) and the day it is due already
    (MovedNowhere). Audited as milestone.moved.
    """
    require(actor, "implementation.move_milestone", Matter(milestone.element, milestone.municipality))
    if not reason.strip():
        raise errors.ReasonMissing()
    with transaction.atomic():
        locked: Milestone = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
        if locked.done_on is not None:
            raise errors.ReachedAlready()
        if locked.due_on == to_on:
            raise errors.MovedNowhere()
        move = MilestoneMove(
            **signed(actor, now), milestone=locked, from_on=locked.due_on, to_on=to_on, reason=reason.strip()
        )
        move.full_clean()
        move.save()
        locked.due_on = to_on
        locked.save(update_fields=["due_on"])
        changes = {"due_on": (move.from_on, to_on)}
        record(actor=actor, verb=Verb.MILESTONE_MOVED, subject=locked, now=now, changes=changes, reason=reason)
    return move


def reach_milestone(*, actor: Actor, milestone: Milestone, done_on: date, now: datetime) -> Milestone:
    """Say on which day a milestone was reached.

    Refuses a second time (ReachedAlready) and a day to come (ReachedInFuture). Audited as milestone.reached.
    """
    require(actor, "implementation.reach_milestone", Matter(milestone.element, milestone.municipality))
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


def _keep_status(matter: Matter, said: Said, actor: Actor, role: str, verb: Verb, now: datetime) -> InitiativeStatus:
    """Check a report and keep it; a report for the same day and place is superseded."""
    if matter.element.kind != ElementKind.INITIATIVE:
        raise errors.NotAnInitiative()
    if said.as_of > local_day(now):
        raise errors.StateInFuture()
    if said.progress in NEEDS_REASON and not said.reason:
        raise errors.ReasonMissing()
    if said.progress == Progress.REGULAR_WORK and not (said.carried_on_by or said.reason):
        raise errors.CarriedOnByMissing()
    about = {"element": matter.element, "municipality": matter.municipality, "as_of": said.as_of}
    before = InitiativeStatus.objects.filter(**about).supersede(now)
    status = InitiativeStatus(
        **signed(actor, now, role=role), **about, progress=said.progress, reason=said.reason, supersedes=before,
        carried_on_by=said.carried_on_by if said.progress == Progress.REGULAR_WORK else "",
    )  # fmt: skip
    status.full_clean()
    status.save()
    changes = {"progress": (before.progress if before else None, said.progress), "as_of": (None, said.as_of)}
    record(actor=actor, verb=verb, subject=status, now=now, changes=changes, reason=said.reason)
    return status
