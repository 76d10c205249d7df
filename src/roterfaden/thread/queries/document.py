"""The concept as residents read it: one field of action in a version, and the list of goals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from roterfaden.concept.enums import ElementKind, Outcome
from roterfaden.concept.models import Consideration, Node, Target, Version
from roterfaden.concept.queries import ShownText, ShownTexts, shown_texts
from roterfaden.indicators.models import Observation
from roterfaden.indicators.queries import ShownValue, known_values, shown
from roterfaden.kernel.languages import SOURCE
from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution, Theme
from roterfaden.thread.queries.steps import Tally
from roterfaden.thread.queries.versions import (
    GoalLine,
    InitiativeLine,
    goal_line,
    initiative_line,
    nodes_of,
    readable_versions,
    with_progress,
    with_status,
)
from roterfaden.thread.queries.voices import VoiceFilter, VoiceRow, voice_rows, voices
from roterfaden.topics.models import FieldOfAction

VOICES_SHOWN = 4


@dataclass(frozen=True)
class GoalCard:
    """A goal on the field page: its line, its promise and the figure at the last review (before one, the newest)."""

    goal: GoalLine
    unit: str
    decimals: int
    target_value: Decimal | None
    corridor_low: Decimal | None
    corridor_high: Decimal | None
    target_on: date | None
    latest: ShownValue | None
    is_measurable: bool
    is_fictitious: bool
    initiatives: tuple[InitiativeLine, ...]


@dataclass(frozen=True)
class ChallengeBlock:
    """A challenge with the goals that answer it; without words it holds the goals that stand under none."""

    element_id: int
    number: str
    text: ShownText | None
    goals: tuple[GoalCard, ...]


@dataclass(frozen=True)
class ThemeLine:
    """A theme with its number of published voices."""

    pk: int
    slug: str
    title: str
    voices: int


@dataclass(frozen=True)
class FieldPage:
    """A field of action in one version, with the voices it grew from and how its goals stand."""

    field: FieldOfAction
    version: Version
    is_current: bool
    fields: tuple[FieldOfAction, ...]
    number: str
    element_id: int
    text: ShownText
    principles: tuple[ShownText, ...]
    challenges: tuple[ChallengeBlock, ...]
    themes: tuple[ThemeLine, ...]
    voice_count: int
    tallies: tuple[Tally, ...]
    voices: tuple[VoiceRow, ...]

    @property
    def goals(self) -> tuple[GoalCard, ...]:
        """All goals of the field in reading order."""
        return tuple(goal for challenge in self.challenges for goal in challenge.goals)


def version_by_slug(slug: str) -> Version | None:
    """The readable version of this name; of several concepts the newest one has precedence. One query."""
    return readable_versions().filter(slug=slug).first()


def field_page(version: Version, field: FieldOfAction, *, on: date, language: str = SOURCE) -> FieldPage | None:
    """A field in a version, in this language, figures as known on `on`; None when it does not stand in it.

    At most twelve queries, one more in other languages than German.
    """
    nodes = list(
        with_progress(with_status(nodes_of(version)))
        .filter(element__field=field)
        .select_related("revision__target__series__definition", "element__field", "parent__revision", "parent__element")
    )
    top = next((node for node in nodes if node.element.kind == ElementKind.FIELD), None)
    if top is None:
        return None
    texts = shown_texts(version, language)
    heard = Contribution.objects.published().filter(assignments__theme__field=field, assignments__superseded_at=None)
    return FieldPage(
        field=field,
        version=version,
        is_current=readable_versions().values_list("pk", flat=True).first() == version.pk,
        fields=_fields_in(version),
        number=top.number,
        element_id=top.element_id,
        text=texts.of(top.revision),
        principles=tuple(texts.of(node.revision) for node in nodes if node.element.kind == ElementKind.PRINCIPLE),
        challenges=_challenges(nodes, top, on, texts),
        themes=_themes(field),
        voice_count=heard.distinct().count(),
        tallies=_tallies(field),
        voices=voice_rows(voices(VoiceFilter(field=field.slug, sort="punkte"))[:VOICES_SHOWN]),
    )


def _fields_in(version: Version) -> tuple[FieldOfAction, ...]:
    return tuple(
        FieldOfAction.objects.filter(
            pk__in=version.nodes.filter(element__kind=ElementKind.FIELD).values("element__field")
        ).order_by("number", "pk")
    )


def _challenges(nodes: list[Node], top: Node, on: date, texts: ShownTexts) -> tuple[ChallengeBlock, ...]:
    """Challenges with their goals; goals that stand under none come first, in a block without words. One query."""
    goals = [node for node in nodes if node.element.kind == ElementKind.GOAL]
    targets = {node.pk: getattr(node.revision, "target", None) for node in goals}
    series = [target.series_id for target in targets.values() if target and target.series_id]
    values = known_values(series, on)
    cards = {node.pk: _goal_card(node, targets[node.pk], values, nodes, texts) for node in goals}
    blocks = []
    for parent in [top, *(node for node in nodes if node.element.kind == ElementKind.CHALLENGE)]:
        inside = tuple(cards[node.pk] for node in goals if node.parent_id == parent.pk)
        is_challenge = parent is not top
        if is_challenge or inside:
            blocks.append(
                ChallengeBlock(
                    element_id=parent.element_id,
                    number=parent.number,
                    text=texts.of(parent.revision) if is_challenge else None,
                    goals=inside,
                )
            )
    return tuple(blocks)


def _goal_card(
    node: Node, target: Target | None, values: Mapping[int, list[Observation]], nodes: list[Node], texts: ShownTexts
) -> GoalCard:
    series = target.series if target else None
    definition = series.definition if series else None
    numbers = [shown(value, definition) for value in values.get(series.pk, [])] if series and definition else []
    line = goal_line(node, texts)
    # Beside a status stands the figure it was judged by, not a later one that would seem to contradict it.
    judged = [value for value in numbers if line.reviewed_on is None or value.on <= line.reviewed_on]
    readable = [value for value in judged if value.value is not None] or judged
    return GoalCard(
        goal=line,
        unit=definition.unit if definition else "",
        decimals=definition.decimals if definition else 0,
        target_value=target.target_value if target else None,
        corridor_low=target.corridor_low if target else None,
        corridor_high=target.corridor_high if target else None,
        target_on=target.target_on if target else None,
        latest=readable[-1] if readable else None,
        is_measurable=definition is not None,
        is_fictitious=bool(definition and definition.is_fictitious),
        initiatives=tuple(
            initiative_line(below, texts)
            for below in nodes
            if below.element.kind == ElementKind.INITIATIVE and below.parent_id == node.pk
        ),
    )


def _themes(field: FieldOfAction) -> tuple[ThemeLine, ...]:
    rows: QuerySet[Any] = (
        Theme.objects.filter(
            field=field,
            assignments__superseded_at=None,
            assignments__contribution__moderation=Moderation.PUBLISHED,
            assignments__contribution__withdrawn_at=None,
        )
        .annotate(voice_count=Count("assignments__contribution", distinct=True))
        .order_by("-voice_count", "title", "pk")
    )
    return tuple(ThemeLine(row.pk, row.slug, row.title, row.voice_count) for row in rows)


def _tallies(field: FieldOfAction) -> tuple[Tally, ...]:
    rows = (
        Consideration.objects.shown()
        .filter(
            contribution__in=Contribution.objects.published().filter(
                assignments__theme__field=field, assignments__superseded_at=None
            )
        )
        .values("outcome")
        .annotate(n=Count("contribution", distinct=True))
        .order_by()
    )
    counts = {row["outcome"]: row["n"] for row in rows}
    return tuple(Tally(each.value, str(each.label), counts[each]) for each in Outcome if each in counts)


# --- lists ----------------------------------------------------------------------------------------------------------
def goal_lines(version: Version | None, language: str = SOURCE) -> tuple[GoalLine, ...]:
    """All goals of a version in reading order with their last status. One query, two in other languages than German."""
    texts = shown_texts(version, language)
    rows: QuerySet[Node] = with_status(nodes_of(version)).filter(element__kind=ElementKind.GOAL)
    return tuple(goal_line(node, texts) for node in rows)
