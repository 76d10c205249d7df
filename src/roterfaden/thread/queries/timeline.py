"""The process as a resident reads it: where we are, when one can go somewhere, what one can do now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q

from roterfaden.concept.models import Version
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import DocumentationState
from roterfaden.participation.models import Event, Process
from roterfaden.thread.queries.versions import readable_versions


@dataclass(frozen=True)
class TimelineEvent:
    """An event of a stage. `can_register` is true while registration is open to everybody."""

    slug: str
    title: str
    kind_label: str
    starts_at: datetime
    ends_at: datetime
    place: str
    is_over: bool
    is_cancelled: bool
    can_register: bool
    has_documentation: bool
    voices: int


@dataclass(frozen=True)
class TimelineStage:
    """A stage with its events. `state` is `done`, `current` or `upcoming`; `opens`: anybody may contribute in it."""

    position: int
    title: str
    description: str
    gate: str
    gate_passed_on: date | None
    starts_on: date
    ends_on: date | None
    state: str
    opens: bool
    events: tuple[TimelineEvent, ...]

    @property
    def can_contribute(self) -> bool:
        """Whether somebody may contribute now."""
        return self.opens and self.state == "current"


@dataclass(frozen=True)
class Timeline:
    """All stages, and what can be done now."""

    stages: tuple[TimelineStage, ...]
    newest_version: Version | None

    @property
    def current(self) -> tuple[TimelineStage, ...]:
        """Where we are; several stages may run at once."""
        return tuple(stage for stage in self.stages if stage.state == "current")

    @property
    def is_open(self) -> bool:
        """Whether somebody may contribute now."""
        return any(stage.can_contribute for stage in self.stages)

    @property
    def registering(self) -> tuple[TimelineEvent, ...]:
        """Events one can register for now, the next first."""
        found = [event for stage in self.stages for event in stage.events if event.can_register]
        return tuple(sorted(found, key=lambda event: event.starts_at))

    @property
    def upcoming(self) -> TimelineStage | None:
        """The stage that comes next."""
        return next((stage for stage in self.stages if stage.state == "upcoming"), None)


def process_timeline(process: Process, *, now: datetime) -> Timeline:
    """The stages of a process with their events at `now`. Three queries."""
    events = (
        Event.objects.annotate(
            voices=Count("contributions", filter=Q(contributions__moderation="published")),
        )
        .select_related("documentation")
        .order_by("starts_at", "pk")
    )
    stages = (
        process.stages.annotate(open_kinds=Count("openings"))
        .prefetch_related(Prefetch("events", queryset=events))
        .order_by("position", "pk")
    )
    day = local_day(now)
    newest = readable_versions().filter(concept__process=process).order_by("-frozen_at", "-pk").first()
    return Timeline(
        stages=tuple(
            TimelineStage(
                position=row.position,
                title=row.title,
                description=row.description,
                gate=row.gate,
                gate_passed_on=row.gate_passed_on,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                state="current" if row.is_open_on(day) else "upcoming" if day < row.starts_on else "done",
                opens=row.open_kinds > 0,
                events=tuple(_event(each, now) for each in row.events.all()),
            )
            for row in stages
        ),
        newest_version=newest,
    )


def _event(row: Event, now: datetime) -> TimelineEvent:
    page = getattr(row, "documentation", None)
    return TimelineEvent(
        slug=row.slug,
        title=row.title,
        kind_label=str(row.get_kind_display()),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place="" if row.is_by_invitation else row.place,
        is_over=row.ends_at < now,
        is_cancelled=row.cancelled_at is not None,
        can_register=row.takes_registrations(now) and not row.is_by_invitation,
        has_documentation=page is not None and page.state == DocumentationState.PUBLISHED,
        voices=getattr(row, "voices", 0),
    )
