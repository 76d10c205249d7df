"""What the clock does with appointments: offers, reminders, and the end of what nobody answers."""

from datetime import datetime

from roterfaden.advice.actions.appointments import (
    WAITING_LIST,
    cancel_appointment,
    decline_offer,
    erase_address,
    offer_times,
)
from roterfaden.advice.actions.interpreters import remove_interpreter
from roterfaden.advice.actions.reminding import remind_appointment
from roterfaden.advice.queries.appointments import (
    addresses_to_erase,
    forgotten_interpreters,
    lapsed_offers,
    outlived_wishes,
    to_remind,
)
from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System

REMINDER = System("appointment-reminder")
ERASER = System("appointment-addresses")
AT_ONCE = 500
"""Rows one run takes; the next run takes the next."""


@every(minutes=10)
def keep_waiting_list(*, now: datetime) -> None:
    """Offers nobody answered go back, wishes that are too old end, free times are offered."""
    for row in lapsed_offers(now)[:AT_ONCE]:
        decline_offer(actor=WAITING_LIST, appointment=row, now=now)
    for row in outlived_wishes(now)[:AT_ONCE]:
        cancel_appointment(actor=WAITING_LIST, appointment=row, now=now)
    offer_times(actor=WAITING_LIST, now=now)


@every(minutes=30)
def remind_of_appointments(*, now: datetime) -> None:
    """The day before: once for each appointment, however often this runs."""
    for row in to_remind(now):
        remind_appointment(actor=REMINDER, appointment=row, now=now)


@every(minutes=24 * 60)
def erase_addresses(*, now: datetime) -> None:
    """Every day: mail addresses of appointments that are over, and names of interpreters nobody needs any more."""
    for row in addresses_to_erase(now)[:AT_ONCE]:
        erase_address(actor=ERASER, appointment=row, now=now)
    for interpreter in forgotten_interpreters()[:AT_ONCE]:
        remove_interpreter(actor=ERASER, interpreter=interpreter, now=now)
