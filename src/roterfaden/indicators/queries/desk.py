"""What becomes of each row of a file: looked up, compared with what is known, nothing written.

A preview and the reading itself ask the same desk. It is made for millions of rows: what repeats is looked up once, and
of every value known here it remembers little more than a number.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from roterfaden.indicators.enums import DashMeaning, ObservationStatus, RowOutcome
from roterfaden.indicators.errors import (
    AreaMissing,
    AreaNotThen,
    AreaWithoutKey,
    RowTwice,
    TokenTooLong,
    UnknownIndicator,
    VintageExists,
)
from roterfaden.indicators.methods import QUALITY, Reading, parse_token, read_period
from roterfaden.indicators.methods.formats import (
    FaultyRow,
    Part,
    Plan,
    SourceRow,
    area_token,
    breakdown_for,
    rule_for,
)
from roterfaden.indicators.models import Definition, Observation, Series
from roterfaden.kernel.errors import DomainError
from roterfaden.places.enums import AreaKind
from roterfaden.places.models import Area

MOST_TOKENS = 50_000
"""Different tokens remembered at a time."""
LONGEST_TOKEN = 60
LONGEST_BASE = 120
SAME_DAY, OURS, REVISES, READ = 1, 2, 4, 8
"""About a known value: of this very day; stored by this run before a crash; over an older one; seen in this file."""
FLAGS = 4


class Span(NamedTuple):
    """A period, as days and as text for the database; `number` counts the periods of a file."""

    start: date
    end: date
    start_text: str
    end_text: str
    number: int


class NewValue(NamedTuple):
    """A value to be stored; `slot` is the desk's number of its series."""

    slot: int
    span: Span
    raw: str
    value: str | None
    status: str
    base: str


class Place(NamedTuple):
    """An area as the desk needs it."""

    pk: int
    key: str
    valid_from: date
    valid_until: date | None
    joint: int


class Target(NamedTuple):
    """Where the rows of one variable and breakdown go."""

    definitions: list[Definition]
    breakdown: str


class Desk:
    """Takes rows one after the other; what is new waits in `waiting` until somebody stores it."""

    def __init__(self, plan: Plan, known_on: date, run_id: int | None = None) -> None:
        self.plan, self.known_on, self.run_id = plan, known_on, run_id
        self.waiting: list[NewValue] = []
        self.reason: DomainError | None = None
        self.slot_keys: list[tuple[int, int, str]] = []
        self.slot_pks: list[int] = []
        self.touched: set[int] = set()
        self._slots: dict[tuple[int, int, str], int] = {}
        self._seen: list[dict[int, int]] = []
        self._spans: dict[str, Span | DomainError] = {}
        self._numbers: dict[tuple[date, date], Span] = {}
        self._readings: dict[tuple[str, str], tuple[str | None, str] | DomainError] = {}
        self._targets: dict[tuple[str, tuple[Part, ...]], Target | DomainError | None] = {}
        self._found: dict[str, Place | DomainError | None] = {}
        self._load_areas()
        self._load_definitions()
        self._load_known()
        self._sums: dict[tuple[int, int, str], dict[int, dict[int, str | None]]] = {}

    # --- what is there ------------------------------------------------------------------------------------------------
    def _load_areas(self) -> None:
        self._areas: dict[str, Place] = {}
        self._members: dict[int, list[Place]] = {}
        rows = list(Area.objects.order_by("pk"))
        joints = {area.pk for area in rows if area.kind == AreaKind.JOINT}
        for area in rows:
            joint = area.parent_id if area.parent_id in joints else 0
            place = Place(area.pk, area.key, area.valid_from, area.valid_until, joint or 0)
            for key in (area.regional_key, area.ags, area.ars, area.key):
                if key:
                    self._areas[key] = place
            if joint:
                self._members.setdefault(joint, []).append(place)

    def _load_definitions(self) -> None:
        self._definitions: dict[str, list[Definition]] = {}
        slugs = {rule.indicator for rule in self.plan.rules}
        rows = Definition.objects.filter(indicator__slug__in=slugs).select_related("indicator")
        for row in rows.order_by("valid_from", "pk"):
            self._definitions.setdefault(row.indicator.slug, []).append(row)
        self._by_pk = {row.pk: row for rows in self._definitions.values() for row in rows}

    def _load_known(self) -> None:
        """Series of these indicators, and for each period the newest value known on the day, as one number."""
        definitions = list(self._by_pk)
        series = Series.objects.filter(definition__in=definitions).order_by("pk")
        slot_of: dict[int, int] = {}
        for pk, definition, area, breakdown in series.values_list("pk", "definition", "area", "breakdown"):
            slot_of[pk] = self._slot((definition, area, breakdown))
            self.slot_pks[slot_of[pk]] = pk
        values = Observation.objects.filter(series__definition__in=definitions, known_on__lte=self.known_on)
        columns = ("series", "period_start", "period_end", "value", "status", "known_on", "run")
        rows = values.order_by("known_on", "pk").values_list(*columns)
        for pk, start, end, value, status, known_on, run in rows.iterator(chunk_size=10_000):
            seen, number = self._seen[slot_of[pk]], self._span(start, end).number
            flags = REVISES if number in seen else 0
            if known_on == self.known_on:
                flags |= SAME_DAY
                if run is not None and run == self.run_id:
                    flags |= OURS
            seen[number] = _content(None if value is None else f"{value:.6f}", status) | flags

    # --- taking a row -------------------------------------------------------------------------------------------------
    def take(self, row: SourceRow | FaultyRow) -> RowOutcome:
        """What becomes of a row; `reason` says why where it is refused."""
        self.reason = None
        if isinstance(row, FaultyRow):
            return self._refuse(row.error)
        target = self._target(row)
        if target is None:
            return RowOutcome.UNUSED
        place = self._place(row.area)
        if place is None:
            return RowOutcome.ELSEWHERE
        span, reading = self._period(row.period), self._reading(row.raw, row.quality)
        if isinstance(target, DomainError):
            return self._refuse(target)
        if isinstance(place, DomainError):
            return self._refuse(place)
        if isinstance(span, DomainError):
            return self._refuse(span)
        if isinstance(reading, DomainError):
            return self._refuse(reading)
        return self._sort_in(target, place, span, reading, row.raw)

    def _refuse(self, error: DomainError) -> RowOutcome:
        self.reason = error
        return RowOutcome.REFUSED

    def _sort_in(
        self, target: Target, place: Place, span: Span, reading: tuple[str | None, str], raw: str
    ) -> RowOutcome:
        if span.end < place.valid_from or (place.valid_until is not None and span.start >= place.valid_until):
            return self._refuse(AreaNotThen(key=place.key))
        definition = target.definitions[0]
        if len(target.definitions) > 1:
            begun = [each for each in target.definitions if each.valid_from <= span.end]
            definition = begun[-1] if begun else definition
        slot = self._slot((definition.pk, place.pk, target.breakdown))
        if self.plan.sum_members and place.joint and not definition.denominator:
            by_span = self._sums.setdefault((definition.pk, place.joint, target.breakdown), {})
            by_span.setdefault(span.number, {}).setdefault(place.pk, reading[0])
        return self._compare(NewValue(slot, span, raw.strip(), reading[0], reading[1], self.plan.base))

    def _compare(self, value: NewValue) -> RowOutcome:
        """Against what is known: new, newer, the same, or in contradiction to something of the same day."""
        seen = self._seen[value.slot]
        known, content = seen.get(value.span.number), _content(value.value, value.status)
        if known is None or (known >> FLAGS != content >> FLAGS and not known & SAME_DAY):
            flags = SAME_DAY | READ | (0 if known is None else REVISES)
            seen[value.span.number] = content | flags
            self.waiting.append(value)
            self.touched.add(self.slot_keys[value.slot][0])
            return RowOutcome.ADDED if known is None else RowOutcome.REVISED
        if known >> FLAGS != content >> FLAGS:
            return self._refuse(RowTwice() if known & READ else VintageExists(raw=value.raw))
        seen[value.span.number] = known | READ
        if known & OURS and not known & READ:
            self.touched.add(self.slot_keys[value.slot][0])
            return RowOutcome.REVISED if known & REVISES else RowOutcome.ADDED
        return RowOutcome.UNCHANGED

    # --- what repeats -------------------------------------------------------------------------------------------------
    def _slot(self, key: tuple[int, int, str]) -> int:
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = len(self.slot_keys)
            self.slot_keys.append(key)
            self.slot_pks.append(0)
            self._seen.append({})
        return slot

    def _target(self, row: SourceRow) -> Target | DomainError | None:
        key = (row.variable, row.parts)
        if key not in self._targets:
            self._targets[key] = self._found_target(row)
        return self._targets[key]

    def _found_target(self, row: SourceRow) -> Target | DomainError | None:
        rule = rule_for(self.plan, row.variable, row.parts)
        if rule is None:
            return None
        if rule.indicator not in self._definitions:
            return UnknownIndicator(slug=rule.indicator)
        try:
            breakdown = breakdown_for(self.plan, rule, row.parts)
        except DomainError as error:
            return error
        return None if breakdown is None else Target(self._definitions[rule.indicator], breakdown)

    def _place(self, printed: str) -> Place | DomainError | None:
        if printed not in self._found:
            token = area_token(self.plan, printed)
            if token in self._areas:
                self._found[printed] = self._areas[token]
            elif not token:
                self._found[printed] = AreaMissing()
            else:
                is_key = any(sign.isdigit() for sign in token) or token.isupper()
                self._found[printed] = None if is_key else AreaWithoutKey(name=token)
        return self._found[printed]

    def _period(self, printed: str) -> Span | DomainError:
        span = self._spans.get(printed)
        if span is None:
            try:
                span = self._span(*read_period(printed, self.plan.year_means))
            except DomainError as error:
                span = error
            self._spans[printed] = span
        return span

    def _span(self, start: date, end: date) -> Span:
        span = self._numbers.get((start, end))
        if span is None:
            span = Span(start, end, start.isoformat(), end.isoformat(), len(self._numbers))
            self._numbers[(start, end)] = span
        return span

    def _reading(self, raw: str, quality: str) -> tuple[str | None, str] | DomainError:
        reading = self._readings.get((raw, quality))
        if reading is None:
            if len(self._readings) >= MOST_TOKENS:
                self._readings.clear()
            try:
                reading = self._read(raw, quality)
            except DomainError as error:
                reading = error
            self._readings[(raw, quality)] = reading
        return reading

    def _read(self, raw: str, quality: str) -> tuple[str | None, str]:
        if len(raw) > LONGEST_TOKEN:
            raise TokenTooLong()
        if raw.isdecimal() and raw.isascii() and len(raw) <= len("999999999999"):
            reading = Reading(Decimal(raw), ObservationStatus.NORMAL)
        else:
            reading = parse_token(raw, self.plan.notation)
        status = reading.status
        if status == ObservationStatus.NORMAL and quality:
            status = QUALITY.get(quality.strip().lower(), ObservationStatus.NORMAL)
        if status == ObservationStatus.NIL and self.plan.dash == DashMeaning.ZERO:
            return "0.000000", str(status)
        if status == ObservationStatus.NIL and self.plan.dash == DashMeaning.MISSING:
            return None, str(ObservationStatus.MISSING)
        return (None if reading.value is None else f"{reading.value:.6f}"), str(status)

    # --- joint municipalities -----------------------------------------------------------------------------------------
    def sums(self) -> Iterator[tuple[RowOutcome, str]]:
        """Add up members for joint municipalities the file itself says nothing about; call it after the last row.

        Only counts, never shares. Where a member is missing or has no number there is no sum, and the value names the
        gap. Yields outcome and key of the joint municipality.
        """
        keys = dict(Area.objects.filter(kind=AreaKind.JOINT).values_list("pk", "key"))
        spans = {span.number: span for span in self._numbers.values()}
        for (definition, joint, breakdown), by_span in self._sums.items():
            slot = self._slot((definition, joint, breakdown))
            for number, values in by_span.items():
                self.reason = None
                if self._seen[slot].get(number, 0) & READ:
                    continue
                yield self._compare(self._sum(slot, spans[number], self._members[joint], values)), keys[joint]

    def _sum(self, slot: int, span: Span, members: Iterable[Place], values: dict[int, str | None]) -> NewValue:
        there = [
            each
            for each in members
            if each.valid_from <= span.end and (each.valid_until is None or span.start < each.valid_until)
        ]
        missing = [each.key for each in there if values.get(each.pk) is None]
        if missing:
            gap = f"keine Summe, es fehlen: {', '.join(missing)}"
            return NewValue(slot, span, ".", None, str(ObservationStatus.UNKNOWN), gap[:LONGEST_BASE])
        total = sum((Decimal(values[each.pk] or 0) for each in there), Decimal(0))
        raw = f"{total.normalize():f}".replace(".", ",")
        note = f"Summe aus {len(there)} Mitgliedsgemeinden"
        base = f"{self.plan.base} ({note})" if self.plan.base else note
        return NewValue(slot, span, raw, f"{total:.6f}", str(ObservationStatus.NORMAL), base[:LONGEST_BASE])


def _content(value: str | None, status: str) -> int:
    """One number for what a value says, with room for the flags."""
    return hash((value, str(status))) << FLAGS
