"""The start page: where the process is, how the goals stand, what comes next and what changed last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Consultation, Node, Version
from roterfaden.concept.queries import open_to_everybody
from roterfaden.council.models import Meeting, Resolution
from roterfaden.implementation.models import Adoption
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import Status
from roterfaden.monitoring.models import Assessment, ReviewCycle
from roterfaden.monitoring.queries.corrections import told_corrections
from roterfaden.participation.models import Contribution, Event, Process, Theme, ThemeAssignment
from roterfaden.reporting.models import Edition
from roterfaden.thread.enums import Focus, Station
from roterfaden.thread.queries.steps import Step, Tally
from roterfaden.thread.queries.versions import current_version, nodes_of
from roterfaden.thread.queries.voices import VoiceFilter, VoiceRow, voice_rows, voices

DATES_SHOWN = 3
NEWS_SHOWN = 5


@dataclass(frozen=True)
class StageLine:
    """A stage of a process, with where it lies on the day of reading: `done`, `current` or `upcoming`.

    `opens` tells whether anybody may contribute while it lasts.
    """

    title: str
    slug: str
    description: str
    gate: str
    starts_on: date
    ends_on: date | None
    state: str
    opens: bool


@dataclass(frozen=True)
class DateLine:
    """Something one can go to: an event (with a page) or a public meeting."""

    title: str
    starts_at: datetime
    place: str
    event_slug: str


@dataclass(frozen=True)
class ChainCounts:
    """How many of each station there are: the whole thread in numbers."""

    voices: int
    themes: int
    goals: int
    municipalities: int
    reports: int


@dataclass(frozen=True)
class StartPage:
    """Everything the start page shows."""

    process: Process | None
    stages: tuple[StageLine, ...]
    version: Version | None
    consultation: Consultation | None
    counts: ChainCounts
    cycle: ReviewCycle | None
    statuses: tuple[Tally, ...]
    dates: tuple[DateLine, ...]
    news: tuple[Step, ...]
    voice: VoiceRow | None

    @property
    def is_open(self) -> bool:
        """Whether somebody may contribute now."""
        return any(stage.opens and stage.state == "current" for stage in self.stages)

    @property
    def stage(self) -> StageLine | None:
        """Where we are: the current stage, else the last one that is over, else the first."""
        current = [stage for stage in self.stages if stage.state == "current"]
        over = [stage for stage in self.stages if stage.state == "done"]
        return current[-1] if current else over[-1] if over else self.stages[0] if self.stages else None


def start_page(*, now: datetime) -> StartPage:
    """The start page at `now`. At most twenty queries."""
    process = Process.objects.order_by("-opened_on", "-pk").first()
    version = current_version()
    cycle = ReviewCycle.objects.filter(closed_at__isnull=False).order_by("-reference_date", "-pk").first()
    return StartPage(
        process=process,
        stages=stage_lines(process, on=local_day(now)),
        version=version,
        consultation=open_to_everybody(local_day(now)),
        counts=_counts(version),
        cycle=cycle,
        statuses=status_tallies(cycle),
        dates=_dates(now),
        news=_news(),
        voice=next(iter(voice_rows(voices(VoiceFilter(sort="punkte", outcome="taken_up"))[:1])), None),
    )


def stage_lines(process: Process | None, *, on: date) -> tuple[StageLine, ...]:
    """The stages of a process as they lie on a day. One query."""
    if process is None:
        return ()
    rows = process.stages.annotate(open_kinds=Count("openings")).order_by("position", "pk")
    return tuple(
        StageLine(
            title=row.title,
            slug=row.slug,
            description=row.description,
            gate=row.gate,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            state="current" if row.is_open_on(on) else "upcoming" if on < row.starts_on else "done",
            opens=row.open_kinds > 0,
        )
        for row in rows
    )


def status_tallies(cycle: ReviewCycle | None) -> tuple[Tally, ...]:
    """How many goals have which status in a closed review. One query."""
    rows = (
        Assessment.objects.filter(cycle=cycle, cycle__closed_at__isnull=False, superseded_at=None)
        .values("status")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts = {row["status"]: row["n"] for row in rows}
    return tuple(Tally(status.value, str(status.label), counts[status]) for status in Status if status in counts)


def _counts(version: Version | None) -> ChainCounts:
    published = Contribution.objects.published()
    lying = ThemeAssignment.objects.current().filter(contribution__in=published)
    return ChainCounts(
        voices=published.count(),
        themes=Theme.objects.filter(pk__in=lying.values("theme")).count(),
        goals=nodes_of(version).filter(element__kind=ElementKind.GOAL).count(),
        municipalities=Adoption.objects.current().values("municipality").distinct().count(),
        reports=Edition.objects.public().count(),
    )


def _dates(now: datetime) -> tuple[DateLine, ...]:
    events = Event.objects.filter(ends_at__gte=now).order_by("starts_at", "pk")[:DATES_SHOWN]
    meetings = (
        Meeting.objects.filter(starts_at__gte=now, is_public=True, body__is_public=True)
        .select_related("body")
        .order_by("starts_at", "pk")[:DATES_SHOWN]
    )
    lines = [DateLine(row.title, row.starts_at, row.place, row.slug) for row in events]
    lines += [DateLine(row.body.name, row.starts_at, row.place, "") for row in meetings]
    return tuple(sorted(lines, key=lambda line: line.starts_at)[:DATES_SHOWN])


def _news() -> tuple[Step, ...]:
    """The newest public things of the later stations. Four queries."""
    found = [*_new_editions(), *_new_resolutions(), *_new_corrections(), *_new_versions()]
    dated = [step for step in found if step.on is not None]
    return tuple(sorted(dated, key=lambda step: (step.on or date.min, step.station), reverse=True)[:NEWS_SHOWN])


def _new_editions() -> Iterator[Step]:
    for row in Edition.objects.public().order_by("-published_at", "-pk")[:NEWS_SHOWN]:
        if row.published_at is not None:
            yield Step(
                Station.REPORT, row.title, on=local_day(row.published_at), target=Focus.EDITION.value, target_pk=row.pk
            )


def _new_resolutions() -> Iterator[Step]:
    rows = Resolution.objects.public().select_related("consultation__paper", "consultation__meeting__body")
    for row in rows.order_by("-decided_on", "-pk")[:NEWS_SHOWN]:
        yield Step(
            Station.RESOLUTION,
            row.consultation.paper.title,
            on=row.decided_on,
            reason=str(row.get_result_display()),
            role=row.consultation.meeting.body.name,
            target=Focus.RESOLUTION.value,
            target_pk=row.pk,
        )


def _new_corrections() -> Iterator[Step]:
    rows = told_corrections()
    readable = Node.objects.filter(version__in=Version.objects.published()).values("element")
    for row in rows.filter(element__in=readable).order_by("-made_at", "-pk")[:NEWS_SHOWN]:
        yield Step(
            Station.CORRECTION,
            row.action,
            on=local_day(row.made_at),
            role=row.owner,
            target=ElementKind.GOAL.value,
            target_pk=row.element_id,
        )


def _new_versions() -> Iterator[Step]:
    for row in Version.objects.published().order_by("-frozen_at", "-pk")[:NEWS_SHOWN]:
        if row.frozen_at is not None:
            yield Step(Station.VERSION, row.title, on=local_day(row.frozen_at), target="version", target_pk=row.slug)
