"""Once in a month: whoever cares for an initiative is asked how it stands."""

from datetime import datetime

from roterfaden.implementation.actions import remind_owner
from roterfaden.implementation.queries import adopted_version, owner_mails
from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day

REMINDER = System("initiative-reminder")


@every(minutes=24 * 60)
def remind_owners(*, now: datetime) -> None:
    """Every day, but to each person once in a calendar month: a missed day costs nothing, two runs write once."""
    version = adopted_version()
    if version is None:
        return
    for mail in owner_mails(version, on=local_day(now)):
        remind_owner(actor=REMINDER, mail=mail, now=now)
