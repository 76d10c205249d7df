"""How an element came to read as it does: every wording residents could read, who decided, and the voices behind it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from roterfaden.concept.enums import VersionKind
from roterfaden.concept.methods.differences import Piece, words
from roterfaden.concept.models import Consideration, ElementMap, ElementRevision, Node, Target, Version
from roterfaden.council.models import Amendment, Resolution
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import Moderation
from roterfaden.thread.queries.versions import readable_versions

DECIDED = frozenset({VersionKind.ADOPTED, VersionKind.AMENDED})


@dataclass(frozen=True)
class VoiceBehind:
    """A published voice that was worked into a wording, with the answer its author got."""

    process: str
    number: int
    outcome: str
    plain_reason: str


@dataclass(frozen=True)
class Shown:
    """A version that shows a wording, with the number the element has there and what was resolved about it."""

    version: Version
    number: str
    resolutions: tuple[Resolution, ...]


@dataclass(frozen=True)
class WordingStep:
    """One wording, what it changed in the one before (everything is new in the first), and what led to it."""

    revision: ElementRevision
    target: Target | None
    is_first: bool
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    shown_in: tuple[Shown, ...]
    voices: tuple[VoiceBehind, ...]
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True)
class Relative:
    """An element this one came from or went on in, as its own concept last showed it."""

    kind: str
    kind_label: str
    reason: str
    element_id: int | None
    number: str
    title: str
    concept_title: str


@dataclass(frozen=True)
class ElementHistory:
    """An element over all versions residents may read. `gone_since` is the first without it."""

    element_id: int
    kind: str
    kind_label: str
    newest: Node
    gone_since: Version | None
    steps: tuple[WordingStep, ...]
    came_from: tuple[Relative, ...]
    went_on: tuple[Relative, ...]


def element_history(element_id: int) -> ElementHistory | None:
    """The history of an element, oldest wording first; None if no readable version shows it. At most nine queries."""
    nodes = list(
        Node.objects.filter(element_id=element_id, version__in=Version.objects.published())
        .select_related(
            "element", "version__concept", "revision__target__series__definition__indicator",
            "revision__target__series__area",
        )
        .order_by("version__number", "pk")
    )  # fmt: skip
    if not nodes:
        return None
    newest = nodes[-1]
    versions = list(readable_versions().filter(concept=newest.version.concept_id).order_by("number", "pk"))
    came_from, went_on = _relatives(element_id, versions[-1])
    return ElementHistory(
        element_id=element_id,
        kind=newest.element.kind,
        kind_label=str(newest.element.get_kind_display()),
        newest=newest,
        gone_since=next((version for version in versions if version.number > newest.version.number), None),
        steps=tuple(_steps(nodes)),
        came_from=came_from,
        went_on=went_on,
    )


def _steps(nodes: Sequence[Node]) -> list[WordingStep]:
    resolutions = _resolutions(node.version for node in nodes)
    revisions: dict[int, ElementRevision] = {node.revision_id: node.revision for node in nodes}
    voices = _voices(revisions)
    amendments = defaultdict(list)
    resolved = Resolution.objects.public()
    changes = Amendment.objects.filter(revision__in=revisions, resolution__in=resolved)
    for row in changes.select_related("resolution__consultation__meeting__body").order_by("pk"):
        amendments[row.revision_id].append(row)
    steps: list[WordingStep] = []
    for revision in sorted(revisions.values(), key=lambda revision: revision.number):
        before = steps[-1].revision if steps else revision
        steps.append(
            WordingStep(
                revision=revision,
                target=getattr(revision, "target", None),
                is_first=not steps,
                title=words(before.title, revision.title),
                body=words(before.body, revision.body),
                shown_in=tuple(
                    Shown(node.version, node.number, tuple(resolutions[node.version_id]))
                    for node in nodes
                    if node.revision_id == revision.pk
                ),
                voices=tuple(voices[revision.pk]),
                amendments=tuple(amendments[revision.pk]),
            )
        )
    return steps


def _resolutions(versions: Iterable[Version]) -> dict[int, list[Resolution]]:
    """What made each adopted version valid: the resolution on the paper about the version it rests on. Later papers
    that only refer to a version decide nothing about its wording; an amended version needs a resolution with changes.
    """
    decided = {version.pk: version for version in versions if version.kind in DECIDED}
    rows = (
        Resolution.objects.public()
        .adopting()
        .filter(consultation__paper__version__in=[version.based_on_id for version in decided.values()])
        .prefetch_related("amendments")
        .select_related("consultation__paper", "consultation__meeting__body")
        .order_by("decided_on", "pk")
    )
    found: dict[int, list[Resolution]] = defaultdict(list)
    for row in rows:
        for version in decided.values():
            is_about = row.consultation.paper.version_id == version.based_on_id
            in_time = version.frozen_at is not None and row.decided_on <= local_day(version.frozen_at)
            if is_about and in_time and (version.kind == VersionKind.ADOPTED or row.amendments.all()):
                found[version.pk].append(row)
    return found


def _voices(revisions: Iterable[int]) -> dict[int, list[VoiceBehind]]:
    rows = (
        Consideration.objects.shown()
        .filter(
            incorporations__revision__in=list(revisions), incorporations__superseded_at=None,
            contribution__moderation=Moderation.PUBLISHED, contribution__withdrawn_at=None,
        )
        .order_by("contribution__number", "pk")
        .values_list(
            "incorporations__revision", "contribution__process__slug", "contribution__number", "outcome", "plain_reason"
        )
    )  # fmt: skip
    found: dict[int, list[VoiceBehind]] = defaultdict(list)
    for revision, process, number, outcome, plain_reason in rows:
        found[revision].append(VoiceBehind(process, number, outcome, plain_reason))
    return found


def _relatives(element_id: int, newest: Version) -> tuple[tuple[Relative, ...], tuple[Relative, ...]]:
    """What it came from and what it went on in. Inside one concept only what was said before its newest version."""
    mine = Q(from_element=element_id) | Q(to_element=element_id)
    said = ~Q(from_element__concept=newest.concept_id, to_version__concept=newest.concept_id)
    said |= Q(made_at__lte=newest.frozen_at)
    is_read = Q(to_version__concept__in=Version.objects.published().values("concept"))
    maps = list(
        ElementMap.objects.current()
        .filter(mine, said, is_read)
        .select_related("to_version__concept")
        .order_by("made_at", "pk")
    )
    others = {pk for row in maps for pk in (row.from_element_id, row.to_element_id) if pk and pk != element_id}
    places = {node.element_id: node for node in _newest_places(others)}
    came_from = [_relative(row, row.from_element_id, places) for row in maps if row.to_element_id == element_id]
    went_on = [_relative(row, row.to_element_id, places) for row in maps if row.from_element_id == element_id]
    return tuple(each for each in came_from if each), tuple(each for each in went_on if each)


def _newest_places(elements: Iterable[int]) -> QuerySet[Node]:
    """Where the elements stand in readable versions, the newest last."""
    rows = Node.objects.filter(element__in=list(elements), version__in=Version.objects.published())
    return rows.select_related("revision", "version__concept").order_by("version__number", "pk")


def _relative(row: ElementMap, other: int | None, places: dict[int, Node]) -> Relative | None:
    node = places.get(other) if other else None
    if other and node is None:
        return None  # residents cannot read it yet
    return Relative(
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        reason=row.reason,
        element_id=other,
        number=node.number if node else "",
        title=node.revision.title if node else "",
        concept_title=node.version.concept.title if node else row.to_version.concept.title,
    )
