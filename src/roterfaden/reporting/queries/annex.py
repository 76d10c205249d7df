"""The values an edition rests on, as they may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from roterfaden.indicators.models import Observation
from roterfaden.indicators.queries import ShownValue, shown
from roterfaden.reporting.models import Edition, SheetEdition


@dataclass(frozen=True)
class CitedValue:
    """A cited value with what it is a value of."""

    title: str
    slug: str
    breakdown: str
    area: str
    key: str
    unit: str
    value: ShownValue


def cited_values(edition: Edition | SheetEdition) -> Iterator[CitedValue]:
    """Every value the edition cites, by indicator, breakdown, area and time. One query."""
    citations: QuerySet[Any] = edition.citations.all()
    rows = (
        Observation.objects.filter(pk__in=citations.values("observation"))
        .select_related("series__definition__indicator", "series__area")
        .order_by(
            "series__definition__indicator__title", "series__breakdown", "series__area__key", "period_end",
            "period_start", "pk",
        )
    )  # fmt: skip
    for row in rows.iterator():
        series = row.series
        definition = series.definition
        yield CitedValue(
            definition.indicator.title, definition.indicator.slug, series.breakdown, series.area.name,
            series.area.key, definition.unit, shown(row, definition),
        )  # fmt: skip
