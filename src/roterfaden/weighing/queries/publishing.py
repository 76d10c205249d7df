"""Reading which answers wait to be published, and how people will read them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from roterfaden.concept.models import Consideration, Element
from roterfaden.concept.queries import element_titles, is_answered
from roterfaden.participation.models import (
    Contribution,
    ContributionQuerySet,
    GroupMembership,
    Process,
    Theme,
    ThemeAssignment,
    VoiceGroup,
)


@dataclass(frozen=True)
class Selection:
    """Which answers: those at an element, to a theme, to a group – or all of the process."""

    element: Element | None = None
    theme: Theme | None = None
    group: VoiceGroup | None = None


@dataclass(frozen=True)
class ReadableAnswer:
    """One answer as people will read it. `changes` is the plain reason it will replace, empty when it is the first."""

    answer: Consideration
    passage: str
    place: str
    changes: str


@dataclass(frozen=True)
class PublishRow:
    """A voice with the answers that will be published, and whether another part of it has no answer yet."""

    contribution: Contribution
    answers: tuple[ReadableAnswer, ...]
    is_partial: bool


def voices_to_publish(process: Process, selection: Selection) -> ContributionQuerySet:
    """Voices with an answer in force that is not public, withheld and withdrawn ones included: they will be refused."""
    waiting = Consideration.objects.current().filter(contribution=OuterRef("pk"), published_at=None)
    if selection.element is not None:
        waiting = waiting.filter(element=selection.element)
    rows = Contribution.objects.filter(Exists(waiting), process=process)
    if selection.theme is not None:
        lying = ThemeAssignment.objects.filter(theme=selection.theme, superseded_at=None)
        rows = rows.filter(pk__in=lying.values("contribution"))
    if selection.group is not None:
        members = GroupMembership.objects.filter(group=selection.group, superseded_at=None)
        rows = rows.filter(pk__in=members.values("contribution"))
    return rows.order_by("number", "pk")


def publish_rows(voices: Iterable[Contribution]) -> tuple[PublishRow, ...]:
    """A page of voices with what people will read. Five queries."""
    shown = list(voices)
    answers = list(
        Consideration.objects.current()
        .filter(contribution__in=shown, published_at=None)
        .select_related("segment")
        .order_by("segment__first_word", "made_at", "pk")
    )
    public = Consideration.objects.shown().filter(contribution__in=shown).order_by("pk")
    before = {(row.contribution_id, row.segment_id, row.element_id): row.plain_reason for row in public}
    answered = Contribution.objects.filter(is_answered(), pk__in=[voice.pk for voice in shown])
    whole = set(answered.values_list("pk", flat=True))
    titles = element_titles({row.element_id for row in answers if row.element_id})
    by_voice: dict[int, list[Consideration]] = defaultdict(list)
    for answer in answers:
        by_voice[answer.contribution_id].append(answer)
    return tuple(
        PublishRow(
            contribution=voice,
            answers=tuple(
                ReadableAnswer(
                    answer=answer,
                    passage=answer.segment.quoted(voice) if answer.segment else "",
                    place=titles.get(answer.element_id or 0, ""),
                    changes=before.get((voice.pk, answer.segment_id, answer.element_id), ""),
                )
                for answer in by_voice[voice.pk]
            ),
            is_partial=voice.pk not in whole,
        )
        for voice in shown
    )
