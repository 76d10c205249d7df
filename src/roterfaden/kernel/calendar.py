"""Dates for people's calendars: iCalendar (RFC 5545), times in UTC, which needs no table of time zones.

A calendar recognises an appointment by its UID; a greater SEQUENCE replaces what it has; METHOD:CANCEL takes it away
(RFC 5546). We only ever publish: nobody's answer is asked for by calendar, so no attendee is named in a file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vUri

PRODUCT = "-//Roter Faden//Veranstaltungen//DE"
REFRESH = timedelta(hours=6)
"""How often a subscribed calendar should ask again."""


@dataclass(frozen=True)
class Appointment:
    """One date. `stamped_at` is when this is said; `contact` a mail address of the office."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    stamped_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    contact: str = ""
    is_cancelled: bool = False


def invitation(appointment: Appointment) -> bytes:
    """One appointment as a file: METHOD is CANCEL when it has been called off, else PUBLISH."""
    calendar = _calendar("CANCEL" if appointment.is_cancelled else "PUBLISH")
    calendar.add_component(_event(appointment))
    return bytes(calendar.to_ical())


def subscription(name: str, appointments: Iterable[Appointment]) -> bytes:
    """Many appointments as a calendar to subscribe to; called-off ones stay in it, marked as such."""
    calendar = _calendar("PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what Apple and Outlook read instead of RFC 7986
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    return bytes(calendar.to_ical())


@dataclass(frozen=True)
class WholeDay:
    """Something that is due on a day."""

    uid: str
    title: str
    on: date
    stamped_at: datetime
    text: str = ""
    url: str = ""


def day_list(name: str, days: Iterable[WholeDay]) -> bytes:
    """Whole days as a calendar; they block nobody's time."""
    calendar = _calendar("PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for day in days:
        event = Event()
        event.add("uid", day.uid)
        event.add("dtstamp", day.stamped_at.astimezone(UTC))
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", day.title)
        event.add("transp", "TRANSPARENT")
        if day.text:
            event.add("description", day.text)
        if day.url:
            event.add("url", vUri(day.url))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.stamped_at.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", appointment.title)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    if appointment.place:
        event.add("location", appointment.place)
    if appointment.text:
        event.add("description", appointment.text)
    if appointment.url:
        event.add("url", vUri(appointment.url))
    if appointment.contact:
        event.add("organizer", vCalAddress(f"mailto:{appointment.contact}"))
    return event
