"""Booking, moving, waiting, offers, reminders, erasing."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.advice import actions, errors, queries
from roterfaden.advice.enums import AppointmentState, CancelledBy, WalkInState
from roterfaden.advice.methods import OpenTime, Wish, open_times
from roterfaden.advice.models import Absence, Appointment
from roterfaden.advice.tasks.appointments import erase_addresses, keep_waiting_list, remind_of_appointments
from roterfaden.audit.models import Event
from roterfaden.kernel.actors import Participant
from roterfaden.post.models import Message
from tests.factories import NOW, field
from tests.factories import appointments as made

RESIDENT = Participant()
WEEK = timedelta(days=7)


@pytest.fixture
def place(db):
    return made.centre()


@pytest.fixture
def berta(place):
    """Speaks German and Arabic; two times on Thursdays from nine."""
    row = made.counsellor("de", "ar")
    made.weekly(row, place)
    return row


def times(language: str = "ar", *, now: datetime = NOW, **wish) -> list[OpenTime]:
    return open_times(queries.read_book(now=now).free(Wish(None, None, language, **wish), now=now))


def book(time: OpenTime, language: str = "ar", **values) -> Appointment:
    return actions.book_appointment(
        **{"actor": RESIDENT, "time": time, "topic": None, "language": language, "now": NOW} | values
    )


def wait(**values) -> Appointment:
    return actions.join_waiting_list(**{"actor": RESIDENT, "topic": None, "language": "ar", "now": NOW} | values)


def fill() -> list[Appointment]:
    """Take every free time."""
    return [book(time) for time in times()]


def test_book_gives_a_code_and_writes_in_the_language_of_the_person(berta, place):
    first = times()[0]

    row = book(first, address="amal@example.org", reading="ar", topic=field())

    assert (row.state, row.counsellor, row.site, row.starts_at) == (
        AppointmentState.BOOKED,
        berta,
        place,
        first.starts_at,
    )
    assert queries.appointment_by_code(row.code) == row
    message = Message.objects.get()
    assert (message.to, message.language) == ("amal@example.org", "ar")
    assert message.attachments.get().name == "termin.ics"
    assert "amal" not in Appointment.objects.values_list("address", flat=True).get()
    assert [event.verb for event in Event.objects.order_by("pk")] == ["message.written", "appointment.booked"]


def test_book_refuses_a_time_somebody_has_just_taken(berta):
    first = times()[0]
    book(first)

    with pytest.raises(errors.TimeTaken):
        book(first)

    assert first not in times()


def test_database_gives_no_time_twice(berta, place):
    made.booked(berta, place, NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        made.booked(berta, place, NOW)

    made.booked(berta, place, NOW, state=AppointmentState.CANCELLED)
    made.booked(berta, place, NOW, seat=2)


def test_language_nobody_speaks_gets_an_interpreter_and_later_times(berta):
    row = book(times("fa")[0], "fa")

    assert row.needs_interpreter
    assert times("fa", now=row.starts_at - timedelta(days=1))[0].starts_at > row.starts_at


def test_absence_and_holiday_take_times_away(berta):
    Absence.objects.create(counsellor=berta, first_on=(NOW + WEEK).date(), last_on=(NOW + WEEK).date())

    days = {queries.calendars.local_day(time.starts_at) for time in times()}

    assert (NOW + WEEK).date() not in days
    assert (NOW + 2 * WEEK).date() in days


def test_move_gives_the_old_time_on_and_tells_whoever_was_to_interpret(berta, counsellor):
    row = book(times("fa")[0], "fa")
    actions.ask_interpreter(actor=counsellor, appointment=row, interpreter=made.interpreter("fa"), now=NOW)
    before = row.starts_at

    moved = actions.move_appointment(actor=RESIDENT, appointment=row, time=times("fa")[1], now=NOW)

    assert (moved.pk, moved.code, moved.sequence) == (row.pk, row.code, 1)
    assert moved.starts_at > before
    assert moved.assignments.get().state == "withdrawn"
    assert [message.subject for message in Message.objects.order_by("pk")][-1] == "Zurückgenommen: dolmetschen"


def test_counsellor_who_calls_off_has_the_person_told(berta, counsellor):
    row = book(times()[0], address="amal@example.org")

    done = actions.cancel_appointment(actor=counsellor, appointment=row, now=NOW)

    assert (done.state, done.cancelled_by) == (AppointmentState.CANCELLED, CancelledBy.OFFICE)
    assert Message.objects.order_by("pk").last().subject == "Ihr Termin fällt aus"
    with pytest.raises(errors.NoLongerOpen):
        actions.move_appointment(actor=RESIDENT, appointment=row, time=times()[0], now=NOW)


def test_freed_time_is_offered_to_whoever_waits_longest_and_held(berta):
    taken = fill()
    first, second = wait(address="eins@example.org"), wait(now=NOW + timedelta(minutes=1))

    actions.cancel_appointment(actor=RESIDENT, appointment=taken[2], now=NOW + timedelta(hours=1))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.starts_at) == (AppointmentState.OFFERED, taken[2].starts_at)
    assert second.state == AppointmentState.WAITING
    assert times() == []
    accepted = actions.accept_offer(actor=RESIDENT, appointment=first, now=NOW + timedelta(hours=2))
    assert accepted.state == AppointmentState.BOOKED


def test_offer_nobody_answers_goes_to_the_next_and_not_back(berta):
    taken = fill()
    first, second = wait(), wait(now=NOW + timedelta(minutes=1))
    actions.cancel_appointment(actor=RESIDENT, appointment=taken[3], now=NOW)

    keep_waiting_list(now=NOW + timedelta(hours=25))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (AppointmentState.WAITING, AppointmentState.OFFERED)
    with pytest.raises(errors.OfferOver):
        actions.accept_offer(actor=RESIDENT, appointment=first, now=NOW + timedelta(hours=25))
    actions.decline_offer(actor=RESIDENT, appointment=second, now=NOW + timedelta(hours=26))
    keep_waiting_list(now=NOW + timedelta(hours=27))
    first.refresh_from_db()
    assert first.state == AppointmentState.WAITING, "the time was refused last: it is not offered again"


def test_wish_ends_after_a_season(berta):
    fill()
    row = wait()

    keep_waiting_list(now=NOW + timedelta(days=91))

    row.refresh_from_db()
    assert (row.state, row.cancelled_by) in {
        (AppointmentState.CANCELLED, CancelledBy.PROGRAM), (AppointmentState.OFFERED, ""),
    }  # fmt: skip


def test_reminder_is_written_once(berta):
    row = book(times()[2], address="amal@example.org")
    soon = row.starts_at - timedelta(hours=24)

    remind_of_appointments(now=soon)
    remind_of_appointments(now=soon + timedelta(hours=1))

    assert [message.subject for message in Message.objects.order_by("pk")] == ["Ihr Termin", "Erinnerung: Ihr Termin"]


def test_address_goes_after_the_appointment_then_the_code_then_the_row(berta):
    row = book(times()[0], address="amal@example.org")

    erase_addresses(now=row.ends_at + timedelta(hours=25))

    row.refresh_from_db()
    assert (row.address, row.code is not None) == ("", True)
    Appointment.forget([row.pk])
    row.refresh_from_db()
    assert (row.code, row.delete_on.year) == (None, 2019)
    Appointment.forget([row.pk])
    assert not Appointment.objects.exists()


def test_close_says_whether_somebody_came_and_waiting_days_count_it(berta, place, counsellor):
    row = made.booked(berta, place, NOW)
    with pytest.raises(errors.NotHeldYet):
        actions.close_appointment(actor=counsellor, appointment=row, came=True, now=NOW - timedelta(minutes=1))

    actions.close_appointment(actor=counsellor, appointment=row, came=True, now=NOW)

    assert queries.counted_waiting_days(NOW.date(), NOW.date() + WEEK).median == 7.0


def test_numbers_are_drawn_and_called_in_order(berta, place, counsellor):
    drawn = [actions.draw_number(actor=counsellor, site=place, now=NOW) for _number in range(3)]
    actions.end_walk_in(actor=counsellor, walk_in=drawn[0], came=False, now=NOW)

    called = actions.call_next(actor=counsellor, site=place, room="12", now=NOW)

    assert ([row.number for row in drawn], called.number) == ([1, 2, 3], 2)
    shown = queries.display(place, NOW.date())
    assert ([(call.number, call.room) for call in shown.calls], shown.waiting) == ([(2, "12")], 1)
    done = actions.end_walk_in(actor=counsellor, walk_in=called, came=True, now=NOW)
    assert done.state == WalkInState.DONE
    with pytest.raises(errors.NumberOver):
        actions.call_number(actor=counsellor, walk_in=done, room="12", now=NOW)
    assert actions.draw_number(actor=counsellor, site=place, now=NOW + timedelta(days=1)).number == 1


def test_hours_are_entered_and_ended(place, berta, counsellor):
    common = {"actor": counsellor, "counsellor": berta, "site": place, "weekday": 0, "now": NOW}
    nine, ten = made.time(9), made.time(10)
    for wrong, refusal in [
        ({"starts": ten, "ends": nine}, errors.HoursEndBeforeStart),
        ({"starts": nine, "ends": ten, "minutes": 90}, errors.HoursTooShort),
        ({"starts": nine, "ends": ten, "last_on": NOW.date() - WEEK}, errors.LastBeforeFirst),
    ]:
        with pytest.raises(refusal):
            actions.set_hours(**common, first_on=NOW.date(), **wrong)

    row = actions.set_hours(**common, first_on=NOW.date(), starts=nine, ends=ten, topics=[field()])

    assert actions.end_hours(actor=counsellor, hours=row, last_on=NOW.date() - WEEK, now=NOW) is None
    assert list(queries.own_calendar(berta, on=NOW.date()).hours) == list(berta.hours.all())
