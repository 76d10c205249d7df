"""What the interface answers: one shape for each kind of record. Their fields are a promise and keep their meaning."""

from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from ninja import Schema
from pydantic import Field

from roterfaden.api.opendata.addresses import address
from roterfaden.indicators.methods.licences import Licence
from roterfaden.monitoring.enums import ReasonCode, Status
from roterfaden.places.models import Area
from roterfaden.thread.queries.datasets import DataRow, Dataset
from roterfaden.thread.queries.open_goals import OpenAssessment, OpenGoal, OpenRating

Record = TypeVar("Record")


class LicenceRecord(Schema):
    """Terms of use. `code` is that of DCAT-AP.de; `name` is empty where nobody has stated any: then ask first."""

    code: str
    name: str
    url: str
    attribution: bool

    @classmethod
    def of(cls, licence: Licence) -> "LicenceRecord":
        return cls(code=licence.code, name=licence.name, url=licence.url, attribution=licence.names_source)


class IndicatorRecord(Schema):
    """Something that is counted again and again, in its newest definition."""

    slug: str
    title: str
    definition: str
    definition_number: int
    valid_from: date
    unit: str
    multiplier: int = Field(description="A value of 5 with multiplier 1000 means 5,000.")
    denominator: str
    direction: str = Field(description="up, down, corridor, hold or none: which development is good.")
    decimals: int
    minimum_count: int = Field(description="Smaller counts are never published.")
    rhythm_months: int
    field: str | None = Field(description="Short name of the field of action.")
    breakdowns: list[str]
    source: str
    licence: LicenceRecord
    is_fictitious: bool = Field(description="Invented for an example, not a fact.")
    begins: date | None
    ends: date | None
    modified: date
    page: str
    csv: str
    json_url: str
    schema_url: str

    @classmethod
    def of(cls, found: Dataset) -> "IndicatorRecord":
        return cls(
            slug=found.slug, title=found.title, definition=found.text, definition_number=found.definition_number,
            valid_from=found.defined_on, unit=found.unit, multiplier=found.multiplier, denominator=found.denominator,
            direction=found.direction, decimals=found.decimals, minimum_count=found.minimum_count,
            rhythm_months=found.rhythm_months, field=found.field_slug or None, breakdowns=list(found.breakdowns),
            source=found.source, licence=LicenceRecord.of(found.licence), is_fictitious=found.is_fictitious,
            begins=found.begins, ends=found.ends, modified=found.modified,
            page=address("public:figure", found.slug), csv=address("api:dataset_csv", found.slug),
            json_url=address("api:dataset_json", found.slug), schema_url=address("api:dataset_schema", found.slug),
        )  # fmt: skip


class SeriesRecord(Schema):
    """One line of figures: an indicator, for an area, for a breakdown (empty for the total)."""

    id: int
    indicator: str
    definition_number: int
    area: str = Field(description="Official key of the area.")
    area_name: str
    breakdown: str
    breakdown_label: str
    unit: str
    observations: str


class ObservationRecord(Schema):
    """One value as known on a day. `value` is null where only a sign may be shown; `status` and `note` say which."""

    id: int
    series: int
    indicator: str
    definition_number: int
    area: str
    breakdown: str
    period_start: date
    period_end: date = Field(description="The last day the value speaks of.")
    value: Decimal | None
    unit: str
    status: str = Field(description="normal, provisional, estimated, limited, nil, unknown, …, or suppressed.")
    note: str
    known_on: date = Field(description="The day this value became known here: its vintage.")
    base: str
    source: str
    licence: str = Field(description="Code of the licence in DCAT-AP.de; other-closed: not stated.")

    @classmethod
    def of(cls, row: DataRow) -> "ObservationRecord":
        return cls(
            id=row.observation_id, series=row.series_id, indicator=row.indicator, definition_number=row.definition,
            area=row.area_key, breakdown=row.breakdown, period_start=row.period_start, period_end=row.period_end,
            value=row.value, unit=row.unit, status=row.status, note=row.note, known_on=row.known_on, base=row.base,
            source=row.source, licence=row.licence.code,
        )  # fmt: skip


class MilestoneRecord(Schema):
    """A value agreed on the way to a target."""

    on: date
    value: Decimal
    reason: str


class GoalRecord(Schema):
    """A goal of the concept with what it promises and what the last closed review said."""

    id: int
    number: str
    title: str
    version: str = Field(description="Short name of the version of the concept these words stand in.")
    field: str | None
    accountable: str
    indicator: str | None
    series: int | None
    unit: str
    baseline_value: Decimal | None
    baseline_on: date | None
    target_value: Decimal | None
    target_on: date | None
    tolerance: Decimal | None
    corridor_low: Decimal | None
    corridor_high: Decimal | None
    milestones: list[MilestoneRecord] = Field(description="Values agreed on the way, in order of time.")
    not_measurable_reason: str
    status: Status | None
    reason_code: ReasonCode | None
    reviewed_on: date | None
    page: str

    @classmethod
    def of(cls, goal: OpenGoal) -> "GoalRecord":
        target = goal.target
        return cls(
            id=goal.element_id, number=goal.number, title=goal.title, version=goal.version,
            field=goal.field_slug or None, accountable=goal.accountable,
            indicator=(target.indicator_slug or None) if target else None,
            series=(target.series_id or None) if target else None, unit=target.unit if target else "",
            baseline_value=target.baseline_value if target else None,
            baseline_on=target.baseline_on if target else None,
            target_value=target.target_value if target else None, target_on=target.target_on if target else None,
            tolerance=target.tolerance if target else None, corridor_low=target.corridor_low if target else None,
            corridor_high=target.corridor_high if target else None,
            milestones=[MilestoneRecord(**each._asdict()) for each in target.milestones] if target else [],
            not_measurable_reason=target.not_measurable_reason if target else "",
            status=Status(goal.status) if goal.status else None,
            reason_code=ReasonCode(goal.reason_code) if goal.reason_code else None, reviewed_on=goal.reviewed_on,
            page=address("public:goal", goal.element_id),
        )  # fmt: skip


class RatingRecord(Schema):
    """The coordination group's own view, beside the computed status and never instead of it."""

    status: Status
    reason: str
    expires_on: date

    @classmethod
    def of(cls, rating: OpenRating) -> "RatingRecord":
        return cls(status=Status(rating.status), reason=rating.reason, expires_on=rating.expires_on)


class AssessmentRecord(Schema):
    """What the method said about a goal in one closed review. Numbers are null where the value may not be shown."""

    id: int
    goal: int
    review: str
    reference_date: date
    known_on: date
    status: Status
    reason_code: ReasonCode
    reason: str
    attainment: float | None = Field(description="0 at the baseline, 1 at the target; not limited to that range.")
    expected: float | None = Field(description="The target path on the day of the value.")
    gap: float | None = Field(description="Distance from the path in the unit; positive is better.")
    forecast: float | None
    forecast_low: float | None
    forecast_high: float | None
    probability: float | None = Field(description="Chance in [0, 1] to fulfil the goal on its date.")
    method_version: str
    rating: RatingRecord | None

    @classmethod
    def of(cls, row: OpenAssessment) -> "AssessmentRecord":
        return cls(
            id=row.pk, goal=row.element_id, review=row.review, reference_date=row.reference_date,
            known_on=row.known_on, status=Status(row.status), reason_code=ReasonCode(row.reason_code),
            reason=str(ReasonCode(row.reason_code).label), attainment=row.attainment, expected=row.expected,
            gap=row.gap, forecast=row.forecast, forecast_low=row.forecast_low, forecast_high=row.forecast_high,
            probability=row.probability, method_version=row.method_version,
            rating=RatingRecord.of(row.rating) if row.rating else None,
        )  # fmt: skip


class AreaRecord(Schema):
    """A county or municipality with its official keys. Keys are text: they begin with zeros."""

    key: str
    ars: str
    ags: str | None
    name: str
    kind: str
    parent: str | None
    latitude: float | None
    longitude: float | None
    valid_from: date
    valid_until: date | None

    @classmethod
    def of(cls, area: Area) -> "AreaRecord":
        return cls(
            key=area.key, ars=area.ars, ags=area.ags, name=area.name, kind=area.kind,
            parent=area.parent.key if area.parent else None,
            latitude=float(area.latitude) if area.latitude is not None else None,
            longitude=float(area.longitude) if area.longitude is not None else None, valid_from=area.valid_from,
            valid_until=area.valid_until,
        )  # fmt: skip


class Page(Schema, Generic[Record]):
    """A page of a list. `next` is the address of the page after it, null on the last one."""

    data: list[Record]
    next: str | None


class Problem(Schema):
    """An error, in words."""

    detail: str


class Entry(Schema):
    """Where everything is."""

    title: str
    publisher: str
    licence: LicenceRecord
    openapi: str
    catalogue: str
    lists: dict[str, str]
