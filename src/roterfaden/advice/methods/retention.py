"""How long what is known in the advice centre is kept. No database, no clock, no settings: months are arguments."""

from datetime import date, timedelta

EMERGENCY_HOURS = 4
"""How long a case opened in an emergency stays open."""
PROOF_DAYS = 365
"""How long it is kept who opened a case in an emergency, and that a right was used."""
TOLD_DAYS = 14
"""How long a team and the head of the centre are reminded that a case was opened in an emergency."""
GRACE_DAYS = 10
"""How long after its end a month may still be completed before it is counted for good."""


def months_after(day: date, months: int) -> date:
    """The same day `months` later; the last day of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def month_of(day: date) -> tuple[date, date]:
    """The month of a day, half-open: its first day and the first of the next."""
    first = day.replace(day=1)
    return first, months_after(first, 1)


def is_countable(month: date, on: date) -> bool:
    """Whether a month (its first day) is over for long enough that nobody adds to it any more."""
    return months_after(month, 1) + timedelta(days=GRACE_DAYS) <= on
