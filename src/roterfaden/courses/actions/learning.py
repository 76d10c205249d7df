"""What a person records after a course: results, and how it goes on."""

from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import CourseKind, LeaveReason, NextStep, SeatState, Verb
from roterfaden.courses.methods.learning import OUTCOMES
from roterfaden.courses.methods.periods import after
from roterfaden.courses.models import Candidate, CourseResult, CourseType, Entitlement, Seat
from roterfaden.courses.queries.learning import NextChoices, next_choices
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day


def record_result(
    *, actor: Actor, seat: Seat, kind: str, outcome: str, taken_on: date, source: str, now: datetime
) -> CourseResult:
    """Enter what somebody passed or not at the end of a course; an entry for the same test and day is superseded.

    Refuses a person who never began the course, a day to come, and an outcome this test does not have. Audited as
    course_result.recorded, without the outcome.
    """
    require(actor, "courses.record_result", seat)
    if taken_on > local_day(now):
        raise errors.DayAhead()
    if outcome not in OUTCOMES.get(kind, ()):
        raise errors.OutcomeUnfit()
    with transaction.atomic():
        locked = Seat.objects.select_for_update(of=("self",)).select_related("candidate", "run").get(pk=seat.pk)
        if locked.began_on is None:
            raise errors.NeverBegan()
        before = CourseResult.objects.filter(seat=locked, kind=kind, taken_on=taken_on).supersede(now)
        row = CourseResult(
            **signed(actor, now), seat=locked, kind=kind, outcome=outcome, taken_on=taken_on, source=source,
            supersedes=before,
        )  # fmt: skip
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.RESULT_RECORDED, subject=row, now=now)
    return row


def choose_next(
    *, actor: Actor, seat: Seat, step: str, section: int | None = None, admitted_on: date | None = None,
    now: datetime,
) -> Candidate:  # fmt: skip
    """Say how it goes on for somebody whose course has ended: the next section, orientation, a repetition, or nothing.

    Whoever goes on waits again from today, in the type of the ended course, for `section` (the proposed one without
    it); a repetition also needs the day the federal office admitted it (`admitted_on`) and enters that as a way into
    the course of its own. Refuses what law or an earlier decision closes. Audited as course_seat.next_chosen.
    """
    require(actor, "courses.choose_next", seat)
    today = local_day(now)
    with transaction.atomic():
        row = (
            Seat.objects.select_for_update(of=("self",)).select_related("candidate", "run__course_type").get(pk=seat.pk)
        )
        person = Candidate.objects.select_for_update(of=("self",)).get(pk=row.candidate_id)
        choices = next_choices(row, today)
        if row.state != SeatState.ENDED or row.next_step or not person.is_active or step not in choices.steps:
            raise errors.NotOpen()
        if step == NextStep.REPEAT:
            _admit(person, choices, admitted_on, now)
        _wait_again(person, row, choices, step, section, today)
        row.next_step = step
        row.full_clean()
        row.save(update_fields=["next_step"])
        changes = {"next_step": ("", step), "section": (row.run.section, person.section)}
        record(actor=actor, verb=Verb.NEXT_CHOSEN, subject=row, now=now, changes=changes)
    return person


def _admit(person: Candidate, choices: NextChoices, admitted_on: date | None, now: datetime) -> None:
    kind = choices.repetition
    if admitted_on is None or kind is None:
        raise errors.AdmissionMissing()
    if admitted_on > local_day(now):
        raise errors.DayAhead()
    until = after(admitted_on, kind.valid_months, "months") if kind.valid_months else None
    row = Entitlement(candidate=person, kind=kind, issued_on=admitted_on, valid_until=until, entered_at=now)
    row.full_clean()
    row.save()


def _wait_again(
    person: Candidate, seat: Seat, choices: NextChoices, step: str, section: int | None, today: date
) -> None:
    """Put the person back on the list, or take them off it."""
    if step == NextStep.DONE:
        person.left_on, person.left_because = today, LeaveReason.FINISHED
    else:
        wanted = seat.run.course_type
        proposed = choices.repeat_section if step == NextStep.REPEAT else choices.section + 1
        if step == NextStep.ORIENTATION:
            wanted, proposed = _orientation(today), 1
        person.recommended, person.section = wanted, section or proposed
        if not 1 <= person.section <= wanted.sections:
            raise errors.NotRecommendable(sections=wanted.sections)
        person.level, person.waiting_since = seat.run.level_to, today
    person.full_clean()
    person.save()


def _orientation(today: date) -> CourseType:
    rows = CourseType.objects.filter(kind=CourseKind.ORIENTATION).order_by("pk")
    found = next((row for row in rows if row.may_start_on(today)), None)
    if found is None:
        raise errors.NotOpen()
    return found
