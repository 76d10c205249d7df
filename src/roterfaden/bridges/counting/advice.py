"""What is counted of the advice centre: talks, topics, days until an appointment, hours of interpreting."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Min

from roterfaden.advice.methods import language_choices, language_word, months_after
from roterfaden.advice.models import Appointment
from roterfaden.advice.queries import counted_interpreting, counted_waiting_days, months_with_talks, tallies
from roterfaden.bridges.counting.cells import LEAST_PEOPLE, OTHERS, Cell, Count, gathered, months_from, no_names
from roterfaden.indicators.actions import Naming
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import partners
from roterfaden.topics.models import FieldOfAction

LANGUAGE, FIELD = "sprache", "handlungsfeld"
UNKNOWN = "ohne-angabe"
AN_HOUR = 60


def talks(start: date, end: date) -> Iterable[Cell]:
    """Talks from `start` to `end` (excluded): in all, by municipality (also those without any), by language."""
    totals = {tally.month: tally.count for tally in tallies("", start=start, end=end)}
    yield from (Cell(month, count) for month, count in totals.items())
    by_area = {(tally.month, tally.key): tally.count for tally in tallies("area", start=start, end=end)}
    keys = [area.key for area in partners(start)]
    yield from (Cell(month, by_area.get((month, key), 0), area=key) for month in totals for key in keys)
    for tally in tallies("language", start=start, end=end):
        yield Cell(tally.month, tally.count, breakdown=f"{LANGUAGE}={tally.key}")


def topics(start: date, end: date) -> Iterable[Cell]:
    """Topics of talks: the total of what was ticked, and by field of action; so the parts make up the total."""
    found = tallies("topic", start=start, end=end)
    totals: dict[date, int] = {}
    for tally in found:
        totals[tally.month] = totals.get(tally.month, 0) + tally.count
        yield Cell(tally.month, tally.count, breakdown=f"{FIELD}={tally.key or UNKNOWN}")
    yield from (Cell(month, count) for month, count in totals.items())


def appointment_days(start: date, end: date) -> Iterable[Cell]:
    """The median of the days people waited for the appointments of a month; of the whole house, without breakdown."""
    found = counted_waiting_days(start, end)
    yield Cell(start, found.median if found.count >= LEAST_PEOPLE else None)


def interpreted_hours(start: date, end: date) -> Iterable[Cell]:
    """Hours interpreted: in all, and by language; languages of few appointments are taken together."""
    found = {each.language: (each.minutes / AN_HOUR, each.assignments) for each in counted_interpreting(start, end)}
    appointments = sum(count for _hours, count in found.values())
    hours = sum(amount for amount, _count in found.values())
    yield Cell(start, None if 0 < appointments < LEAST_PEOPLE else round(hours, 1))
    for language, amount in gathered(found).items():
        yield Cell(start, round(amount, 1), breakdown=f"{LANGUAGE}={language}")


def talk_months(today: date) -> list[date]:
    """The months with talks whose records are kept yet."""
    months = months_with_talks(before=today)
    return [month for month in months if months_after(month, settings.ADVICE_RECORD_MONTHS) > today]


def appointment_months(today: date) -> list[date]:
    """The months since the first appointment whose records are kept yet."""
    first = Appointment.objects.aggregate(first=Min("requested_at"))["first"]
    return months_from(local_day(first) if first else None, today, settings.ADVICE_RECORD_MONTHS)


def language_names() -> dict[str, list[Naming]]:
    """The languages of the talks in words."""
    known = sorted({tally.key for tally in tallies("language", start=date.min, end=date.max)})
    return {LANGUAGE: [Naming("", "Sprache"), *(Naming(code, language_word(code)) for code in known)]}


def interpreted_names() -> dict[str, list[Naming]]:
    """The languages somebody may interpret in words, and those that are taken together."""
    gathered_words = [Naming("", "Sprache"), Naming(OTHERS, "seltenere Sprachen")]
    return {LANGUAGE: [*gathered_words, *(Naming(code, words) for code, words in language_choices())]}


def field_names() -> dict[str, list[Naming]]:
    """The fields of action in words."""
    rows = FieldOfAction.objects.order_by("number", "pk")
    return {FIELD: [Naming("", "Handlungsfeld"), *(Naming(row.slug, row.short_name) for row in rows)]}


ADVICE = (
    Count("beratungen-im-monat", talks, talk_months, language_names),
    Count("beratungsanliegen-im-monat", topics, talk_months, field_names),
    Count("wartetage-auf-termin", appointment_days, appointment_months, no_names),
    Count("dolmetschstunden-im-monat", interpreted_hours, appointment_months, interpreted_names),
)
