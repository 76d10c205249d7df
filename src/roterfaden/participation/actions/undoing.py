"""Taking back a step on the board: what it began ends, what it ended stands again. Nothing is deleted."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.steps import Step
from roterfaden.participation.enums import StepKind, Verb
from roterfaden.participation.methods import covers
from roterfaden.participation.models import (
    BOARD_ACTS,
    BoardAct,
    BoardStep,
    GroupMembership,
    SplitPart,
    Theme,
    ThemeAssignment,
    ThemeRevision,
)
from roterfaden.participation.queries import locked_board, locked_voices, newest_step_on, undone_steps


def undo_step(*, actor: Actor, step: BoardStep, reason: str = "", now: datetime) -> BoardStep:
    """Take back any step on the board, also an undo, and return the step that does it.

    Refuses a step that is undone already, and one a later step rests on: when what it began lies elsewhere by now, or
    the board would fall apart (a part of a voice that is whole again, a card in a theme that is not used any more).
    Audited as board_step.undone.
    """
    require(actor, "participation.undo_step", step)
    with transaction.atomic():
        process = locked_board(step.process)
        if step.pk in undone_steps(process):
            raise errors.AlreadyUndone()
        alive, ended = _still_standing(step), [row for model in BOARD_ACTS for row in _ended(model, step)]
        locked_voices(process, (key for row in [*alive, *ended] if (key := getattr(row, "contribution_id", 0))))
        undo = Step(actor=actor, process=process, kind=StepKind.UNDONE, reason=reason, now=now, undoes=step)
        undo.end(alive)
        _check_free(ended)
        restored = [_copy(row) for row in ended]
        undo.begin(restored)
        _check_whole([*alive, *restored])
        _mirror(undo, [*alive, *restored])
        changes = {"step": (str(step.get_kind_display()), None)}
        record(actor=actor, verb=Verb.BOARD_STEP_UNDONE, subject=step, now=now, changes=changes, reason=reason)
    return undo.row


def _still_standing(step: BoardStep) -> list[BoardAct]:
    """What the step began, as it stands now – perhaps brought back by an undo. Refuses when something is gone."""
    standing: list[BoardAct] = []
    for model in BOARD_ACTS:
        begun = list(model.objects.filter(step=step).select_related("restores").order_by("pk"))
        roots = {(row.restores or row).pk for row in begun}
        current = model.objects.current()
        rows = [*current.filter(pk__in=roots), *current.filter(restores__in=roots)]
        if len(rows) < len(begun):
            raise _built_upon(begun)
        standing += rows
    return standing


def _ended(model: type[BoardAct], step: BoardStep) -> list[BoardAct]:
    return list(model.objects.filter(ended_by=step).select_related("restores").order_by("pk"))


def _copy(row: BoardAct) -> BoardAct:
    """A new row that says what `row` said. `restores` leads to the first one that said it."""
    copy = type(row)(**{name: getattr(row, name) for name in row.CONTENT})
    copy.restores = row.restores or row
    return copy


def _check_free(rows: Iterable[BoardAct]) -> None:
    """Nothing stands where these rows would come back."""
    for model in BOARD_ACTS:
        wanted = {row.slot: row for row in rows if isinstance(row, model)}
        if not wanted:
            continue
        name = model.SLOT[0]
        there = model.objects.current().filter(**{f"{name}__in": [getattr(row, name) for row in wanted.values()]})
        taken = [row for row in there if row.slot in wanted]
        if taken:
            raise _built_upon(taken)


def _check_whole(rows: list[BoardAct]) -> None:
    """The board holds together: parts cover their text, cards are parts or whole voices and lie in themes in use,
    groups have a leader and at least two voices."""
    voices = {row.contribution_id for row in rows if isinstance(row, SplitPart | ThemeAssignment)}
    parts: dict[int, list[SplitPart]] = {}
    for part in SplitPart.objects.current().filter(contribution__in=voices).select_related("segment"):
        parts.setdefault(part.contribution_id, []).append(part)
    for found in parts.values():
        marks = [(part.segment.first_word, part.segment.last_word) for part in found]
        if not covers(marks, found[0].segment.words):
            raise _built_upon(found)
    themes = {row.theme_id for row in rows if isinstance(row, ThemeRevision | ThemeAssignment)}
    lying = ThemeAssignment.objects.current()
    for row in [*lying.filter(contribution__in=voices), *lying.filter(theme__in=themes)]:
        inside: set[int | None] = {part.segment_id for part in parts.get(row.contribution_id, ()) if part.speaks}
        if row.contribution_id in voices and row.segment_id not in (inside or {None}):
            raise _built_upon([row])
    retired = ThemeRevision.objects.current().filter(is_retired=False, theme__in=themes).values("theme")
    homeless = lying.filter(theme__in=themes).exclude(theme__in=retired)
    if homeless:
        raise _built_upon([*homeless[:1], *ThemeRevision.objects.filter(theme=homeless[0].theme_id)])
    groups: dict[int, list[GroupMembership]] = {}
    touched = {row.group_id for row in rows if isinstance(row, GroupMembership)}
    for member in GroupMembership.objects.current().filter(group__in=touched):
        groups.setdefault(member.group_id, []).append(member)
    for members in groups.values():
        if len(members) == 1 or sum(member.leads for member in members) != 1:
            raise _built_upon(members)


def _mirror(undo: Step, rows: Iterable[BoardAct]) -> None:
    """Themes say again what their revision says."""
    keys = {row.theme_id for row in rows if isinstance(row, ThemeRevision)}
    now = {row.theme_id: row for row in ThemeRevision.objects.current().filter(theme__in=keys)}
    for theme in Theme.objects.filter(pk__in=keys).order_by("pk"):
        undo.mirror(theme, now.get(theme.pk))


def _built_upon(rows: Iterable[BoardAct]) -> errors.BuiltUpon:
    later = newest_step_on(rows)
    return errors.BuiltUpon(step=later.get_kind_display() if later else "")
