"""Keeping courses: what a provider says about them, where they stand, and that it is still true."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import CancelReason, RunState, SeatState, Verb
from roterfaden.courses.methods.running import BACK, CANCELLABLE, RunFacts, changed, is_lower, next_states
from roterfaden.courses.models import CourseRun, CourseTime, CourseType, PlacementLock, Provider, Seat, Site
from roterfaden.courses.queries.offers import run_facts, seats_held
from roterfaden.courses.queries.reference import terms
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day


def save_run(
    *, actor: Actor, provider: Provider, facts: RunFacts, run: CourseRun | None = None, now: datetime
) -> CourseRun:
    """Keep what a provider says about a course; a new one is planned. Saving also confirms it.

    Refuses a number taken, a site of somebody else, a type that may not begin any more, a section the type does not
    have, more seats than the law allows or fewer than are taken, swapped days and levels, and a course that has ended.
    Audited as course_run.saved.
    """
    require(actor, "courses.save_run", provider)
    with transaction.atomic():
        if run is None:
            row = CourseRun(provider=provider, state=RunState.PLANNED)
        else:
            row = _locked(run)
            if row.state not in CANCELLABLE:
                raise errors.RunClosed()
        changes = changed(run_facts(row), facts) if row.pk else {}
        _check(provider, facts, row)
        _write(row, facts, local_day(now))
        record(actor=actor, verb=Verb.RUN_SAVED, subject=row, now=now, changes=changes)
    return row


def say_free_seats(*, actor: Actor, run: CourseRun, free: int, now: datetime) -> CourseRun:
    """Say how many seats of a course are free; the provider's own people have the rest. This also confirms it.

    Refuses more than the seats people do not hold through the network, and a course that has ended. Audited as
    course_run.saved.
    """
    require(actor, "courses.say_free_seats", run)
    with transaction.atomic():
        row = _locked(run)
        if row.state not in CANCELLABLE:
            raise errors.RunClosed()
        most = row.seats_max - seats_held([row.pk]).get(row.pk, 0)
        if not 0 <= free <= most:
            raise errors.FreeTooMany(count=max(most, 0))
        before, row.seats_taken_otherwise = row.seats_taken_otherwise, most - free
        row.updated_on = local_day(now)
        row.full_clean()
        row.save(update_fields=["seats_taken_otherwise", "updated_on"])
        changes = {"seats_taken_otherwise": (before, row.seats_taken_otherwise)} if most - free != before else {}
        record(actor=actor, verb=Verb.RUN_SAVED, subject=row, now=now, changes=changes)
    return row


def confirm_runs(*, actor: Actor, provider: Provider, runs: Iterable[CourseRun], now: datetime) -> int:
    """Say that everything about these courses is still true; return how many there were.

    Courses of others, and such that have ended, are left out. Audited as course_run.confirmed, each.
    """
    require(actor, "courses.confirm_runs", provider)
    with transaction.atomic():
        keys = [run.pk for run in runs]
        rows = CourseRun.objects.standing().filter(provider=provider, pk__in=keys).order_by("pk")
        confirmed = list(rows.select_for_update(of=("self",)).select_related("provider"))
        CourseRun.objects.filter(pk__in=[row.pk for row in confirmed]).update(updated_on=local_day(now))
        for row in confirmed:
            record(actor=actor, verb=Verb.RUN_CONFIRMED, subject=row, now=now)
    return len(confirmed)


def move_run(*, actor: Actor, run: CourseRun, state: str, note: str = "", now: datetime) -> CourseRun:
    """Lead a course onward – planned, certain, running, ended – or a step back, which needs a reason.

    Refuses other ways, and running before the first day. Audited as course_run.moved.
    """
    require(actor, "courses.move_run", run)
    with transaction.atomic():
        row = _locked(run)
        before = row.state
        if state not in next_states(before):
            raise errors.NoSuchMove(state=row.get_state_display(), wanted=str(RunState(state).label))
        if state == RunState.RUNNING and before == RunState.OPEN and row.starts_on > local_day(now):
            raise errors.NotBegunYet(day=f"{row.starts_on:%d.%m.%Y}")
        if state in BACK[before] and not note.strip():
            raise errors.ReasonMissing()
        row.state, row.state_note, row.cancel_reason = state, note.strip(), ""
        row.updated_on = local_day(now)
        row.full_clean()
        row.save(update_fields=["state", "state_note", "cancel_reason", "updated_on"])
        changes = {"state": (before, state)}
        record(actor=actor, verb=Verb.RUN_MOVED, subject=row, now=now, changes=changes, reason=row.state_note)
    return row


def cancel_run(*, actor: Actor, run: CourseRun, reason: str, note: str = "", now: datetime) -> CourseRun:
    """Call a course off, with one of the reasons the network counts; "other" needs words besides.

    Everybody who holds a seat in it loses it in the same transaction and waits again, since their own first day;
    decisions for this course no longer hold. Refuses a course that has ended. Audited as course_run.cancelled, and as
    course_seat.moved_on once for each seat.
    """
    require(actor, "courses.cancel_run", run)
    with transaction.atomic():
        row = _locked(run)
        before = row.state
        if before not in CANCELLABLE:
            raise errors.RunClosed()
        if reason not in CancelReason.values or (reason == CancelReason.OTHER and not note.strip()):
            raise errors.ReasonMissing()
        row.state, row.cancel_reason, row.state_note = RunState.CANCELLED, reason, note.strip()
        row.updated_on = local_day(now)
        row.full_clean()
        row.save(update_fields=["state", "cancel_reason", "state_note", "updated_on"])
        changes = {"state": (before, RunState.CANCELLED), "cancel_reason": ("", reason)}
        record(actor=actor, verb=Verb.RUN_CANCELLED, subject=row, now=now, changes=changes, reason=row.state_note)
        _release_seats(actor, row, now)
    return row


def _release_seats(actor: Actor, run: CourseRun, now: datetime) -> None:
    """Nobody holds a seat, and nobody is decided, in a course that was called off. The course is locked."""
    PlacementLock.objects.current().filter(run=run).update(superseded_at=now)
    held = Seat.objects.holding().filter(run=run).select_for_update(of=("self",)).select_related("candidate", "run")
    for seat in held.order_by("pk"):
        before, seat.state = seat.state, SeatState.FELL_THROUGH
        seat.changed_on, seat.note = local_day(now), run.state_note
        seat.full_clean()
        seat.save(update_fields=["state", "changed_on", "note"])
        changes = {"state": (before, seat.state)}
        record(actor=actor, verb=Verb.SEAT_MOVED_ON, subject=seat, now=now, changes=changes, reason=seat.note)


def _locked(run: CourseRun) -> CourseRun:
    rows = CourseRun.objects.select_for_update(of=("self",)).select_related("provider", "course_type", "site")
    return rows.get(pk=run.pk)


def _write(row: CourseRun, facts: RunFacts, today: date) -> None:
    for name in RunFacts.__dataclass_fields__.keys() - {"times"}:
        setattr(row, name, getattr(facts, name))
    row.updated_on = today
    row.full_clean(validate_constraints=False)  # each of them was refused in words before, or holds by `state`
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if _is_number_taken(row):  # by somebody else since it was looked for
            raise errors.NumberTaken(number=row.number) from error
        raise
    row.times.all().delete()
    CourseTime.objects.bulk_create(CourseTime(run=row, **each._asdict()) for each in facts.times)


def _is_number_taken(row: CourseRun) -> bool:
    return CourseRun.objects.filter(provider=row.provider, number=row.number).exclude(pk=row.pk).exists()


def _check(provider: Provider, facts: RunFacts, row: CourseRun) -> None:
    """Everything that can be wrong with the facts of a course, in the order of the form. Five queries at most."""
    if provider.retired_at is not None:
        raise errors.ProviderRetired()
    same = CourseRun.objects.filter(provider=provider, number=facts.number).exclude(pk=row.pk)
    if same.exists():
        raise errors.NumberTaken(number=facts.number)
    site = Site.objects.filter(pk=facts.site_id, provider=provider, retired_at=None).first()
    if site is None:
        raise errors.SiteUnknown()
    if facts.ends_on < facts.starts_on:
        raise errors.EndsBeforeStart()
    if is_lower(facts.level_to, facts.level_from):
        raise errors.LevelsSwapped()
    if facts.child_care_seats and not site.child_care_possible:
        raise errors.NoChildCareHere(name=site.name)
    _check_type(facts, row)
    _check_seats(facts, row)


def _check_type(facts: RunFacts, row: CourseRun) -> None:
    course_type = CourseType.objects.get(pk=facts.course_type_id)
    if not course_type.may_start_on(facts.starts_on):
        raise errors.TypeClosed(name=course_type.name, day=f"{course_type.closed_on:%d.%m.%Y}")
    if not 1 <= facts.section <= course_type.sections:
        raise errors.SectionUnknown(name=course_type.name, count=course_type.sections)
    law = terms(course_type, facts.starts_on)
    if law is not None and law.size_max is not None and facts.seats_max > law.size_max:
        raise errors.GroupTooLarge(count=law.size_max, source=law.legal_source)


def _check_seats(facts: RunFacts, row: CourseRun) -> None:
    through_network = seats_held([row.pk]).get(row.pk, 0) if row.pk else 0
    needed = max(facts.seats_min, facts.seats_taken_otherwise + through_network)
    if facts.seats_max < needed:
        raise errors.SeatsTooFew(count=needed)
