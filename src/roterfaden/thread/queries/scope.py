"""What belongs to the thread of something: which voices, which elements."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods.editing import living
from roterfaden.concept.models import Consideration, Node, Version
from roterfaden.concept.queries import at_elements, went_on
from roterfaden.council.models import Resolution
from roterfaden.participation.models import Contribution, Theme, ThemeAssignment
from roterfaden.reporting.models import Edition
from roterfaden.thread.enums import Focus


@dataclass(frozen=True)
class Scope:
    """The rows a thread runs through.

    `contributions` stays a queryset: a council's thread has thousands of voices. `element_ids` are the elements the
    focus is directly about, `goal_ids` the goals they lead to in the newest readable version.
    """

    focus: Focus
    pk: int
    title: str
    contributions: "QuerySet[Contribution]"
    element_ids: frozenset[int]
    goal_ids: frozenset[int]
    version: Version | None

    @property
    def is_about_one_voice(self) -> bool:
        return self.focus is Focus.CONTRIBUTION


def scope_of(focus: Focus, pk: int) -> Scope | None:
    """The scope of a focus, or None when nothing public has this key.

    At most five queries, one more for each time a theme was merged into another, and three where elements have ended.
    """
    return _FINDERS[focus](pk)


def _of_contribution(pk: int) -> Scope | None:
    voice = Contribution.objects.traceable().filter(pk=pk)
    found = voice.first()
    if found is None:
        return None
    elements = Consideration.objects.shown().filter(contribution=found, element__isnull=False)
    return _scope(Focus.CONTRIBUTION, pk, str(found), voice, elements.values_list("element_id", flat=True))


def _of_theme(pk: int) -> Scope | None:
    published = Contribution.objects.published()
    heard = ThemeAssignment.objects.current().filter(theme=OuterRef("pk"), contribution__in=published)
    themes: QuerySet[Any] = Theme.objects.annotate(is_heard=Exists(heard))
    theme = themes.filter(pk=pk).first()
    while theme is not None and theme.merged_into_id is not None:  # an old address leads to where the voices went
        theme = themes.get(pk=theme.merged_into_id)
    if theme is None or not theme.is_heard:
        return None
    inside = ThemeAssignment.objects.filter(theme=theme, superseded_at=None).values("contribution_id")
    voices = published.filter(pk__in=inside)
    elements = Consideration.objects.shown().filter(contribution_id__in=voices.values("pk"), element__isnull=False)
    return _scope(Focus.THEME, theme.pk, theme.title, voices, elements.values_list("element_id", flat=True).distinct())


def _of_element(pk: int) -> Scope | None:
    node = (
        Node.objects.filter(element_id=pk, version__in=Version.objects.published())
        .select_related("revision")
        .order_by("-version__number", "-pk")
        .first()
    )
    if node is None:
        return None
    return _scope(Focus.ELEMENT, pk, node.revision.title, _voices_behind([pk]), [pk])


def _of_resolution(pk: int) -> Scope | None:
    resolution = Resolution.objects.public().filter(pk=pk).select_related("consultation__paper__version").first()
    if resolution is None:
        return None
    paper = resolution.consultation.paper
    goals = _goals_in(paper.version)
    return _scope(Focus.RESOLUTION, pk, paper.title, _voices_behind(goals), goals)


def _of_edition(pk: int) -> Scope | None:
    edition = Edition.objects.public().filter(pk=pk).select_related("report__cycle__version").first()
    if edition is None:
        return None
    goals = _goals_in(edition.report.cycle.version)
    return _scope(Focus.EDITION, pk, edition.title, _voices_behind(goals), goals)


_FINDERS: dict[Focus, Callable[[int], Scope | None]] = {
    Focus.CONTRIBUTION: _of_contribution,
    Focus.THEME: _of_theme,
    Focus.ELEMENT: _of_element,
    Focus.RESOLUTION: _of_resolution,
    Focus.EDITION: _of_edition,
}


def _scope(
    focus: Focus, pk: int, title: str, voices: "QuerySet[Contribution]", element_ids: Iterable[int | None]
) -> Scope:
    elements = frozenset(found for found in element_ids if found is not None)
    published = Version.objects.published().order_by("-number", "-pk")
    version = published.filter(concept__elements__in=elements).distinct().first()
    nodes = _nodes_of(version)
    standing = {element for element, _kind, _parent in nodes.values()}
    if elements - standing:  # some were split, merged or dropped since
        elements |= frozenset().union(*living(elements, went_on(), standing).values())
        if not elements & standing:
            version = published.filter(nodes__element_id__in=elements).distinct().first()
            nodes = _nodes_of(version)
    return Scope(focus, pk, title, voices, elements, _goals_among(elements, nodes), version)


def _voices_behind(element_ids: Iterable[int]) -> "QuerySet[Contribution]":
    """Withdrawn voices too: they were weighed, and their number, kind and outcome stay."""
    weighed = Consideration.objects.shown().filter(at_elements(element_ids)).values("contribution_id")
    return Contribution.objects.traceable().filter(pk__in=weighed)


def _goals_in(version: Version | None) -> list[int]:
    nodes = Node.objects.filter(
        version=version, version__in=Version.objects.published(), element__kind=ElementKind.GOAL
    )
    return list(nodes.order_by("element_id").values_list("element_id", flat=True))


def goals_reached_by(element_ids: frozenset[int], version: Version) -> frozenset[int]:
    """The goals these elements lead to in `version`: themselves, the goals below a field or challenge, or the goal an
    initiative serves. One query over the tree of the version."""
    return _goals_among(element_ids, _nodes_of(version))


def _nodes_of(version: Version | None) -> "NodeMap":
    if version is None:
        return {}
    rows = version.nodes.values_list("pk", "element_id", "element__kind", "parent_id")
    return {pk: (element_id, kind, parent_id) for pk, element_id, kind, parent_id in rows}


def _goals_among(element_ids: frozenset[int], nodes: "NodeMap") -> frozenset[int]:
    reached: set[int] = set()
    for pk, (element_id, kind, _parent) in nodes.items():
        if kind == ElementKind.GOAL and _on_one_line(pk, element_ids, nodes):
            reached.add(element_id)
        elif kind == ElementKind.INITIATIVE and element_id in element_ids:
            reached.update(_goal_above(pk, nodes))
    return frozenset(reached)


NodeMap = Mapping[int, tuple[int, str, int | None]]


def _on_one_line(pk: int, element_ids: frozenset[int], nodes: NodeMap) -> bool:
    current: int | None = pk
    while current is not None:
        if nodes[current][0] in element_ids:
            return True
        current = nodes[current][2]
    return False


def _goal_above(pk: int, nodes: NodeMap) -> set[int]:
    current = nodes[pk][2]
    while current is not None:
        element_id, kind, parent = nodes[current]
        if kind == ElementKind.GOAL:
            return {element_id}
        current = parent
    return set()
