"""The online stage: what is asked, by field of action, and the voices that answer."""

from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from roterfaden.participation.models import Contribution, Event
from roterfaden.participation.queries import AskedQuestion, questions_by_field
from roterfaden.thread.queries.voices import VoiceRow, voice_rows, with_context, with_supporters
from roterfaden.topics.models import FieldOfAction

VOICES_SHOWN = 3


@dataclass(frozen=True)
class QuestionPart:
    """A question with the voices that most people support, the newest first among equals."""

    asked: AskedQuestion
    voices: tuple[VoiceRow, ...]


@dataclass(frozen=True)
class StagePart:
    """A field of action (none: questions that belong to no single one) with its questions."""

    field: FieldOfAction | None
    questions: tuple[QuestionPart, ...]


def stage_of(event: Event, reads: str = "") -> tuple[StagePart, ...]:
    """Everything the page of an online event shows. Eight queries, however many questions and voices."""
    answering = with_supporters(Contribution.objects.published().filter(event=event, question__isnull=False))
    place = Window(
        RowNumber(),
        partition_by=F("question"),
        order_by=(F("supporters").desc(), F("said_on").desc(), F("number").desc(), F("pk").asc()),
    )
    best = list(with_context(answering.annotate(place=place).filter(place__lte=VOICES_SHOWN)).order_by("place", "pk"))
    rows = dict(zip((voice.pk for voice in best), voice_rows(best, with_talk=True), strict=True))
    return tuple(
        StagePart(
            group.field,
            tuple(
                QuestionPart(asked, tuple(rows[voice.pk] for voice in best if voice.question == asked.number))
                for asked in group.questions
            ),
        )
        for group in questions_by_field(event, reads)
    )
