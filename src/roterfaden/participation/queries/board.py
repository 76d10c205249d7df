"""Reading the board, its themes and cards, and what is waiting."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import (
    Contribution,
    ContributionQuerySet,
    GroupMembership,
    Process,
    ProcessQuerySet,
    Segment,
    SplitPart,
    Theme,
    ThemeAssignment,
    ThemeRevision,
    Translation,
)
from roterfaden.participation.queries.places import (
    current_memberships,
    current_parts,
    has_open_card,
    places_of,
)
from roterfaden.topics.models import FieldOfAction

CARDS_A_THEME = 3
"""How many cards of each theme the board shows; the theme's own page shows all."""


# --- cards --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class BoardCard:
    """A card as it lies on the board: a whole voice, or one part of a split one.

    `similar` counts the other voices of its group, `leads` says that it stands for them.
    """

    contribution: Contribution
    segment: Segment | None
    assignment: ThemeAssignment | None
    similar: int
    leads: bool

    @property
    def text(self) -> str:
        """The words on the card, as they were said."""
        return self.segment.quoted(self.contribution) if self.segment else self.contribution.text

    @property
    def key(self) -> str:
        """What a form sends back: voice, passage and where the person saw it lie (0: none)."""
        segment, assignment = self.segment, self.assignment
        return f"{self.contribution.pk}.{segment.pk if segment else 0}.{assignment.pk if assignment else 0}"

    @property
    def name(self) -> str:
        """A name for ids, the same wherever it lies."""
        return f"{self.contribution.pk}-{self.segment.pk}" if self.segment else str(self.contribution.pk)


def board_cards(contributions: Sequence[Contribution], *, only_open: bool = False) -> list[tuple[BoardCard, ...]]:
    """The cards of each voice in its order; with `only_open` those that lie in no theme. Three queries."""
    groups = _groups_of(contributions)
    found: dict[int, list[BoardCard]] = {voice.pk: [] for voice in contributions}
    for place in places_of(contributions).values():
        if place.assignment is None or not only_open:
            card = BoardCard(
                place.contribution, place.segment, place.assignment, *groups.get(place.contribution.pk, (0, False))
            )
            found[place.contribution.pk].append(card)
    return [tuple(cards) for cards in found.values()]


def lying_cards(assignments: Iterable[ThemeAssignment]) -> list[BoardCard]:
    """Assignments with voice and segment as cards. One query, and the one that loads them."""
    rows = list(assignments)
    groups = _groups_of([row.contribution for row in rows])
    return [BoardCard(row.contribution, row.segment, row, *groups.get(row.contribution_id, (0, False))) for row in rows]


def _groups_of(contributions: Iterable[Contribution]) -> dict[int, tuple[int, bool]]:
    """For each voice in a group: how many others there are, and whether it leads. One query."""
    members: dict[int, list[GroupMembership]] = defaultdict(list)
    for row in current_memberships(contributions):
        members[row.group_id].append(row)
    return {row.contribution_id: (len(group) - 1, row.leads) for group in members.values() for row in group}


# --- board --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class BoardTheme:
    """A theme on the board: how many cards lie in it, and the first of them."""

    theme: Theme
    total: int
    cards: tuple[BoardCard, ...]


@dataclass(frozen=True)
class BoardField:
    """A column of the board: a field of action with its themes."""

    field: FieldOfAction
    themes: tuple[BoardTheme, ...]

    @property
    def total(self) -> int:
        """How many cards lie in its themes; a split voice brings as many as it has parts here."""
        return sum(theme.total for theme in self.themes)


@dataclass(frozen=True)
class Board:
    """The whole board of a process. `pending` and `unsorted` count voices."""

    fields: tuple[BoardField, ...]
    pending: int
    unsorted: int

    @property
    def themes(self) -> list[Theme]:
        return [row.theme for column in self.fields for row in column.themes]


def board_of(process: Process, *, shown: int = CARDS_A_THEME) -> Board:
    """All fields with their living themes and the first cards of each, and how much is left to do. Six queries."""
    totals = dict(_lying(process).values_list("theme").annotate(Count("pk")).order_by())
    cards: dict[int, list[BoardCard]] = defaultdict(list)
    for card in lying_cards(_first_of_each(process, shown)):
        if card.assignment is not None:
            cards[card.assignment.theme_id].append(card)
    themes: dict[int, list[BoardTheme]] = defaultdict(list)
    for theme in process.themes.living().select_related("field").order_by("title", "pk"):
        themes[theme.field_id].append(BoardTheme(theme, totals.get(theme.pk, 0), tuple(cards[theme.pk])))
    counts = shown_cards(process).aggregate(
        pending=Count("pk", filter=Q(moderation=Moderation.PENDING)), unsorted=Count("pk", filter=has_open_card())
    )
    return Board(
        fields=tuple(
            BoardField(field, tuple(themes[field.pk])) for field in FieldOfAction.objects.order_by("number", "pk")
        ),
        pending=counts["pending"],
        unsorted=counts["unsorted"],
    )


def _lying(process: Process) -> "QuerySet[ThemeAssignment]":
    """Where the cards lie that may be shown."""
    rows: QuerySet[ThemeAssignment] = ThemeAssignment.objects.current().filter(
        theme__process=process, contribution__withdrawn_at=None
    )
    return rows.exclude(contribution__moderation=Moderation.WITHHELD)


def _first_of_each(process: Process, shown: int) -> "QuerySet[ThemeAssignment]":
    place = Window(RowNumber(), partition_by=F("theme"), order_by=("contribution__number", "pk"))
    rows = _without_followers(_lying(process)).annotate(place=place).filter(place__lte=shown)
    return rows.select_related("contribution", "segment").order_by("theme", "contribution__number", "pk")


def _without_followers(rows: "QuerySet[ThemeAssignment]") -> "QuerySet[ThemeAssignment]":
    """Leave out voices whose leading voice lies in the same theme: they are shown as one pile."""
    leading = GroupMembership.objects.current().filter(
        leads=True,
        group=OuterRef("group"),
        contribution__assignments__superseded_at=None,
        contribution__assignments__theme=OuterRef(OuterRef("theme")),
    )
    following = GroupMembership.objects.current().filter(contribution=OuterRef("contribution"), leads=False)
    return rows.filter(~Exists(following.filter(Exists(leading))))


def theme_cards(theme: Theme) -> "QuerySet[ThemeAssignment]":
    """Every card that lies in a theme now, by number, with its voice: to be sliced and given to `lying_cards`."""
    rows = _lying(theme.process).filter(theme=theme)
    return rows.select_related(
        "contribution__event", "contribution__actor_group", "contribution__area", "segment"
    ).order_by("contribution__number", "segment__first_word", "pk")


def theme_revisions(theme: Theme) -> "QuerySet[ThemeRevision]":
    """What a theme was called and where it lay, the newest first."""
    return theme.revisions.select_related("field", "made_by", "merged_into").order_by("-made_at", "-pk")


def shown_cards(process: Process) -> ContributionQuerySet:
    """Cards that may go on: all but the withheld and the withdrawn ones."""
    return Contribution.objects.filter(process=process, withdrawn_at=None).exclude(moderation=Moderation.WITHHELD)


def cards(process: Process, *, state: str = "unsorted", kind: str = "", event_slug: str = "") -> ContributionQuerySet:
    """Voices of a process by number: `unsorted` (a card of theirs lies in no theme), `pending`, `withheld`, or `all`.

    Slice them and give the slice to `board_cards`.
    """
    found = Contribution.objects.filter(process=process).select_related("event", "actor_group", "area")
    if state in (Moderation.PENDING, Moderation.WITHHELD):
        found = found.filter(moderation=state, withdrawn_at=None)
    elif state == "unsorted":
        found = found.filter(has_open_card(), withdrawn_at=None).exclude(moderation=Moderation.WITHHELD)
    if kind:
        found = found.filter(kind=kind)
    if event_slug:
        found = found.filter(event__slug=event_slug)
    return found.order_by("number", "pk")


# --- one voice ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class CardPage:
    """One voice with its translations, its parts, every theme it or a part ever lay in (newest first) and its group."""

    contribution: Contribution
    translations: tuple[Translation, ...]
    parts: tuple[SplitPart, ...]
    cards: tuple[BoardCard, ...]
    assignments: tuple[ThemeAssignment, ...]
    group: tuple[GroupMembership, ...]

    @property
    def silent(self) -> list[str]:
        """The words of the parts without a statement of their own."""
        return [part.segment.quoted(self.contribution) for part in self.parts if not part.speaks]

    @property
    def current(self) -> ThemeAssignment | None:
        """Where it lies, if it is whole and lies anywhere."""
        return self.cards[0].assignment if self.cards and self.cards[0].segment is None else None


def card_page(contribution: Contribution) -> CardPage:
    """Everything the office page of a card shows. Seven queries."""
    assignments = contribution.assignments.select_related("theme__field", "made_by", "segment")
    return CardPage(
        contribution=contribution,
        translations=tuple(contribution.translations.order_by("language", "pk")),
        parts=tuple(current_parts([contribution])[contribution.pk]),
        cards=board_cards([contribution])[0],
        assignments=tuple(assignments.order_by("-made_at", "-pk")),
        group=tuple(current_memberships([contribution])),
    )


# --- waiting ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class WaitingCards:
    """What waits in one process."""

    process: Process
    pending: int
    unsorted: int


def waiting_cards(processes: ProcessQuerySet) -> list[WaitingCards]:
    """Cards to be checked and cards without a theme, for each process that has any. One query."""
    shown = Q(contributions__withdrawn_at=None) & ~Q(contributions__moderation=Moderation.WITHHELD)
    counted: QuerySet[Any] = processes.annotate(
        pending=Count("contributions", filter=shown & Q(contributions__moderation=Moderation.PENDING)),
        unsorted=Count("contributions", filter=shown & has_open_card("contributions__pk")),
    ).filter(Q(pending__gt=0) | Q(unsorted__gt=0))
    return [WaitingCards(process, process.pending, process.unsorted) for process in counted]
