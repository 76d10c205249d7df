"""Reading the concept: its trees, its versions, and the weighing of voices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from roterfaden.concept.enums import ElementKind, Outcome
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.models import (
    SHOWN,
    Concept,
    Consideration,
    Element,
    ElementRevision,
    Incorporation,
    Node,
    Target,
    Version,
)
from roterfaden.kernel.sealing import seal
from roterfaden.participation.models import (
    Contribution,
    ContributionQuerySet,
    Process,
    ProcessQuerySet,
    Segment,
    Theme,
    ThemeAssignment,
)
from roterfaden.participation.queries import Mention, Place, Slot, current_part_of, holding, places_of


# --- trees --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class TreeNode:
    """One element at its place in a version; `depth` counts from 0."""

    element: Element
    revision: ElementRevision
    target: Target | None
    number: str
    depth: int
    voices: int

    @property
    def is_goal(self) -> bool:
        return self.element.kind == ElementKind.GOAL


@dataclass(frozen=True)
class Tree:
    """A version with its elements in reading order."""

    version: Version
    nodes: tuple[TreeNode, ...]


def version_tree(version: Version) -> Tree:
    """The whole tree of a version, in reading order. Two queries, however large it is."""
    nodes = (
        Node.objects.filter(version=version)
        .select_related(
            "element__field",
            "revision__target__series__definition__indicator",
            "revision__target__series__area",
        )
        .order_by("order_key", "pk")
    )
    voices = _voices_by_element(version.concept_id)
    return Tree(
        version,
        tuple(
            TreeNode(
                element=node.element,
                revision=node.revision,
                target=getattr(node.revision, "target", None),
                number=node.number,
                depth=node.order_key.count("."),
                voices=voices.get(node.element_id, 0),
            )
            for node in nodes
        ),
    )


def _voices_by_element(concept_id: int) -> dict[int, int]:
    rows = (
        Consideration.objects.in_force()
        .filter(element__concept=concept_id)
        .exclude(outcome__in=[Outcome.REFERRED, Outcome.NOT_TAKEN_UP])
        .values_list("element")
        .annotate(Count("contribution", distinct=True))
        .order_by()
    )
    return dict(rows)


def working_draft(concept: Concept) -> Version:
    """The one version that is still open. One query."""
    return Version.objects.select_related("concept").get(concept=concept, frozen_at=None)


def locked_draft(concept: Concept) -> Version:
    """The working draft, with the concept locked until the transaction ends, so that places, numbers and versions
    never race. Two queries."""
    Concept.objects.select_for_update().get(pk=concept.pk)
    return Version.objects.get(concept=concept, frozen_at=None)


def versions(concept: Concept) -> QuerySet[Version]:
    """All frozen versions, newest first, with what they are based on."""
    return concept.versions.frozen().select_related("based_on").order_by("-number", "-pk")


def draft_node(element: Element) -> Node | None:
    """Where an element stands in the working draft, with its words and target. One query."""
    return (
        Node.objects.filter(element=element, version__frozen_at=None)
        .select_related("revision__target__series", "revision__made_by", "element__concept", "version", "parent")
        .first()
    )


def siblings_of(node: Node) -> int:
    """How many elements stand under the same parent, this one among them. One query."""
    return Node.objects.filter(version=node.version_id, parent=node.parent_id).count()


def draft_outline(concept: Concept) -> list[tuple[Element, str]]:
    """Every element of the working draft with its number and title, for choosing a place. One query."""
    nodes = (
        Node.objects.filter(version__concept=concept, version__frozen_at=None)
        .select_related("element", "revision")
        .order_by("order_key", "pk")
    )
    return [(node.element, f"{node.number} {node.revision.title}") for node in nodes]


def target_values(revision: ElementRevision) -> TargetValues | None:
    """The target of a wording as plain values, or None. At most one query."""
    target = Target.objects.filter(revision=revision).select_related("series__definition").first()
    if target is None:
        return None
    return TargetValues(**{name: getattr(target, name) for name in TargetValues.__dataclass_fields__})


# --- seals --------------------------------------------------------------------------------------------------------
def version_seal(version: Version, *, nodes_of: Version | None = None) -> str:
    """The checksum over everything a version says: its own name and every element with words, place and target.

    One query. `nodes_of` is the working draft while a version is being frozen. Only natural keys go in, so that the
    seal is the same on every database.
    """
    nodes = (
        Node.objects.filter(version=nodes_of or version)
        .select_related(
            "element__field", "revision__target__series__definition__indicator", "revision__target__series__area"
        )
        .order_by("order_key", "pk")
    )
    frozen_at = version.frozen_at.timestamp() if version.frozen_at else None
    return seal(
        {
            "concept": version.concept.slug,
            "version": [version.slug, version.kind, version.title, frozen_at],
            "elements": [_sealed_node(node) for node in nodes],
        }
    )


def is_intact(version: Version) -> bool:
    """Whether a frozen version still says what it said when it was sealed."""
    return version.checksum == version_seal(version)


def _sealed_node(node: Node) -> dict[str, Any]:
    revision, element = node.revision, node.element
    target = getattr(revision, "target", None)
    return {
        "number": node.number,
        "element": str(element.uid),
        "kind": element.kind,
        "field": element.field.slug if element.field else None,
        "revision": revision.number,
        "words": [revision.title, revision.body, revision.accountable, revision.starts_on, revision.ends_on],
        "target": _sealed_target(target) if target else None,
    }


def _sealed_target(target: Target) -> list[Any]:
    series = target.series
    key = (
        [series.definition.indicator.slug, series.definition.number, series.area.key, series.breakdown]
        if series
        else None
    )
    return [
        key, target.accountability, target.baseline_value, target.baseline_on, target.baseline_source,
        target.target_value, target.target_on, target.tolerance, target.corridor_low, target.corridor_high,
        target.not_measurable_reason,
    ]  # fmt: skip


# --- weighing -----------------------------------------------------------------------------------------------------
def considerations_in_force(contribution: Contribution) -> QuerySet[Consideration]:
    """The answers to a voice and to its parts that hold now."""
    return Consideration.objects.in_force().filter(contribution=contribution).order_by("pk")


def is_answered(key: str = "pk", *, publicly: bool = False) -> Q:
    """Whether the voice whose key the outer query calls `key` is answered: as a whole, or each part that speaks.

    `publicly` asks for published answers; otherwise a draft is an answer too.
    """
    current = Consideration.objects.filter(SHOWN) if publicly else Consideration.objects.current()
    whole = Exists(current.filter(contribution=OuterRef(key), segment=None))
    open_part = current_part_of(key, speaks=True).filter(~Exists(current.filter(segment=OuterRef("segment"))))
    return Q(whole) | (Q(Exists(current_part_of(key))) & ~Q(Exists(open_part)))


def answers_to(places: Mapping[Slot, Place]) -> dict[Slot, tuple[Consideration, ...]]:
    """For each card (`participation.queries.places_of`) the answers that hold for it; none: it is on the open list.

    A part answers with its own answers, and with those to the whole voice while it has none. One query.
    """
    found: dict[Slot, list[Consideration]] = defaultdict(list)
    rows = Consideration.objects.in_force().filter(contribution__in={voice for voice, _segment in places})
    for row in rows.select_related("element").order_by("pk"):
        found[row.contribution_id, row.segment_id].append(row)
    return {slot: tuple(found.get(slot) or found.get((slot[0], None)) or ()) for slot in places}


def _with_consideration(voices: ContributionQuerySet, *, exists: bool) -> ContributionQuerySet:
    return voices.filter(is_answered() if exists else ~is_answered())


def voices_without_consideration(process: Process) -> ContributionQuerySet:
    """Published voices of a process that nobody has weighed yet, as a whole or in one of their parts."""
    return _with_consideration(Contribution.objects.filter(process=process).published(), exists=False)


def considerations_not_incorporated(process: Process) -> QuerySet[Consideration]:
    """Voices that were taken up but have not changed a wording yet."""
    done = Incorporation.objects.filter(consideration=OuterRef("pk"), superseded_at=None)
    return Consideration.objects.in_force().filter(
        ~Exists(done),
        contribution__process=process,
        outcome__in=[Outcome.TAKEN_UP, Outcome.PARTLY],
    )


def answers_standing_at(element: Element) -> QuerySet[Consideration]:
    """Answers in force that tell somebody their voice stands in this element, with the voice."""
    standing = [Outcome.TAKEN_UP, Outcome.PARTLY, Outcome.ALREADY_COVERED]
    return (
        Consideration.objects.in_force()
        .filter(element=element, outcome__in=standing)
        .select_related("contribution")
        .order_by("contribution__number", "pk")
    )


def waiting_at(element: Element) -> QuerySet[Consideration]:
    """Voices taken up at this element that have not changed its wording yet, with the voice."""
    done = Incorporation.objects.filter(consideration=OuterRef("pk"), superseded_at=None)
    return (
        Consideration.objects.in_force()
        .filter(~Exists(done), element=element, outcome__in=[Outcome.TAKEN_UP, Outcome.PARTLY])
        .select_related("contribution")
        .order_by("contribution__number", "pk")
    )


def weighing_list(
    process: Process, *, done: bool | None = None, to_incorporate: bool = False, field_slug: str = "", search: str = ""
) -> ContributionQuerySet:
    """Published voices of a process to be weighed, by number. Slice it, then pass the slice to `weighing_rows`."""
    voices = Contribution.objects.filter(process=process).published()
    if done is not None:
        voices = _with_consideration(voices, exists=done)
    if to_incorporate:
        voices = voices.filter(pk__in=considerations_not_incorporated(process).values("contribution"))
    if field_slug:
        lying = ThemeAssignment.objects.filter(
            contribution=OuterRef("pk"), superseded_at=None, theme__field__slug=field_slug
        )
        voices = voices.filter(Exists(lying))
    if search:
        number = Q(number=int(search)) if search.isdecimal() and len(search) < 9 else Q()  # noqa: PLR2004 -- fits an integer column
        voices = voices.filter(Q(text__icontains=search) | number)
    return voices.order_by("number", "pk")


@dataclass(frozen=True)
class WeighingPart:
    """One card of a voice – the whole, or a part of a split one – with where it lies and how it is answered."""

    segment: Segment | None
    text: str
    theme: Theme | None
    considerations: tuple[Consideration, ...]


@dataclass(frozen=True)
class WeighingRow:
    """A voice with the themes it lies in and everything that has been answered so far, part by part."""

    contribution: Contribution
    parts: tuple[WeighingPart, ...]

    @property
    def is_done(self) -> bool:
        """Whether each part is answered."""
        return all(part.considerations for part in self.parts)

    @property
    def is_split(self) -> bool:
        return self.parts[0].segment is not None

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Every theme the voice lies in, each once."""
        return tuple(dict.fromkeys(part.theme for part in self.parts if part.theme is not None))

    @property
    def considerations(self) -> tuple[Consideration, ...]:
        """Every answer that holds for one of its parts, each once."""
        return tuple(dict.fromkeys(answer for part in self.parts for answer in part.considerations))


def weighing_rows(voices: Iterable[Contribution]) -> list[WeighingRow]:
    """Themes and present answers of each voice. Three queries plus the one that loads `voices`."""
    shown = list(voices)
    places, parts = places_of(shown), defaultdict[int, list[WeighingPart]](list)
    answers = answers_to(places)
    for slot, place in places.items():
        text = place.segment.quoted(place.contribution) if place.segment else place.contribution.text
        theme = place.assignment.theme if place.assignment else None
        parts[place.contribution.pk].append(WeighingPart(place.segment, text, theme, answers[slot]))
    return [WeighingRow(voice, tuple(parts[voice.pk])) for voice in shown]


@dataclass(frozen=True)
class WeighingProgress:
    """How far the weighing of a process has come."""

    published: int
    done: int
    to_incorporate: int

    @property
    def open(self) -> int:
        return self.published - self.done


def weighing_progress(process: Process) -> WeighingProgress:
    """Counts of one process. Three queries."""
    published = Contribution.objects.filter(process=process).published()
    return WeighingProgress(
        published=published.count(),
        done=_with_consideration(published, exists=True).count(),
        to_incorporate=considerations_not_incorporated(process).values("contribution").distinct().count(),
    )


def weighing_waits(processes: ProcessQuerySet) -> list[tuple[Process, int, int]]:
    """Processes with voices nobody has weighed or worked in: (process, open, to work in). One query."""
    open_voices = (
        _with_consideration(Contribution.objects.published(), exists=False)
        .filter(process=OuterRef("pk"))
        .order_by()
        .values("process")
        .annotate(total=Count("pk"))
        .values("total")
    )
    done = Incorporation.objects.filter(consideration=OuterRef("pk"), superseded_at=None)
    to_work_in = (
        Consideration.objects.in_force()
        .filter(
            ~Exists(done),
            contribution__process=OuterRef("pk"),
            outcome__in=[Outcome.TAKEN_UP, Outcome.PARTLY],
        )
        .order_by()
        .values("contribution__process")
        .annotate(total=Count("contribution", distinct=True))
        .values("total")
    )
    counted: QuerySet[Any] = processes.annotate(
        open_voices=Coalesce(Subquery(open_voices), 0), to_work_in=Coalesce(Subquery(to_work_in), 0)
    ).filter(Q(open_voices__gt=0) | Q(to_work_in__gt=0))
    return [(process, process.open_voices, process.to_work_in) for process in counted]


@dataclass(frozen=True)
class ConsiderationHistory:
    """One answer with the passage it is about (empty: the whole voice), the element's present title, the wordings it
    led to, and whether it holds: nothing has replaced it, and the passage is a part now."""

    consideration: Consideration
    passage: str
    element_title: str
    wordings: tuple[ElementRevision, ...]
    replaced_at: datetime | None
    holds: bool


def consideration_history(contribution: Contribution) -> list[ConsiderationHistory]:
    """Every answer a voice ever got, newest first. Four queries."""
    holding = set(considerations_in_force(contribution))
    answers = list(
        Consideration.objects.filter(contribution=contribution)
        .select_related("element", "made_by", "version", "segment")
        .order_by("-made_at", "-pk")
    )
    titles = element_titles({answer.element_id for answer in answers if answer.element_id})
    led_to: dict[int, list[ElementRevision]] = defaultdict(list)
    for link in (
        Incorporation.objects.filter(consideration__in=answers, superseded_at=None)
        .select_related("revision")
        .order_by("pk")
    ):
        led_to[link.consideration_id].append(link.revision)
    return [
        ConsiderationHistory(
            consideration=answer,
            passage=answer.segment.quoted(contribution) if answer.segment else "",
            element_title=titles.get(answer.element_id or 0, ""),
            wordings=tuple(led_to[answer.pk]),
            replaced_at=answer.superseded_at,
            holds=answer in holding,
        )
        for answer in answers
    ]


def element_titles(element_ids: Iterable[int]) -> dict[int, str]:
    """The newest title of each element. One query."""
    revisions = ElementRevision.objects.filter(element__in=list(element_ids), superseded_at=None)
    return dict(revisions.values_list("element_id", "title"))


def mentions(process: Process, passages: Iterable[str]) -> tuple[Mention, ...]:
    """Answers to voices and wordings of elements that hold one of the passages. At most two queries."""
    asked = [" ".join(passage.split()) for passage in passages if passage.strip()]
    if not asked:
        return ()
    answers = Consideration.objects.filter(
        holding(asked, "plain_reason", "reason"), contribution__process=process
    ).select_related("contribution")
    wordings = ElementRevision.objects.filter(holding(asked, "title", "body"), element__concept__process=process)
    return (
        *(Mention("consideration", row.audit_label, row.contribution_id) for row in answers.order_by("pk")),
        *(Mention("revision", row.title, row.pk) for row in wordings.order_by("pk")),
    )
