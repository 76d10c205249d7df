"""Erasing who came to an event, once the period for it is over."""

from datetime import datetime

from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.participation.actions import erase_registrations
from roterfaden.participation.queries import erasure_limit, events_holding_guests

ERASER = System("registrations")


@every(minutes=24 * 60)
def erase_old_registrations(*, now: datetime) -> None:
    """Every day: registrations and invitations of all events that have been over for REGISTRATION_DAYS."""
    for event in events_holding_guests(ended_before=erasure_limit(now)):
        erase_registrations(actor=ERASER, event=event, now=now)
