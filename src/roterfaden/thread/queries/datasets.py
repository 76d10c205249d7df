"""Open data: every indicator as a data set, and its values row by row with source and licence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, QuerySet

from roterfaden.indicators.enums import Accountability
from roterfaden.indicators.methods import last_day
from roterfaden.indicators.methods.licences import Licence, licence_of, strictest
from roterfaden.indicators.models import Definition, Observation, Series
from roterfaden.indicators.queries import ShownValue, series_label
from roterfaden.thread.queries.published import published_values

SERIES_AT_ONCE = 200
"""Series read together while a data set is written: memory stays small however many there are."""


@dataclass(frozen=True)
class Dataset:
    """One indicator as others may use it: what is counted, from when to when, and under which terms.

    `modified` is the day the newest value became known, `licence` the strictest of all its values.
    """

    indicator_id: int
    slug: str
    title: str
    text: str
    field_number: int
    field_name: str
    field_slug: str
    unit: str
    multiplier: int
    denominator: str
    direction: str
    decimals: int
    rhythm_months: int
    source: str
    is_own: bool
    is_fictitious: bool
    responsible: str
    definition_number: int
    defined_on: date
    minimum_count: int
    breakdowns: tuple[str, ...]
    series_count: int
    begins: date | None
    ends: date | None
    modified: date
    licence: Licence
    sources: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no value is known yet."""
        return self.ends is None


@dataclass(frozen=True)
class DataRow:
    """One value of a data set. `value` is None where only a sign or words may be shown (`note`)."""

    observation_id: int
    series_id: int
    indicator: str
    definition: int
    area_key: str
    area: str
    breakdown: str
    breakdown_label: str
    period_start: date
    period_end: date
    value: Decimal | None
    unit: str
    status: str
    note: str
    known_on: date
    base: str
    source: str
    licence: Licence


def datasets(*, on: date, own: Licence, slug: str = "") -> tuple[Dataset, ...]:
    """All indicators as data sets by title, or the one named, with the values known on `on`. Four queries."""
    definitions = _newest_definitions(slug)
    keys = list(definitions)
    spans = _spans(keys, on)
    parts = _parts(keys)
    sources = _sources(keys, on)
    return tuple(
        _dataset(definition, spans.get(pk), parts.get(pk, ()), sources.get(pk, ()), own)
        for pk, definition in definitions.items()
    )


def _newest_definitions(slug: str) -> dict[int, Definition]:
    rows = Definition.objects.select_related("indicator__field").order_by(
        "indicator__title", "indicator", "number", "pk"
    )
    if slug:
        rows = rows.filter(indicator__slug=slug)
    return {row.indicator_id: row for row in rows}


def _spans(indicators: Sequence[int], on: date) -> dict[int, tuple[date, date, date, date]]:
    """For each indicator the first and last day of its values and the newest vintage."""
    rows = (
        Observation.objects.filter(series__definition__indicator__in=indicators, known_on__lte=on)
        .values("series__definition__indicator")
        .annotate(first=Min("period_start"), start=Max("period_start"), end=Max("period_end"), known=Max("known_on"))
        .order_by("series__definition__indicator")
    )
    return {
        row["series__definition__indicator"]: (row["first"], row["start"], row["end"], row["known"]) for row in rows
    }


def _parts(indicators: Sequence[int]) -> dict[int, tuple[tuple[str, int], ...]]:
    """For each indicator its breakdowns with their number of series."""
    rows = (
        Series.objects.filter(definition__indicator__in=indicators)
        .values_list("definition__indicator", "breakdown")
        .annotate(n=Count("pk"))
        .order_by("definition__indicator", "breakdown")
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for pk, breakdown, count in rows:
        found.setdefault(pk, []).append((breakdown, count))
    return {pk: tuple(each) for pk, each in found.items()}


def _sources(indicators: Sequence[int], on: date) -> dict[int, tuple[str, ...]]:
    rows = Observation.objects.filter(series__definition__indicator__in=indicators, known_on__lte=on)
    named = rows.values_list("series__definition__indicator", "source").distinct()
    found: dict[int, list[str]] = {}
    for pk, source in named.order_by("series__definition__indicator", "source"):
        found.setdefault(pk, []).append(source)
    return {pk: tuple(each) for pk, each in found.items()}


def _dataset(
    definition: Definition,
    span: tuple[date, date, date, date] | None,
    parts: Sequence[tuple[str, int]],
    sources: Sequence[str],
    house: Licence,
) -> Dataset:
    indicator, field = definition.indicator, definition.indicator.field
    is_own = indicator.accountability == Accountability.PERFORMANCE
    own = house if is_own else None
    licences = [licence_of(source, definition.source, own=own) for source in sources or [definition.source]]
    return Dataset(
        indicator_id=indicator.pk, slug=indicator.slug, title=indicator.title, text=definition.text,
        field_number=field.number if field else 0, field_name=field.name if field else "",
        field_slug=field.slug if field else "", unit=definition.unit, multiplier=definition.multiplier,
        denominator=definition.denominator, direction=definition.direction, decimals=definition.decimals,
        rhythm_months=definition.rhythm_months, source=definition.source, is_own=is_own,
        is_fictitious=definition.is_fictitious, responsible=indicator.responsible,
        definition_number=definition.number, defined_on=definition.valid_from,
        minimum_count=definition.minimum_count,
        breakdowns=tuple(breakdown for breakdown, _count in parts if breakdown),
        series_count=sum(count for _breakdown, count in parts), begins=span[0] if span else None,
        ends=last_day(span[1], span[2]) if span else None, modified=span[3] if span else definition.valid_from,
        licence=strictest(licences), sources=tuple(sources),
    )  # fmt: skip


def series_of(slug: str = "") -> QuerySet[Series]:
    """All series, or those of one indicator, in the order of their keys, with everything a row names."""
    rows = Series.objects.select_related("definition__indicator", "area").order_by("pk")
    return rows.filter(definition__indicator__slug=slug) if slug else rows


def series_for(rows: QuerySet[Series], *, on: date, values: int, begun: int = 0) -> list[Series]:
    """The first of these series that have `values` values between them as known on `on`, not counting those of the
    series `begun`, of which some are read already. Two queries.

    Counted are periods, not vintages; a value that is counted once too little only makes the list longer.
    """
    counted = (
        rows.select_related(None)
        .annotate(n=Count("observations__period_end", filter=Q(observations__known_on__lte=on), distinct=True))
        .filter(n__gt=0)
        .values_list("pk", "n")
    )
    wanted, have = [], 0
    for pk, n in counted[: values + 1]:
        wanted.append(pk)
        have += n if pk != begun else 0
        if have >= values:
            break
    return list(rows.filter(pk__in=wanted))


def data_rows(rows: QuerySet[Series], *, on: date, own: Licence) -> Iterator[DataRow]:
    """Every value of these series as known on `on`, series by series, oldest first; SERIES_AT_ONCE at a time."""
    after = 0
    while batch := list(rows.filter(pk__gt=after)[:SERIES_AT_ONCE]):
        values = published_values(batch, on=on)
        for series in batch:
            yield from rows_of(series, values.get(series.pk, ()), own)
        after = batch[-1].pk


def rows_of(series: Series, values: Sequence[ShownValue], own: Licence) -> Iterator[DataRow]:
    """The values of one series as rows. No query."""
    definition, area = series.definition, series.area
    house = own if definition.indicator.accountability == Accountability.PERFORMANCE else None
    label = series_label(series)
    for value in values:
        yield DataRow(
            observation_id=value.observation_id, series_id=series.pk, indicator=definition.indicator.slug,
            definition=definition.number, area_key=area.key, area=area.name, breakdown=series.breakdown,
            breakdown_label=label, period_start=value.period_start, period_end=value.on, value=value.value,
            unit=definition.unit, status="suppressed" if value.is_hidden else value.status, note=str(value.words),
            known_on=value.known_on, base=value.base, source=value.source,
            licence=licence_of(value.source, definition.source, own=house),
        )  # fmt: skip
