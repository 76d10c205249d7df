"""Answers for many voices: whom one answer would reach, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from roterfaden.concept.models import Consideration
from roterfaden.concept.queries import answers_to
from roterfaden.participation.models import (
    Contribution,
    GroupMembership,
    ProcessQuerySet,
    Segment,
    Theme,
    ThemeAssignment,
    VoiceGroup,
)
from roterfaden.participation.queries import Place, Slot, places_of
from roterfaden.weighing.enums import LeftOut
from roterfaden.weighing.models import AnswerBatch, BatchItem


@dataclass(frozen=True)
class BatchCard:
    """A voice, or a part of a split one, that an answer could be for; `left_out` says why it is not ticked at first."""

    contribution: Contribution
    segment: Segment | None
    answers: tuple[Consideration, ...]
    left_out: str

    @property
    def key(self) -> str:
        """The card as the form sends it: "12" or "12-5"."""
        return f"{self.contribution.pk}-{self.segment.pk}" if self.segment else str(self.contribution.pk)

    @property
    def text(self) -> str:
        return self.segment.quoted(self.contribution) if self.segment else self.contribution.words.text

    @property
    def can_be_answered(self) -> bool:
        """Whether a tick does anything: a voice with an answer can get another, a split one only part by part."""
        return self.left_out in ("", LeftOut.ANSWERED)

    @property
    def why(self) -> str:
        return str(LeftOut(self.left_out).label) if self.left_out else ""


def replaced_by(answer: Consideration) -> list[Consideration]:
    """What this answer replaced, general ones first: it ended them at the moment it was made. One query."""
    ended = Consideration.objects.filter(contribution=answer.contribution_id, superseded_at=answer.made_at)
    if answer.segment_id is not None:
        ended = ended.filter(segment=answer.segment_id)
    rows = ended.filter(pk__lt=answer.pk).select_related("contribution", "segment", "element", "version")
    return sorted(rows.order_by("pk"), key=lambda old: (old.segment_id is not None, old.element_id is not None, old.pk))


def cards_of_group(group: VoiceGroup) -> list[BatchCard]:
    """Every voice of a group, the leading one first. Four queries."""
    rows = GroupMembership.objects.current().filter(group=group)
    rows = rows.select_related("contribution__area", "contribution__process").order_by(
        "-leads", "contribution__number", "pk"
    )
    return _cards([(row.contribution, None) for row in rows])


def cards_of_theme(theme: Theme) -> list[BatchCard]:
    """Every published voice, and every part of a split one, that lies in a theme, by number. Four queries."""
    rows = ThemeAssignment.objects.current().filter(theme=theme)
    rows = rows.filter(contribution__in=Contribution.objects.published())
    rows = rows.select_related("contribution__area", "contribution__process", "segment")
    return _cards([(row.contribution, row.segment) for row in rows.order_by("contribution__number", "pk")])


def _cards(chosen: list[tuple[Contribution, Segment | None]]) -> list[BatchCard]:
    voices = list({voice.pk: voice for voice, _segment in chosen}.values())
    places = places_of(voices)
    answers = answers_to(places)
    cards = []
    for voice, segment in chosen:
        slot = (voice.pk, segment.pk if segment else None)
        cards.append(BatchCard(voice, segment, answers.get(slot, ()), _left_out(voice, slot, places, answers)))
    return cards


def _left_out(
    voice: Contribution, slot: Slot, places: Mapping[Slot, Place], answers: Mapping[Slot, tuple[Consideration, ...]]
) -> str:
    if not voice.is_published:
        return LeftOut.WITHHELD
    if slot not in places:
        return LeftOut.SPLIT if slot[1] is None else LeftOut.PART_GONE
    return LeftOut.ANSWERED if answers[slot] else ""


@dataclass(frozen=True)
class Together:
    """An answer was given with others: the batch and how many other voices got it."""

    batch: AnswerBatch
    others: int


def answered_together(answers: Iterable[Consideration]) -> dict[int, Together]:
    """For each answer that is part of a batch: which one, and with how many others. One query."""
    items = (
        BatchItem.objects.filter(consideration__in=[answer.pk for answer in answers])
        .select_related("batch")
        .annotate(size=Count("batch__items", filter=Q(batch__items__consideration__isnull=False)))
    )
    return {item.consideration_id or 0: Together(item.batch, item.size - 1) for item in items.order_by("pk")}


@dataclass(frozen=True)
class BatchPage:
    """A batch with the voices that got the answer, those left out, and those that kept it when it was taken back."""

    batch: AnswerBatch
    answered: tuple[BatchItem, ...]
    left_out: tuple[BatchItem, ...]
    waiting: int
    undone: int
    kept: tuple[BatchItem, ...]


def batch_page(batch: AnswerBatch) -> BatchPage:
    """Everything the page of a batch shows. One query."""
    items = list(
        batch.items.select_related("contribution", "segment", "consideration").order_by("contribution__number", "pk")
    )
    return BatchPage(
        batch=batch,
        answered=tuple(item for item in items if item.consideration_id),
        left_out=tuple(item for item in items if item.left_out),
        waiting=sum(item.consideration_id is None and not item.left_out for item in items),
        undone=sum(item.undone_at is not None for item in items),
        kept=tuple(item for item in items if item.kept),
    )


def batches_of(processes: ProcessQuerySet) -> "QuerySet[AnswerBatch]":
    """Common answers given in these processes, the newest first, each with `answered`, the number of its voices."""
    rows = AnswerBatch.objects.filter(process__in=processes.order_by()).select_related(
        "process", "group", "theme", "made_by", "element", "module__module"
    )
    counted: QuerySet[AnswerBatch] = rows.annotate(
        answered=Count("items", filter=Q(items__consideration__isnull=False))
    )
    return counted.order_by("-made_at", "-pk")
