"""The synopsis (Abwägungstabelle): for each voice, or each part of a split one, what became of it, where, and why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from roterfaden.concept.models import Consideration
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import Language, TranslationStatus
from roterfaden.participation.models import Contribution, Process, QuestionField, Translation
from roterfaden.participation.queries import Place, Slot, places_of
from roterfaden.thread.queries.versions import current_version, nodes_of
from roterfaden.thread.queries.voices import NOWHERE, VoiceFilter, narrowed

AT_ONCE = 500


@dataclass(frozen=True)
class SynopsisRow:
    """One answer to one voice or part, or a voice or part that has none (`outcome` empty).

    `process` is the slug of the process. `element_number` is the number of the element in the version residents read,
    empty when it does not stand there. `reason`, `role`
    and `is_published` are for the office and empty (true) for everybody else.
    """

    process: str
    number: int
    words: str
    language: str
    note: str
    translation: str
    is_machine: bool
    field_name: str
    field_slug: str
    theme: str
    element: int | None
    element_number: str
    element_title: str
    outcome: str
    referred_to: str
    plain_reason: str
    answered_on: date | None
    reason: str = ""
    role: str = ""
    is_published: bool = True


@dataclass(frozen=True)
class Synopsis:
    """The voices that fit, by number, and how their rows are made. `process` is that of the office; None: all.

    `internal` shows answers in force with the reason for the file, otherwise only published ones are shown.
    """

    wanted: VoiceFilter
    process: Process | None = None
    internal: bool = False

    def voices(self) -> QuerySet[Contribution]:
        """Published voices that fit, by number."""
        rows = Contribution.objects.published()
        if self.process is not None:
            rows = rows.filter(process=self.process)
        if self.internal and self.wanted.element is not None:  # its answer may not be published yet
            answers = Consideration.objects.in_force().filter(element=self.wanted.element)
            rows = rows.filter(pk__in=answers.values("contribution"))
            return narrowed(rows, replace(self.wanted, element=None)).order_by("process", "number", "pk")
        return narrowed(rows, self.wanted).order_by("process", "number", "pk")

    def places(self) -> dict[int, tuple[str, str]]:
        """Element → its number and title in the version residents read. Two queries."""
        nodes = nodes_of(current_version()).values_list("element", "number", "revision__title")
        return {element: (number, title) for element, number, title in nodes}

    def all_rows(self) -> Iterator[SynopsisRow]:
        """Every row, in constant memory: `AT_ONCE` voices at a time, six queries each."""
        voices, places = self.voices(), self.places()
        keys = list(voices.values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            found = voices.model.objects.filter(pk__in=keys[start : start + AT_ONCE])
            yield from self.rows(found.order_by("process", "number", "pk"), places)

    def rows(self, voices: QuerySet[Contribution], places: dict[int, tuple[str, str]]) -> list[SynopsisRow]:
        """The rows of a slice of `voices`. Six queries."""
        german = Translation.objects.filter(language=Language.DE).order_by("pk")
        found = list(
            voices.select_related("process").prefetch_related(
                Prefetch("translations", queryset=german, to_attr="german")
            )
        )
        cards = places_of(found)
        answers = self._answers(found)
        asked = _fields_asked()
        rows = (
            self._row(card, answer, places, asked)
            for slot, card in cards.items()
            for answer in answers.get(slot) or answers.get((slot[0], None)) or (None,)
        )
        return [row for row in rows if self._fits(row)]

    def _answers(self, voices: Sequence[Contribution]) -> dict[Slot, list[Consideration]]:
        manager = Consideration.objects
        found: dict[Slot, list[Consideration]] = defaultdict(list)
        rows = (manager.in_force() if self.internal else manager.shown()).filter(contribution__in=voices)
        for row in rows.order_by("made_at", "pk"):
            found[row.contribution_id, row.segment_id].append(row)
        return found

    def _fits(self, row: SynopsisRow) -> bool:
        """Whether this part of a voice that fits is itself in the field, at the element that was asked for."""
        field = "" if self.wanted.field == NOWHERE else self.wanted.field
        in_field = not self.wanted.field or row.field_slug == field
        return in_field and self.wanted.element in (None, row.element)

    def _row(
        self,
        card: Place,
        answer: Consideration | None,
        places: dict[int, tuple[str, str]],
        asked: dict[tuple[int, int], tuple[str, str]],
    ) -> SynopsisRow:
        voice: Any = card.contribution
        theme = card.assignment.theme if card.assignment else None
        field = (theme.field.slug, theme.field.name) if theme else _asked_of(card, asked)
        german = voice.german[0] if voice.german and not card.segment else None
        return SynopsisRow(
            process=voice.process.slug,
            number=voice.number,
            words=card.segment.quoted(voice) if card.segment else voice.words.text,
            language=voice.language,
            note=voice.words.note,
            translation=german.words.text if german else "",
            is_machine=bool(german and german.status == TranslationStatus.MACHINE),
            field_name=field[1],
            field_slug=field[0],
            theme=theme.title if theme else "",
            **_answered(answer, places, internal=self.internal),
        )


def _answered(answer: Consideration | None, places: dict[int, tuple[str, str]], *, internal: bool) -> dict[str, Any]:
    if answer is None:
        return dict.fromkeys(("element_number", "element_title", "outcome", "referred_to", "plain_reason"), "") | {
            "element": None, "answered_on": None,
        }  # fmt: skip
    number, title = places.get(answer.element_id or 0, ("", ""))
    when = answer.made_at if internal else answer.published_at
    found: dict[str, Any] = {
        "element": answer.element_id, "element_number": number, "element_title": title, "outcome": answer.outcome,
        "referred_to": answer.referred_to, "plain_reason": answer.plain_reason,
        "answered_on": local_day(when) if when else None,
    }  # fmt: skip
    if internal:
        found |= {
            "reason": answer.reason, "role": answer.role_label, "is_published": answer.published_at is not None,
        }  # fmt: skip
    return found


def _fields_asked() -> dict[tuple[int, int], tuple[str, str]]:
    """(event, question) → slug and name of the field the question belongs to. One query."""
    rows = QuestionField.objects.order_by("pk").values_list("event", "question", "field__slug", "field__name")
    return {(event, question): (slug, name) for event, question, slug, name in rows}


def _asked_of(card: Place, asked: dict[tuple[int, int], tuple[str, str]]) -> tuple[str, str]:
    """The field a voice that lies in no theme was asked about."""
    voice = card.contribution
    return asked.get((voice.event_id or 0, voice.question or 0), ("", ""))
