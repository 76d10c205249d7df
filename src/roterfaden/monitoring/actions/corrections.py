"""Counter-steering at a review or between two, and looking after it at the next one."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element, Node, Version
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import Result, Verb
from roterfaden.monitoring.errors import DueInPast, NotAGoalHere, NotInTheDraft, NotToFollowUp, ReasonMissing
from roterfaden.monitoring.methods.closing import refuse_closed
from roterfaden.monitoring.models import Correction, FollowUp, ReviewCycle, Signal
from roterfaden.monitoring.queries.corrections import drafts_of


def agree_correction(
    *,
    actor: Actor,
    cycle: ReviewCycle | None,
    element: Element,
    fact: str,
    reason: str,
    action: str,
    owner: str,
    due_on: date,
    effect: str = "",
    draft_element: Element | None = None,
    signal: Signal | None = None,
    now: datetime,
) -> Correction:
    """Agree on counter-steering for a goal: what was found, why, what will be done, by whom and until when.

    Without `cycle` it is agreed between two reviews and followed up at the next one. `draft_element` names the place of
    the working draft that is to change; `signal` the early warning that led to it. Refuses an element that is no goal
    of the version under review (between reviews: of a frozen version of its concept), a place that stands in no working
    draft, a missing cause, a day that has passed, and a closed cycle. Audited as correction.agreed.
    """
    require(actor, "monitoring.agree_correction", cycle)
    if cycle is not None:
        refuse_closed(cycle.closed_at)
    places = Q(version=cycle.version_id) if cycle else Q(version__in=Version.objects.frozen())
    if not Node.objects.filter(places, element=element, element__kind=ElementKind.GOAL).exists():
        raise NotAGoalHere()
    drafts = drafts_of(element.concept_id)
    if draft_element is not None and not Node.objects.filter(version__in=drafts, element=draft_element).exists():
        raise NotInTheDraft()
    if not reason.strip():
        raise ReasonMissing()
    if due_on <= local_day(now):
        raise DueInPast()
    with transaction.atomic():
        correction = Correction(
            **signed(actor, now), cycle=cycle, element=element, fact=fact, reason=reason.strip(), action=action,
            owner=owner, due_on=due_on, effect=effect, draft_element=draft_element, signal=signal,
        )  # fmt: skip
        correction.full_clean()
        correction.save()
        record(actor=actor, verb=Verb.CORRECTION_AGREED, subject=correction, now=now, reason=correction.reason)
    return correction


def follow_up(
    *,
    actor: Actor,
    cycle: ReviewCycle,
    correction: Correction,
    outcome: str,
    effect: str = "",
    reason: str = "",
    now: datetime,
) -> FollowUp:
    """Say at a review what became of an earlier correction: done or not (then with a reason), and what it changed.

    Saying it again in the same review supersedes. Refuses a correction of this review, of a later one or of another
    concept, a missing reason, and a closed cycle. Audited as correction.followed_up.
    """
    require(actor, "monitoring.follow_up", cycle)
    refuse_closed(cycle.closed_at)
    is_earlier = correction.cycle is None or correction.cycle.reference_date < cycle.reference_date
    if correction.element.concept_id != cycle.concept_id or not is_earlier:
        raise NotToFollowUp()
    if outcome != Result.DONE and not reason.strip():
        raise ReasonMissing()
    with transaction.atomic():
        before = FollowUp.objects.filter(correction=correction, cycle=cycle, superseded_at=None).first()
        if before:
            before.superseded_at = now
            before.save(update_fields=["superseded_at"])
        made = FollowUp(
            **signed(actor, now), correction=correction, cycle=cycle, outcome=outcome, effect=effect.strip(),
            reason=reason.strip(), supersedes=before,
        )  # fmt: skip
        made.full_clean()
        made.save()
        record(actor=actor, verb=Verb.CORRECTION_FOLLOWED_UP, subject=made, now=now, reason=made.reason)
    return made
