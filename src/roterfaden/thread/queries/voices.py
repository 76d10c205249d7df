"""The list of voices: search, filters and sorting, with what became of each. Only published voices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce, Length

from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration
from roterfaden.concept.queries import at_elements, is_answered
from roterfaden.participation.enums import ContributionKind, Language, TranslationStatus
from roterfaden.participation.methods import PRIME, Piece, pieces, shuffle_of
from roterfaden.participation.models import (
    ActorGroup,
    Contribution,
    Event,
    Support,
    ThemeAssignment,
    Translation,
)
from roterfaden.participation.queries import (
    BY_RELEVANCE,
    Search,
    answers_in,
    by_relevance,
    comment_counts,
    found_by,
    search,
    support_counts,
    with_field,
)
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction

UNANSWERED = "offen"
"""Outcome filter for voices that have no answer yet."""
NOWHERE = "ohne"
"""Filter for voices that lie in no field, or whose group is not known."""

SORTS: dict[str, tuple[str, ...]] = {
    "neu": ("-said_on", "-number", "pk"),
    "alt": ("said_on", "number", "pk"),
    "punkte": ("-weight", "number", "pk"),
    "kurz": ("length", "number", "pk"),
    "unterstuetzt": ("-supporters", "-said_on", "-number", "pk"),
    "zufall": ("shuffled", "pk"),
    "passend": BY_RELEVANCE,
}
NEWEST, FITTING = "neu", "passend"


@dataclass(frozen=True)
class VoiceFilter:
    """What narrows the list; empty means all. Values are slugs, codes and keys as they stand in addresses.

    `words` are looked for as in `participation.queries.search`, `reads` is the language of the page they were typed on.
    Without `sort` the best fitting come first when something is looked for, else the newest. `on` is the day for which
    the random order holds.
    """

    words: str = ""
    reads: str = Language.DE
    field: str = ""
    theme: int | None = None
    element: int | None = None
    actor_group: str = ""
    area: str = ""
    kind: str = ""
    language: str = ""
    outcome: str = ""
    event: str = ""
    question: int | None = None
    sort: str = ""
    on: date = date.min


@dataclass(frozen=True)
class OutcomeMark:
    """One outcome of a voice, with the receiver when it was passed on."""

    code: str
    referred_to: str


@dataclass(frozen=True)
class VoiceRow:
    """A voice in a list. `translation` is a German one, when people spoke another language; a split voice names every
    theme its parts lie in. `process` is the slug of its process. `pieces` and `translated` are text and
    translation with what was looked for marked."""

    pk: int
    process: str
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
    supporters: int
    comments: int
    pieces: tuple[Piece, ...]
    translated: tuple[Piece, ...]


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


@dataclass(frozen=True)
class FoundVoices:
    """Voices that fit, in order. `is_loose`: none holds all the words, these hold some of them."""

    rows: QuerySet[Contribution]
    asked: Search
    is_loose: bool


def find_voices(wanted: VoiceFilter) -> FoundVoices:
    """Published voices that fit, in the order asked for, with everything `voice_rows` reads.

    At most two queries, when words are looked for; three more when the rows are read.
    """
    asked = search(wanted.words, wanted.reads)
    rows = narrowed(Contribution.objects.published(), wanted)
    if wanted.words.strip() and not asked:  # nothing but fillers
        rows = rows.none()
    rows, is_loose = found_by(rows, asked)
    return FoundVoices(_sorted(with_context(rows), wanted, asked), asked, is_loose)


def with_context(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """The rows with everything `voice_rows` reads of them."""
    lying = ThemeAssignment.objects.current().select_related("theme__field").order_by("pk")
    german = Translation.objects.filter(language=Language.DE).order_by("pk")
    return rows.select_related("process", "actor_group", "area", "event").prefetch_related(
        Prefetch("assignments", queryset=lying, to_attr="current_assignments"),
        Prefetch("translations", queryset=german, to_attr="german"),
    )


def with_supporters(rows: QuerySet[Contribution]) -> QuerySet[Any]:
    """The rows, each with `.supporters`: how many support it now."""
    counted = Support.objects.current().filter(contribution=OuterRef("pk")).order_by().values("contribution")
    return rows.annotate(supporters=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0))


def voices(wanted: VoiceFilter) -> QuerySet[Contribution]:
    """The rows of `find_voices`. Three queries when read."""
    return find_voices(wanted).rows


def _sorted(rows: QuerySet[Contribution], wanted: VoiceFilter, asked: Search) -> QuerySet[Contribution]:
    sort = wanted.sort if wanted.sort in SORTS else (FITTING if asked else NEWEST)
    if sort == FITTING:
        return by_relevance(rows, asked) if asked else rows.order_by(*SORTS[NEWEST])
    if sort == "kurz":
        rows = rows.annotate(length=Length("text"))
    elif sort == "unterstuetzt":
        rows = with_supporters(rows)
    elif sort == "zufall":
        a, b, c, d = shuffle_of(wanted.on)
        number = Cast("number", BigIntegerField())  # the products are larger than an integer of PostgreSQL
        rows = rows.annotate(shuffled=((number * a + b) % PRIME) * ((number * c + d) % PRIME) % PRIME)
    return rows.order_by(*SORTS[sort])


def narrowed(rows: QuerySet[Contribution], wanted: VoiceFilter) -> QuerySet[Contribution]:
    """The rows that fit everything but the words. One query at most, when a field is asked for."""
    exact = {
        "actor_group__slug": wanted.actor_group if wanted.actor_group != NOWHERE else "",
        "area__slug": wanted.area,
        "kind": wanted.kind,
        "language": wanted.language,
        "event__slug": wanted.event,
        "question": wanted.question if wanted.event else None,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.actor_group == NOWHERE:
        rows = rows.filter(actor_group=None)
    if wanted.field == NOWHERE:
        rows = with_field(rows).filter(field_slug=None)
    elif wanted.field:
        lying = ThemeAssignment.objects.current().filter(contribution=OuterRef("pk"))
        in_theme = Exists(lying.filter(theme__field__slug=wanted.field))
        rows = rows.filter(in_theme | (~Exists(lying) & answers_in(wanted.field)))
    if wanted.theme is not None:
        # Not Exists: SQLite would ask it for every voice, also where few lie in the theme.
        lying = ThemeAssignment.objects.current().filter(theme=wanted.theme)
        rows = rows.filter(pk__in=lying.values("contribution"))
    answers = Consideration.objects.shown().filter(contribution=OuterRef("pk"))
    if wanted.element is not None:
        answers = answers.filter(at_elements([wanted.element]))
        rows = rows.filter(Exists(answers))
    if wanted.outcome == UNANSWERED:
        rows = rows.filter(~is_answered(publicly=True))
    elif wanted.outcome:
        rows = rows.filter(Exists(answers.filter(outcome=wanted.outcome)))
    return rows


def outcomes_of(rows: list[Contribution]) -> dict[int, tuple[OutcomeMark, ...]]:
    """For each voice the outcomes it has now, each once. One query."""
    found: dict[int, dict[str, OutcomeMark]] = {}
    answers = Consideration.objects.shown().filter(contribution__in=[row.pk for row in rows])
    for answer in answers.order_by("made_at", "pk"):
        marks = found.setdefault(answer.contribution_id, {})
        marks.setdefault(answer.outcome, OutcomeMark(answer.outcome, answer.referred_to))
    return {pk: tuple(marks[code] for code in Outcome.values if code in marks) for pk, marks in found.items()}


def voice_rows(
    page: Iterable[Contribution], asked: Search | None = None, *, with_talk: bool = False
) -> tuple[VoiceRow, ...]:
    """A slice of `voices` as rows, what was `asked` for marked; `with_talk` counts who supports and comments.

    Four queries, six with the talk.
    """
    rows = list(page)
    keys = [row.pk for row in rows] if with_talk else []
    outcomes = outcomes_of(rows)
    supports, comments = (support_counts(keys), comment_counts(keys)) if with_talk else ({}, {})
    terms = asked.terms if asked else frozenset()
    return tuple(
        _row(row, terms, outcomes.get(row.pk, ()), supports.get(row.pk, 0), comments.get(row.pk, 0)) for row in rows
    )


def _row(
    voice: Any, terms: frozenset[str], outcomes: tuple[OutcomeMark, ...], supporters: int, comments: int
) -> VoiceRow:
    themes = list(dict.fromkeys(lying.theme for lying in voice.current_assignments))
    translation = voice.german[0] if voice.german else None
    return VoiceRow(
        pk=voice.pk,
        process=voice.process.slug,
        number=voice.number,
        kind_label=str(voice.get_kind_display()),
        text=voice.words.text,
        language=voice.language,
        translation=translation.words.text if translation else "",
        is_machine=bool(translation and translation.status == TranslationStatus.MACHINE),
        actor_group=voice.actor_group.name if voice.actor_group else "",
        place=voice.area.short_name if voice.area else "",
        origin=voice.event.title if voice.event else str(voice.get_channel_display()),
        said_on=voice.said_on,
        weight=voice.weight,
        field_name=", ".join(dict.fromkeys(theme.field.name for theme in themes)),
        theme=", ".join(theme.title for theme in themes),
        outcomes=outcomes,
        supporters=supporters,
        comments=comments,
        pieces=pieces(voice.text, voice.language, terms) if terms else (Piece(voice.text),),
        translated=pieces(translation.text, Language.DE, terms) if translation and terms else (),
    )


def tally_by(rows: QuerySet[Contribution], *path: str) -> dict[tuple[object, ...], int]:
    """How many of `rows` for each combination of `path`. One query."""
    counted = rows.values(*path).annotate(n=Count("pk", distinct=True)).order_by(*path)
    return {tuple(row[name] for name in path): row["n"] for row in counted}
