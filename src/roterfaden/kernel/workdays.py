"""Days on which offices are closed: weekends and the public holidays of a German state."""

from datetime import date, timedelta
from functools import cache

import holidays
from django.utils.formats import date_format

SATURDAY = 5
LOWER_SAXONY = "NI"


@cache
def _holidays(state: str) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=state, language="de")


def holiday(day: date, state: str = LOWER_SAXONY) -> str:
    """The name of the public holiday on that day, in German; empty on every other day, weekends too."""
    return str(_holidays(state).get(day) or "")


def closed_because(day: date, state: str = LOWER_SAXONY) -> str:
    """Why offices are closed on that day: the name of the holiday or of the weekday; empty on a working day.

    Source: the state's law on public holidays as the library `holidays` knows it (Lower Saxony: NFeiertagsG). Holidays
    keep their German names.
    """
    name = holiday(day, state)
    if name:
        return name
    return date_format(day, "l") if day.weekday() >= SATURDAY else ""


def working_days_before(day: date, count: int, state: str = LOWER_SAXONY) -> date:
    """The working day that many working days before `day`, which itself does not count: 1 is the last one before it.

    With `count` 0 it is `day` itself. Used for periods that run backwards (§ 187 (1), § 188 BGB by analogy): between
    the day found and `day` lie `count` − 1 full working days.
    """
    found, left = day, count
    while left:
        found -= timedelta(days=1)
        left -= not closed_because(found, state)
    return found


def working_days_between(start: date, end: date, state: str = LOWER_SAXONY) -> int:
    """How many working days lie after `start` up to and including `end`; 0 when `end` is not after `start`."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(1 for day in days if not closed_because(day, state))
