"""Deletion when a period is over: names first, what is left later; and holds for what is still being disputed.

A person becomes a line for counting and is never deleted as a row: seats, proposals and the numbers of past months stay
what they were, without anybody behind them.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import HoldReason, KeptKind, LeaveReason, Verb
from roterfaden.courses.methods.keeping import month_start
from roterfaden.courses.models import (
    Candidate,
    CandidateAccess,
    CandidateMerge,
    CourseResult,
    DeletionHold,
    DeletionRun,
    Interruption,
    NameKey,
    PlacementLock,
    PlacementPlan,
    PlacementTest,
    PlanCourse,
    PlanLine,
    Seat,
)
from roterfaden.courses.queries.keeping import due_rows, keeping_rules, kind_rows, running_deletion, standing_hold
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.keeping import BATCH
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day

GONE = "–"
"""What stands in place of a reason that must not be empty."""
STAYS = {"seats", "lines", "accesses", "partners", "merged"}
"""What hangs on a person and outlives the facts: counted, or with a period of its own. All else goes with them, also
what somebody adds later."""
NO_WISHES: dict[str, Any] = {
    "words": "", "morning": False, "afternoon": False, "evening": False, "weekend": False, "online": False,
    "children": 0, "small_children": False, "women_only": False, "under_27": False, "max_minutes": None, "wished": None,
    "apart_from": None,
}  # fmt: skip


# --- holds ----------------------------------------------------------------------------------------------------------
def set_hold(*, actor: Actor, candidate: Candidate, reason: str, until: date, now: datetime) -> DeletionHold:
    """Delete nothing of a person up to and including a day; a hold before it ends with this one.

    Refuses a day that has passed, and people of whom nothing is left. Audited as deletion_hold.set, with the reason.
    """
    require(actor, "courses.set_hold", candidate)
    if until < local_day(now):
        raise errors.HoldEndsBefore()
    with transaction.atomic():
        person = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if person.emptied_at is not None:
            raise errors.WordsErased()
        person.holds.filter(ended_at=None).update(ended_at=now)
        hold = DeletionHold(
            candidate=person, reason=HoldReason(reason).value, until=until, set_at=now,
            set_by=actor if isinstance(actor, User) else None,
        )  # fmt: skip
        hold.full_clean()
        hold.save()
        record(actor=actor, verb=Verb.HOLD_SET, subject=hold, now=now, reason=hold.reason)
    return hold


def end_hold(*, actor: Actor, hold: DeletionHold, now: datetime) -> DeletionHold:
    """The dispute is over: what is due goes in the next night. Audited as deletion_hold.ended."""
    require(actor, "courses.end_hold", hold)
    with transaction.atomic():
        hold.ended_at = now
        hold.save(update_fields=["ended_at"])
        record(actor=actor, verb=Verb.HOLD_ENDED, subject=hold, now=now)
    return hold


def erase_candidate(*, actor: Actor, candidate: Candidate, now: datetime) -> Candidate:
    """Delete everything about a person at once, whatever its period (Art. 17 GDPR); a line for counting stays.

    Records that were merged into this one go with it. Refuses people who still have a seat, a hold in force, and people
    of whom nothing is left. Who opened the name stays until its period is over: it says nothing about the person any
    more. Audited as candidate.erased.
    """
    require(actor, "courses.erase_candidate", candidate)
    with transaction.atomic():
        person = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if person.emptied_at is not None:
            raise errors.WordsErased()
        if person.seats.holding().exists():
            raise errors.StillHasSeat()
        if standing_hold(person, on=local_day(now)) is not None:
            raise errors.HeldBack()
        record(actor=actor, verb=Verb.CANDIDATE_ERASED, subject=person, now=now)
        before = _records(person)
        PlacementTest.objects.filter(candidate__in=before).delete()
        _empty(before, now)
        for each in Candidate.objects.filter(pk__in=before).order_by("pk"):
            _leave_plans(each, before[each.pk])
        person.refresh_from_db()
        scrub_on_commit()
    return person


def _records(person: Candidate) -> dict[int, str]:
    """The codes of all records of a person, by key: what was merged into this one, and into that, still has a name."""
    found, newest = {person.pk: person.code}, [person.pk]
    while newest:
        rows = Candidate.objects.filter(merged_into__in=newest, emptied_at=None).order_by("pk")
        merged = dict(rows.values_list("pk", "code"))
        newest = [key for key in merged if key not in found]
        found |= merged
    return found


# --- the run --------------------------------------------------------------------------------------------------------
def begin_deletion(*, actor: Actor, on: date | None = None, now: datetime) -> DeletionRun | None:
    """Begin to delete what is due on a day (today), or take up the run that stopped; None when nothing is due.

    Refuses a day to come (DayToCome). Audited as courses.deletion_begun, once for each run.
    """
    require(actor, "courses.begin_deletion")
    day = on or local_day(now)
    if day > local_day(now):
        raise errors.DayToCome()
    with transaction.atomic():
        running = running_deletion()
        if running is not None:
            return running
        due = {row.kind.value: row.due for row in kind_rows(on=day) if row.due}
        if not due:
            return None
        run = DeletionRun(on=day, due=due, started_at=now, started_by=actor if isinstance(actor, User) else None)
        run.full_clean()
        run.save()
        record(actor=actor, verb=Verb.DELETION_BEGUN, subject=run, now=now)
    return run


def delete_batch(*, actor: Actor, run: DeletionRun, size: int = BATCH, now: datetime) -> int:
    """Delete up to `size` rows that were due on the day of the run; returns how many, 0 at the end.

    The rows and their number go in one transaction, so the protocol is right wherever it stops.
    """
    require(actor, "courses.delete_batch", run)
    rules = keeping_rules(run.on)
    for kind in KeptKind:
        with transaction.atomic():
            rows = due_rows(kind, on=run.on, rules=rules).order_by("pk")
            keys = list(rows.values_list("pk", flat=True)[:size])
            if keys:
                _forget(kind, keys, now)
                run.count(kind.value, len(keys))
                return len(keys)
    return 0


def end_deletion(*, actor: Actor, run: DeletionRun, now: datetime) -> DeletionRun:
    """Say that the run is through. Audited as courses.deletion_ended, with the number of rows of each kind."""
    require(actor, "courses.end_deletion", run)
    with transaction.atomic():
        if run.close(now):
            record(
                actor=actor, verb=Verb.DELETION_ENDED, subject=run, now=now, changes={"deleted": ({}, run.deleted)}
            )  # fmt: skip
            scrub_on_commit()
    return run


# --- what goes ------------------------------------------------------------------------------------------------------
def _forget(kind: KeptKind, keys: Collection[int], now: datetime) -> None:
    if kind == KeptKind.WORDS:
        _forget_words(keys, now)
    elif kind == KeptKind.FACTS:
        _empty(keys, now)
    elif kind == KeptKind.TESTS:
        PlacementTest.objects.filter(pk__in=keys).delete()
    elif kind == KeptKind.PLANS:
        PlanLine.objects.filter(plan__in=keys).update(why={})
        PlanCourse.objects.filter(plan__in=keys).update(why={})
        PlacementPlan.objects.filter(pk__in=keys).update(instance={}, changes={}, emptied_at=now)
    else:
        CandidateAccess.objects.filter(pk__in=keys).delete()


def _forget_words(keys: Collection[int], now: datetime) -> None:
    """Name, address and wishes, and whatever people typed about somebody."""
    NameKey.objects.filter(candidate__in=keys).delete()
    PlacementLock.objects.filter(candidate__in=keys).delete()
    CandidateMerge.objects.filter(Q(kept__in=keys) | Q(dropped__in=keys)).update(reason=GONE)
    seats = Seat.objects.filter(candidate__in=keys)
    seats.exclude(reason="").update(reason=GONE)
    seats.update(note="")
    CourseResult.objects.filter(seat__candidate__in=keys).update(reason="")
    Candidate.objects.filter(apart_from__in=keys).update(apart_from=None)
    Candidate.objects.filter(pk__in=keys).update(**NO_WISHES, erased_at=now)


def _empty(keys: Collection[int], now: datetime) -> None:
    """What is left of people becomes a line for counting: municipality, course type, months, seats; a new code, so
    that the one on old papers leads nowhere."""
    named = Candidate.objects.filter(pk__in=keys, erased_at=None).order_by("pk")
    _forget_words(list(named.values_list("pk", flat=True)), now)
    for relation in Candidate._meta.related_objects:
        if relation.get_accessor_name() not in STAYS:
            hanging: type[Model] = relation.field.model
            hanging._base_manager.filter(**{f"{relation.field.name}__in": list(keys)}).delete()
    Interruption.objects.filter(seat__candidate__in=keys).delete()
    PlanLine.objects.filter(candidate__in=keys).update(why={})
    people = list(Candidate.objects.filter(pk__in=keys).order_by("pk"))
    for person in people:
        person.code, person.language, person.level, person.is_woman = new_code(), "", "", False
        person.emptied_at = now
        person.waiting_since = month_start(person.waiting_since)
        if person.left_on is None and person.merged_into_id is None:
            person.left_on, person.left_because = local_day(now), LeaveReason.UNREACHABLE
        person.left_on = month_start(person.left_on) if person.left_on else None
        person.registered_at = person.registered_at.replace(day=1, hour=12, minute=0, second=0, microsecond=0)
    Candidate.objects.bulk_update(
        people, ["code", "language", "level", "is_woman", "emptied_at", "waiting_since", "left_on", "left_because",
                 "registered_at"],
    )  # fmt: skip


def _leave_plans(person: Candidate, code: str) -> None:
    """Proposals that are not emptied yet forget somebody: the facts go, the pseudonym becomes that of the line."""
    for plan in PlacementPlan.objects.filter(emptied_at=None).order_by("pk").iterator(chunk_size=1):
        if code not in str(plan.instance):
            continue
        facts = dict(plan.instance)
        facts["people"] = [row for row in facts.get("people", ()) if row.get("id") != code]
        plan.instance, plan.changes = _renamed(facts, code, person.code), _renamed(plan.changes, code, person.code)
        plan.save(update_fields=["instance", "changes"])
        rows: list[PlanLine | PlanCourse] = [*plan.lines.order_by("pk"), *plan.courses.order_by("pk")]
        for row in rows:
            if code in str(row.why):
                row.why = _renamed(row.why, code, person.code)
                row.save(update_fields=["why"])


def _renamed(found: Any, before: str, after: str) -> Any:
    """The same JSON with one pseudonym in place of another."""
    if isinstance(found, dict):
        return {_renamed(key, before, after): _renamed(value, before, after) for key, value in found.items()}
    if isinstance(found, list):
        return [_renamed(value, before, after) for value in found]
    return after if found == before else found
