"""What the documentation of an event shows besides its words: cards by question, what was spoken of most, photos."""

from collections import Counter
from dataclasses import dataclass

from roterfaden.participation.enums import ContributionKind, HeadcountOf, Language
from roterfaden.participation.methods import Wording, shown_counts
from roterfaden.participation.models import (
    CardPhoto,
    Contribution,
    Documentation,
    Event,
    EventPhoto,
    ThemeAssignment,
)
from roterfaden.participation.queries.capture import shown_photos
from roterfaden.places.models import Area

THEMES_SHOWN = 5


@dataclass(frozen=True)
class CardLine:
    """A published card. `translation` is a German one where the original is in another language; `photo` is shown."""

    number: int
    text: str
    language: str
    translation: str
    note: str
    weight: int
    photo: CardPhoto | None


@dataclass(frozen=True)
class CardSection:
    """The cards of one question (with its wordings), or of one kind where cards name no question."""

    title: str
    wordings: tuple[Wording, ...]
    cards: tuple[CardLine, ...]


@dataclass(frozen=True)
class CountLine:
    """How many people of a group, municipality or language came."""

    label: str
    lang: str
    attended: int


@dataclass(frozen=True)
class DocumentationPage:
    """Everything the page shows. Counts are empty where nobody counted; `hidden_…` is how many lines are not shown."""

    event: Event
    words: Documentation
    total: int | None
    registered: int | None
    groups: tuple[CountLine, ...]
    areas: tuple[CountLine, ...]
    languages: tuple[CountLine, ...]
    hidden_groups: int
    hidden_areas: int
    hidden_languages: int
    sections: tuple[CardSection, ...]
    fields: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]
    photos: tuple[EventPhoto, ...]

    @property
    def voices(self) -> int:
        return sum(len(section.cards) for section in self.sections)


def documentation_page(words: Documentation) -> DocumentationPage:
    """The documentation of an event as everybody may see it: published cards, released photos. Eight queries."""
    event = words.event
    counts: dict[str, dict[str, int]] = {of: {} for of in HeadcountOf.values}
    total = registered = None
    for row in event.headcounts.order_by("of", "key"):
        if row.of == HeadcountOf.ALL:
            total, registered = row.attended, row.registered
        elif row.attended:
            counts[row.of][row.key] = row.attended
    names = dict(event.process.actor_groups.order_by("position", "pk").values_list("slug", "name"))
    places = dict(Area.objects.partners().order_by("short_name", "pk").values_list("key", "short_name"))
    spoken = {language.value: str(language.label) for language in Language}
    groups = _lines(counts[HeadcountOf.GROUP], names)
    areas = _lines(counts[HeadcountOf.AREA], places)
    languages = _lines(counts[HeadcountOf.LANGUAGE], spoken, are_languages=True)
    return DocumentationPage(
        event=event,
        words=words,
        total=total,
        registered=registered,
        groups=groups,
        areas=areas,
        languages=languages,
        hidden_groups=len(counts[HeadcountOf.GROUP]) - len(groups),
        hidden_areas=len(counts[HeadcountOf.AREA]) - len(areas),
        hidden_languages=len(counts[HeadcountOf.LANGUAGE]) - len(languages),
        sections=_sections(event),
        photos=tuple(event.photos.released().select_related("file").order_by("position", "pk")),
        **_emphases(event),
    )


def _lines(counts: dict[str, int], labels: dict[str, str], *, are_languages: bool = False) -> tuple[CountLine, ...]:
    """The counts that may be shown, in the order of the labels."""
    shown = {key: each.count for key, each in shown_counts(counts).items() if each.count is not None}
    return tuple(
        CountLine(label, key if are_languages else "", shown[key]) for key, label in labels.items() if key in shown
    )


def _sections(event: Event) -> tuple[CardSection, ...]:
    """Published cards by question in the order of the agenda; those without a question by kind. Three queries."""
    rows = (
        Contribution.objects.published()
        .filter(event=event)
        .prefetch_related("translations")
        .order_by("-weight", "number", "pk")
    )
    asked, photos = event.asked, shown_photos(event)
    by_question: dict[int, list[CardLine]] = {}
    by_kind: dict[str, list[CardLine]] = {}
    for row in rows:
        line = _card(row, photos.get(row.pk))
        if row.question and row.question <= len(asked):
            by_question.setdefault(row.question, []).append(line)
        else:
            by_kind.setdefault(row.kind, []).append(line)
    questions = [
        CardSection(texts[0].text, texts, tuple(by_question[number]))
        for number, texts in enumerate(asked, start=1)
        if number in by_question
    ]
    kinds = [CardSection(str(kind.label), (), tuple(by_kind[kind])) for kind in ContributionKind if kind in by_kind]
    return (*questions, *kinds)


def _card(row: Contribution, photo: CardPhoto | None) -> CardLine:
    german = next((each.words.text for each in row.translations.all() if each.language == Language.DE), "")
    return CardLine(row.number, row.words.text, row.language, german, row.words.note, row.weight, photo)


def _emphases(event: Event) -> dict[str, tuple[tuple[str, int], ...]]:
    """The fields and themes with most published cards. One query."""
    heard = Contribution.objects.published().filter(event=event)
    lying = ThemeAssignment.objects.current().filter(contribution__in=heard).order_by("theme", "contribution")
    fields: Counter[str] = Counter()
    themes: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for card, theme, field in lying.values_list("contribution", "theme__title", "theme__field__name").distinct():
        themes[theme] += 1
        fields[field] += (card, field) not in seen  # a card in two themes of one field counts once there
        seen.add((card, field))
    return {"fields": tuple(fields.most_common()), "themes": tuple(themes.most_common(THEMES_SHOWN))}
