"""What happens by the clock: organisations are asked whether their entries are still right."""

from datetime import datetime

from roterfaden.directory.actions import ask_for_check
from roterfaden.directory.queries import due_checks
from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day

REMINDER = System("directory-reminder")


@every(minutes=24 * 60)
def ask_for_checks(*, now: datetime) -> None:
    """Every day, but each organisation at most every other month: a missed day costs nothing, two runs write once."""
    for due in due_checks(local_day(now)):
        ask_for_check(actor=REMINDER, due=due, now=now)
