"""Sorting what people said: laying cards into themes, and taking back what was done on the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.participation import errors
from roterfaden.participation.actions.steps import Step
from roterfaden.participation.enums import Moderation, StepKind, Verb
from roterfaden.participation.methods import Card
from roterfaden.participation.models import (
    BoardStep,
    Contribution,
    Process,
    Segment,
    Theme,
    ThemeAssignment,
)
from roterfaden.participation.queries import Place, Slot, for_update, locked_board, locked_voices, places_of


def assign_contribution(
    *,
    actor: Actor,
    contribution: Contribution,
    theme: Theme,
    segment: Segment | None = None,
    reason: str = "",
    now: datetime,
) -> ThemeAssignment:
    """Lay a voice, or one part of a split voice, into a theme; where it lay before is superseded, with the link kept.

    Refuses a theme of another process or one no longer used, a withheld voice, a split voice as a whole, a passage that
    is no part now and the theme it lies in. Audited as contribution.assigned.
    """
    require(actor, "participation.assign_contribution", contribution)
    if theme.process_id != contribution.process_id:
        raise errors.OtherProcess()
    with transaction.atomic():
        locked_board(contribution.process)
        locked = for_update(contribution)
        fresh = Theme.objects.get(pk=theme.pk)
        card = Card(locked.pk, segment.pk if segment else None, check=False)
        place = _place(card, {locked.pk: locked}, places_of([locked]), fresh)
        step = Step(actor=actor, process=locked.process, kind=StepKind.SORTED, reason=reason, now=now)
        [assignment] = _lay(step, [place], theme)
        before = place.assignment.theme.title if place.assignment else None
        record(
            actor=actor, verb=Verb.CONTRIBUTION_ASSIGNED, subject=assignment, now=now,
            changes={"theme": (before, theme.title)}, reason=reason,
        )  # fmt: skip
    return assignment


@dataclass(frozen=True)
class Moved:
    """What became of a move of many cards.

    The step (None when nothing was moved), the cards that were moved, the new links, what was refused and why.
    """

    step: BoardStep | None
    done: tuple[Place, ...]
    assignments: tuple[ThemeAssignment, ...]
    refused: tuple[tuple[Card, DomainError], ...]


def assign_contributions(
    *, actor: Actor, process: Process, cards: Sequence[Card], theme: Theme | None, reason: str = "", now: datetime
) -> Moved:
    """Lay many cards into a theme in one step, or (None) take them out onto the open list.

    What can be moved is moved; the rest is named with its refusal: those of `assign_contribution`, a voice of another
    process, and a card that lies elsewhere than the person saw (`Card.seen`). Refuses as a whole a theme of another
    process and one no longer used. Audited as contributions.sorted.
    """
    require(actor, "participation.assign_contributions", process)
    if theme is not None and theme.process_id != process.pk:
        raise errors.OtherProcess()
    with transaction.atomic():
        locked_board(process)
        voices = locked_voices(process, (card.contribution for card in cards))
        fresh = Theme.objects.get(pk=theme.pk) if theme is not None else None
        if fresh is not None and fresh.retired_at is not None:
            raise errors.ThemeIsRetired(theme=fresh.title)
        places = places_of(list(voices.values()))
        movable, refused = _sort_out(cards, voices, places, fresh)
        if not movable:
            return Moved(None, (), (), refused)
        step = Step(actor=actor, process=process, kind=StepKind.SORTED, reason=reason, now=now)
        assignments = _lay(step, movable, fresh)
        numbers = ", ".join(str(place.contribution.number) for place in movable)
        changes = {"theme": (None, fresh.title if fresh else None), "contributions": (None, numbers)}
        record(actor=actor, verb=Verb.CONTRIBUTIONS_SORTED, subject=step.row, now=now, changes=changes, reason=reason)
    return Moved(step.row, tuple(movable), tuple(assignments), refused)


def _sort_out(
    cards: Iterable[Card], voices: dict[int, Contribution], places: dict[Slot, Place], theme: Theme | None
) -> tuple[list[Place], tuple[tuple[Card, DomainError], ...]]:
    movable: dict[Slot, Place] = {}
    refused: list[tuple[Card, DomainError]] = []
    for card in cards:
        try:
            movable[card.slot] = _place(card, voices, places, theme)
        except DomainError as error:
            refused.append((card, error))
    return list(movable.values()), tuple(refused)


def _place(card: Card, voices: dict[int, Contribution], places: dict[Slot, Place], theme: Theme | None) -> Place:
    """Where a card lies, if it may be moved from there to `theme`."""
    voice, place = voices.get(card.contribution), places.get(card.slot)
    if voice is None:
        raise errors.OtherProcess()
    if theme is not None and theme.retired_at is not None:
        raise errors.ThemeIsRetired(theme=theme.title)
    if voice.moderation == Moderation.WITHHELD or voice.is_withdrawn:
        raise errors.IsWithheld(number=voice.number)
    if place is None:
        raise (errors.IsSplit if card.segment is None else errors.PartIsGone)(number=voice.number)
    lies = place.assignment
    if lies is None and theme is None:
        raise errors.AlreadyOpen(number=voice.number)
    if lies is not None and theme is not None and lies.theme_id == theme.pk:
        raise errors.AlreadyInTheme(number=voice.number)
    if card.check and card.seen != (lies.pk if lies else None):
        raise errors.MovedMeanwhile(number=voice.number, place=lies.theme.title if lies else errors.NO_THEME)
    return place


def _lay(step: Step, places: Sequence[Place], theme: Theme | None) -> list[ThemeAssignment]:
    step.end([place.assignment for place in places if place.assignment is not None])
    if theme is None:
        return []
    rows = [
        ThemeAssignment(
            contribution=place.contribution, segment=place.segment, theme=theme, supersedes=place.assignment
        )
        for place in places
    ]
    step.begin(rows)
    return rows
