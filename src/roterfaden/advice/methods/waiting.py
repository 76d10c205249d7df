"""Waiting: who is offered a free time and for how long, which number comes next, and how long people wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

OFFER_LASTS = timedelta(hours=24)
"""So long somebody has to answer an offer."""
ANSWER_BEFORE = timedelta(hours=3)
"""An offer ends at least so long before the appointment: whoever comes needs time to come, and so does the next."""
SHORTEST_OFFER = timedelta(hours=1)
LEAD = timedelta(hours=2)
"""So long before it begins a time can still be booked."""
INTERPRETER_LEAD = timedelta(days=2)
"""So long before, when somebody has to be found who interprets."""
HORIZON = timedelta(days=42)
"""So far ahead times can be booked."""
WAITING_LASTS = timedelta(days=90)
"""After so long on the waiting list a wish ends."""
REMIND_BEFORE = timedelta(hours=30)
"""A reminder is written so long before the appointment: the day before, whatever the hour."""
SOON = 14
"""Days within which somebody should have an appointment; the share is counted."""


def lead_of(*, needs_interpreter: bool) -> timedelta:
    """How long before its beginning a time can still be booked."""
    return INTERPRETER_LEAD if needs_interpreter else LEAD


def offer_until(now: datetime, starts_at: datetime) -> datetime | None:
    """Until when an offer made now stands; None when there is no time left for an answer."""
    until = min(now + OFFER_LASTS, starts_at - ANSWER_BEFORE)
    return until if until - now >= SHORTEST_OFFER else None


def reminder_due(*, starts_at: datetime, booked_at: datetime, now: datetime) -> bool:
    """Whether a reminder makes sense now: the day before, and not for what was booked within that day."""
    return now < starts_at <= now + REMIND_BEFORE and booked_at <= starts_at - REMIND_BEFORE


def next_number(drawn: Iterable[int]) -> int:
    """The number somebody gets who comes now; each day begins with 1."""
    return max(drawn, default=0) + 1


def ahead_of(number: int, waiting: Iterable[int]) -> int:
    """How many of those who wait come before this number."""
    return sum(1 for each in waiting if each < number)


@dataclass(frozen=True)
class WaitingDays:
    """How long people waited from their request to the appointment: calendar days. None where nobody did."""

    count: int
    median: float | None
    soon: float | None
    """The share, 0 to 1, who had it within SOON days."""


def waiting_days(spans: Sequence[tuple[date, date]]) -> WaitingDays:
    """From pairs of the day of the request and the day of the appointment."""
    days = [(held - asked).days for asked, held in spans]
    if not days:
        return WaitingDays(0, None, None)
    return WaitingDays(len(days), float(median(days)), sum(1 for each in days if each <= SOON) / len(days))
