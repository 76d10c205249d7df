"""What counsellors enter about their time: languages and room, weekly hours, absences."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.advice import errors
from roterfaden.advice.enums import Verb
from roterfaden.advice.models import Absence, Counsellor, WeeklyHours
from roterfaden.audit.actions import record
from roterfaden.directory.models import Site
from roterfaden.kernel.actors import Actor
from roterfaden.topics.models import FieldOfAction


def set_counsellor(
    *, actor: Actor, person: User, languages: Iterable[str], now: datetime, room: str = ""
) -> Counsellor:
    """Which languages somebody advises in, and in which room. The first time it opens a calendar for the person.

    Refuses nobody's language (LanguageMissing). Audited as counsellor.set.
    """
    require(actor, "advice.set_counsellor")
    spoken = sorted(set(languages))
    if not spoken:
        raise errors.LanguageMissing()
    with transaction.atomic():
        row = Counsellor.objects.select_for_update().filter(person=person).first() or Counsellor(person=person)
        row.languages, row.room = spoken, room.strip()
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.COUNSELLOR_SET, subject=row, now=now)
    return row


def set_hours(
    *,
    actor: Actor,
    counsellor: Counsellor,
    site: Site,
    weekday: int,
    starts: time,
    ends: time,
    first_on: date,
    now: datetime,
    last_on: date | None = None,
    minutes: int = 45,
    buffer: int = 15,
    capacity: int = 1,
    topics: Iterable[FieldOfAction] = (),
) -> WeeklyHours:
    """Times for appointments on one weekday, every week from `first_on`; on one day only when it is `last_on`, too.

    Refuses hours that end before they begin (HoursEndBeforeStart), that hold no appointment (HoursTooShort) and days
    the wrong way round (LastBeforeFirst). Audited as advice_hours.set.
    """
    require(actor, "advice.set_hours")
    if ends <= starts:
        raise errors.HoursEndBeforeStart()
    length = datetime.combine(first_on, ends) - datetime.combine(first_on, starts)
    if length < timedelta(minutes=minutes):
        raise errors.HoursTooShort()
    if last_on is not None and last_on < first_on:
        raise errors.LastBeforeFirst()
    with transaction.atomic():
        row = WeeklyHours(
            counsellor=counsellor, site=site, weekday=weekday, starts=starts, ends=ends, minutes=minutes,
            buffer=buffer, capacity=capacity, first_on=first_on, last_on=last_on,
        )  # fmt: skip
        row.full_clean()
        row.save()
        row.topics.set(topics)
        record(actor=actor, verb=Verb.HOURS_SET, subject=row, now=now)
    return row


def end_hours(*, actor: Actor, hours: WeeklyHours, last_on: date, now: datetime) -> WeeklyHours | None:
    """No times of these hours after `last_on`; hours that never began go altogether. Booked appointments stay.

    Refuses hours that end before that day anyway (HoursEnded). Audited as advice_hours.ended.
    """
    require(actor, "advice.end_hours", hours)
    with transaction.atomic():
        row = WeeklyHours.objects.select_for_update().get(pk=hours.pk)
        if row.last_on is not None and row.last_on <= last_on:
            raise errors.HoursEnded()
        record(actor=actor, verb=Verb.HOURS_ENDED, subject=row, now=now)
        if last_on < row.first_on:
            row.delete()
            return None
        row.last_on = last_on
        row.save(update_fields=["last_on"])
    return row


def add_absence(
    *,
    actor: Actor,
    counsellor: Counsellor,
    first_on: date,
    last_on: date,
    now: datetime,
    starts: time | None = None,
    ends: time | None = None,
) -> Absence:
    """Days without appointments, or hours of each of these days. What is booked already stays until somebody moves it.

    Refuses days the wrong way round (LastBeforeFirst) and hours that do not end after they begin
    (HoursEndBeforeStart). Audited as advice_absence.added.
    """
    require(actor, "advice.add_absence")
    if last_on < first_on:
        raise errors.LastBeforeFirst()
    if (starts is None) != (ends is None) or (starts is not None and ends is not None and ends <= starts):
        raise errors.HoursEndBeforeStart()
    with transaction.atomic():
        row = Absence(counsellor=counsellor, first_on=first_on, last_on=last_on, starts=starts, ends=ends)
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.ABSENCE_ADDED, subject=row, now=now)
    return row


def remove_absence(*, actor: Actor, absence: Absence, now: datetime) -> None:
    """The counsellor is there after all. Audited as advice_absence.removed."""
    require(actor, "advice.remove_absence", absence)
    with transaction.atomic():
        record(actor=actor, verb=Verb.ABSENCE_REMOVED, subject=absence, now=now)
        absence.delete()
