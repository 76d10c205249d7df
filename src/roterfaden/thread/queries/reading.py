"""The concept from beginning to end, as people read it: each element with its words, its figure and its voices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, QuerySet

from roterfaden.concept.enums import ElementKind, MapKind
from roterfaden.concept.models import Consideration, ElementMap, Node, Target, Version
from roterfaden.concept.queries import ShownText, Standing, shown_texts
from roterfaden.implementation.models import InitiativeStatus
from roterfaden.indicators.models import Observation
from roterfaden.indicators.queries import ShownValue, known_values, shown
from roterfaden.kernel.words import terms as terms_in
from roterfaden.monitoring.models import Assessment
from roterfaden.monitoring.queries.views import TargetView, target_view
from roterfaden.participation.methods import Piece, asked_words, pieces
from roterfaden.participation.models import Contribution
from roterfaden.thread.queries.versions import REASONS, nodes_of, readable_versions
from roterfaden.ui.filters import plain


@dataclass(frozen=True)
class GoalStanding:
    """What a goal promises and where it stands: the figure at the last closed review (before one, the newest).

    `values` are those up to that figure, oldest first; `status` is empty before the first review.
    """

    target: TargetView
    values: tuple[ShownValue, ...]
    status: str
    status_reason: str
    reviewed_on: date | None

    @property
    def latest(self) -> ShownValue | None:
        """A number before a sign, the newest of them."""
        readable = [value for value in self.values if value.value is not None] or self.values
        return readable[-1] if readable else None


@dataclass(frozen=True)
class InitiativeStanding:
    """How far an initiative is in the whole county; empty before the first report."""

    progress_label: str
    reason: str
    on: date | None


@dataclass(frozen=True)
class ReadPassage:
    """One element where it stands, in the language of the reader if its text is there; `depth` is 0 for a field.

    `voices` counts the published voices answered at it. `standing` holds what the German wording says of it.
    """

    element_id: int
    kind: str
    kind_label: str
    number: str
    depth: int
    order_key: str
    field_slug: str
    text: ShownText
    standing: Standing
    voices: int
    goal: GoalStanding | None
    initiative: InitiativeStanding | None

    @property
    def is_goal(self) -> bool:
        return self.kind == ElementKind.GOAL

    @property
    def is_initiative(self) -> bool:
        return self.kind == ElementKind.INITIATIVE


@dataclass(frozen=True)
class Reading:
    """A version in reading order, with the other versions residents may read, the newest first."""

    version: Version
    versions: tuple[Version, ...]
    language: str
    passages: tuple[ReadPassage, ...]

    @property
    def is_current(self) -> bool:
        """Whether this is the newest version."""
        return self.versions[0].pk == self.version.pk

    @cached_property
    def by_element(self) -> Mapping[int, ReadPassage]:
        """Element → where it stands."""
        return {passage.element_id: passage for passage in self.passages}


def reading(version: Version, *, language: str, on: date) -> Reading:
    """A version in full in this language, figures as known on `on`. At most ten queries, however large it is."""
    nodes = list(
        nodes_of(version)
        .select_related(None)
        .select_related(
            "revision__target__series__definition__indicator", "revision__target__series__area", "element__field"
        )
    )
    reviews, progress = _reviews(version), _progress(version)
    texts = shown_texts(version, language)
    targets = {node.pk: getattr(node.revision, "target", None) for node in nodes}
    values = known_values({target.series_id for target in targets.values() if target and target.series_id}, on)
    voices = voice_counts(version)
    return Reading(
        version=version,
        versions=tuple(readable_versions().filter(concept=version.concept_id)),
        language=language,
        passages=tuple(
            _passage(
                node,
                texts.of(node.revision),
                voices.get(node.element_id, 0),
                _goal(targets[node.pk], values, reviews.get(node.element_id)),
                _initiative(progress.get(node.element_id)) if node.element.kind == ElementKind.INITIATIVE else None,
            )
            for node in nodes
        ),
    )


def voice_counts(version: Version) -> dict[int, int]:
    """Element → how many published voices the list of voices shows for it (`at_elements`): those answered at it, or at
    one that was merged into it. Two queries, one more when something was merged.
    """
    answers = Consideration.objects.shown().filter(
        element__concept=version.concept_id, contribution__in=Contribution.objects.published()
    )
    rows = answers.values_list("element").annotate(Count("contribution", distinct=True)).order_by()
    counts: dict[int, int] = dict(rows)
    merged = _merged(version)
    if merged:
        counts |= _counts_with(merged, answers)
    return counts


def _merged(version: Version) -> dict[int, set[int]]:
    """Element → those that ended in it before the newest version residents read."""
    read = Version.objects.published().filter(concept=version.concept_id, frozen_at__gte=OuterRef("made_at"))
    maps = ElementMap.objects.current().filter(
        Exists(read),
        kind=MapKind.MERGED,
        from_element__concept=version.concept_id,
        to_version__concept=version.concept_id,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for before, after in maps.order_by("pk").values_list("from_element", "to_element"):
        if after is not None:
            found[after].add(before)
    return dict(found)


def _counts_with(merged: Mapping[int, set[int]], answers: QuerySet[Consideration]) -> dict[int, int]:
    """How many voices stand at each of these elements and those merged into it, each voice once."""
    elements = {*merged, *(before for group in merged.values() for before in group)}
    voices: dict[int, set[int]] = defaultdict(set)
    for element, voice in answers.filter(element__in=elements).order_by().values_list("element", "contribution"):
        if element is not None:
            voices[element].add(voice)
    return {after: len(voices[after].union(*(voices[before] for before in group))) for after, group in merged.items()}


def _reviews(version: Version) -> dict[int, Assessment]:
    """Goal → what the last closed review said. One query."""
    rows = (
        Assessment.objects.filter(
            element__concept=version.concept_id, superseded_at=None, cycle__closed_at__isnull=False
        )
        .select_related("cycle")
        .order_by("cycle__reference_date", "pk")
    )
    return {row.element_id: row for row in rows}


def _progress(version: Version) -> dict[int, InitiativeStatus]:
    """Initiative → how far it is in the whole county. One query."""
    rows = InitiativeStatus.objects.filter(
        element__concept=version.concept_id, superseded_at=None, municipality=None
    ).order_by("as_of", "pk")
    return {row.element_id: row for row in rows}


def _passage(
    node: Node, text: ShownText, voices: int, goal: GoalStanding | None, initiative: InitiativeStanding | None
) -> ReadPassage:
    field, depth = node.element.field, node.order_key.count(".")
    target: Target | None = getattr(node.revision, "target", None)
    return ReadPassage(
        element_id=node.element_id,
        kind=node.element.kind,
        kind_label=str(node.element.get_kind_display()),
        number=node.number,
        depth=depth,
        order_key=node.order_key,
        field_slug=field.slug if field else "",
        text=text,
        standing=Standing(node.number, depth, node.revision, target),
        voices=voices,
        goal=goal,
        initiative=initiative,
    )


def _goal(
    target: Target | None, values: Mapping[int, Sequence[Observation]], review: Assessment | None
) -> GoalStanding | None:
    view = target_view(target)
    if view is None or target is None:
        return None
    reviewed_on = review.cycle.reference_date if review else None
    definition = target.series.definition if target.series else None
    rows = values.get(target.series_id or 0, ()) if definition else ()
    numbers = [shown(row, definition) for row in rows] if definition else []
    # Beside a status stands the figure it was judged by, not a later one that would seem to contradict it.
    return GoalStanding(
        target=view,
        values=tuple(value for value in numbers if reviewed_on is None or value.on <= reviewed_on),
        status=review.status if review else "",
        status_reason=str(REASONS.get(review.reason_code, "")) if review else "",
        reviewed_on=reviewed_on,
    )


def _initiative(row: InitiativeStatus | None) -> InitiativeStanding:
    if row is None:
        return InitiativeStanding("", "", None)
    return InitiativeStanding(str(row.get_progress_display()), row.reason, row.as_of)


# --- looking for words --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Hit:
    """A passage that holds what was looked for: its title and a piece of its text, the words marked."""

    passage: ReadPassage
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """The passages that hold every word: first those that hold more of them as a whole, then in reading order.
    `is_loose`: none holds every word, these hold some of them."""

    hits: tuple[Hit, ...]
    is_loose: bool


def find(passages: Iterable[ReadPassage], typed: str, language: str) -> Found:
    """The passages in which somebody finds what was `typed` on a page in `language`. No query."""
    asked = asked_words(typed, language)
    terms = frozenset(term for word in asked for term in word.terms)
    scored = []
    for passage in passages:
        title, body = passage.text.title, plain(passage.text.body)
        held = frozenset(terms_in(f"{title}\n{body}", passage.text.language))
        met = sum(not held.isdisjoint(word.terms) for word in asked)
        if met:
            whole = sum(not held.isdisjoint(word.wholes) for word in asked)
            scored.append((met, whole, passage, title, body))
    every = [each for each in scored if each[0] == len(asked)]
    hits = tuple(
        Hit(
            passage,
            pieces(title, passage.text.language, terms, length=len(title)),
            pieces(body, passage.text.language, terms),
        )
        for _met, _whole, passage, title, body in sorted(every or scored, key=lambda each: (-each[0], -each[1]))
    )
    return Found(hits, is_loose=bool(hits) and not every)
