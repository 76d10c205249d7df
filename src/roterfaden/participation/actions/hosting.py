"""What surrounds an event: its agenda, place and access, the window of registration, calling it off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.mail import EventMail
from roterfaden.participation.enums import RegistrationState, Verb
from roterfaden.participation.methods import AgendaItem, changed_values
from roterfaden.participation.models import Event


def set_agenda(*, actor: Actor, event: Event, agenda: Sequence[AgendaItem], now: datetime) -> Event:
    """Say what happens when, and which questions are asked in which round.

    Refuses a number no question has, a called-off event and a change that changes nothing.
    Audited as event.agenda_set with what was and what is.
    """
    require(actor, "participation.set_agenda", event)
    asked = len(event.questions)
    for item in agenda:
        wrong = [number for number in item["questions"] if not 1 <= number <= asked]
        if wrong:
            raise errors.UnknownQuestion(number=wrong[0], count=asked)
    return _change(actor, event, {"agenda": [dict(item) for item in agenda]}, Verb.EVENT_AGENDA_SET, now)


def describe_access(
    *,
    actor: Actor,
    event: Event,
    address: str,
    directions: str,
    access_features: Sequence[str],
    access_note: str,
    interpreters: Sequence[str],
    child_care: bool,
    child_care_note: str,
    contact: str,
    now: datetime,
) -> Event:
    """Say how people get there and in, who interprets, who minds the children, and which office answers questions.

    Another address is sent to everybody who has registered with a mail address. Refuses a called-off event and a change
    that changes nothing. Audited as event.access_described.
    """
    require(actor, "participation.describe_access", event)
    values: dict[str, Any] = {
        "address": address.strip(), "directions": directions.strip(), "access_features": list(access_features),
        "access_note": access_note.strip(), "interpreters": list(interpreters), "child_care": child_care,
        "child_care_note": child_care_note.strip(), "contact": contact.strip(),
    }  # fmt: skip
    has_moved = values["address"] != event.address
    with transaction.atomic():
        if has_moved:
            values["sequence"] = event.sequence + 1
        event = _change(actor, event, values, Verb.EVENT_ACCESS_DESCRIBED, now)
        if has_moved:
            tell_guests_of_change(actor=actor, event=event, now=now)
    return event


def set_registration(
    *,
    actor: Actor,
    event: Event,
    registration_from: datetime | None,
    registration_until: datetime | None,
    now: datetime,
) -> Event:
    """Say from when until when people can register; both empty: nobody needs to.

    Refuses a window that is turned or ends after the event, a called-off event and a change that changes nothing.
    Audited as event.registration_set.
    """
    require(actor, "participation.set_registration", event)
    if registration_from and registration_until:
        if registration_until <= registration_from:
            raise errors.WindowTurned()
        if registration_until > event.ends_at:
            raise errors.WindowTooLate()
    values = {"registration_from": registration_from, "registration_until": registration_until}
    return _change(actor, event, values, Verb.EVENT_REGISTRATION_SET, now)


def cancel_event(*, actor: Actor, event: Event, reason: str, now: datetime) -> Event:
    """Call an event off, for a reason everybody reads. Whoever registered with a mail address is told.

    Refuses an empty reason, an event that is over and one that is called off already. Audited as event.cancelled.
    """
    require(actor, "participation.cancel_event", event)
    if not reason.strip():
        raise errors.CancelReasonMissing()
    if event.ends_at <= now:
        raise errors.EventIsOver()
    values = {"cancelled_at": now, "cancel_reason": reason.strip(), "sequence": event.sequence + 1}
    with transaction.atomic():
        event = _change(actor, event, values, Verb.EVENT_CANCELLED, now)
        mail = EventMail(event, actor=actor, now=now)
        for guest in event.registrations.exclude(state=RegistrationState.CANCELLED).order_by("pk"):
            mail.called_off(guest, event.cancel_reason)
    return event


def tell_guests_of_change(*, actor: Actor, event: Event, now: datetime) -> None:
    """Write the new time and place to everybody who has registered with a mail address, once for each change.

    Nothing is sent for an event that is over. Audited as message.written for each mail, and as event.guests_told.
    """
    require(actor, "participation.tell_guests_of_change", event)
    if event.ends_at <= now:
        return
    mail = EventMail(event, actor=actor, now=now)
    guests = list(event.registrations.exclude(state=RegistrationState.CANCELLED).exclude(email="").order_by("pk"))
    with transaction.atomic():
        for guest in guests:
            mail.changed(guest)
        if guests:
            record(actor=actor, verb=Verb.EVENT_GUESTS_TOLD, subject=event, now=now, reason=f"{len(guests)} E-Mails")


def _change(actor: Actor, event: Event, values: dict[str, Any], verb: Verb, now: datetime) -> Event:
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        if event.cancelled_at is not None:
            raise errors.EventIsCancelled()
        changes = changed_values(event, values)
        if not changes:
            raise errors.NothingChanged()
        for name, value in (values | {"changed_at": now}).items():
            setattr(event, name, value)
        event.full_clean()
        event.save(update_fields=[*values, "changed_at"])
        record(actor=actor, verb=verb, subject=event, now=now, changes=changes)
    return event
