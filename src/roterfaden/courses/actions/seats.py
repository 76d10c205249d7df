"""Seats: reserved by a person for a person, confirmed, begun, ended. Calling a course off ends them: `cancel_run`."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import BEGUN, TOLD, RuleName, RunState, SeatState, Verb
from roterfaden.courses.models import Candidate, CourseRun, PlacementPlan, Seat
from roterfaden.courses.queries.people import clock_rules
from roterfaden.courses.queries.placement import plan_in_force, seats_run_out
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.post.actions import write_message
from roterfaden.post.models import Message

STEPS: dict[str, tuple[str, ...]] = {
    SeatState.RESERVED: (SeatState.CONFIRMED, SeatState.WITHDRAWN),
    SeatState.CONFIRMED: (SeatState.STARTED, SeatState.NO_SHOW, SeatState.WITHDRAWN),
    SeatState.STARTED: (SeatState.ENDED, SeatState.INTERRUPTED, SeatState.WITHDRAWN),
    SeatState.INTERRUPTED: (SeatState.STARTED, SeatState.ENDED, SeatState.WITHDRAWN),
}
"""From where a person may move a seat to where."""


def confirm_lines(*, actor: Actor, plan: PlacementPlan, candidates: Collection[int], now: datetime) -> tuple[Seat, ...]:
    """Reserve the proposed seats of these people (their keys); each reservation ends by the rule of the network.

    A person decides this, not the program (Art. 22 GDPR); nothing is sent by it. People who got a seat elsewhere or
    left in the meantime are passed over. Refuses a proposal that is not the one in force, and when nobody is left
    (NothingToConfirm); a course that is full by now refuses all of it (RunFull, CareFull). Audited as
    course_seat.reserved, once for each seat.
    """
    require(actor, "courses.confirm_lines", plan)
    today = local_day(now)
    with transaction.atomic():
        # Whoever reserves for the same people at the same time waits here, and finds them busy then.
        list(Candidate.objects.select_for_update().filter(pk__in=list(candidates)).order_by("pk"))
        if plan_in_force() != plan:
            raise errors.NothingToConfirm()
        lines = plan.lines.exclude(run=None).filter(
            candidate__in=list(candidates), candidate__left_on=None, candidate__merged_into=None
        )
        busy = set(Seat.objects.holding().values_list("candidate_id", flat=True))
        chosen = [line for line in lines.select_related("candidate").order_by("pk") if line.candidate_id not in busy]
        if not chosen:
            raise errors.NothingToConfirm()
        until = _reserved_until(today)
        runs = {run.pk: run for run in _locked({line.run_id for line in chosen if line.run_id})}
        seats = [
            _new_seat(runs[line.run_id], line.candidate, plan, actor, until, today, now)
            for line in chosen
            if line.run_id is not None
        ]
        made = tuple(Seat.objects.bulk_create(seats))
        for run in runs.values():
            _check_room(run, today)
        for seat in made:
            record(actor=actor, verb=Verb.SEAT_RESERVED, subject=seat, now=now)
    return made


def reserve_seat(*, actor: Actor, candidate: Candidate, run: CourseRun, reason: str, now: datetime) -> Seat:
    """Reserve a seat that was not proposed, for a reason that is kept (IntV § 11 (2): also for another level).

    Refuses an empty reason, people who no longer wait or have a seat, courses that have begun or fell through, and full
    ones. Audited as course_seat.reserved, with the reason.
    """
    require(actor, "courses.reserve_seat", candidate)
    if not reason.strip():
        raise errors.ReasonForDecisionMissing()
    today = local_day(now)
    with transaction.atomic():
        person = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if not person.is_active:
            raise errors.NoLongerWaits()
        if person.seats.holding().exists():
            raise errors.HasSeat()
        (course,) = _locked({run.pk})
        seat = _new_seat(course, person, None, actor, _reserved_until(today), today, now)
        seat.is_override, seat.reason = True, reason.strip()
        seat.full_clean()
        seat.save()
        _check_room(course, today)
        record(actor=actor, verb=Verb.SEAT_RESERVED, subject=seat, now=now, reason=reason.strip())
    return seat


def move_seat(
    *, actor: Actor, seat: Seat, state: str, on: date | None = None, lessons: int | None = None, note: str = "",
    now: datetime,
) -> Seat:  # fmt: skip
    """Say how a seat goes on: confirmed, begun, paused, back again, not appeared, ended, given back.

    `on` is the day it happened, today without it; `lessons` what the provider says was taught to the person; a number
    given for a pause holds no longer once the person is back. Refuses other ways (NoSuchStep), days to come, pauses or
    ends before the person began, and staying away before the first day. Audited as course_seat.moved_on.
    """
    require(actor, "courses.move_seat", seat)
    day = on or local_day(now)
    if day > local_day(now):
        raise errors.DayAhead()
    with transaction.atomic():
        row = Seat.objects.select_for_update(of=("self",)).select_related("candidate", "run").get(pk=seat.pk)
        if state not in STEPS.get(row.state, ()):
            raise errors.NoSuchStep(
                before=str(SeatState(row.state).label),
                after=str(SeatState(state).label) if state in SeatState.values else state,
            )
        before, row.state, row.note = row.state, state, note.strip()
        _set_day(row, before, day)
        if lessons is not None or state == SeatState.STARTED:
            row.lessons = lessons  # what was taught before a pause is not all, once somebody is back
        row.full_clean()
        row.save(update_fields=["state", "changed_on", "began_on", "lessons", "note"])
        record(
            actor=actor, verb=Verb.SEAT_MOVED_ON, subject=row, now=now, reason=note.strip(),
            changes={"state": (before, state)},
        )  # fmt: skip
    return row


def expire_seats(*, actor: Actor, now: datetime) -> int:
    """End the reservations nobody confirmed in time; the people wait again. Returns how many.

    Audited as course_seat.expired, once for each seat.
    """
    require(actor, "courses.expire_seats")
    with transaction.atomic():
        found = list(seats_run_out(local_day(now)).select_for_update(of=("self",)))  # somebody may be confirming one
        for seat in found:
            seat.state, seat.changed_on = SeatState.EXPIRED, local_day(now)
            seat.save(update_fields=["state", "changed_on"])
            record(actor=actor, verb=Verb.SEAT_EXPIRED, subject=seat, now=now)
    return len(found)


def send_invitation(
    *, actor: Actor, seat: Seat, to: str, subject: str, text: str, language: str, now: datetime
) -> Message:
    """Mail the invitation to somebody whose seat is reserved or confirmed. A person does this for each, never a run.

    Refuses other seats, a person without address (`to` is empty), and the same invitation twice. Audited as
    course_seat.invited, without address and text.
    """
    require(actor, "courses.send_invitation", seat)
    if not to.strip():
        raise errors.NoAddress()
    with transaction.atomic():
        if Seat.objects.select_for_update().get(pk=seat.pk).state not in TOLD:
            raise errors.NotInvitable()
        if Message.objects.filter(once=seat.invitation_key).exists():
            raise errors.InvitedAlready()
        message = write_message(
            actor=actor, to=to, subject=subject, text=text, language=language, about="Einladung zum Kurs", now=now,
            once=seat.invitation_key,
        )  # fmt: skip
        record(actor=actor, verb=Verb.SEAT_INVITED, subject=seat, now=now)
    return message


# --- helpers ---------------------------------------------------------------------------------------------------------
def _set_day(seat: Seat, before: str, day: date) -> None:
    """The day a state holds from; a pause is kept as a row of its own, and ends when the person is back."""
    earliest = seat.changed_on if before in BEGUN else day
    if seat.state == SeatState.NO_SHOW:
        earliest = seat.run.starts_on
    if day < earliest:
        raise errors.DayTooEarly(day=f"{earliest:%d.%m.%Y}")
    if seat.state == SeatState.STARTED and before != SeatState.INTERRUPTED:
        seat.began_on = day
    if seat.state == SeatState.INTERRUPTED:
        seat.interruptions.create(since=day)
    if seat.state == SeatState.STARTED and before == SeatState.INTERRUPTED:
        seat.interruptions.filter(until=None).update(until=day)
    seat.changed_on = day


def _locked(pks: Collection[int]) -> list[CourseRun]:
    rows = CourseRun.objects.select_for_update(of=("self",)).select_related("provider").filter(pk__in=list(pks))
    return list(rows.order_by("pk"))


def _reserved_until(today: date) -> date:
    rule = clock_rules(today, [RuleName.RESERVATION]).get(RuleName.RESERVATION)
    return rule.after(today) if rule else today


def _new_seat(
    run: CourseRun, person: Candidate, plan: PlacementPlan | None, actor: Actor, until: date, today: date, now: datetime
) -> Seat:
    return Seat(
        candidate=person, run=run, plan=plan, state=SeatState.RESERVED, reserved_at=now, expires_on=until,
        reserved_by=actor if isinstance(actor, User) else None, changed_on=today,
    )  # fmt: skip


def _check_room(run: CourseRun, today: date) -> None:
    """Raise when the course cannot hold everybody who has a seat in it now."""
    if run.state not in {RunState.PLANNED, RunState.OPEN} or run.starts_on < today:
        raise errors.RunNotOffered()
    people = list(run.seats.holding().values_list("candidate__children", flat=True))
    if len(people) > run.seats_max - run.seats_taken_otherwise:
        raise errors.RunFull(number=run.number)
    if sum(people) > run.child_care_seats:
        raise errors.CareFull(number=run.number)
