"""Splitting a voice into parts, and joining them again. The original is never touched."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.steps import Step
from roterfaden.participation.enums import Moderation, StepKind, Verb
from roterfaden.participation.methods import Passage, count_words, partition
from roterfaden.participation.models import Contribution, Segment, SplitPart, Theme, ThemeAssignment
from roterfaden.participation.queries import current_parts, for_update, locked_board, places_of

Marks = tuple[int, int]


def split_contribution(
    *,
    actor: Actor,
    contribution: Contribution,
    passages: Sequence[Passage],
    rest_speaks: bool = False,
    themes: Mapping[Marks, Theme | None] | None = None,
    reason: str = "",
    now: datetime,
) -> list[SplitPart]:
    """Mark the parts of a voice that say different things; each can lie in a theme and be answered on its own.

    Words in no passage become parts too: with a statement (`rest_speaks`) or named as having none. A part stays where
    the words lay before, unless `themes` names another place for its marks (None: the open list). Splitting anew keeps
    the parts that stay the same. Refuses a withheld voice, passages that overlap or lie outside the text, fewer than
    two parts, no part with a statement, the split there is, and a theme of another process or not used any more.
    Audited as contribution.split.
    """
    require(actor, "participation.split_contribution", contribution)
    places = dict(themes or {})
    if any(theme is not None and theme.process_id != contribution.process_id for theme in places.values()):
        raise errors.OtherProcess()
    with transaction.atomic():
        locked_board(contribution.process)
        voice = for_update(contribution)
        _check_themes(places.values())
        if voice.moderation == Moderation.WITHHELD or voice.is_withdrawn:
            raise errors.IsWithheld(number=voice.number)
        wanted = partition(voice.text, passages, rest_speaks=rest_speaks)
        before = current_parts([voice])[voice.pk]
        kept = {_passage(part): part for part in before if _passage(part) in wanted}
        if len(kept) == len(wanted):
            raise errors.SplitUnchanged(number=voice.number)
        step = Step(actor=actor, process=voice.process, kind=StepKind.SPLIT, reason=reason, now=now)
        lying, olds = _lying(voice), [_marks(part.segment) for part in before if part.speaks]
        step.end(part for part in before if _passage(part) not in wanted)
        segments = _segments(voice, wanted)
        step.begin(
            SplitPart(contribution=voice, segment=segments[passage.marks], speaks=passage.speaks)
            for passage in wanted
            if passage not in kept
        )
        goes_to = {
            passage.marks: _theme_of(passage, places, lying, olds or list(lying))
            for passage in wanted
            if passage.speaks
        }
        stays = {passage.marks for passage in kept}
        _lay_parts(step, voice, segments, goes_to, lying, stays)
        changes = {"parts": (len(before) or None, len(wanted))}
        record(actor=actor, verb=Verb.CONTRIBUTION_SPLIT, subject=voice, now=now, changes=changes, reason=reason)
    return current_parts([voice])[voice.pk]


def join_contribution(*, actor: Actor, contribution: Contribution, reason: str = "", now: datetime) -> Contribution:
    """Make a split voice whole again; it lies where all its parts lay, or on the open list if they lay apart.

    Refuses a voice that is not split. Audited as contribution.joined.
    """
    require(actor, "participation.join_contribution", contribution)
    with transaction.atomic():
        locked_board(contribution.process)
        voice = for_update(contribution)
        parts = current_parts([voice])[voice.pk]
        if not parts:
            raise errors.NotSplit(number=voice.number)
        step = Step(actor=actor, process=voice.process, kind=StepKind.JOINED, reason=reason, now=now)
        lying = _lying(voice)
        speaking = [_marks(part.segment) for part in parts if part.speaks]
        lay_in = {lying[marks].theme_id for marks in speaking if marks in lying}
        step.end([*parts, *lying.values()])
        if len(lay_in) == 1 and all(marks in lying for marks in speaking):
            step.begin([ThemeAssignment(contribution=voice, theme_id=lay_in.pop())])
        changes = {"parts": (len(parts), None)}
        record(actor=actor, verb=Verb.CONTRIBUTION_JOINED, subject=voice, now=now, changes=changes, reason=reason)
    return voice


def _passage(part: SplitPart) -> Passage:
    return Passage(*_marks(part.segment), part.speaks)


def _marks(segment: Segment) -> Marks:
    return segment.first_word, segment.last_word


def _lying(voice: Contribution) -> dict[Marks, ThemeAssignment]:
    """The present assignments of a voice by the words they are about; a whole voice is all its words."""
    whole = (0, count_words(voice.text) - 1)
    return {
        _marks(place.segment) if place.segment else whole: place.assignment
        for place in places_of([voice]).values()
        if place.assignment is not None
    }


def _segments(voice: Contribution, passages: Iterable[Passage]) -> dict[Marks, Segment]:
    """The mark of each passage; one that was ever made is used again, with everything that hangs on it."""
    found = {_marks(segment): segment for segment in voice.segments.all()}
    words = count_words(voice.text)
    new = [
        Segment(contribution=voice, first_word=first, last_word=last, words=words)
        for first, last in (passage.marks for passage in passages)
        if (first, last) not in found
    ]
    for segment in new:
        segment.full_clean()
    Segment.objects.bulk_create(new)
    return found | {_marks(segment): segment for segment in new}


def _theme_of(
    passage: Passage, places: Mapping[Marks, Theme | None], lying: Mapping[Marks, ThemeAssignment], olds: list[Marks]
) -> int | None:
    """Where a part goes: where the person says, else where most of its words lay."""
    if passage.marks in places:
        theme = places[passage.marks]
        return theme.pk if theme else None
    heir = max(olds, key=lambda marks: (passage.shared_words(*marks), -marks[0]), default=None)
    if heir is None or heir not in lying or not passage.shared_words(*heir):
        return None
    return lying[heir].theme_id


def _lay_parts(
    step: Step,
    voice: Contribution,
    segments: Mapping[Marks, Segment],
    goes_to: Mapping[Marks, int | None],
    lying: Mapping[Marks, ThemeAssignment],
    stays: set[Marks],
) -> None:
    """End the links of parts that are gone or move, and begin those of parts that are new or move."""
    untouched = {marks for marks in stays & lying.keys() if goes_to.get(marks) == lying[marks].theme_id}
    step.end(row for marks, row in lying.items() if marks not in untouched)
    free = {row.theme_id: row for marks, row in reversed(list(lying.items())) if marks not in untouched}
    step.begin(
        ThemeAssignment(
            contribution=voice,
            segment=segments[marks],
            theme_id=theme,
            supersedes=lying.get(marks) or free.pop(theme, None),
        )
        for marks, theme in goes_to.items()
        if theme is not None and marks not in untouched
    )


def _check_themes(themes: Iterable[Theme | None]) -> None:
    keys = [theme.pk for theme in themes if theme is not None]
    retired = Theme.objects.filter(pk__in=keys, retired_at__isnull=False).order_by("pk").first()
    if retired is not None:
        raise errors.ThemeIsRetired(theme=retired.title)
