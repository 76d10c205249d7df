"""Everything that changes a review: open, compute, rate, warn, correct, close."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Concept, Element, Node, Target, Version
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import SignalKind, Verb
from roterfaden.monitoring.errors import (
    AssessmentSuperseded,
    CycleClosed,
    DueInPast,
    ExpiryInPast,
    NotAGoalHere,
    NothingAssessed,
    ReasonMissing,
    SlugTaken,
    VersionNotFrozen,
    VersionOfOtherConcept,
)
from roterfaden.monitoring.methods import METHOD_VERSION
from roterfaden.monitoring.methods.judgement import Judgement
from roterfaden.monitoring.methods.warnings import Review, Warnings, early_warnings
from roterfaden.monitoring.models import Assessment, Correction, Rating, ReviewCycle, Signal
from roterfaden.monitoring.queries.board import earlier_cycles
from roterfaden.monitoring.queries.judgements import JudgedGoal, judge_goals

REVIEWS_COMPARED = 3


def open_cycle(
    *,
    actor: Actor,
    concept: Concept,
    version: Version,
    slug: str,
    title: str,
    reference_date: date,
    known_on: date,
    now: datetime,
) -> ReviewCycle:
    """Open a review of a frozen version at a reference date, with the figures known on `known_on`.

    Refuses a version that can still change or belongs to another concept, and a short name in use. Audited as
    cycle.opened.
    """
    require(actor, "monitoring.open_cycle", concept)
    if version.concept_id != concept.pk:
        raise VersionOfOtherConcept()
    if not version.is_frozen:
        raise VersionNotFrozen()
    with transaction.atomic():
        if ReviewCycle.objects.filter(slug=slug).exists():
            raise SlugTaken()
        cycle = ReviewCycle(
            concept=concept, version=version, slug=slug, title=title, reference_date=reference_date, known_on=known_on,
            opened_at=now,
        )  # fmt: skip
        cycle.full_clean()
        cycle.save()
        record(actor=actor, verb=Verb.CYCLE_OPENED, subject=cycle, now=now)
    return cycle


def assess_goals(*, actor: Actor, cycle: ReviewCycle, now: datetime) -> ReviewCycle:
    """Compute the status of every goal of the version from the values known on the cycle's day.

    Assessments computed before are superseded, not changed; the group's ratings stay. The number of queries does not
    depend on the number of goals. Refuses a closed cycle. Audited as goals.assessed.
    """
    require(actor, "monitoring.assess_goals", cycle)
    _refuse_closed(cycle)
    with transaction.atomic():
        cycle.assessments.filter(superseded_at=None).update(superseded_at=now)
        judged = judge_goals(cycle.version, reference=cycle.reference_date, known_on=cycle.known_on)
        Assessment.objects.bulk_create(_assessment(cycle, each, now) for each in judged)
        record(actor=actor, verb=Verb.GOALS_ASSESSED, subject=cycle, now=now)
    return cycle


def rate_goal(
    *, actor: Actor, assessment: Assessment, status: str, reason: str, expires_on: date, now: datetime
) -> Rating:
    """Put the group's own view beside the computed status, with its reason and the last day it holds.

    The rating before it in this cycle is superseded. Refuses a missing reason, a day that has passed, an assessment
    that was computed again, and a closed cycle. Audited as goal.rated.
    """
    require(actor, "monitoring.rate_goal", assessment)
    _refuse_closed(assessment.cycle)
    if assessment.superseded_at is not None:
        raise AssessmentSuperseded()
    if not reason.strip():
        raise ReasonMissing()
    if expires_on <= local_day(now):
        raise ExpiryInPast()
    with transaction.atomic():
        before = (
            Rating.objects.select_for_update()
            .filter(
                assessment__cycle=assessment.cycle_id, assessment__element=assessment.element_id, superseded_at=None
            )
            .order_by("-pk")
            .first()
        )
        if before:
            before.superseded_at = now
            before.save(update_fields=["superseded_at"])
        rating = Rating(
            **signed(actor, now), assessment=assessment, status=status, reason=reason.strip(), expires_on=expires_on,
            supersedes=before,
        )  # fmt: skip
        rating.full_clean()
        rating.save()
        changes = {"status": (before.status if before else None, rating.status)}
        record(actor=actor, verb=Verb.GOAL_RATED, subject=rating, now=now, changes=changes, reason=rating.reason)
    return rating


def raise_signals(*, actor: Actor, cycle: ReviewCycle, now: datetime) -> list[Signal]:
    """Look for early warnings and return those open in this cycle.

    A warning that was raised already is not repeated; one whose cause is gone is closed. Refuses a cycle whose goals
    are not computed, and a closed one. Audited as signal.raised, once, when anything changed.
    """
    require(actor, "monitoring.raise_signals", cycle)
    _refuse_closed(cycle)
    with transaction.atomic():
        assessments = list(
            cycle.assessments.filter(superseded_at=None)
            .select_related("observation", "target__series__definition")
            .order_by("pk")
        )
        if not assessments:
            raise NothingAssessed()
        history = _earlier_reviews(cycle)
        wanted = {
            (row.element_id, kind): (row, inputs)
            for row in assessments
            for kind, inputs in _warnings(cycle, row, history.get(row.element_id, [])).items()
        }
        known = {
            (signal.element_id, SignalKind(signal.kind)): signal
            for signal in Signal.objects.filter(assessment__cycle=cycle, closed_at=None).order_by("pk")
        }
        gone = [known[key].pk for key in known.keys() - wanted.keys()]
        Signal.objects.filter(pk__in=gone).update(closed_at=now)
        fresh = [
            Signal(element_id=element_id, assessment=row, kind=kind, inputs=inputs, raised_at=now)
            for (element_id, kind), (row, inputs) in wanted.items()
            if (element_id, kind) not in known
        ]
        Signal.objects.bulk_create(fresh)
        if fresh or gone:
            record(actor=actor, verb=Verb.SIGNAL_RAISED, subject=cycle, now=now)
    return list(Signal.objects.filter(assessment__cycle=cycle, closed_at=None).order_by("element", "kind", "pk"))


def agree_correction(
    *,
    actor: Actor,
    cycle: ReviewCycle,
    element: Element,
    fact: str,
    reason: str,
    action: str,
    owner: str,
    due_on: date,
    effect: str = "",
    now: datetime,
) -> Correction:
    """Agree on counter-steering for a goal: what was found, why, what will be done, by whom and until when.

    Refuses an element that is no goal of the version under review, a missing cause, a day that has passed, and a closed
    cycle. Audited as correction.agreed.
    """
    require(actor, "monitoring.agree_correction", cycle)
    _refuse_closed(cycle)
    if not Node.objects.filter(version=cycle.version_id, element=element, element__kind=ElementKind.GOAL).exists():
        raise NotAGoalHere()
    if not reason.strip():
        raise ReasonMissing()
    if due_on <= local_day(now):
        raise DueInPast()
    with transaction.atomic():
        correction = Correction(
            **signed(actor, now), cycle=cycle, element=element, fact=fact, reason=reason.strip(), action=action,
            owner=owner, due_on=due_on, effect=effect,
        )  # fmt: skip
        correction.full_clean()
        correction.save()
        record(actor=actor, verb=Verb.CORRECTION_AGREED, subject=correction, now=now, reason=correction.reason)
    return correction


def close_cycle(*, actor: Actor, cycle: ReviewCycle, now: datetime) -> ReviewCycle:
    """End a review: from now on its statuses, ratings and corrections stay, and the public sees them.

    Refuses a cycle whose goals are not computed, and one that is closed already. Audited as cycle.closed.
    """
    require(actor, "monitoring.close_cycle", cycle)
    _refuse_closed(cycle)
    with transaction.atomic():
        if not cycle.assessments.filter(superseded_at=None).exists():
            raise NothingAssessed()
        cycle.closed_at = now
        cycle.full_clean()
        cycle.save(update_fields=["closed_at"])
        record(actor=actor, verb=Verb.CYCLE_CLOSED, subject=cycle, now=now)
    return cycle


def _refuse_closed(cycle: ReviewCycle) -> None:
    if cycle.closed_at is not None:
        raise CycleClosed()


def _assessment(cycle: ReviewCycle, judged: JudgedGoal, now: datetime) -> Assessment:
    found = judged.judgement
    return Assessment(
        cycle=cycle, element_id=judged.goal.element_id, target=judged.goal.target,
        observation_id=found.observation_id or None, status=found.status, reason_code=found.reason,
        attainment=found.attainment, expected=found.expected, gap=found.gap,
        forecast=found.forecast.middle if found.forecast else None,
        forecast_low=found.forecast.low if found.forecast else None,
        forecast_high=found.forecast.high if found.forecast else None,
        probability=found.probability, inputs=_inputs(cycle, judged.goal.target, found), method_version=METHOD_VERSION,
        computed_at=now,
    )  # fmt: skip


def _inputs(cycle: ReviewCycle, target: Target | None, found: Judgement) -> dict[str, Any]:
    """What the status rests on. Values stand in the observations, which never change; hidden ones are not named."""
    inputs: dict[str, Any] = {
        "reference_date": cycle.reference_date.isoformat(),
        "known_on": cycle.known_on.isoformat(),
        "observations": list(found.observation_ids),
    }
    if target is not None and target.series is not None:
        inputs["direction"] = target.series.definition.direction
        inputs["rhythm_months"] = target.series.definition.rhythm_months
    if found.trend is not None:
        inputs["trend"] = {
            "slope": found.trend.slope, "s": found.trend.s, "points": found.trend.points, "course": found.trend.course,
        }  # fmt: skip
    if found.mean_change is not None:
        inputs["mean_change"] = found.mean_change
    if found.forecast is not None:
        inputs["horizon"] = found.forecast.horizon
    return inputs


def _earlier_reviews(cycle: ReviewCycle) -> dict[int, list[Review]]:
    """For each goal what the two reviews before said, newest first. Two queries."""
    cycles = list(earlier_cycles(cycle)[: REVIEWS_COMPARED - 1])
    found: dict[int, list[Review]] = defaultdict(list)
    rows = Assessment.objects.filter(cycle__in=cycles, superseded_at=None).select_related("observation")
    for row in rows.order_by("-cycle__reference_date", "-cycle", "pk"):
        found[row.element_id].append(_review(row))
    return found


def _review(row: Assessment) -> Review:
    return Review(
        status=row.status, reason=row.reason_code, probability=row.probability, gap=row.gap,
        mean_change=row.inputs.get("mean_change"), value_on=row.observation.last_day if row.observation else None,
    )  # fmt: skip


def _warnings(cycle: ReviewCycle, row: Assessment, earlier: list[Review]) -> Warnings:
    return early_warnings(
        [_review(row), *earlier], known_on=cycle.known_on, rhythm_months=row.inputs.get("rhythm_months", 0)
    )
