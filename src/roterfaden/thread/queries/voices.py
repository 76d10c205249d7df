"""The list of voices: search, filters and sorting, with what became of each. Only published voices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Length

from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration
from roterfaden.participation.enums import ContributionKind, Language, TranslationStatus
from roterfaden.participation.models import ActorGroup, Contribution, Event, ThemeAssignment, Translation
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction

UNANSWERED = "offen"
"""Outcome filter for voices that have no answer yet."""

SORTS: dict[str, tuple[str, ...]] = {
    "neu": ("-said_on", "-number", "pk"),
    "alt": ("said_on", "number", "pk"),
    "punkte": ("-weight", "number", "pk"),
    "kurz": ("length", "number", "pk"),
}
NEWEST = "neu"


@dataclass(frozen=True)
class VoiceFilter:
    """What narrows the list; empty means all. Values are slugs, codes and keys as they stand in addresses."""

    words: str = ""
    field: str = ""
    theme: int | None = None
    element: int | None = None
    actor_group: str = ""
    area: str = ""
    kind: str = ""
    language: str = ""
    outcome: str = ""
    event: str = ""
    sort: str = NEWEST


@dataclass(frozen=True)
class OutcomeMark:
    """One outcome of a voice, with the receiver when it was passed on."""

    code: str
    referred_to: str


@dataclass(frozen=True)
class VoiceRow:
    """A voice in a list. `translation` is a German one, when people spoke another language."""

    number: int
    kind_label: str
    text: str
    language: str
    translation: str
    is_machine: bool
    actor_group: str
    place: str
    origin: str
    said_on: date
    weight: int
    field_name: str
    theme: str
    outcomes: tuple[OutcomeMark, ...]


@dataclass(frozen=True)
class Choices:
    """What the filter offers: (value, label) pairs, in reading order."""

    fields: tuple[tuple[str, str], ...]
    actor_groups: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    events: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]


def choices() -> Choices:
    """The choices of the filter. Four queries."""
    areas = Area.objects.partners().order_by("short_name", "pk").values_list("slug", "short_name")
    groups = ActorGroup.objects.order_by("process", "position", "pk").values_list("slug", "name")
    events = Event.objects.order_by("starts_at", "pk").values_list("slug", "title")
    fields = FieldOfAction.objects.order_by("number", "pk").values_list("slug", "name")
    return Choices(
        fields=tuple(fields),
        actor_groups=tuple(dict.fromkeys(groups)),
        areas=tuple(areas),
        events=tuple(events),
        kinds=tuple((kind.value, str(kind.label)) for kind in ContributionKind),
        languages=tuple((language.value, str(language.label)) for language in Language),
    )


def voices(wanted: VoiceFilter) -> QuerySet[Contribution]:
    """Published voices that fit, in the order asked for, with everything `voice_row` reads. Three queries when read."""
    rows = _narrowed(Contribution.objects.published(), wanted)
    if wanted.sort == "kurz":
        rows = rows.annotate(length=Length("text"))
    lying = ThemeAssignment.objects.current().select_related("theme__field").order_by("pk")
    german = Translation.objects.filter(language=Language.DE).order_by("pk")
    return (
        rows.select_related("actor_group", "area", "event")
        .prefetch_related(
            Prefetch("assignments", queryset=lying, to_attr="current_assignments"),
            Prefetch("translations", queryset=german, to_attr="german"),
        )
        .order_by(*SORTS.get(wanted.sort, SORTS[NEWEST]))
    )


def _narrowed(rows: QuerySet[Contribution], wanted: VoiceFilter) -> QuerySet[Contribution]:
    exact = {
        "actor_group__slug": wanted.actor_group,
        "area__slug": wanted.area,
        "kind": wanted.kind,
        "language": wanted.language,
        "event__slug": wanted.event,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    lying = ThemeAssignment.objects.current().filter(contribution=OuterRef("pk"))
    if wanted.field:
        rows = rows.filter(Exists(lying.filter(theme__field__slug=wanted.field)))
    if wanted.theme is not None:
        rows = rows.filter(Exists(lying.filter(theme=wanted.theme)))
    answers = Consideration.objects.current().filter(contribution=OuterRef("pk"))
    if wanted.element is not None:
        answers = answers.filter(element=wanted.element)
        rows = rows.filter(Exists(answers))
    if wanted.outcome == UNANSWERED:
        rows = rows.filter(~Exists(answers))
    elif wanted.outcome:
        rows = rows.filter(Exists(answers.filter(outcome=wanted.outcome)))
    for word in wanted.words.split():
        rows = rows.filter(_holds(word))
    return rows


def _holds(word: str) -> Q:
    """Whether the original or a translation holds `word`. SQLite folds only the case of ASCII letters, so the usual
    spellings are asked for one by one: the same voices are found on both engines."""
    found = Q()
    for spelling in {word, word.lower(), word.upper(), word.capitalize()}:
        translated = Translation.objects.filter(contribution=OuterRef("pk"), text__icontains=spelling)
        found |= Q(text__icontains=spelling) | Q(Exists(translated))
    return found


def outcomes_of(rows: list[Contribution]) -> dict[int, tuple[OutcomeMark, ...]]:
    """For each voice the outcomes it has now, each once. One query."""
    found: dict[int, dict[str, OutcomeMark]] = {}
    answers = (
        Consideration.objects.current().filter(contribution__in=[row.pk for row in rows]).order_by("made_at", "pk")
    )
    for answer in answers.order_by("made_at", "pk"):
        marks = found.setdefault(answer.contribution_id, {})
        marks.setdefault(answer.outcome, OutcomeMark(answer.outcome, answer.referred_to))
    return {pk: tuple(marks[code] for code in Outcome.values if code in marks) for pk, marks in found.items()}


def voice_rows(page: Iterable[Contribution]) -> tuple[VoiceRow, ...]:
    """A slice of `voices` as rows. Four queries."""
    rows = list(page)
    outcomes = outcomes_of(rows)
    return tuple(_row(row, outcomes.get(row.pk, ())) for row in rows)


def _row(voice: Any, outcomes: tuple[OutcomeMark, ...]) -> VoiceRow:
    theme = voice.current_assignments[0].theme if voice.current_assignments else None
    translation = voice.german[0] if voice.german else None
    return VoiceRow(
        number=voice.number,
        kind_label=str(voice.get_kind_display()),
        text=voice.text,
        language=voice.language,
        translation=translation.text if translation else "",
        is_machine=bool(translation and translation.status == TranslationStatus.MACHINE),
        actor_group=voice.actor_group.name if voice.actor_group else "",
        place=voice.area.short_name if voice.area else "",
        origin=voice.event.title if voice.event else str(voice.get_channel_display()),
        said_on=voice.said_on,
        weight=voice.weight,
        field_name=theme.field.name if theme else "",
        theme=theme.title if theme else "",
        outcomes=outcomes,
    )


def tally_by(rows: QuerySet[Contribution], *path: str) -> dict[tuple[object, ...], int]:
    """How many of `rows` for each combination of `path`. One query."""
    counted = rows.values(*path).annotate(n=Count("pk", distinct=True)).order_by(*path)
    return {tuple(row[name] for name in path): row["n"] for row in counted}
