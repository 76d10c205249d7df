"""What is counted of the language courses: who waits, who began, how long they waited, what is free."""

from collections.abc import Iterable
from datetime import date, timedelta

from roterfaden.bridges.counting.cells import Cell, Count, median_of, months_from, no_names, share_up_to
from roterfaden.courses.enums import RuleName
from roterfaden.courses.models import CourseType
from roterfaden.courses.queries import (
    counted_free_seats,
    counted_starts,
    counted_waiting,
    first_registration,
    rule,
)
from roterfaden.indicators.actions import Naming
from roterfaden.places.models import Area
from roterfaden.places.queries import partners

TYPE = "kursart"
UNTESTED = "ohne-einstufung"
KEPT_MONTHS = 24
"""Months longer ago are not counted any more: too much of them may have been deleted."""
SIX_WEEKS = 42
A_DAY = timedelta(days=1)


def waiting(start: date, end: date) -> Iterable[Cell]:
    """Who waited at the end of the month: in all, by municipality (also those where nobody does), by course type."""
    found = counted_waiting(end - A_DAY)
    yield Cell(start, found.total)
    parents = dict(Area.objects.exclude(parent=None).order_by("pk").values_list("key", "parent__key"))
    keys = [area.key for area in partners(start)]
    by_partner: dict[str, int] = dict.fromkeys(keys, 0)
    for key, count in found.by_area.items():
        home = key if key in by_partner else parents.get(key, "")
        if home in by_partner:
            by_partner[home] += count
    yield from (Cell(start, count, area=key) for key, count in by_partner.items())
    for slug, count in sorted(found.by_type.items()):
        yield Cell(start, count, breakdown=f"{TYPE}={slug or UNTESTED}")


def starts(start: date, end: date) -> Iterable[Cell]:
    """Who began a course in the month."""
    yield Cell(start, len(counted_starts(start, end)))


def within_limit(start: date, end: date) -> Iterable[Cell]:
    """Which part of them within the weeks the law names."""
    limit = rule(RuleName.START_AFTER_REGISTRATION, start)
    days = (limit.due(start) - start).days if limit else SIX_WEEKS
    yield Cell(start, share_up_to(counted_starts(start, end), days))


def waited_days(start: date, end: date) -> Iterable[Cell]:
    """The median of the days from the registration to the start of the course."""
    yield Cell(start, median_of(counted_starts(start, end)))


def free_seats(start: date, end: date) -> Iterable[Cell]:
    """Seats without anybody, in courses that begin within three months: an offer, nobody's data."""
    yield Cell(start, counted_free_seats(end - A_DAY))


def months(today: date) -> list[date]:
    """The months since the first person was registered."""
    return months_from(first_registration(), today, KEPT_MONTHS)


def type_names() -> dict[str, list[Naming]]:
    """The course types in words."""
    rows = CourseType.objects.order_by("name", "pk")
    known = [Naming("", "Kursart"), Naming(UNTESTED, "noch ohne Einstufung")]
    return {TYPE: [*known, *(Naming(row.slug, row.name) for row in rows)]}


COURSES = (
    Count("wartende-auf-sprachkurs", waiting, months, type_names),
    Count("kursbeginne-im-monat", starts, months, no_names),
    Count("kursbeginn-in-sechs-wochen", within_limit, months, no_names),
    Count("wartetage-auf-sprachkurs", waited_days, months, no_names),
    Count("freie-kursplaetze", free_seats, months, no_names),
)
