"""Reading the board, its themes and cards, and what is waiting."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import (
    Contribution,
    ContributionQuerySet,
    Process,
    ProcessQuerySet,
    Theme,
    ThemeAssignment,
    Translation,
)
from roterfaden.topics.models import FieldOfAction


# --- processes ----------------------------------------------------------------------------------------------------
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


def board_of(process: Process) -> Board:
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
        found = found.exclude(moderation=Moderation.WITHHELD).filter(~Exists(_current_assignment()))
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
