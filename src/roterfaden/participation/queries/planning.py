"""Reading processes, their stages and what is due."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import ContributionKind, EventKind, Moderation
from roterfaden.participation.models import (
    ActorGroup,
    Event,
    Opening,
    Process,
    ProcessQuerySet,
    ReceiptCode,
    Stage,
)


# --- processes ----------------------------------------------------------------------------------------------------
# --- processes ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ProcessRow:
    """A process in a list with the stage it is in."""

    process: Process
    stage: Stage | None
    voices: int
    events: int


def process_rows(actor: Actor, *, on: date) -> list[ProcessRow]:
    """Processes this person may open in the office, newest first. Two queries."""
    processes: QuerySet[Any] = (
        Process.objects.visible_to(actor)
        .annotate(voices=Count("contributions", distinct=True), event_count=Count("events", distinct=True))
        .order_by("-opened_on", "pk")
        .prefetch_related(Prefetch("stages", Stage.objects.order_by("position", "pk")))
    )
    return [
        ProcessRow(process, stage_on(list(process.stages.all()), on), process.voices, process.event_count)
        for process in processes
    ]


def stage_on(stages: list[Stage], on: date) -> Stage | None:
    """The last stage, in the order of the process, that is open on that day."""
    return next((stage for stage in reversed(stages) if stage.is_open_on(on)), None)


@dataclass(frozen=True)
class StageRow:
    """A stage with what it opens, in words: (kinds, groups they are open to; empty: everybody)."""

    stage: Stage
    openings: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    is_open: bool


@dataclass(frozen=True)
class ProcessPage:
    """Everything the overview of a process shows."""

    process: Process
    stages: tuple[StageRow, ...]
    groups: tuple[tuple[ActorGroup, int], ...]
    kinds: tuple[tuple[ContributionKind, int], ...]
    pending: int
    published: int
    withheld: int

    @property
    def voices(self) -> int:
        return self.pending + self.published + self.withheld


def process_page(process: Process, *, on: date) -> ProcessPage:
    """The overview of a process. Five queries."""
    stages = process.stages.order_by("position", "pk").prefetch_related(
        Prefetch("openings", Opening.objects.select_related("actor_group").order_by("pk"))
    )
    groups = process.actor_groups.annotate(voices=Count("contributions")).order_by("position", "pk")
    kinds = dict(process.contributions.values_list("kind").annotate(Count("pk")).order_by("kind"))
    states = dict(process.contributions.values_list("moderation").annotate(Count("pk")).order_by("moderation"))
    return ProcessPage(
        process=process,
        stages=tuple(StageRow(stage, stage_openings(stage), stage.is_open_on(on)) for stage in stages),
        groups=tuple((group, group.voices) for group in groups),
        kinds=tuple((kind, kinds[kind]) for kind in ContributionKind if kind in kinds),
        pending=states.get(Moderation.PENDING, 0),
        published=states.get(Moderation.PUBLISHED, 0),
        withheld=states.get(Moderation.WITHHELD, 0),
    )


def stage_openings(stage: Stage) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What a stage opens, in words: (kinds, groups they are open to; empty: everybody). One query unless prefetched."""
    groups: dict[str, list[str]] = defaultdict(list)
    for opening in stage.openings.all():
        groups[opening.kind] += [opening.actor_group.name] if opening.actor_group else []
    kinds: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for kind in ContributionKind:
        if kind in groups:
            kinds[tuple(groups[kind])].append(str(kind.label))
    return tuple((tuple(labels), names) for names, labels in kinds.items())


# --- planning -----------------------------------------------------------------------------------------------------
SOON = timedelta(days=14)


CARDS_AHEAD = timedelta(days=28)


def stages_soon(processes: ProcessQuerySet, *, on: date) -> QuerySet[Stage]:
    """Stages of open processes that begin within two weeks from `on`, the next first, with their process."""
    return _stages(processes).filter(starts_on__gt=on, starts_on__lte=on + SOON).order_by("starts_on", "pk")


def stages_late(processes: ProcessQuerySet, *, on: date) -> QuerySet[Stage]:
    """Stages of open processes that are over while their gate has not been passed, the oldest first."""
    waiting = _stages(processes).filter(ends_on__lt=on, gate_passed_on=None).exclude(gate="")
    return waiting.order_by("ends_on", "pk")


def _stages(processes: ProcessQuerySet) -> QuerySet[Stage]:
    return Stage.objects.filter(process__in=processes.filter(closed_on=None).order_by()).select_related("process")


def events_without_codes(processes: ProcessQuerySet, *, on: date) -> QuerySet[Event]:
    """Events on paper within four weeks from `on` for which no card has a code yet, the next first."""
    return (
        Event.objects.filter(
            ~Exists(ReceiptCode.objects.filter(event=OuterRef("pk"))),
            process__in=processes.order_by(),
            starts_at__date__gte=on,
            starts_at__date__lte=on + CARDS_AHEAD,
        )
        .exclude(kind=EventKind.ONLINE)
        .select_related("process")
        .order_by("starts_at", "pk")
    )
