"""Appointments: taking a time, waiting for one, moving, calling off, and what came of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from roterfaden.accounts.rules import require
from roterfaden.advice import errors
from roterfaden.advice.actions.interpreters import withdraw_requests
from roterfaden.advice.actions.notices import AppointmentMail
from roterfaden.advice.enums import AppointmentState, CancelledBy, Purpose, Verb
from roterfaden.advice.methods import OpenTime, Slot, Span, choose, offer_until
from roterfaden.advice.methods.waiting import WAITING_LASTS
from roterfaden.advice.models import Appointment, Counsellor
from roterfaden.advice.queries.appointments import wish_of
from roterfaden.advice.queries.calendars import Book, read_book
from roterfaden.audit.actions import record
from roterfaden.directory.models import Site
from roterfaden.kernel.actors import Actor, System
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import seal_words
from roterfaden.topics.models import FieldOfAction

WAITING_LIST = System("waiting-list")
"""Who offers times that become free."""
STAFF = "staff"
TIMES = ("counsellor", "site", "starts_at", "ends_at", "seat")


def book_appointment(
    *,
    actor: Actor,
    time: OpenTime,
    topic: FieldOfAction | None,
    language: str,
    now: datetime,
    site: Site | None = None,
    needs_interpreter: bool = False,
    address: str = "",
    reading: str = "de",
    counsellor: Counsellor | None = None,
) -> Appointment:
    """Give somebody a time, under a code of its own; with an address the confirmation goes there, sealed meanwhile.

    The counsellor who speaks the language comes first, then whoever has least to do that day; or the one named. Where
    nobody speaks it, somebody interprets; for staff also where somebody else would speak it. Refuses a time that is not
    free any more (TimeTaken), and staff one that is free but not for this (TimeDoesNotFit). Audited as
    appointment.booked.
    """
    require(actor, "advice.book_appointment")
    wish = {"topic": topic, "wished_site": site, "language": language, "needs_interpreter": needs_interpreter}
    with transaction.atomic():
        row = _new(wish, address, reading, now)
        _take(row, time, now, counsellor=counsellor, by_staff=actor.actor_kind == STAFF)
        _keep(row, state=AppointmentState.BOOKED, booked_at=now)
        AppointmentMail(row, actor=actor, now=now).confirmed()
        record(actor=actor, verb=Verb.APPOINTMENT_BOOKED, subject=row, now=now)
    return row


def join_waiting_list(
    *,
    actor: Actor,
    topic: FieldOfAction | None,
    language: str,
    now: datetime,
    site: Site | None = None,
    needs_interpreter: bool = False,
    address: str = "",
    reading: str = "de",
) -> Appointment:
    """Put a wish on the waiting list, under a code of its own. Audited as appointment.wished."""
    require(actor, "advice.join_waiting_list")
    wish = {"topic": topic, "wished_site": site, "language": language, "needs_interpreter": needs_interpreter}
    with transaction.atomic():
        row = _new(wish, address, reading, now)
        _keep(row, state=AppointmentState.WAITING, waiting_since=now)
        AppointmentMail(row, actor=actor, now=now).waits()
        record(actor=actor, verb=Verb.APPOINTMENT_WISHED, subject=row, now=now)
    return row


def move_appointment(*, actor: Actor, appointment: Appointment, time: OpenTime, now: datetime) -> Appointment:
    """Another time for the same wish; whoever waits may take one, too. The time that becomes free is offered on.

    Who was to interpret is told that the old time is off. Refuses what is over (NoLongerOpen) and a time that is not
    free any more (TimeTaken). Audited as appointment.moved, with old and new time.
    """
    require(actor, "advice.move_appointment", appointment)
    with transaction.atomic():
        row = _locked(appointment, now)
        before, was_booked = row.starts_at, row.state == AppointmentState.BOOKED
        withdraw_requests(actor=actor, appointment=row, now=now)
        _take(row, time, now)
        _keep(
            row, state=AppointmentState.BOOKED, booked_at=now, offered_until=None, reminded_at=None,
            sequence=row.sequence + 1,
        )  # fmt: skip
        if was_booked and actor.actor_kind == STAFF:
            AppointmentMail(row, actor=actor, now=now).moved()
        else:
            AppointmentMail(row, actor=actor, now=now).confirmed()
        changes = {"starts_at": (before, row.starts_at)}
        record(actor=actor, verb=Verb.APPOINTMENT_MOVED, subject=row, changes=changes, now=now)
        if before is not None:
            offer_times(actor=WAITING_LIST, now=now)
    return row


def cancel_appointment(*, actor: Actor, appointment: Appointment, now: datetime) -> Appointment:
    """Call an appointment off, or leave the waiting list; a time that becomes free is offered to whoever waits.

    The person is told when it was not the person, and so is whoever was to interpret. Refuses what is over
    (NoLongerOpen). Audited as appointment.cancelled.
    """
    require(actor, "advice.cancel_appointment", appointment)
    with transaction.atomic():
        row = _locked(appointment, now, also_begun=actor.actor_kind == "system")
        held = row.starts_at is not None
        by = {STAFF: CancelledBy.OFFICE, "system": CancelledBy.PROGRAM}.get(actor.actor_kind, CancelledBy.PERSON)
        withdraw_requests(actor=actor, appointment=row, now=now)
        _keep(
            row, state=AppointmentState.CANCELLED, cancelled_by=by, offered_until=None, ended_at=now,
            sequence=row.sequence + 1,
        )  # fmt: skip
        if by == CancelledBy.OFFICE:
            AppointmentMail(row, actor=actor, now=now).called_off()
        record(actor=actor, verb=Verb.APPOINTMENT_CANCELLED, subject=row, now=now)
        if held:
            offer_times(actor=WAITING_LIST, now=now)
    return row


def offer_times(*, actor: Actor, now: datetime) -> int:
    """Offer every free time to whoever has waited longest for such a one; returns how many were offered.

    An offer keeps its time from everybody else until it ends. Audited as appointment.offered, once for each.
    """
    require(actor, "advice.offer_times")
    with transaction.atomic():
        if not Appointment.objects.waiting().exists():
            return 0
        _lock_calendars()
        book, kept, offered = read_book(now=now), list[Span](), 0
        for row in Appointment.objects.waiting().select_for_update():
            slot = _offerable(row, book.free(wish_of(row), now=now, but=kept), now)
            until = offer_until(now, slot.starts_at) if slot else None
            if slot is None or until is None:
                continue
            kept.append(Span(slot.counsellor, slot.starts_at, slot.ends_at, slot.seat))
            _set_time(row, slot)
            row.needs_interpreter = book.completed(wish_of(row)).needs_interpreter
            _keep(row, state=AppointmentState.OFFERED, offered_until=until, sequence=row.sequence + 1)
            AppointmentMail(row, actor=actor, now=now).offered(until)
            record(actor=actor, verb=Verb.APPOINTMENT_OFFERED, subject=row, now=now)
            offered += 1
    return offered


def accept_offer(*, actor: Actor, appointment: Appointment, now: datetime) -> Appointment:
    """Take the time one was offered. Refuses an offer that is over (OfferOver). Audited as appointment.booked."""
    require(actor, "advice.accept_offer", appointment)
    with transaction.atomic():
        row = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if row.offered_until is None or now >= row.offered_until:
            raise errors.OfferOver()
        _keep(row, state=AppointmentState.BOOKED, booked_at=now, offered_until=None)
        AppointmentMail(row, actor=actor, now=now).confirmed()
        record(actor=actor, verb=Verb.APPOINTMENT_BOOKED, subject=row, now=now)
    return row


def decline_offer(*, actor: Actor, appointment: Appointment, now: datetime) -> Appointment:
    """Do not take the time, or let an offer lapse: back to the end of the waiting list, and the time goes to the next.

    The same time is not offered to this person again. Refuses where nothing is offered (OfferOver).
    Audited as appointment.declined.
    """
    require(actor, "advice.decline_offer", appointment)
    with transaction.atomic():
        row = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if row.offered_until is None:
            raise errors.OfferOver()
        refused = row.starts_at
        _keep(
            row, state=AppointmentState.WAITING, waiting_since=now, offered_until=None, refused_time=refused,
            **dict.fromkeys(TIMES),
        )  # fmt: skip
        record(actor=actor, verb=Verb.APPOINTMENT_DECLINED, subject=row, now=now)
        offer_times(actor=WAITING_LIST, now=now)
    return row


def close_appointment(*, actor: Actor, appointment: Appointment, came: bool, now: datetime) -> Appointment:
    """Enter whether the person came. Refuses before it has begun (NotHeldYet) and what is over (NoLongerOpen).

    Audited as appointment.closed.
    """
    require(actor, "advice.close_appointment", appointment)
    with transaction.atomic():
        row = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if row.state != AppointmentState.BOOKED or row.starts_at is None:
            raise errors.NoLongerOpen()
        if now < row.starts_at:
            raise errors.NotHeldYet()
        _keep(row, state=AppointmentState.KEPT if came else AppointmentState.MISSED, ended_at=now)
        record(actor=actor, verb=Verb.APPOINTMENT_CLOSED, subject=row, now=now)
    return row


def erase_address(*, actor: Actor, appointment: Appointment, now: datetime) -> Appointment:
    """The mail address goes: the appointment is over. Audited as appointment.erased."""
    require(actor, "advice.erase_address", appointment)
    with transaction.atomic():
        row = Appointment.objects.select_for_update().get(pk=appointment.pk)
        row.address = ""
        row.save(update_fields=["address"])
        record(actor=actor, verb=Verb.APPOINTMENT_ERASED, subject=row, now=now)
        scrub_on_commit()
    return row


# --- inside -----------------------------------------------------------------------------------------------------------
def _new(wish: dict[str, Any], address: str, reading: str, now: datetime) -> Appointment:
    return Appointment(
        **wish, code=new_code(), requested_at=now, reading=reading, purpose=Purpose.APPOINTMENT,
        address=seal_words(address.strip()) if address.strip() else "",
    )  # fmt: skip


def _locked(appointment: Appointment, now: datetime, *, also_begun: bool = False) -> Appointment:
    """The row, locked, if something can still happen to it."""
    row: Appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    has_begun = row.starts_at is not None and row.starts_at <= now
    if not row.is_alive or (has_begun and not also_begun):
        raise errors.NoLongerOpen()
    return row


def _lock_calendars() -> None:
    """From here to the end of the transaction nobody else gives away a time."""
    list(Counsellor.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def _take(
    row: Appointment, time: OpenTime, now: datetime, *, counsellor: Counsellor | None = None, by_staff: bool = False
) -> None:
    """Put the row at that time, with the counsellor named or who fits best; for staff with an interpreter if need be.

    Refuses a time that is not free (TimeTaken) or does not fit (TimeDoesNotFit).
    """
    _lock_calendars()
    book = read_book(now=now, but=row if row.pk else None)
    if counsellor is not None:
        book = book.of(counsellor.pk)
    wish = wish_of(row)
    for tried in (wish, replace(wish, needs_interpreter=True)) if by_staff else (wish,):
        slot = _best(book, book.free(tried, now=now), row, time)
        if slot is not None:
            row.needs_interpreter = book.completed(tried).needs_interpreter
            _set_time(row, slot)
            return
    if by_staff and _best(book, book.free(None, now=now), row, time) is not None:
        raise errors.TimeDoesNotFit()
    raise errors.TimeTaken()


def _best(book: Book, free: list[Slot], row: Appointment, time: OpenTime) -> Slot | None:
    return choose(free, time, spoken=book.speakers(row.language), load=book.load(local_day(time.starts_at)))


def _set_time(row: Appointment, slot: Slot) -> None:
    row.counsellor_id, row.site_id = slot.counsellor, slot.site
    row.starts_at, row.ends_at, row.seat = slot.starts_at, slot.ends_at, slot.seat


def _keep(row: Appointment, **values: Any) -> None:
    """Save the row with these values; its day of deletion follows its time. The database has the last word."""
    for name, value in values.items():
        setattr(row, name, value)
    last = row.ends_at or row.ended_at or row.requested_at + WAITING_LASTS
    row.delete_on = local_day(last) + timedelta(days=settings.APPOINTMENT_DAYS)
    row.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise errors.TimeTaken() from error


def _offerable(row: Appointment, free: list[Slot], now: datetime) -> Slot | None:
    """The first free time that leaves time for an answer, and that was not refused last."""
    return next(
        (slot for slot in free if slot.starts_at != row.refused_time and offer_until(now, slot.starts_at)), None
    )
