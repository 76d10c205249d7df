"""When a unit is reminded of a request."""

from datetime import date, timedelta

BEFORE, AFTER, LATE = "before", "after", "late"
AHEAD = timedelta(days=3)
"""So long before the day to answer the first reminder goes out, unless the request itself is newer than REST."""
REST = timedelta(days=2)
AGAIN = timedelta(days=7)
"""So long after the first reminder behind the day to answer comes the last one."""
LINK_OUTLIVES = timedelta(days=30)
"""So long after the day to answer the link still opens."""


def reminder_due(*, asked_on: date, due_on: date, on: date) -> str:
    """Which reminder is due on a day; empty: none. Each is sent once, however often and on whichever of its days the
    work runs, so a day without a run costs nothing."""
    if on > due_on + AGAIN:
        return LATE
    if on > due_on:
        return AFTER
    if on >= due_on - AHEAD and on >= asked_on + REST:
        return BEFORE
    return ""
