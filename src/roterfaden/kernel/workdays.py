"""Days on which offices are closed: weekends and the public holidays of a German state."""

from datetime import date
from functools import cache

import holidays
from django.utils.formats import date_format

SATURDAY = 5
LOWER_SAXONY = "NI"


@cache
def _holidays(state: str) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=state, language="de")


def closed_because(day: date, state: str = LOWER_SAXONY) -> str:
    """Why offices are closed on that day: the name of the holiday or of the weekday; empty on a working day.

    Source: the state's law on public holidays as the library `holidays` knows it (Lower Saxony: NFeiertagsG). Holidays
    keep their German names.
    """
    name = _holidays(state).get(day)
    if name:
        return str(name)
    return date_format(day, "l") if day.weekday() >= SATURDAY else ""
