"""Reading participation: processes, events with their cards, the board, and what is waiting."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import ContributionKind, EventKind, Moderation
from roterfaden.participation.models import (
    ActorGroup,
    Contribution,
    ContributionQuerySet,
    Event,
    Opening,
    Process,
    ProcessQuerySet,
    ReceiptCode,
    Stage,
    Theme,
    ThemeAssignment,
    Translation,
)
from roterfaden.topics.models import FieldOfAction


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


# --- events -------------------------------------------------------------------------------------------------------
def event_rows(actor: Actor, *, process_slug: str = "", upcoming_from: datetime | None = None) -> QuerySet[Event]:
    """Events of the processes this person may open, each with `.voices` and `.free_codes`; next or newest first."""
    events = Event.objects.filter(process__in=Process.objects.visible_to(actor)).select_related("process", "area")
    if process_slug:
        events = events.filter(process__slug=process_slug)
    if upcoming_from is not None:
        events = events.filter(ends_at__gte=upcoming_from)
    return events.annotate(
        voices=Count("contributions", distinct=True),
        free_codes=Count("codes", filter=Q(codes__contribution=None), distinct=True),
    ).order_by("starts_at" if upcoming_from else "-starts_at", "pk")


def free_codes(event: Event) -> QuerySet[ReceiptCode]:
    """Codes of an event that no card has used yet, in the order they were issued."""
    return event.codes.filter(contribution=None).order_by("pk")


def last_cards(process: Process, event: Event | None, limit: int = 5) -> list[Contribution]:
    """The newest cards of an event (or those of no event), newest first, with their codes. One query."""
    return list(
        process.contributions.filter(event=event)
        .select_related("code", "actor_group")
        .order_by("-captured_at", "-number")[:limit]
    )


# --- board --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class BoardField:
    """A column of the board: a field of action with its themes and how many voices lie in each."""

    field: FieldOfAction
    themes: tuple[tuple[Theme, int], ...]

    @property
    def voices(self) -> int:
        return sum(count for _theme, count in self.themes)


@dataclass(frozen=True)
class Board:
    """The whole board of a process."""

    fields: tuple[BoardField, ...]
    pending: int
    unsorted: int

    @property
    def themes(self) -> list[Theme]:
        return [theme for column in self.fields for theme, _count in column.themes]


def board(process: Process) -> Board:
    """All fields with their themes and counts, and how much is left to do. Three queries."""
    current = Q(assignments__superseded_at=None) & ~Q(assignments__contribution__moderation=Moderation.WITHHELD)
    themes: dict[int, list[tuple[Theme, int]]] = defaultdict(list)
    for theme in process.themes.annotate(voices=Count("assignments", filter=current)).order_by("title", "pk"):
        themes[theme.field_id].append((theme, theme.voices))
    counts = shown_cards(process).aggregate(
        pending=Count("pk", filter=Q(moderation=Moderation.PENDING)),
        unsorted=Count("pk", filter=~Exists(_current_assignment())),
    )
    return Board(
        fields=tuple(
            BoardField(field, tuple(themes[field.pk])) for field in FieldOfAction.objects.order_by("number", "pk")
        ),
        pending=counts["pending"],
        unsorted=counts["unsorted"],
    )


def _current_assignment() -> QuerySet[ThemeAssignment]:
    return ThemeAssignment.objects.filter(contribution=OuterRef("pk"), superseded_at=None)


def shown_cards(process: Process) -> ContributionQuerySet:
    """Cards that may go on: all but the withheld ones."""
    return Contribution.objects.filter(process=process).exclude(moderation=Moderation.WITHHELD)


def cards(process: Process, *, state: str = "unsorted", kind: str = "", event_slug: str = "") -> ContributionQuerySet:
    """Cards of a process by number: `unsorted` (in no theme), `pending`, `withheld`, or `all`.

    Two queries a page; `.lies_in` holds the present theme, if there is one.
    """
    lies_in = Prefetch("assignments", ThemeAssignment.objects.current().select_related("theme"), to_attr="lies_in")
    found = (
        Contribution.objects.filter(process=process)
        .select_related("event", "actor_group", "area")
        .prefetch_related(lies_in)
    )
    if state in (Moderation.PENDING, Moderation.WITHHELD):
        found = found.filter(moderation=state)
    elif state == "unsorted":
        found = found.exclude(moderation=Moderation.WITHHELD).without_theme()
    if kind:
        found = found.filter(kind=kind)
    if event_slug:
        found = found.filter(event__slug=event_slug)
    return found.order_by("number", "pk")


def theme_cards(theme: Theme) -> ContributionQuerySet:
    """The voices that lie in a theme now, by number; withheld ones left out."""
    lying = ThemeAssignment.objects.filter(contribution=OuterRef("pk"), theme=theme, superseded_at=None)
    return (
        shown_cards(theme.process)
        .filter(Exists(lying))
        .select_related("event", "actor_group", "area")
        .order_by("number", "pk")
    )


@dataclass(frozen=True)
class CardPage:
    """One voice with its translations and every theme it ever lay in, newest first."""

    contribution: Contribution
    translations: tuple[Translation, ...]
    assignments: tuple[ThemeAssignment, ...]

    @property
    def current(self) -> ThemeAssignment | None:
        return next((row for row in self.assignments if row.superseded_at is None), None)


def card_page(contribution: Contribution) -> CardPage:
    """Everything the office page of a card shows. Two queries."""
    return CardPage(
        contribution=contribution,
        translations=tuple(contribution.translations.order_by("language", "pk")),
        assignments=tuple(
            contribution.assignments.select_related("theme__field", "made_by").order_by("-made_at", "-pk")
        ),
    )


@dataclass(frozen=True)
class WaitingCards:
    """What waits in one process."""

    process: Process
    pending: int
    unsorted: int


def waiting_cards(processes: ProcessQuerySet) -> list[WaitingCards]:
    """Cards to be checked and cards without a theme, for each process that has any. One query."""
    counted: QuerySet[Any] = processes.annotate(
        pending=Count("contributions", filter=Q(contributions__moderation=Moderation.PENDING)),
        unsorted=Count(
            "contributions",
            filter=~Q(contributions__moderation=Moderation.WITHHELD)
            & ~Exists(ThemeAssignment.objects.filter(contribution=OuterRef("contributions__pk"), superseded_at=None)),
        ),
    ).filter(Q(pending__gt=0) | Q(unsorted__gt=0))
    return [WaitingCards(process, process.pending, process.unsorted) for process in counted]
