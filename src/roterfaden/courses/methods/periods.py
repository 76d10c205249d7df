"""Counting on from a day by the unit of a rule."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from roterfaden.courses.enums import Unit
from roterfaden.kernel.workdays import closed_because

MONTHS_A_YEAR = 12


def after(start: date, value: Decimal | int, unit: str) -> date:
    """The day that lies `value` units after `start`. Months and years end on the day of the same number, or on the last
    day of a shorter month (§ 188 (2), (3) BGB); working days leave weekends and public holidays out.

    Raises ValueError for a unit that is no time.
    """
    count = int(value)
    if unit == Unit.DAYS:
        return start + timedelta(days=count)
    if unit == Unit.WEEKS:
        return start + timedelta(weeks=count)
    if unit == Unit.WORKING_DAYS:
        return _working_days_after(start, count)
    if unit in (Unit.MONTHS, Unit.YEARS):
        return _months_after(start, count if unit == Unit.MONTHS else count * MONTHS_A_YEAR)
    raise ValueError(f"{unit!r} is no unit of time")


def _months_after(start: date, count: int) -> date:
    years, month = divmod(start.month - 1 + count, MONTHS_A_YEAR)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _working_days_after(start: date, count: int) -> date:
    found, left = start, count
    while left:
        found += timedelta(days=1)
        left -= not closed_because(found)
    return found
