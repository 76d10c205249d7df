"""Requests for figures: what is due from whom, what was answered, who is late."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from roterfaden.indicators.enums import Notation, ObservationStatus
from roterfaden.indicators.methods import last_day, read_token
from roterfaden.indicators.models import Definition, Observation, Series
from roterfaden.indicators.queries import ShownValue, breakdown_label, shown
from roterfaden.kernel.errors import DomainError
from roterfaden.monitoring.enums import AnswerKind
from roterfaden.monitoring.methods.asking import oddities, periods_due
from roterfaden.monitoring.methods.links import hash_of
from roterfaden.monitoring.models import (
    DataRequest,
    Deliverer,
    Delivery,
    RequestedValue,
    RequestFile,
    ReviewCycle,
)
from roterfaden.places.models import Area
from roterfaden.places.queries import county

Line = tuple[int, int, str]
"""Definition, area and breakdown: one series, whether it is stored yet or not."""
NOT_DELIVERED = (ObservationStatus.MISSING, ObservationStatus.LATER)


@dataclass(frozen=True)
class DueValue:
    """A value a place is to be asked for."""

    definition: Definition
    area: Area
    breakdown: str
    period_start: date
    period_end: date


@dataclass(frozen=True)
class AskedValue:
    """A requested value as the place and the office see it. `before` is the last known one; `odd` are hints."""

    row: RequestedValue
    title: str
    part: str
    unit: str
    decimals: int
    definition_text: str
    before: ShownValue | None
    odd: tuple[str, ...]

    @property
    def last_on(self) -> date:
        """The last day the value speaks of."""
        return last_day(self.row.period_start, self.row.period_end)

    @property
    def state(self) -> str:
        """`open`, `question`, `answered` or `taken`."""
        if self.row.taken_over_at is not None:
            return "taken"
        if self.row.question:
            return "question"
        return "answered" if self.row.answer else "open"


@dataclass(frozen=True)
class RequestPage:
    """One request with everything that was asked, answered and sent along."""

    request: DataRequest
    values: tuple[AskedValue, ...]
    files: tuple[RequestFile, ...]
    sent_at: tuple[datetime, ...]

    @property
    def answered(self) -> int:
        return sum(value.state in {"answered", "taken"} for value in self.values)

    @property
    def to_take_over(self) -> tuple[AskedValue, ...]:
        return tuple(value for value in self.values if value.state == "answered")

    @property
    def taken(self) -> int:
        return sum(value.state == "taken" for value in self.values)


@dataclass(frozen=True)
class RequestRow:
    """A request in the completeness view: who, how much, how late."""

    request: DataRequest
    name: str
    is_municipality: bool
    asked: int
    answered: int
    missing: int
    taken: int
    taken_at: datetime | None
    is_late: bool

    @property
    def state(self) -> str:
        """`revoked`, `taken`, `handed_in`, `late`, `begun` or `waiting`."""
        if self.request.revoked_at:
            return "revoked"
        if self.asked and self.taken == self.asked:
            return "taken"
        if self.request.handed_in_at:
            return "handed_in"
        if self.is_late:
            return "late"
        return "begun" if self.request.begun_at else "waiting"


@dataclass(frozen=True)
class Completeness:
    """How complete the figures of a review are."""

    rows: tuple[RequestRow, ...]
    places: int
    handed_in: int
    late: int
    values: int
    answered: int
    missing: int
    taken: int
    taken_at: datetime | None
    """When something was taken over last."""

    @property
    def share(self) -> float:
        """Part of the values that were answered, in [0, 1]."""
        return self.answered / self.values if self.values else 0.0

    @property
    def is_complete(self) -> bool:
        """Everything that was answered is taken over, and nobody is waited for."""
        return bool(self.rows) and self.handed_in == self.places and self.taken == self.values


def deliverers(*, only_active: bool = True) -> list[Deliverer]:
    """The places with what they deliver: the house's own units first, then municipalities by name. Two queries."""
    rows = Deliverer.objects.filter(retired_at=None) if only_active else Deliverer.objects.all()
    kept = Delivery.objects.select_related("indicator").order_by("indicator__title", "pk")
    ordered = rows.select_related("municipality").order_by("municipality__short_name", "name", "pk")
    listed = list(ordered.prefetch_related(Prefetch("deliveries", kept, to_attr="kept")))
    return sorted(listed, key=lambda row: row.municipality_id is not None)


def municipalities_without_deliverer(on: date) -> QuerySet[Area]:
    """Municipalities nobody is named for. One query."""
    named = Deliverer.objects.filter(retired_at=None, municipality__isnull=False).values("municipality")
    return Area.objects.partners().on(on).exclude(pk__in=named).order_by("short_name", "pk")


def due_values(cycle: ReviewCycle, places: Iterable[Deliverer]) -> dict[int, list[DueValue]]:
    """For each place the values that are due from it at the reference date. Five queries, however many places."""
    chosen = {place.pk: place for place in places}
    house = county()
    wanted: dict[int, list[int]] = defaultdict(list)
    deliveries = Delivery.objects.filter(deliverer__in=list(chosen)).order_by("deliverer", "indicator__title", "pk")
    for place_id, indicator_id in deliveries.values_list("deliverer_id", "indicator_id"):
        wanted[place_id].append(indicator_id)
    definitions: dict[int, Definition] = {}
    rows = Definition.objects.filter(
        indicator__in={pk for each in wanted.values() for pk in each}, valid_from__lte=cycle.reference_date
    ).order_by("number", "pk")
    for row in rows:
        definitions[row.indicator_id] = row
    areas = {place.pk: place.municipality or house for place in chosen.values()}
    lines = _lines(definitions.values(), {area.pk for area in areas.values() if area})
    known = _last_periods(lines)
    found: dict[int, list[DueValue]] = defaultdict(list)
    for place_id, indicators in wanted.items():
        area = areas[place_id]
        for definition in (definitions[pk] for pk in indicators if pk in definitions):
            if area is None:
                continue
            parts = sorted(part for d, a, part in lines if (d, a) == (definition.pk, area.pk)) or [""]
            for part in parts:
                last = known.get((definition.pk, area.pk, part))
                for start, end in periods_due(last, rhythm_months=definition.rhythm_months, until=cycle.reference_date):
                    found[place_id].append(DueValue(definition, area, part, start, end))
    return dict(found)


def _lines(definitions: Iterable[Definition], areas: Iterable[int]) -> dict[Line, int]:
    """The stored series of these definitions and areas. One query."""
    rows = Series.objects.filter(definition__in=[each.pk for each in definitions], area__in=list(areas))
    return {(row.definition_id, row.area_id, row.breakdown): row.pk for row in rows.order_by("pk")}


def _last_periods(lines: Mapping[Line, int]) -> dict[Line, tuple[date, date]]:
    """For each series the last period something was delivered for. One query."""
    names = {pk: line for line, pk in lines.items()}
    rows = Observation.objects.filter(series__in=list(names)).exclude(status__in=NOT_DELIVERED)
    ordered = rows.order_by("period_end", "period_start", "pk")
    return {
        names[pk]: (start, end) for pk, start, end in ordered.values_list("series_id", "period_start", "period_end")
    }


def histories(rows: Iterable[RequestedValue], *, on: date) -> dict[int, list[Observation]]:
    """For each requested value the numbers of its series before its period, oldest first. Two queries."""
    listed = list(rows)
    series = Series.objects.filter(
        definition__in={row.definition_id for row in listed}, area__in={row.area_id for row in listed}
    )
    names = {row.pk: (row.definition_id, row.area_id, row.breakdown) for row in series.order_by("pk")}
    values: dict[Line, list[Observation]] = defaultdict(list)
    known = Observation.objects.known_on(on).filter(series__in=list(names), value__isnull=False)
    for value in known.order_by("period_end", "period_start", "pk"):
        values[names[value.series_id]].append(value)
    return {
        row.pk: [
            value
            for value in values[(row.definition_id, row.area_id, row.breakdown)]
            if value.period_end <= row.period_end and value.period_start < row.period_start
        ]
        for row in listed
    }


def last_values(rows: Iterable[RequestedValue], *, on: date) -> dict[int, Observation]:
    """For each requested value the last number before it, where there is one. Two queries."""
    return {pk: values[-1] for pk, values in histories(rows, on=on).items() if values}


def request_behind(token: str, *, now: datetime) -> DataRequest | None:
    """The request a link opens; None when the link is not ours, too old, or the request was taken back or its review is
    closed. One query."""
    kept = hash_of(token)
    if kept is None:
        return None
    return (
        DataRequest.objects.standing()
        .filter(links__secret_hash=kept, link_until__gt=now, cycle__closed_at=None)
        .select_related("deliverer__municipality", "cycle")
        .first()
    )


def request_page(request: DataRequest, *, on: date) -> RequestPage:
    """A request with its values in the order they were asked for. Five queries, however many values."""
    rows = list(
        request.values.select_related("definition__indicator", "area", "observation").order_by(
            "definition__indicator__title", "breakdown", "period_end", "pk"
        )
    )
    before = histories(rows, on=on)
    files = request.files.select_related("file").order_by("attached_at", "pk")
    return RequestPage(
        request=request,
        values=tuple(_asked(row, before[row.pk]) for row in rows),
        files=tuple(files),
        sent_at=tuple(request.links.order_by("sent_at", "pk").values_list("sent_at", flat=True)),
    )


def _asked(row: RequestedValue, before: list[Observation]) -> AskedValue:
    definition = row.definition
    return AskedValue(
        row=row, title=definition.indicator.title, part=breakdown_label(row.breakdown), unit=definition.unit,
        decimals=definition.decimals, definition_text=definition.text,
        before=shown(before[-1], definition) if before else None, odd=_odd(row, before, definition.unit),
    )  # fmt: skip


def _odd(row: RequestedValue, before: list[Observation], unit: str) -> tuple[str, ...]:
    if row.answer != AnswerKind.VALUE:
        return ()
    try:
        value = read_token(row.raw, "", Notation.GERMAN).value
    except DomainError:
        return ()
    if value is None:
        return ()
    return oddities(value, [each.value for each in before if each.value is not None], unit=unit)


def completeness(cycle: ReviewCycle, *, on: date) -> Completeness:
    """Who was asked for what and how far they are, the late ones first. One query."""
    answered = Q(values__answer__gt="") & Q(values__question="")
    requests = list(
        cycle.requests.select_related("deliverer")
        .annotate(
            asked_count=Count("values"),
            answered_count=Count("values", filter=answered),
            missing_count=Count("values", filter=Q(values__answer=AnswerKind.MISSING)),
            taken_count=Count("values", filter=Q(values__taken_over_at__isnull=False)),
            taken_at=Max("values__taken_over_at"),
        )
        .order_by("deliverer__name", "pk")
    )
    rows = [_request_row(row, on) for row in requests]
    standing = [row for row in rows if row.request.revoked_at is None]
    return Completeness(
        rows=tuple(sorted(rows, key=lambda row: ORDER.index(row.state))),
        places=len(standing),
        handed_in=sum(row.request.handed_in_at is not None for row in standing),
        late=sum(row.is_late for row in standing),
        values=sum(row.asked for row in standing),
        answered=sum(row.answered for row in standing),
        missing=sum(row.missing for row in standing),
        taken=sum(row.taken for row in standing),
        taken_at=max((row.taken_at for row in rows if row.taken_at), default=None),
    )


ORDER = ("handed_in", "late", "begun", "waiting", "taken", "revoked")
"""What the office can work on first."""


def _request_row(row: DataRequest, on: date) -> RequestRow:
    counts = {name: getattr(row, f"{name}_count") for name in ("asked", "answered", "missing", "taken")}
    is_late = row.revoked_at is None and row.handed_in_at is None and row.due_on < on
    return RequestRow(
        request=row, name=row.deliverer.name, is_municipality=row.deliverer.municipality_id is not None,
        is_late=is_late, taken_at=getattr(row, "taken_at", None), **counts,
    )  # fmt: skip


def requests_to_remind(now: datetime) -> QuerySet[DataRequest]:
    """Requests of open reviews that were not handed in and whose link still opens."""
    rows = DataRequest.objects.waiting().filter(cycle__closed_at=None, link_until__gt=now)
    return rows.select_related("deliverer", "cycle").order_by("due_on", "pk")


def requests_to_take_over() -> QuerySet[DataRequest]:
    """Requests of open reviews that were handed in and hold something the office has not taken over."""
    rows = DataRequest.objects.standing().filter(
        cycle__closed_at=None, handed_in_at__isnull=False, values__taken_over_at=None
    )
    return rows.distinct().order_by("handed_in_at", "pk")


def late_requests(on: date) -> QuerySet[DataRequest]:
    """Requests of open reviews whose day to answer has passed."""
    return DataRequest.objects.waiting().filter(cycle__closed_at=None, due_on__lt=on).order_by("due_on", "pk")
