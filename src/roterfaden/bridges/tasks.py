"""Every night: closed months go through the door."""

from datetime import datetime

from roterfaden.bridges.carrying import carry_counts
from roterfaden.jobs.methods import every


@every(minutes=24 * 60)
def carry_closed_months(*, now: datetime) -> None:
    """Months that were closed since the last night become observations."""
    carry_counts(now=now)
