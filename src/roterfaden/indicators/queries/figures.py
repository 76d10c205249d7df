"""Reading figures: what pages and the contexts above need, with small counts already hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import Direction, ObservationStatus, Protection
from roterfaden.indicators.methods import breakdown_parts, is_hidden
from roterfaden.indicators.methods.protection import HIDDEN
from roterfaden.indicators.models import AreaLimit, Break, BreakdownTerm, Definition, Indicator, Observation, Series
from roterfaden.places.models import Area

Words = str | Promise

PLAIN = frozenset({ObservationStatus.NORMAL})
LEAST_TOLD = 2
"""Who reads "weniger als 2" reads 1."""


@dataclass(frozen=True)
class ShownValue:
    """A value as it may be shown: the number, or words in its place; never both missing.

    `on` is the last day the value speaks of; `words` is the sign in words, "weniger als 3", or what qualifies a number
    ("vorläufig").
    """

    observation_id: int
    period_start: date
    period_end: date
    on: date
    value: Decimal | None
    words: Words
    raw: str
    status: str
    known_on: date
    base: str
    source: str
    is_hidden: bool


@dataclass(frozen=True)
class Period:
    """One period of a series with its newest value and the earlier vintages, newest first."""

    value: ShownValue
    earlier: tuple[ShownValue, ...]


@dataclass(frozen=True)
class SeriesChoice:
    """One line among the series of an indicator."""

    series_id: int
    area_name: str
    area_slug: str
    breakdown: str
    label: str


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in a list, with the latest value of its main series."""

    slug: str
    title: str
    unit: str
    decimals: int
    direction: str
    direction_label: Words
    accountability_label: Words
    source: str
    is_fictitious: bool
    series_label: str
    latest: ShownValue | None
    previous: ShownValue | None


@dataclass(frozen=True)
class FieldGroup:
    """The indicators of one field of action; without a field they describe the county as a whole."""

    name: str
    slug: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class BreakLine:
    """A break of a series in words."""

    on: date
    note: str


@dataclass(frozen=True)
class AreaLimitLine:
    """From a day on, what small areas show: no count under `minimum_count` where fewer than `below` people live."""

    valid_from: date
    below: int
    minimum_count: int
    reason: str


@dataclass(frozen=True)
class DefinitionLine:
    """One definition of an indicator: what was counted from a day on, and why it changed."""

    number: int
    valid_from: date
    text: str
    unit: str
    reason: str


@dataclass(frozen=True)
class IndicatorSheet:
    """Everything about one indicator and one of its series."""

    slug: str
    title: str
    field_name: str
    accountability_label: Words
    text: str
    unit: str
    multiplier: int
    denominator: str
    direction: str
    direction_label: Words
    minimum_count: int
    decimals: int
    source: str
    rhythm_months: int
    breakdowns: str
    responsible: str
    is_fictitious: bool
    valid_from: date
    definition_count: int
    definitions: tuple[DefinitionLine, ...]
    breaks: tuple[BreakLine, ...]
    area_limits: tuple[AreaLimitLine, ...]
    choices: tuple[SeriesChoice, ...]
    chosen: SeriesChoice | None
    periods: tuple[Period, ...]

    @property
    def has_vintages(self) -> bool:
        """Whether any value was revised."""
        return any(period.earlier for period in self.periods)


def hides(value: Observation, definition: Definition) -> bool:
    """Whether a value must not be shown: it is small, or would give others away. The one place that says so.

    What stands beside it was looked at when it was stored (actions.protect_figures); the rule for the value alone holds
    without that. No query.
    """
    return value.protection in HIDDEN or is_hidden(
        value.value,
        minimum_count=definition.minimum_count,
        multiplier=definition.multiplier,
        denominator=definition.denominator,
    )


def _words_instead(value: Observation, definition: Definition) -> Words:
    """What stands in the place of a hidden value. In a sum, nobody is told which of the hidden numbers are small."""
    if value.protection in (Protection.FREE, Protection.SMALL) and definition.minimum_count > LEAST_TOLD:
        return _("weniger als %(count)s") % {"count": definition.minimum_count}
    named = value.protection in (Protection.WAITING, Protection.SMALL_AREA)
    return Protection(value.protection).label if named else Protection.LINKED.label


def shown(value: Observation, definition: Definition) -> ShownValue:
    """A stored value as it may be shown. No query when series and definition are at hand."""
    hidden = hides(value, definition)
    status = ObservationStatus(value.status)
    words: Words = "" if status in PLAIN else status.label
    if hidden:
        words = _words_instead(value, definition)
    return ShownValue(
        observation_id=value.pk, period_start=value.period_start, period_end=value.period_end,
        on=value.last_day, value=None if hidden else value.value, words=words,
        raw="" if hidden else value.raw, status=value.status, known_on=value.known_on, base=value.base,
        source=value.source, is_hidden=hidden,
    )  # fmt: skip


def known_values(series: Iterable[int], on: date, *, since: date = date.min) -> dict[int, list[Observation]]:
    """For each series its values as known on `on`, oldest first; only those of periods that end after `since`. One
    query."""
    found: dict[int, list[Observation]] = {}
    rows = Observation.objects.known_on(on).filter(series__in=list(series))
    if since > date.min:
        rows = rows.filter(period_end__gt=since)
    for value in rows.order_by("series", "period_end", "period_start", "pk"):
        found.setdefault(value.series_id, []).append(value)
    return found


def breaks_of(definitions: Iterable[int]) -> dict[int, list[Break]]:
    """The breaks of each definition, oldest first. One query."""
    found: dict[int, list[Break]] = {}
    for row in Break.objects.filter(definition__in=list(definitions)).order_by("definition", "on", "pk"):
        found.setdefault(row.definition_id, []).append(row)
    return found


def indicator_list(*, area: Area, on: date) -> tuple[FieldGroup, ...]:
    """All indicators by field of action, each with its two latest values for `area` as known on `on`. Three queries."""
    definitions = _latest_definitions()
    main = _main_series(definitions, area)
    values = known_values([series.pk for series in main.values()], on)
    groups: dict[tuple[int, str, str], list[IndicatorRow]] = {}
    for definition in definitions:
        series = main.get(definition.pk)
        numbers = [value for value in values.get(series.pk, []) if value.value is not None] if series else []
        field = definition.indicator.field
        key = (field.number, field.short_name, field.slug) if field else (0, "", "")
        groups.setdefault(key, []).append(_row(definition, series, numbers))
    return tuple(FieldGroup(name, slug, tuple(rows)) for (_number, name, slug), rows in sorted(groups.items()))


def _latest_definitions() -> list[Definition]:
    """The newest definition of every indicator by title."""
    newest: dict[int, Definition] = {}
    rows = Definition.objects.select_related("indicator__field").order_by("indicator__title", "number", "pk")
    for definition in rows:
        newest[definition.indicator_id] = definition
    return list(newest.values())


def _main_series(definitions: list[Definition], area: Area) -> dict[int, Series]:
    """For each definition the series of `area` with the shortest breakdown: the total where there is one."""
    found: dict[int, Series] = {}
    rows = Series.objects.filter(definition__in=[each.pk for each in definitions], area=area)
    for series in rows.order_by("definition", "pk"):
        known = found.get(series.definition_id)
        if known is None or (len(series.breakdown), series.breakdown) < (len(known.breakdown), known.breakdown):
            found[series.definition_id] = series
    return found


def _row(definition: Definition, series: Series | None, numbers: list[Observation]) -> IndicatorRow:
    indicator = definition.indicator
    return IndicatorRow(
        slug=indicator.slug, title=indicator.title, unit=definition.unit, decimals=definition.decimals,
        direction=definition.direction, direction_label=Direction(definition.direction).label,
        accountability_label=indicator.get_accountability_display(), source=definition.source,
        is_fictitious=definition.is_fictitious, series_label=series_label(series) if series else "",
        latest=shown(numbers[-1], definition) if numbers else None,
        previous=shown(numbers[-2], definition) if len(numbers) > 1 else None,
    )  # fmt: skip


def series_label(series: Series) -> str:
    """The breakdown of a series in words, as the office named it or as its codes say; empty for the total."""
    return series.label or breakdown_label(series.breakdown)


def breakdown_label(breakdown: str) -> str:
    """A breakdown in words as its codes say: "Nationalität: ausländisch"; empty for the total."""
    named = ((breakdown_word(name), breakdown_word(value)) for name, value in breakdown_parts(breakdown))
    return ", ".join(f"{name[:1].upper()}{name[1:]}: {value}" for name, value in named)


BREAKDOWN_WORDS: dict[str, Words] = {
    "nationalitaet": _("Nationalität"),
    "auslaendisch": _("ausländisch"),
    "deutsch": _("deutsch"),
    "geschlecht": _("Geschlecht"),
    "maennlich": _("männlich"),
    "weiblich": _("weiblich"),
    "alter": _("Alter"),
}


def breakdown_word(code: str) -> str:
    """What a dimension or value of a breakdown is called where the office gave it no name."""
    return str(BREAKDOWN_WORDS.get(code, code))


def terms_in_use() -> dict[tuple[str, str], BreakdownTerm]:
    """Every name the office gave, by dimension and value (empty: the dimension itself). One query."""
    return {(row.dimension, row.value): row for row in BreakdownTerm.objects.order_by("pk")}


def label_of(breakdown: str, terms: Mapping[tuple[str, str], BreakdownTerm]) -> str:
    """What a series keeps of the names the office gave: its breakdown in words, empty where no part has a name."""
    parts = breakdown_parts(breakdown)
    if not any((name, value) in terms and terms[(name, value)].words for name, value in parts) and not any(
        (name, "") in terms and terms[(name, "")].words for name, _value in parts
    ):
        return ""
    said = []
    for name, value in parts:
        of_name, of_value = terms.get((name, "")), terms.get((name, value))
        head = of_name.words if of_name and of_name.words else breakdown_word(name)
        tail = of_value.words if of_value and of_value.words else breakdown_word(value)
        said.append(f"{head[:1].upper()}{head[1:]}: {tail}")
    return ", ".join(said)[:300]


def indicators_by_slug(slug: str) -> QuerySet[Indicator]:
    """The indicator of this name, if there is one."""
    return Indicator.objects.filter(slug=slug).select_related("field")


def indicator_sheet(
    indicator: Indicator, *, on: date, series_id: int | None = None, area: Area | None = None
) -> IndicatorSheet | None:
    """Definition, breaks, series and the values of one series with all their vintages known on `on`.

    Without `series_id` the shortest breakdown of `area` (or of the first area) is chosen. None for an indicator without
    definition or a series that is not its own. Five queries.
    """
    definitions = list(indicator.definitions.order_by("number", "pk"))
    if not definitions:
        return None
    rows = list(Series.objects.filter(definition__in=definitions).select_related("area", "definition").order_by("pk"))
    chosen = _chosen(rows, series_id, area)
    if series_id is not None and chosen is None:
        return None
    definition = chosen.definition if chosen else definitions[-1]
    breaks = breaks_of([definition.pk]).get(definition.pk, [])
    field = indicator.field
    return IndicatorSheet(
        slug=indicator.slug, title=indicator.title, field_name=field.name if field else "",
        accountability_label=indicator.get_accountability_display(), text=definition.text, unit=definition.unit,
        multiplier=definition.multiplier, denominator=definition.denominator, direction=definition.direction,
        direction_label=Direction(definition.direction).label, minimum_count=definition.minimum_count,
        decimals=definition.decimals, source=definition.source, rhythm_months=definition.rhythm_months,
        is_fictitious=definition.is_fictitious, valid_from=definition.valid_from, definition_count=len(definitions),
        breakdowns=definition.breakdowns, responsible=indicator.responsible,
        definitions=tuple(
            DefinitionLine(each.number, each.valid_from, each.text, each.unit, each.reason)
            for each in reversed(definitions)
        ),
        breaks=tuple(BreakLine(row.on, row.note) for row in breaks),
        area_limits=_area_limits(indicator),
        choices=tuple(_choice(series) for series in sorted(rows, key=_series_order)),
        chosen=_choice(chosen) if chosen else None,
        periods=_periods(chosen, definition, on) if chosen else (),
    )  # fmt: skip


def _area_limits(indicator: Indicator) -> tuple[AreaLimitLine, ...]:
    """Newest day first; small areas before larger ones. One query."""
    rows = AreaLimit.objects.filter(indicator=indicator).order_by("-valid_from", "below", "pk")
    return tuple(AreaLimitLine(row.valid_from, row.below, row.minimum_count, row.reason) for row in rows)


def _series_order(series: Series) -> tuple[str, int, str, int]:
    """County before municipalities (its key is the shortest), totals before breakdowns."""
    return series.area.key.ljust(12, " "), len(series.breakdown), series.breakdown, series.definition_id


def _chosen(rows: list[Series], series_id: int | None, area: Area | None) -> Series | None:
    if series_id is not None:
        return next((row for row in rows if row.pk == series_id), None)
    own = [row for row in rows if area is not None and row.area_id == area.pk] or rows
    return min(own, key=lambda row: (-row.definition.number, *_series_order(row)), default=None)


def _choice(series: Series) -> SeriesChoice:
    words = series_label(series)
    label = f"{series.area.name}, {words}" if words else series.area.name
    return SeriesChoice(series.pk, series.area.name, series.area.slug, series.breakdown, label)


def _periods(series: Series, definition: Definition, on: date) -> tuple[Period, ...]:
    """Newest period first; in each the newest vintage leads."""
    by_period: dict[tuple[date, date], list[ShownValue]] = {}
    rows = Observation.objects.filter(series=series, known_on__lte=on)
    for value in rows.order_by("-period_end", "-period_start", "-known_on", "pk"):
        by_period.setdefault((value.period_start, value.period_end), []).append(shown(value, definition))
    return tuple(Period(vintages[0], tuple(vintages[1:])) for vintages in by_period.values())
