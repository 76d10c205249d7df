"""What happened on the board, and what it looked like at any earlier moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from roterfaden.accounts.models import User
from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import Moderation, StepKind
from roterfaden.participation.methods import quote
from roterfaden.participation.models import (
    BOARD_ACTS,
    BoardAct,
    BoardStep,
    Contribution,
    GroupMembership,
    Process,
    SplitPart,
    Theme,
    ThemeAssignment,
    ThemeRevision,
)
from roterfaden.topics.models import FieldOfAction

Marks = tuple[int, int] | None
"""First and last word of a part; None for a whole voice."""


# --- the board of a moment ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ThemeThen:
    """A theme as it was called at a moment."""

    theme: int
    field: int
    title: str
    summary: str


@dataclass(frozen=True)
class BoardThen:
    """The board of a process at a moment, by keys.

    `parts` holds for each split voice the marks of its parts and whether they speak, `lying` the theme of each card,
    `groups` for each group its voices, the leading one first. What is in none of `lying` was on the open list.
    """

    moment: datetime
    themes: Mapping[int, ThemeThen]
    parts: Mapping[int, tuple[tuple[int, int, bool], ...]]
    lying: Mapping[tuple[int, Marks], int]
    groups: frozenset[tuple[int, ...]]


def board_as_of(process: Process, moment: datetime) -> BoardThen:
    """The board as it was at `moment`, after everything done by then. Four queries.

    It tells what lay where. Whether a voice is shown at all is decided by today, also in a picture of the past.
    """
    revisions = _in_force(ThemeRevision, moment, theme__process=process).filter(is_retired=False)
    parts: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    for voice, first, last, speaks in _in_force(SplitPart, moment, contribution__process=process).values_list(
        "contribution", "segment__first_word", "segment__last_word", "speaks"
    ):
        parts[voice].append((first, last, speaks))
    lying = _in_force(ThemeAssignment, moment, contribution__process=process)
    groups: dict[int, list[tuple[bool, int]]] = defaultdict(list)
    for group, leads, voice in _in_force(GroupMembership, moment, group__process=process).values_list(
        "group", "leads", "contribution"
    ):
        groups[group].append((not leads, voice))
    return BoardThen(
        moment=moment,
        themes={row.theme_id: ThemeThen(row.theme_id, row.field_id, row.title, row.summary) for row in revisions},
        parts={voice: tuple(sorted(found)) for voice, found in parts.items()},
        lying={
            (voice, None if first is None else (first, last)): theme
            for voice, first, last, theme in lying.values_list(
                "contribution", "segment__first_word", "segment__last_word", "theme"
            )
        },
        groups=frozenset(tuple(voice for _order, voice in sorted(found)) for found in groups.values()),
    )


def _in_force(model: type[BoardAct], moment: datetime, **where: Any) -> "QuerySet[Any]":
    rows = model.objects.filter(made_at__lte=moment, **where)
    return rows.filter(Q(superseded_at=None) | Q(superseded_at__gt=moment)).order_by("pk")


@dataclass(frozen=True)
class CardThen:
    """A card as it lay then; `text` is the passage or the whole voice."""

    contribution: Contribution
    text: str
    is_part: bool


@dataclass(frozen=True)
class FieldThen:
    """A field of action with its themes then, the first cards of each and how many there were."""

    field: FieldOfAction
    themes: tuple[tuple[ThemeThen, tuple[CardThen, ...], int], ...]


@dataclass(frozen=True)
class BoardThenPage:
    """A board of the past, to be read."""

    moment: datetime
    fields: tuple[FieldThen, ...]
    open_cards: tuple[CardThen, ...]
    open_total: int


def board_then_page(process: Process, moment: datetime, *, shown: int) -> BoardThenPage:
    """The board at `moment` with the first `shown` cards of each theme. Six queries."""
    then = board_as_of(process, moment)
    voices = {
        voice.pk: voice
        for voice in Contribution.objects.filter(process=process, captured_at__lte=moment, withdrawn_at=None)
        .exclude(moderation=Moderation.WITHHELD)
        .order_by("number", "pk")
    }
    by_theme: dict[int | None, list[CardThen]] = defaultdict(list)
    for voice in voices.values():
        parts = then.parts.get(voice.pk)
        marks: list[Marks] = [(first, last) for first, last, speaks in parts if speaks] if parts else [None]
        words = parts[-1][1] + 1 if parts else 0
        for mark in marks:
            text = quote(voice.text, *mark, words) if mark else voice.text
            card = CardThen(voice, text, is_part=mark is not None)
            by_theme[then.lying.get((voice.pk, mark))].append(card)
    columns: dict[int, list[tuple[ThemeThen, tuple[CardThen, ...], int]]] = defaultdict(list)
    for theme in sorted(then.themes.values(), key=lambda theme: (theme.title, theme.theme)):
        inside = by_theme[theme.theme]
        columns[theme.field].append((theme, tuple(inside[:shown]), len(inside)))
    fields = FieldOfAction.objects.order_by("number", "pk")
    return BoardThenPage(
        moment=moment,
        fields=tuple(FieldThen(field, tuple(columns[field.pk])) for field in fields if field.pk in columns),
        open_cards=tuple(by_theme[None][:shown]),
        open_total=len(by_theme[None]),
    )


# --- steps --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Change:
    """What a step did to one thing. Empty `before` or `after`: there was, or is, nothing – for a card the open list."""

    what: str
    """`card`, `theme`, `parts` or `group`."""
    number: int
    before: str
    after: str


@dataclass(frozen=True)
class ToldStep:
    """A step in words: who, when, what changed and why; whether it is undone, and by which step."""

    step: BoardStep
    changes: tuple[Change, ...]
    total: int
    is_undone: bool


def board_steps(
    process: Process, *, contribution: Contribution | None = None, theme: Theme | None = None
) -> "QuerySet[BoardStep]":
    """All steps on a board, the newest first; only those about one voice or one theme if it is named."""
    rows = BoardStep.objects.filter(process=process).select_related("made_by", "undoes")
    if contribution is not None:
        rows = rows.filter(_touching([SplitPart, ThemeAssignment, GroupMembership], contribution=contribution))
    if theme is not None:
        rows = rows.filter(_touching([ThemeRevision], theme=theme))
    return rows.order_by("-made_at", "-pk")


def _touching(models: Iterable[type[BoardAct]], **where: Any) -> Q:
    found = Q(pk__in=[])
    for model in models:
        rows = model.objects.filter(**where)
        found |= Q(pk__in=rows.values("step")) | Q(pk__in=rows.filter(ended_by__isnull=False).values("ended_by"))
    return found


def last_step(process: Process, actor: Actor) -> BoardStep | None:
    """The newest step of this person that still counts and is not itself an undo: what "undo" means. Two queries."""
    if not isinstance(actor, User):
        return None
    undone = undone_steps(process)
    own = BoardStep.objects.filter(process=process, made_by=actor).exclude(kind=StepKind.UNDONE)
    return own.exclude(pk__in=undone).order_by("-made_at", "-pk").first()


def undone_steps(process: Process) -> set[int]:
    """Keys of the steps whose effect an undo has taken back, and no later undo has brought again. One query."""
    undone: set[int] = set()
    rows = BoardStep.objects.filter(process=process, kind=StepKind.UNDONE).order_by("-pk")
    for step, undoes in rows.values_list("pk", "undoes"):
        if step not in undone and undoes is not None:
            undone.add(undoes)
    return undone


def told_steps(steps: Iterable[BoardStep], *, shown: int = 12) -> list[ToldStep]:
    """What each step of a page did, with at most `shown` changes each. Nine queries, however many steps."""
    page = list(steps)
    if not page:
        return []
    changes = _changes([step.pk for step in page])
    undone = undone_steps(page[0].process)
    return [ToldStep(step, tuple(changes[step.pk][:shown]), len(changes[step.pk]), step.pk in undone) for step in page]


def _changes(steps: list[int]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for step, ended, begun in _by_slot(ThemeRevision, steps, "theme", "field"):
        found[step].append(Change("theme", 0, _revision(ended), _revision(begun)))
    parts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for step, ended, begun in _by_slot(SplitPart, steps, "contribution"):
        counted = parts[step, (ended or begun).contribution_id]
        counted[0] = (ended or begun).contribution.number
        counted[1] += ended is not None
        counted[2] += begun is not None
    for (step, _voice), (number, before, after) in parts.items():
        found[step].append(Change("parts", number, str(before or ""), str(after or "")))
    for step, ended, begun in _by_slot(ThemeAssignment, steps, "theme", "contribution"):
        found[step].append(
            Change(
                "card", (ended or begun).contribution.number, ended.theme.title if ended else "",
                begun.theme.title if begun else "",
            )
        )  # fmt: skip
    for step, ended, begun in _by_slot(GroupMembership, steps, "contribution"):
        number = (ended or begun).contribution.number
        found[step].append(Change("group", number, str(ended.group_id) if ended else "", _membership(begun)))
    return found


def _by_slot(model: type[BoardAct], steps: list[int], *related: str) -> Iterable[tuple[int, Any, Any]]:
    """(step, row it ended, row it began) for every place it touched, in the order of the rows. Two queries."""
    pairs: dict[tuple[int, tuple[Any, ...]], list[Any]] = {}
    rows = model.objects.select_related(*related).order_by("pk")
    for row in rows.filter(ended_by__in=steps):
        pairs.setdefault((row.ended_by_id, row.slot), [None, None])[0] = row
    for row in rows.filter(step__in=steps):
        pairs.setdefault((row.step_id, row.slot), [None, None])[1] = row
    return [(step, ended, begun) for (step, _slot), (ended, begun) in pairs.items()]


def _revision(row: ThemeRevision | None) -> str:
    return f"{row.title} ({row.field.short_name})" if row is not None and not row.is_retired else ""


def _membership(row: GroupMembership | None) -> str:
    return str(row.group_id) if row is not None else ""


def newest_step_on(rows: Iterable[BoardAct]) -> BoardStep | None:
    """The newest step that began or ended anything where these rows stand. At most four queries."""
    newest = 0
    by_model: dict[type[BoardAct], list[BoardAct]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model in BOARD_ACTS:
        name = model.SLOT[0]
        keys = {getattr(row, name) for row in by_model[model]}
        for step, ended_by in model.objects.filter(**{f"{name}__in": keys}).values_list("step", "ended_by"):
            newest = max(newest, step, ended_by or 0)
    return BoardStep.objects.filter(pk=newest).first()
