"""Periods as sources write them. Stored periods are half-open; a reference date has start = end."""

import re
from datetime import date

from roterfaden.indicators.enums import YearMeaning
from roterfaden.indicators.errors import UnreadablePeriod
from roterfaden.indicators.methods.figures import months_later

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GERMAN = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_YEAR = re.compile(r"([0-9]{4})(?:\.0)?")
_SPAN = re.compile(r"([0-9]{4})-([0-9]{2})P([0-9]{1,2})M")
_MONTH = re.compile(r"([0-9]{4})-(?:M)?([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-?[ ]?Q([1-4])")
_HALF = re.compile(r"([0-9]{4})-?[ ]?H([12])")
_SCHOOL = re.compile(r"([0-9]{4})/([0-9]{2}|[0-9]{4})")
SCHOOL_BEGINS = 8
"""School years of Lower Saxony begin on 1 August (§ 28 NSchG)."""


def read_period(raw: str, year_means: str = YearMeaning.WHOLE) -> tuple[date, date]:
    """Start and end of what `raw` stands for.

    "2024", "2024-12-31", "31.12.2024", "2023-10P6M" (six months from October), "2024-05", "2024-Q1", "2024-H2",
    "2023/24" (school year). A bare year is the whole year or one of its days, as `year_means` says. Raises
    UnreadablePeriod.
    """
    text = raw.strip()
    try:
        if found := _YEAR.fullmatch(text):
            return _year(int(found[1]), year_means)
        if found := _ISO.fullmatch(text):
            return _day(int(found[1]), int(found[2]), int(found[3]))
        if found := _GERMAN.fullmatch(text):
            return _day(int(found[3]), int(found[2]), int(found[1]))
        if found := _SPAN.fullmatch(text):
            return _months(int(found[1]), int(found[2]), int(found[3]))
        if found := _MONTH.fullmatch(text):
            return _months(int(found[1]), int(found[2]), 1)
        if found := _QUARTER.fullmatch(text):
            return _months(int(found[1]), 3 * int(found[2]) - 2, 3)
        if found := _HALF.fullmatch(text):
            return _months(int(found[1]), 6 * int(found[2]) - 5, 6)
        if (found := _SCHOOL.fullmatch(text)) and (int(found[1]) + 1) % 100 == int(found[2]) % 100:
            return _months(int(found[1]), SCHOOL_BEGINS, 12)
    except ValueError as error:
        raise UnreadablePeriod(raw=raw) from error
    raise UnreadablePeriod(raw=raw)


def _day(year: int, month: int, day: int) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


def _year(year: int, means: str) -> tuple[date, date]:
    if means == YearMeaning.WHOLE:
        return date(year, 1, 1), date(year + 1, 1, 1)
    month, day = means.split("-")
    return _day(year, int(month), int(day))


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    if count < 1:
        raise ValueError(count)
    start = date(year, month, 1)
    return start, months_later(start, count)
