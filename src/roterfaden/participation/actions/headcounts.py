"""How many came, counted without names, and erasing what is personal afterwards."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.enums import HeadcountOf, Verb
from roterfaden.participation.models import Event, Headcount, Invitee, Registration
from roterfaden.participation.queries import HeadcountKey, Tally, erasure_limit, live_tallies, stored_tallies


def record_headcounts(
    *, actor: Actor, event: Event, total: int, attended: Mapping[HeadcountKey, int], now: datetime
) -> list[Headcount]:
    """Record how many people came, all together and by group, municipality and language; what nobody said is the rest.

    Numbers of invited and registered people are taken from the lists, or kept once those are erased. Recording again
    replaces what was recorded. Refuses before the event has begun and parts that are more than the whole.
    Audited as headcount.recorded.
    """
    require(actor, "participation.record_headcounts", event)
    if event.starts_at > now:
        raise errors.NotStarted()
    for of in (HeadcountOf.GROUP, HeadcountOf.AREA, HeadcountOf.LANGUAGE):
        together = sum(count for (each, _key), count in attended.items() if each == of)
        if together > total:
            raise errors.MoreThanAll(part=of.label, sum=together, total=total)
    with transaction.atomic():
        tallies = _known_tallies(event)
        for tally in tallies.values():
            tally.attended = None
        for key, count in {**attended, (HeadcountOf.ALL.value, ""): total}.items():
            tallies.setdefault(key, Tally()).attended = count
        rows = _store(event, tallies, now)
        record(actor=actor, verb=Verb.HEADCOUNT_RECORDED, subject=event, now=now, reason=f"{total} Menschen")
    return rows


def erase_registrations(*, actor: Actor, event: Event, now: datetime) -> int:
    """Delete every registration and invitation of an event that has been over for REGISTRATION_DAYS; counts stay.

    Where nobody has recorded the counts, they are taken from the lists first. Returns how many rows were deleted.
    Refuses an event that has not been over for so long. Audited as registrations.erased with the number.
    """
    require(actor, "participation.erase_registrations", event)
    if event.ends_at >= erasure_limit(now):
        raise errors.ErasedLater()
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        _store(event, _kept_tallies(event), now)
        erased = Registration.objects.filter(event=event).delete()[0] + Invitee.objects.filter(event=event).delete()[0]
        record(actor=actor, verb=Verb.REGISTRATIONS_ERASED, subject=event, now=now, reason=f"{erased} Einträge")
    return erased


def _known_tallies(event: Event) -> dict[HeadcountKey, Tally]:
    """Counts from the lists while there are lists, else those recorded before."""
    has_lists = event.registrations.exists() or event.invitees.exists()
    return live_tallies(event) if has_lists else stored_tallies(event)


def _kept_tallies(event: Event) -> dict[HeadcountKey, Tally]:
    """Invited and registered people from the lists; those who came as recorded, else as ticked off."""
    live, stored = live_tallies(event), stored_tallies(event)
    was_counted = any(tally.attended is not None for tally in stored.values())
    for key, tally in live.items():
        if was_counted:
            tally.attended = stored[key].attended if key in stored else None
    return {**{key: tally for key, tally in stored.items() if key not in live}, **live}


def _store(event: Event, tallies: Mapping[HeadcountKey, Tally], now: datetime) -> list[Headcount]:
    event.headcounts.all().delete()
    rows = [
        Headcount(
            event=event, of=of, key=key, invited=tally.invited, registered=tally.registered, attended=tally.attended,
            recorded_at=now,
        )
        for (of, key), tally in sorted(tallies.items())
    ]  # fmt: skip
    for row in rows:
        row.clean_fields()
    return Headcount.objects.bulk_create(rows)
