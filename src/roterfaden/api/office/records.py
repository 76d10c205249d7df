"""What the office interface takes and answers. Field names are a promise and keep their meaning."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from roterfaden.api.asking import AreaKey, Day, Key, Slug
from roterfaden.concept.queries.trees import TreeNode
from roterfaden.implementation.enums import Progress
from roterfaden.implementation.models import InitiativeStatus
from roterfaden.implementation.queries import InitiativeRow
from roterfaden.indicators.models import Observation, Series
from roterfaden.participation.enums import Channel, ContributionKind
from roterfaden.participation.models import Contribution, Event, Process

Words = Annotated[str, Field(min_length=1, max_length=5000)]
Line = Annotated[str, Field(max_length=200)]


class Whoami(Schema):
    """What this token is and may do."""

    token: str
    permits: list[str]
    roles: list[str] = Field(description="Roles of the person who issued it, with their reach.")
    ends_on: date


class ProcessRecord(Schema):
    """A participation process."""

    id: int
    slug: str
    title: str
    area: str
    opened_on: date
    closed_on: date | None

    @classmethod
    def of(cls, row: Process) -> "ProcessRecord":
        return cls(
            id=row.pk, slug=row.slug, title=row.title, area=row.area.key,
            opened_on=row.opened_on, closed_on=row.closed_on,
        )  # fmt: skip


class EventRecord(Schema):
    """A forum, conference, online stage."""

    id: int
    slug: str
    process: str
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    area: str | None
    capacity: int | None
    contributions: int
    cancelled_at: datetime | None

    @classmethod
    def of(cls, row: Event) -> "EventRecord":
        return cls(
            id=row.pk, slug=row.slug, process=row.process.slug, kind=row.kind, title=row.title,
            starts_at=row.starts_at, ends_at=row.ends_at, place=row.place, area=row.area.key if row.area else None,
            capacity=row.capacity, contributions=row.voices, cancelled_at=row.cancelled_at,  # type: ignore[attr-defined]
        )  # fmt: skip


class ContributionRecord(Schema):
    """A card or voice, with the words everybody may read: passages left out stay out here, too."""

    id: int
    process: str
    number: int
    kind: str
    text: str
    language: str
    channel: str
    event: str | None
    table: int | None
    actor_group: str | None
    area: str | None
    weight: int
    said_on: date
    captured_at: datetime
    moderation: str
    is_withdrawn: bool

    @classmethod
    def of(cls, row: Contribution) -> "ContributionRecord":
        return cls(
            id=row.pk, process=row.process.slug, number=row.number, kind=row.kind, text=row.words.text,
            language=row.language, channel=row.channel, event=row.event.slug if row.event else None, table=row.table,
            actor_group=row.actor_group.slug if row.actor_group else None, area=row.area.key if row.area else None,
            weight=row.weight, said_on=row.said_on, captured_at=row.captured_at, moderation=row.moderation,
            is_withdrawn=row.is_withdrawn,
        )  # fmt: skip


class NewContribution(Schema):
    """A card to capture, word for word."""

    client_id: UUID = Field(description="Drawn by the program: sent again, the card is kept once.")
    process: Slug
    kind: ContributionKind
    text: Words
    language: Annotated[str, Field(max_length=12)] = "de"
    channel: Channel
    said_on: Day
    event: Slug | None = None
    table: Annotated[int, Field(ge=1, le=500)] | None = None
    actor_group: Slug | None = None
    area: AreaKey | None = None
    weight: Annotated[int, Field(ge=0, le=500)] = 0
    code: Annotated[str, Field(max_length=20)] | None = Field(None, description="The code printed on the card.")
    late: bool = Field(False, description="Capture although no stage is open.")


class Captured(ContributionRecord):
    """A card as it was kept. `code` opens its page for whoever wrote it; it is told this once."""

    code: str


class ElementRecord(Schema):
    """One element at its place in a version of the concept."""

    id: int
    kind: str
    number: str
    depth: int
    field: str | None
    title: str
    text: str
    voices: int = Field(description="Contributions taken up in it.")
    indicator: str | None
    target_value: float | None
    target_on: date | None

    @classmethod
    def of(cls, node: TreeNode) -> "ElementRecord":
        target, series = node.target, node.target.series if node.target else None
        return cls(
            id=node.element.pk, kind=node.element.kind, number=node.number, depth=node.depth,
            field=node.element.field.slug if node.element.field else None,
            title=node.revision.title, text=node.revision.body, voices=node.voices,
            indicator=series.definition.indicator.slug if series else None,
            target_value=float(target.target_value) if target and target.target_value is not None else None,
            target_on=target.target_on if target else None,
        )  # fmt: skip


class StatusRecord(Schema):
    """How far an initiative is, as somebody said it on a day."""

    id: int
    progress: str
    as_of: date
    reason: str
    carried_on_by: str
    made_at: datetime

    @classmethod
    def of(cls, row: InitiativeStatus) -> "StatusRecord":
        return cls(
            id=row.pk, progress=row.progress, as_of=row.as_of, reason=row.reason, carried_on_by=row.carried_on_by,
            made_at=row.made_at,
        )  # fmt: skip


class InitiativeRecord(Schema):
    """An initiative of the adopted concept with its latest state."""

    id: int
    number: str
    title: str
    field: str
    accountable: str
    progress: str
    status: StatusRecord | None
    is_late: bool
    funded_until: date | None

    @classmethod
    def of(cls, row: InitiativeRow) -> "InitiativeRecord":
        return cls(
            id=row.element.pk, number=row.number, title=row.title, field=row.field_slug, accountable=row.accountable,
            progress=row.progress, status=StatusRecord.of(row.status) if row.status else None,
            is_late=bool(row.late), funded_until=row.funded_until,
        )  # fmt: skip


class NewStatus(Schema):
    """How far an initiative is."""

    progress: Progress
    as_of: Day
    reason: Annotated[str, Field(max_length=2000)] = ""
    carried_on_by: Line = ""
    municipality: AreaKey | None = Field(None, description="Empty: for the county.")


class NewObservation(Schema):
    """A value as its source printed it: `raw` may be a number or a sign such as `-`, `.`, `/`."""

    series: Key
    period_start: Day
    period_end: Day
    raw: Annotated[str, Field(min_length=1, max_length=60)]
    known_on: Day
    source: Annotated[str, Field(min_length=1, max_length=300)]
    base: Annotated[str, Field(max_length=120)] = ""


class StoredObservation(Schema):
    """A value as it is kept. What may be shown of it is told by the open interface."""

    id: int
    series: int
    period_start: date
    period_end: date
    raw: str
    status: str
    known_on: date

    @classmethod
    def of(cls, row: Observation) -> "StoredObservation":
        return cls(
            id=row.pk, series=row.series_id, period_start=row.period_start, period_end=row.period_end, raw=row.raw,
            status=row.status, known_on=row.known_on,
        )  # fmt: skip


class OfficeSeries(Schema):
    """A line of figures to which values can be added."""

    id: int
    indicator: str
    title: str
    unit: str
    area: str
    breakdown: str

    @classmethod
    def of(cls, row: Series) -> "OfficeSeries":
        return cls(
            id=row.pk, indicator=row.definition.indicator.slug, title=row.definition.indicator.title,
            unit=row.definition.unit, area=row.area.key, breakdown=row.breakdown,
        )  # fmt: skip
