"""Carrying counts through the door: closed months become observations, once, with small numbers hidden or held back."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from roterfaden.advice.methods import is_countable, months_after
from roterfaden.bridges.counting import COUNTS, Count
from roterfaden.indicators.actions import define_indicator, import_figures, name_breakdowns
from roterfaden.indicators.enums import Accountability, Direction
from roterfaden.indicators.methods import FigureRow
from roterfaden.indicators.models import BreakdownTerm, Indicator, Observation
from roterfaden.kernel.actors import Actor, System
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area, Instance

CARRIER = System("bridges")


@cache
def definitions() -> dict[str, dict[str, Any]]:
    """What the indicators of the bridges are called and say, by slug."""
    data = tomllib.loads((Path(__file__).parent / "data" / "counts.toml").read_text(encoding="utf-8"))
    return {each["slug"]: each for each in data["indicator"]}


def carry_counts(*, actor: Actor = CARRIER, now: datetime) -> Counter[str]:
    """Write every month that is closed and was not carried yet; returns how many values of each indicator.

    A month is carried once and never again: a later recount would show that somebody had their record deleted. Months
    so old that records may be gone already are left out.
    """
    today = local_day(now)
    house = Instance.objects.select_related("county").order_by("pk").first()
    found: Counter[str] = Counter()
    if house is None:
        return found
    for count in COUNTS:
        with transaction.atomic():
            months = [month for month in count.months(today) if is_countable(month, today)]
            missing = _not_carried(count, months, house.county)
            if missing:
                found[count.slug] = _carry(actor, count, missing, house, now)
    return found


def _not_carried(count: Count, months: Sequence[date], county: Area) -> list[date]:
    rows = Observation.objects.filter(
        series__definition__indicator__slug=count.slug, series__area=county, series__breakdown=""
    )
    carried = set(rows.order_by().values_list("period_start", flat=True))
    return [month for month in months if month not in carried]


def _carry(actor: Actor, count: Count, months: list[date], house: Instance, now: datetime) -> int:
    _define(actor, count, months[0], house, now)
    today, source = local_day(now), definitions()[count.slug]["source"]
    rows = [
        FigureRow(
            indicator=count.slug, area=cell.area or house.county.key, period_start=cell.month,
            period_end=months_after(cell.month, 1), raw=cell.raw, known_on=today, source=source,
            breakdown=cell.breakdown,
        )
        for month in months
        for cell in count.cells(month, months_after(month, 1))
    ]  # fmt: skip
    return import_figures(actor=actor, rows=rows, source_name=source, now=now).added


def _define(actor: Actor, count: Count, since: date, house: Instance, now: datetime) -> None:
    if not Indicator.objects.filter(slug=count.slug).exists():
        words = definitions()[count.slug]
        define_indicator(
            actor=actor, slug=count.slug, title=words["title"], field=None, text=words["text"], unit=words["unit"],
            denominator=words.get("denominator", ""), accountability=Accountability.PERFORMANCE,
            direction=Direction(words.get("direction", Direction.NONE)), decimals=words.get("decimals", 0),
            rhythm_months=1, minimum_count=words["minimum_count"], breakdowns=words["breakdowns"],
            source=words["source"], responsible="", is_fictitious=house.is_example, valid_from=since, now=now,
        )  # fmt: skip
    for dimension, names in count.names().items():
        known = set(BreakdownTerm.objects.filter(dimension=dimension).values_list("value", flat=True))
        fresh = [name for name in names if name.value not in known]
        if fresh:
            name_breakdowns(actor=actor, dimension=dimension, names=fresh, now=now)
