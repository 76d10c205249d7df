"""The waiting room: drawing a number, calling it, and what came of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.advice import errors
from roterfaden.advice.enums import Purpose, Verb, WalkInState
from roterfaden.advice.methods import next_number
from roterfaden.advice.models import WalkIn
from roterfaden.advice.queries.calendars import counsellor_of
from roterfaden.advice.queries.walk_ins import last_number
from roterfaden.audit.actions import record
from roterfaden.directory.models import Site
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day


def draw_number(*, actor: Actor, site: Site, now: datetime, language: str = "") -> WalkIn:
    """The next number of the day for somebody who came without an appointment. Audited as walk_in.drawn."""
    require(actor, "advice.draw_number")
    day = local_day(now)
    with transaction.atomic():
        _lock(site)
        row = WalkIn(
            site=site, day=day, number=next_number([last_number(site, day)]), language=language, drawn_at=now,
            purpose=Purpose.APPOINTMENT, delete_on=day + timedelta(days=settings.APPOINTMENT_DAYS),
        )  # fmt: skip
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.NUMBER_DRAWN, subject=row, now=now)
    return row


def call_number(*, actor: Actor, walk_in: WalkIn, room: str, now: datetime) -> WalkIn:
    """Call one number into a room; the display shows it. Calling again shows it anew.

    Refuses an empty room (RoomMissing) and a number that is over (NumberOver). Audited as walk_in.called.
    """
    require(actor, "advice.call_number", walk_in)
    if not room.strip():
        raise errors.RoomMissing()
    with transaction.atomic():
        row = WalkIn.objects.select_for_update().get(pk=walk_in.pk)
        if row.state not in (WalkInState.WAITING, WalkInState.CALLED):
            raise errors.NumberOver()
        _call(row, actor, room, now)
        record(actor=actor, verb=Verb.NUMBER_CALLED, subject=row, now=now)
    return row


def call_next(*, actor: Actor, site: Site, room: str, now: datetime) -> WalkIn:
    """Call whoever has waited longest. Two who press at the same moment call two numbers.

    Refuses an empty room (RoomMissing), and when nobody waits (NobodyWaits). Audited as walk_in.called.
    """
    require(actor, "advice.call_next")
    if not room.strip():
        raise errors.RoomMissing()
    with transaction.atomic():
        _lock(site)
        row = WalkIn.objects.of_day(site, local_day(now)).filter(state=WalkInState.WAITING).first()
        if row is None:
            raise errors.NobodyWaits()
        _call(row, actor, room, now)
        record(actor=actor, verb=Verb.NUMBER_CALLED, subject=row, now=now)
    return row


def end_walk_in(*, actor: Actor, walk_in: WalkIn, came: bool, now: datetime) -> WalkIn:
    """The number has come to its end: advised, or not there any more. Audited as walk_in.ended.

    Refuses a number that is over (NumberOver). Somebody who was never called cannot have been advised: gone.
    """
    require(actor, "advice.end_walk_in", walk_in)
    with transaction.atomic():
        row = WalkIn.objects.select_for_update().get(pk=walk_in.pk)
        if row.ended_at is not None:
            raise errors.NumberOver()
        was_called = row.state == WalkInState.CALLED
        row.state, row.ended_at = WalkInState.DONE if came and was_called else WalkInState.GONE, now
        row.save(update_fields=["state", "ended_at"])
        record(actor=actor, verb=Verb.NUMBER_ENDED, subject=row, now=now)
    return row


def _lock(site: Site) -> None:
    """From here to the end of the transaction nobody else draws or calls at this site."""
    Site.objects.select_for_update().get(pk=site.pk)


def _call(row: WalkIn, actor: Actor, room: str, now: datetime) -> None:
    row.state, row.room, row.called_at = WalkInState.CALLED, room.strip(), now
    row.counsellor = counsellor_of(actor) if isinstance(actor, User) else None
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save(update_fields=["state", "room", "called_at", "counsellor"])
