"""Opening, computing, rating and closing a review; noting a meeting of the group."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.models import Concept, Target, Version
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import Verb
from roterfaden.monitoring.errors import (
    AssessmentSuperseded,
    ExpiryInPast,
    NothingAssessed,
    ReasonMissing,
    SessionInFuture,
    SlugTaken,
    VersionNotFrozen,
    VersionOfOtherConcept,
)
from roterfaden.monitoring.methods import METHOD_VERSION
from roterfaden.monitoring.methods.closing import refuse_closed
from roterfaden.monitoring.methods.judgement import Judgement
from roterfaden.monitoring.methods.second_reading import second_reading
from roterfaden.monitoring.models import Assessment, Rating, RatingSession, ReviewCycle
from roterfaden.monitoring.queries.judgements import JudgedGoal, goal_of, judge_goals


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
    refuse_closed(cycle.closed_at)
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
    refuse_closed(assessment.cycle.closed_at)
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


def note_session(*, actor: Actor, cycle: ReviewCycle, held_on: date, present: int, now: datetime) -> RatingSession:
    """Note that the group met about a review, and how many were there; noting the same day again corrects the number.

    Nobody is named. Refuses a day to come and a closed cycle. Audited as session.noted.
    """
    require(actor, "monitoring.note_session", cycle)
    refuse_closed(cycle.closed_at)
    if held_on > local_day(now):
        raise SessionInFuture()
    with transaction.atomic():
        session = RatingSession.objects.filter(cycle=cycle, held_on=held_on).first()
        before = session.present if session else None
        session = session or RatingSession(cycle=cycle, held_on=held_on)
        session.present, session.noted_at = present, now
        session.full_clean()
        session.save()
        record(actor=actor, verb=Verb.SESSION_NOTED, subject=session, now=now, changes={"present": (before, present)})
    return session


def close_cycle(*, actor: Actor, cycle: ReviewCycle, now: datetime) -> ReviewCycle:
    """End a review: from now on its statuses, ratings and corrections stay, and the public sees them.

    Refuses a cycle whose goals are not computed, and one that is closed already. Audited as cycle.closed.
    """
    require(actor, "monitoring.close_cycle", cycle)
    refuse_closed(cycle.closed_at)
    with transaction.atomic():
        if not cycle.assessments.filter(superseded_at=None).exists():
            raise NothingAssessed()
        cycle.closed_at = now
        cycle.full_clean()
        cycle.save(update_fields=["closed_at"])
        record(actor=actor, verb=Verb.CYCLE_CLOSED, subject=cycle, now=now)
    return cycle


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
        inputs["second_reading"] = second_reading(goal_of(target), found.value, found.on)
    if found.trend is not None:
        inputs["trend"] = {
            "slope": found.trend.slope, "s": found.trend.s, "points": found.trend.points, "course": found.trend.course,
        }  # fmt: skip
    if found.mean_change is not None:
        inputs["mean_change"] = found.mean_change
    if found.forecast is not None:
        inputs["horizon"] = found.forecast.horizon
    return inputs
