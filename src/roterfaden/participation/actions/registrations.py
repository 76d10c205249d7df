"""Who comes to an event: registering without account, changing, giving a seat back, moving up, the door."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.names import validate_name
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.actions.mail import EventMail
from roterfaden.participation.enums import Language, RegistrationState, Verb
from roterfaden.participation.methods import changed_values, free_seats, fresh_codes, move_up
from roterfaden.participation.models import ActorGroup, Event, Invitee, Registration
from roterfaden.places.models import Area

MOST_CHILDREN = 10
Answers = dict[str, Any]
"""What people fill in: name, email, actor_group, area, language, needs_interpreter, children_…, needs."""


def register(
    *,
    actor: Actor,
    event: Event,
    submission: uuid.UUID,
    answers: Answers,
    invitee: Invitee | None = None,
    now: datetime,
) -> Registration:
    """Take somebody in, or put them on the waiting list when every seat is taken. Returns it with its code.

    The same `submission` gives back the first registration: a form sent twice counts once. The same mail address may
    register again (families share one), so that nobody learns who else has registered; the office sees it. Refuses
    outside the window, without invitation where one is needed, a group of another process and a name with signs no
    register knows. Writes a mail where an address was given. Audited as registration.made.
    """
    require(actor, "participation.register", event)
    _check_answers(event, answers)
    if invitee is not None and invitee.event_id != event.pk:
        raise errors.OtherEvent()
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        known = Registration.objects.filter(submission=submission).first()
        if known is not None:
            if known.event_id != event.pk:
                raise errors.OtherEvent()
            return known
        if not event.takes_registrations(now):
            raise errors.RegistrationClosed()
        if event.is_by_invitation and invitee is None and actor.actor_kind == "participant":
            raise errors.InvitationNeeded()
        guest = Registration(
            event=event, code=_fresh_code(), submission=submission, state=_state_now(event), invitee=invitee,
            registered_at=now, **answers,
        )  # fmt: skip
        guest.full_clean()
        guest.save()
        if invitee is not None and invitee.declined_at is not None:
            Invitee.objects.filter(pk=invitee.pk).update(declined_at=None)
        EventMail(event, actor=actor, now=now).registered(guest)
        record(actor=actor, verb=Verb.REGISTRATION_MADE, subject=guest, now=now)
    return guest


def change_registration(*, actor: Actor, registration: Registration, answers: Answers, now: datetime) -> Registration:
    """Change what somebody told us; seat and place on the waiting list stay.

    Refuses what `register` refuses about answers, a registration given back, an event that has begun, and a change that
    changes nothing. Audited as registration.changed, without the answers.
    """
    require(actor, "participation.change_registration", registration)
    _check_answers(registration.event, answers)
    with transaction.atomic():
        guest = Registration.objects.select_for_update().get(pk=registration.pk)
        _check_alive(guest, registration.event, now)
        changes = changed_values(guest, answers)
        if not changes:
            raise errors.NothingChanged()
        for name, value in answers.items():
            setattr(guest, name, value)
        guest.full_clean()
        guest.save(update_fields=list(answers))
        record(actor=actor, verb=Verb.REGISTRATION_CHANGED, subject=guest, now=now, changes=changes)
    return guest


def cancel_registration(*, actor: Actor, registration: Registration, now: datetime) -> Registration:
    """Give a seat back, or leave the waiting list. Whoever waited longest moves up.

    Refuses one given back already and an event that has begun. Audited as registration.cancelled.
    """
    require(actor, "participation.cancel_registration", registration)
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=registration.event_id)
        guest = Registration.objects.select_for_update().get(pk=registration.pk)
        _check_alive(guest, event, now)
        guest.state, guest.cancelled_at = RegistrationState.CANCELLED, now
        guest.full_clean()
        guest.save(update_fields=["state", "cancelled_at"])
        EventMail(event, actor=actor, now=now).withdrawn(guest)
        record(actor=actor, verb=Verb.REGISTRATION_CANCELLED, subject=guest, now=now)
        move_up_waiting(actor=actor, event=event, now=now)
    return guest


def move_up_waiting(*, actor: Actor, event: Event, now: datetime) -> list[Registration]:
    """Give free seats to those who have waited longest, and write to them. Nobody moves up once the event has begun.

    Returns who moved up. Audited as registration.moved_up for each.
    """
    require(actor, "participation.move_up_waiting", event)
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        if event.cancelled_at is not None or event.starts_at <= now:
            return []
        taken = event.registrations.seated().count()
        lucky = list(move_up(event.capacity, taken, list(event.registrations.waiting())))
        mail = EventMail(event, actor=actor, now=now)
        for guest in lucky:
            guest.state = RegistrationState.REGISTERED
            guest.save(update_fields=["state"])
            mail.moved_up(guest)
            record(actor=actor, verb=Verb.REGISTRATION_MOVED_UP, subject=guest, now=now)
    return lucky


def check_in_guest(*, actor: Actor, registration: Registration, is_present: bool, now: datetime) -> Registration:
    """Tick somebody off at the door, or take the tick back. Who waited and came anyway gets a seat.

    Refuses before the day of the event and a registration given back. Audited as guest.checked_in.
    """
    require(actor, "participation.check_in_guest", registration)
    with transaction.atomic():
        guest = Registration.objects.select_for_update().get(pk=registration.pk)
        _check_day(registration.event, now)
        if not guest.is_active:
            raise errors.AlreadyCancelled()
        before = guest.checked_in_at
        guest.checked_in_at = (before or now) if is_present else None
        if is_present:
            guest.state = RegistrationState.REGISTERED
        guest.full_clean()
        guest.save(update_fields=["checked_in_at", "state"])
        changes = {"checked_in_at": (before, guest.checked_in_at)}
        record(actor=actor, verb=Verb.GUEST_CHECKED_IN, subject=guest, now=now, changes=changes)
    return guest


def add_walk_in(
    *,
    actor: Actor,
    event: Event,
    submission: uuid.UUID,
    actor_group: ActorGroup | None,
    area: Area | None,
    language: str = Language.DE,
    now: datetime,
) -> Registration:
    """Let somebody in who has not registered: no name, only what is counted. The same `submission` counts once.

    Refuses before the day of the event, a called-off event and a group of another process.
    Audited as guest.walk_in_added.
    """
    require(actor, "participation.add_walk_in", event)
    _check_day(event, now)
    if event.cancelled_at is not None:
        raise errors.EventIsCancelled()
    if actor_group is not None and actor_group.process_id != event.process_id:
        raise errors.OtherProcess()
    with transaction.atomic():
        known = Registration.objects.filter(submission=submission, event=event).first()
        if known is not None:
            return known
        guest = Registration(
            event=event, code=_fresh_code(), submission=submission, state=RegistrationState.REGISTERED,
            actor_group=actor_group, area=area, language=language, is_walk_in=True, registered_at=now,
            checked_in_at=now,
        )  # fmt: skip
        guest.full_clean()
        guest.save()
        record(actor=actor, verb=Verb.WALK_IN_ADDED, subject=guest, now=now)
    return guest


def _state_now(event: Event) -> RegistrationState:
    """A seat when one is free and nobody waits for it."""
    free = free_seats(event.capacity, event.registrations.seated().count())
    if free is None or (free and not event.registrations.waiting().exists()):
        return RegistrationState.REGISTERED
    return RegistrationState.WAITING


def _fresh_code() -> str:
    def taken(codes: Any) -> set[str]:
        return set(Registration.objects.filter(code__in=list(codes)).values_list("code", flat=True))

    return fresh_codes(1, taken, new_code)[0]


def _check_answers(event: Event, answers: Answers) -> None:
    group = answers.get("actor_group")
    if group is not None and group.process_id != event.process_id:
        raise errors.OtherProcess()
    if answers.get("name"):
        validate_name(answers["name"])
    bands = ("children_under_3", "children_3_to_5", "children_6_to_12")
    if sum(answers.get(band) or 0 for band in bands) > MOST_CHILDREN:
        raise errors.TooManyChildren(limit=MOST_CHILDREN)


def _check_alive(guest: Registration, event: Event, now: datetime) -> None:
    if not guest.is_active:
        raise errors.AlreadyCancelled()
    if event.starts_at <= now:
        raise errors.EventIsOver()


def _check_day(event: Event, now: datetime) -> None:
    if local_day(now) < local_day(event.starts_at):
        raise errors.NotStarted()
