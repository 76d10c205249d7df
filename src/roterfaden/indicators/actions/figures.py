"""Everything that changes figures: defining what is counted, recording what was counted."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.indicators.actions.protecting import protect_figures
from roterfaden.indicators.enums import Notation, ObservationStatus, Protection, RowOutcome, Verb
from roterfaden.indicators.errors import (
    BreakExists,
    DefinitionNotNewer,
    DenominatorMissing,
    KnownInFuture,
    PeriodUpsideDown,
    UnknownArea,
    UnknownIndicator,
    VintageExists,
)
from roterfaden.indicators.methods import FigureRow, Reading, is_share, read_token
from roterfaden.indicators.models import Break, Definition, ImportRun, Indicator, Observation, Series
from roterfaden.indicators.queries import Window, label_of, terms_in_use
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.sealing import seal
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction


def define_indicator(
    *,
    actor: Actor,
    slug: str,
    title: str,
    field: FieldOfAction | None,
    accountability: str,
    text: str,
    unit: str,
    multiplier: int = 1,
    denominator: str = "",
    counted: Indicator | None = None,
    whole: Indicator | None = None,
    direction: str,
    minimum_count: int = 3,
    decimals: int = 1,
    source: str,
    rhythm_months: int = 12,
    is_fictitious: bool = False,
    breakdowns: str = "",
    responsible: str = "",
    reason: str = "",
    valid_from: date,
    now: datetime,
) -> Definition:
    """Say what is counted from `valid_from` on: a new indicator, or the next definition of an existing one.

    Refuses a share that does not say of what, and a definition that does not begin after the one before it. Audited as
    indicator.defined.
    """
    indicator = Indicator.objects.filter(slug=slug).first() or Indicator(
        slug=slug, title=title, field=field, accountability=accountability, responsible=responsible
    )
    require(actor, "indicators.define_indicator", indicator)
    if is_share(unit) and not denominator:
        raise DenominatorMissing()
    with transaction.atomic():
        latest = indicator.definitions.order_by("-number", "-pk").first() if indicator.pk else None
        if latest and valid_from <= latest.valid_from:
            raise DefinitionNotNewer()
        if indicator.pk is None:
            indicator.full_clean()
            indicator.save()
        elif responsible and responsible != indicator.responsible:
            indicator.responsible = responsible
            indicator.full_clean()
            indicator.save(update_fields=["responsible"])
        definition = Definition(
            indicator=indicator, number=latest.number + 1 if latest else 1, text=text, unit=unit, multiplier=multiplier,
            denominator=denominator, counted=counted, whole=whole, direction=direction, minimum_count=minimum_count,
            decimals=decimals, source=source, rhythm_months=rhythm_months, is_fictitious=is_fictitious,
            valid_from=valid_from, breakdowns=breakdowns, reason=reason,
        )  # fmt: skip
        definition.full_clean()
        definition.save()
        record(actor=actor, verb=Verb.INDICATOR_DEFINED, subject=indicator, now=now)
    return definition


def mark_break(*, actor: Actor, definition: Definition, on: date, note: str, now: datetime) -> Break:
    """Say that values before and from `on` must not be compared, and why. Refuses a second break on one day.

    Audited as break.marked.
    """
    require(actor, "indicators.mark_break", definition)
    with transaction.atomic():
        if definition.breaks.filter(on=on).exists():
            raise BreakExists()
        made = Break(definition=definition, on=on, note=note)
        made.full_clean()
        made.save()
        record(actor=actor, verb=Verb.BREAK_MARKED, subject=made, now=now, reason=note)
    return made


def record_observation(
    *,
    actor: Actor,
    series: Series,
    period_start: date,
    period_end: date,
    raw: str,
    status: str = "",
    known_on: date,
    base: str = "",
    source: str,
    notation: str = Notation.AUTO,
    now: datetime,
) -> Observation:
    """Record one value as its source printed it; an older value for the same period stays as an earlier vintage.

    `series` may be new: it is stored with its first value. An empty `status` takes the meaning of the token itself.
    Refuses unreadable and ambiguous tokens, a number called a sign and a sign called a number, a period upside down, a
    day of knowledge in the future, and a second, different value for the same period and day; the same value again is
    returned unchanged. Audited as observation.recorded.
    """
    require(actor, "indicators.record_observation", series)
    reading = read_token(raw, status, notation)
    if period_end < period_start:
        raise PeriodUpsideDown()
    if known_on > local_day(now):
        raise KnownInFuture()
    with transaction.atomic():
        stored = _get_series(series.definition, series.area, series.breakdown)
        made = _observation(stored, period_start, period_end, raw, reading, known_on, base, source)
        known = Observation.objects.filter(
            series=stored, period_start=period_start, period_end=period_end, known_on=known_on
        ).first()
        if known:
            if _content(known) != _content(made):
                raise VintageExists(raw=known.raw)
            return known
        made.full_clean()
        made.save()
        record(actor=actor, verb=Verb.OBSERVATION_RECORDED, subject=made, now=now)
        window = Window(period_start, period_end)
        protect_figures(actor=actor, definitions=[stored.definition], around=window, now=now)
        made.refresh_from_db(fields=["protection"])
    return made


def import_figures(*, actor: Actor, rows: Iterable[FigureRow], source_name: str, now: datetime) -> ImportRun:
    """Read many values at once; the run says for each row whether it was added, known already, or refused and why.

    Doing it again adds nothing. A refused row does not stop the others. The number of queries does not depend on the
    number of rows, apart from batches of 500 new values. Audited once, as figures.imported.
    """
    listed = list(rows)
    run = ImportRun(source_name=source_name, checksum=seal([asdict(row) for row in listed]), imported_at=now)
    require(actor, "indicators.import_figures", run)
    with transaction.atomic():
        desk = _ImportDesk(listed)
        outcomes = [desk.take(row) for row in listed]
        run.added = sum(outcome == RowOutcome.ADDED for outcome, _reason in outcomes)
        run.unchanged = sum(outcome == RowOutcome.UNCHANGED for outcome, _reason in outcomes)
        run.refused = sum(outcome == RowOutcome.REFUSED for outcome, _reason in outcomes)
        run.report = [
            {"row": number, "outcome": str(outcome), "reason": reason}
            for number, (outcome, reason) in enumerate(outcomes, start=1)
        ]
        run.full_clean()
        run.save()
        desk.store(run)
        protect_figures(actor=actor, definitions=desk.touched, now=now)
        record(actor=actor, verb=Verb.FIGURES_IMPORTED, subject=run, now=now, reason=source_name)
    return run


Key = tuple[int, int, str]
"""Definition, area and breakdown: one series."""
Period = tuple[date, date, date]
"""Start, end and day of knowledge."""


class _ImportDesk:
    """Holds what an import needs to know, decides row by row, and stores everything at the end."""

    def __init__(self, rows: list[FigureRow]) -> None:
        slugs, keys = {row.indicator for row in rows}, {row.area for row in rows}
        self.definitions: dict[str, list[Definition]] = {}
        for definition in (
            Definition.objects.filter(indicator__slug__in=slugs)
            .select_related("indicator")
            .order_by("valid_from", "pk")
        ):
            self.definitions.setdefault(definition.indicator.slug, []).append(definition)
        self.areas = {area.key: area for area in Area.objects.filter(key__in=keys).order_by("pk")}
        known = Series.objects.filter(definition__indicator__slug__in=slugs).order_by("pk")
        self.series: dict[Key, Series] = {(row.definition_id, row.area_id, row.breakdown): row for row in known}
        self.new_series: list[Series] = []
        self.values: dict[tuple[Key, Period], Observation] = {}
        keys_of = {row.pk: key for key, row in self.series.items()}
        for value in Observation.objects.filter(series__in=list(keys_of)).order_by("pk"):
            period = (value.period_start, value.period_end, value.known_on)
            self.values[(keys_of[value.series_id], period)] = value
        self.new_values: list[Observation] = []

    def take(self, row: FigureRow) -> tuple[RowOutcome, str]:
        """What becomes of a row, and why if it is refused."""
        try:
            return self._take(row), ""
        except DomainError as error:
            return RowOutcome.REFUSED, str(error)
        except ValidationError as error:
            return RowOutcome.REFUSED, " ".join(error.messages)

    def _take(self, row: FigureRow) -> RowOutcome:
        reading = read_token(row.raw, row.status, row.notation)
        if row.period_end < row.period_start:
            raise PeriodUpsideDown()
        series = self._series(row)
        key = (series.definition_id, series.area_id, series.breakdown)
        period = (row.period_start, row.period_end, row.known_on)
        made = _observation(
            series, row.period_start, row.period_end, row.raw, reading, row.known_on, row.base, row.source
        )
        known = self.values.get((key, period))
        if known is None:
            made.clean_fields(exclude=["series"])
            self.values[(key, period)] = made
            self.new_values.append(made)
            return RowOutcome.ADDED
        if _content(known) != _content(made):
            raise VintageExists(raw=known.raw)
        return RowOutcome.UNCHANGED

    def _series(self, row: FigureRow) -> Series:
        if row.indicator not in self.definitions:
            raise UnknownIndicator(slug=row.indicator)
        if row.area not in self.areas:
            raise UnknownArea(key=row.area)
        definitions, area = self.definitions[row.indicator], self.areas[row.area]
        definition = [each for each in definitions if each.valid_from <= row.period_end][-1:] or definitions[:1]
        key = (definition[0].pk, area.pk, row.breakdown)
        if key not in self.series:
            self.series[key] = Series(definition=definition[0], area=area, breakdown=row.breakdown)
            self.new_series.append(self.series[key])
        return self.series[key]

    @property
    def touched(self) -> list[Definition]:
        """The definitions that got values."""
        found = {value.series.definition_id for value in self.new_values}
        return [row for rows in self.definitions.values() for row in rows if row.pk in found]

    def store(self, run: ImportRun) -> None:
        """Write new series and values, each value with its run."""
        terms = terms_in_use()
        for series in self.new_series:
            series.label = label_of(series.breakdown, terms)
        Series.objects.bulk_create(self.new_series)
        for value in self.new_values:
            value.run = run
        Observation.objects.bulk_create(self.new_values, batch_size=500)


def _get_series(definition: Definition, area: Area, breakdown: str) -> Series:
    series, is_new = Series.objects.get_or_create(definition=definition, area=area, breakdown=breakdown)
    if is_new and breakdown and (label := label_of(breakdown, terms_in_use())):
        series.label = label
        series.save(update_fields=["label"])
    return series


def _observation(
    series: Series,
    period_start: date,
    period_end: date,
    raw: str,
    reading: Reading,
    known_on: date,
    base: str,
    source: str,
) -> Observation:
    return Observation(
        series=series, period_start=period_start, period_end=period_end, raw=raw.strip(), value=reading.value,
        status=ObservationStatus(reading.status), known_on=known_on, base=base, source=source,
        protection=Protection.WAITING,
    )  # fmt: skip


def _content(value: Observation) -> tuple[object, ...]:
    return value.raw, value.value, value.status, value.base, value.source
