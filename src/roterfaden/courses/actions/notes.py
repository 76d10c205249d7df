"""Telling another body one fact about a seat, where law or consent allows it – and deciding not to."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import Verb
from roterfaden.courses.models import AttendanceNote, Seat
from roterfaden.courses.queries.notes import NoteOption, note_options
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day


def write_note(
    *, actor: Actor, seat: Seat, key: str, addressee: str, commissioned: bool = False, now: datetime
) -> AttendanceNote:
    """Write one note: the option `key` (queries.notes), to an authority with its address. A person does this for each.

    By law it is the provider who tells (IntV § 8 (3) sentence 1); the coordination writes only where the provider found
    it and asked for it (`commissioned`). By consent it may write itself. Refuses what neither allows now, and what was
    told already. Nothing is sent: the letter is a PDF. Audited as attendance_note.written with the fact.
    """
    require(actor, "courses.write_note", seat)
    with transaction.atomic():
        option = _option(seat, key, now)
        if option.by_law and not commissioned:
            raise errors.NotCommissioned()
        if not addressee.strip():
            raise errors.AddresseeMissing()
        note = _keep(actor, option, addressee.strip(), now, is_told=True)
        record(actor=actor, verb=Verb.NOTE_WRITTEN, subject=note, now=now, changes={"fact": ("", note.fact)})
    return note


def leave_note(*, actor: Actor, seat: Seat, key: str, now: datetime) -> AttendanceNote:
    """Decide that this is not told; it waits no longer. Refuses what is settled. Audited as attendance_note.left."""
    require(actor, "courses.leave_note", seat)
    with transaction.atomic():
        option = _option(seat, key, now)
        note = _keep(actor, option, option.to, now, is_told=False)
        record(actor=actor, verb=Verb.NOTE_LEFT, subject=note, now=now, changes={"fact": ("", note.fact)})
    return note


def _option(seat: Seat, key: str, now: datetime) -> NoteOption:
    locked = Seat.objects.select_for_update(of=("self",)).select_related("candidate", "run").get(pk=seat.pk)
    options = note_options([locked], local_day(now))[locked.pk]
    found = next((option for option in options if option.key == key), None)
    if found is None:
        raise errors.NothingToTell()
    return found


def _keep(actor: Actor, option: NoteOption, addressee: str, now: datetime, *, is_told: bool) -> AttendanceNote:
    note = AttendanceNote(
        **signed(actor, now), seat=option.seat, fact=option.fact, fact_on=option.on, body=option.body,
        addressee=addressee, basis=option.basis, rule=option.rule, entitlement=option.entitlement,
        consent=option.consent, is_told=is_told,
    )  # fmt: skip
    note.full_clean()
    note.save()
    return note
