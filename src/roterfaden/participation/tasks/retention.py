"""Every night: personal data whose period is over goes, and the database file forgets it."""

from datetime import datetime, timedelta

from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.kernel.scrub import scrub
from roterfaden.participation.actions import HELD_IN, run_retention
from roterfaden.participation.queries import words_went_since

KEEPER = System("retention")
SINCE = timedelta(hours=50)
"""Two nights, and some air for a run that came late: what others were in the way of is cleaned in the next."""


@every(minutes=24 * 60)
def erase_what_has_outlived(*, now: datetime) -> None:
    """Erase; then clean, if words or addresses went since the last night."""
    run_retention(actor=KEEPER, now=now)
    if words_went_since(now - SINCE):
        scrub(HELD_IN)
