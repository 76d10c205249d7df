"""Files for calendars, read back by the library that reads them anywhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from icalendar import Calendar

from roterfaden.kernel.calendar import Appointment, invitation, subscription

SUMMER = timezone(timedelta(hours=2))
FORUM = Appointment(
    uid="6f1c@faden.example.org",
    sequence=2,
    title="Dialogforum: Bürgerinnen, Bürger; alle",
    starts_at=datetime(2017, 4, 25, 18, tzinfo=SUMMER),
    ends_at=datetime(2017, 4, 25, 21, tzinfo=SUMMER),
    stamped_at=datetime(2017, 2, 1, 9, tzinfo=UTC),
    place="Rathaus Melle, Festsaal",
    text="Für alle.\nBitte melden Sie sich an. " + "Lang " * 40,
    url="https://faden.example.org/veranstaltungen/forum/",
    contact="strategie@example.org",
)


def read(data: bytes) -> Calendar:
    return Calendar.from_ical(data)


def test_invitation_is_read_back_as_it_was_written():
    calendar = read(invitation(FORUM))
    event = calendar.walk("VEVENT")[0]

    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == (FORUM.uid, 2, "CONFIRMED")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (FORUM.starts_at, FORUM.ends_at)
    assert str(event["SUMMARY"]) == FORUM.title
    assert str(event["DESCRIPTION"]) == FORUM.text
    assert str(event["ORGANIZER"]) == "mailto:strategie@example.org"


def test_times_are_written_in_utc():
    assert b"DTSTART:20170425T160000Z" in invitation(FORUM)


def test_lines_are_folded_at_75_octets():
    assert max(len(line) for line in invitation(FORUM).split(b"\r\n")) <= 75


def test_cancelled_appointment_takes_itself_out_of_the_calendar():
    calendar = read(invitation(replace(FORUM, sequence=3, is_cancelled=True)))
    event = calendar.walk("VEVENT")[0]

    assert calendar["METHOD"] == "CANCEL"
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == (FORUM.uid, 3, "CANCELLED")


@pytest.mark.parametrize("count", [0, 3])
def test_subscription_holds_every_appointment(count):
    calendar = read(subscription("Veranstaltungen", [replace(FORUM, uid=str(n)) for n in range(count)]))

    assert [str(event["UID"]) for event in calendar.walk("VEVENT")] == [str(n) for n in range(count)]
    assert str(calendar["NAME"]) == "Veranstaltungen"
    assert calendar["METHOD"] == "PUBLISH"
