"""What can be learnt from a process: its cards, where people laid them, and the names of fields and themes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from roterfaden.participation.models import Contribution, ContributionQuerySet, Process, SplitPart, ThemeAssignment
from roterfaden.participation.queries import shown_cards
from roterfaden.sorting.methods.learning import Lesson
from roterfaden.sorting.methods.seeds import FIRST_KEY, name_lessons
from roterfaden.sorting.methods.store import fingerprint_of
from roterfaden.sorting.methods.texts import Card, Passage, card
from roterfaden.sorting.models import Suggestion
from roterfaden.topics.models import FieldOfAction

READING_LANGUAGE = "de"
"""The language of the office: a translation into it is read beside the original."""


@dataclass(frozen=True)
class Lessons:
    """Everything to learn from, names first, then cards by number; and the fingerprint of it."""

    lessons: tuple[Lesson, ...]
    fingerprint: str
    sorted_cards: int


def lessons_of(process: Process) -> Lessons:
    """The lessons of a process. Five queries, whatever its size.

    A card counts with the theme it lies in now; the parts of a split card are lessons of their own.
    """
    names = _names(process)
    cards: list[Lesson] = []
    lying: dict[int, list[ThemeAssignment]] = {}
    for row in (
        ThemeAssignment.objects.current()
        .filter(contribution__process=process)
        .select_related("theme", "segment")
        .order_by("pk")
    ):
        lying.setdefault(row.contribution_id, []).append(row)
    for shown in _readable(process).order_by("number", "pk"):
        rows = lying.get(shown.pk, [])
        whole = card_of(shown)
        if not rows:
            cards.append(Lesson(whole))
        for row in rows:
            part = whole if row.segment is None else card(shown.pk, row.segment.quoted(shown), shown.language)
            cards.append(Lesson(part, field=row.theme.field_id, theme=row.theme_id))
    facts = "\n".join(
        f"{lesson.card.key}\t{lesson.field}\t{lesson.theme}\t{lesson.card.passages}" for lesson in [*names, *cards]
    )
    sorted_cards = sum(lesson.theme is not None for lesson in cards)
    return Lessons((*names, *cards), fingerprint_of(facts), sorted_cards)


def _names(process: Process) -> list[Lesson]:
    fields = {
        field.pk: (f"{field.name} {field.short_name}", field.orientation)
        for field in FieldOfAction.objects.order_by("number", "pk")
    }
    lessons = name_lessons(fields)
    first = FIRST_KEY - len(lessons)
    themes = process.themes.living().order_by("pk")
    return lessons + [
        Lesson(card(first - number, f"{theme.title} {theme.summary}"), theme.field_id, theme.pk, is_name=True)
        for number, theme in enumerate(themes)
    ]


def _readable(process: Process) -> ContributionQuerySet:
    return shown_cards(process).prefetch_related("translations")


def card_of(contribution: Contribution) -> Card:
    """A voice as the methods read it: the original and its German translation. Needs `translations` prefetched."""
    passages = [Passage(contribution.text, contribution.language)]
    if contribution.language != READING_LANGUAGE:
        passages += [
            Passage(row.text, row.language)
            for row in contribution.translations.all()
            if row.language == READING_LANGUAGE
        ]
    return Card(contribution.pk, tuple(passages))


def sorted_cards(process: Process) -> int:
    """How many cards and parts of cards lie in a theme now. One query."""
    return ThemeAssignment.objects.current().filter(contribution__process=process).count()


def waiting(process: Process) -> ContributionQuerySet:
    """Cards that lie in no theme and are not split: those that get suggestions. Two queries a page."""
    lies = ThemeAssignment.objects.filter(contribution=OuterRef("pk"), superseded_at=None)
    parts = SplitPart.objects.filter(contribution=OuterRef("pk"), superseded_at=None)
    return _readable(process).filter(~Exists(lies), ~Exists(parts)).order_by("number", "pk")


def without_suggestion(process: Process) -> ContributionQuerySet:
    """Waiting cards nothing was ever suggested for."""
    any_row = Suggestion.objects.filter(contribution=OuterRef("pk"))
    return waiting(process).filter(~Exists(any_row))


def texts_of(keys: Iterable[int]) -> dict[int, str]:
    """Original texts of some cards that may be shown, in the order of `keys`. One query."""
    wanted = list(keys)
    found = dict(Contribution.objects.filter(pk__in=wanted, withdrawn_at=None).values_list("pk", "text"))
    return {key: found[key] for key in wanted if key in found}


def cards_with(keys: Sequence[int]) -> list[Contribution]:
    """Cards by key, with their translations. Two queries."""
    return list(Contribution.objects.filter(pk__in=keys).prefetch_related("translations").order_by("number", "pk"))
