"""Runs of the placement: started by a person, kept by the worker, changed by decisions with a reason."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import PlanState, Verb
from roterfaden.courses.methods.placement import Proposal, Weights, faults, read_instance
from roterfaden.courses.models import (
    Candidate,
    CourseRun,
    PlacementLock,
    PlacementPlan,
    PlanCourse,
    PlanLine,
    Site,
    WeightSetting,
)
from roterfaden.courses.queries.placement import (
    imagined_course,
    plan_in_force,
    run_pk,
    todays_instance,
    ways_of,
    with_minutes_to,
)
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day

BATCH = 500


@dataclass(frozen=True)
class Outcome:
    """What a worker found: the proposal, the waiting list on the same facts, and the reasons (methods.telling)."""

    proposal: Proposal
    by_hand: Mapping[str, str]
    by_hand_cost: float
    people: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    courses: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)


def set_weights(*, actor: Actor, weights: Weights, reason: str, now: datetime) -> WeightSetting:
    """What the round decided to weigh how much; the next run uses it. Refuses an empty reason.

    Audited as placement_weights.set.
    """
    require(actor, "courses.set_weights")
    if not reason.strip():
        raise errors.ReasonForDecisionMissing()
    with transaction.atomic():
        WeightSetting.objects.supersede(now)
        row = WeightSetting(**signed(actor, now), weights=asdict(weights), reason=reason.strip())
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.WEIGHTS_SET, subject=row, now=now, reason=reason.strip())
    return row


def start_plan(*, actor: Actor, what_if: Mapping[str, Any] | None = None, now: datetime) -> PlacementPlan:
    """Hold fast today's facts for a run; a surface starts the job that calculates it.

    `what_if` is a course that does not exist: then the answer is compared with the proposal in force. Refuses when
    nobody with a test result waits or no course begins. Audited as placement_plan.started.
    """
    require(actor, "courses.start_plan")
    extra = imagined_course(dict(what_if)) if what_if else None
    instance = todays_instance(local_day(now), extra)
    if extra is not None:
        instance = with_minutes_to(instance, Site.objects.select_related("area").get(pk=int(extra.site[1:])))
    if not instance.people:
        raise errors.NobodyWaits()
    if not instance.courses:
        raise errors.NoCourses()
    with transaction.atomic():
        plan = PlacementPlan(
            as_of=instance.today, started_at=now, started_by=actor if isinstance(actor, User) else None,
            what_if=dict(what_if) if what_if else None, compared_with=plan_in_force() if what_if else None,
            weights=asdict(instance.weights), instance=instance.to_json(), ways=ways_of(instance),
        )  # fmt: skip
        plan.full_clean()
        plan.save()
        record(actor=actor, verb=Verb.PLAN_STARTED, subject=plan, now=now)
    return plan


def keep_plan(*, actor: Actor, plan: PlacementPlan, outcome: Outcome, now: datetime) -> PlacementPlan:
    """Keep what a worker found, all of it or nothing; from then on it is the proposal in force.

    An independent check recomputes every rule first (PlanBroken). Refuses a run that has ended. Audited as
    placement_plan.kept, with counts.
    """
    require(actor, "courses.keep_plan", plan)
    proposal = outcome.proposal
    instance = read_instance(plan.instance)
    if faults(instance, proposal.seats, proposal.opened):
        raise errors.PlanBroken()
    with transaction.atomic():
        row = _unfinished(plan)
        row.state, row.finished_at = PlanState.DONE, now
        row.cost, row.bound, row.seconds = proposal.cost, proposal.bound, proposal.seconds
        row.by_hand_cost, row.by_hand_placed = outcome.by_hand_cost, len(outcome.by_hand)
        row.changes = dict(outcome.changes)
        row.full_clean()
        row.save()
        people = dict(Candidate.objects.filter(code__in=[p.id for p in instance.people]).values_list("code", "pk"))
        PlanLine.objects.bulk_create(
            [
                PlanLine(
                    plan=row, candidate_id=people[person.id], is_told=person.locked is not None,
                    run_id=run_pk(proposal.seats.get(person.id, "")),
                    by_hand_id=run_pk(outcome.by_hand.get(person.id, "")), why=outcome.people.get(person.id, {}),
                )
                for person in instance.people
                if person.id in people
            ],
            batch_size=BATCH,
        )  # fmt: skip
        placed: dict[str, int] = {}
        for key in proposal.seats.values():
            placed[key] = placed.get(key, 0) + 1
        PlanCourse.objects.bulk_create(
            [
                PlanCourse(
                    plan=row, run_id=pk, was_certain=course.confirmed, placed=placed.get(course.id, 0),
                    opens=course.confirmed or course.id in proposal.opened, why=outcome.courses.get(course.id, {}),
                )
                for course in instance.courses
                if (pk := run_pk(course.id)) is not None
            ],
            batch_size=BATCH,
        )  # fmt: skip
        counts = {"placed": (0, len(proposal.seats)), "people": (0, len(instance.people))}
        record(actor=actor, verb=Verb.PLAN_KEPT, subject=row, now=now, changes=counts)
    return row


def give_up_plan(*, actor: Actor, plan: PlacementPlan, state: str, message: str = "", now: datetime) -> PlacementPlan:
    """A run ends without a proposal: `state` says whether it was stopped or failed. What was in force stays so.

    Refuses a run that has ended. Audited as placement_plan.given_up.
    """
    require(actor, "courses.give_up_plan", plan)
    with transaction.atomic():
        row = _unfinished(plan)
        row.state, row.finished_at, row.message = state, now, message
        row.full_clean()
        row.save(update_fields=["state", "finished_at", "message"])
        record(actor=actor, verb=Verb.PLAN_GIVEN_UP, subject=row, now=now, reason=message)
    return row


def _unfinished(plan: PlacementPlan) -> PlacementPlan:
    row = PlacementPlan.objects.select_for_update().filter(pk=plan.pk, state=PlanState.WAITING).first()
    if row is None:
        raise errors.PlanEnded()
    return row


# --- decisions before a run ------------------------------------------------------------------------------------------
def set_lock(
    *, actor: Actor, candidate: Candidate, run: CourseRun, kind: str, reason: str, now: datetime
) -> PlacementLock:
    """Decide that somebody shall, or shall not, get a course; the next run keeps to it. Nobody is told anything.

    Refuses an empty reason, people who no longer wait, courses that have begun, and a second decision about the same.
    A new "this course" replaces the one before. Audited as placement_lock.set.
    """
    require(actor, "courses.set_lock", candidate)
    if not reason.strip():
        raise errors.ReasonForDecisionMissing()
    with transaction.atomic():
        person = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if not person.is_active:
            raise errors.NoLongerWaits()
        if not CourseRun.objects.coming(local_day(now)).filter(pk=run.pk).exists():
            raise errors.RunNotOffered()
        standing = person.locks.current()
        if standing.filter(run=run, kind=kind).exists():
            raise errors.DecidedAlready()
        standing.filter(run=run).update(superseded_at=now)
        if kind == "pin":
            standing.filter(kind=kind).update(superseded_at=now)
        row = PlacementLock(**signed(actor, now), candidate=person, run=run, kind=kind, reason=reason.strip())
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.LOCK_SET, subject=row, now=now, reason=reason.strip())
    return row


def end_lock(*, actor: Actor, lock: PlacementLock, now: datetime) -> PlacementLock:
    """A decision no longer holds. Audited as placement_lock.ended."""
    require(actor, "courses.end_lock", lock)
    with transaction.atomic():
        lock.superseded_at = now
        lock.save(update_fields=["superseded_at"])
        record(actor=actor, verb=Verb.LOCK_ENDED, subject=lock, now=now)
    return lock
