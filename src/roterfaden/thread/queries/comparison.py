"""Several places or several goals side by side on one scale."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.queries import ShownText, shown_texts
from roterfaden.indicators.models import Definition, Series
from roterfaden.indicators.queries import ShownValue, breakdown_label, series_label
from roterfaden.kernel.languages import SOURCE
from roterfaden.monitoring.methods.judgement import Goal, attainment
from roterfaden.monitoring.queries.judgements import goal_of
from roterfaden.places.models import Area
from roterfaden.thread.queries.published import published_values
from roterfaden.thread.queries.versions import current_version, nodes_of

MOST_LINES = 24
"""Small lines on one page; more cannot be told apart."""
FEWEST_AREAS = 2
BETWEEN = "~"
"""Between the name of a figure and its breakdown in an address."""


@dataclass(frozen=True)
class Comparable:
    """A figure that several places have. `key` names it in an address."""

    key: str
    title: str


@dataclass(frozen=True)
class PlaceLine:
    """The figure of one place over time."""

    area: Area
    values: tuple[ShownValue, ...]


@dataclass(frozen=True)
class PlacesCompared:
    """One figure in several places. `lines` are those asked for, `areas` all that have it."""

    slug: str
    title: str
    breakdown: str
    unit: str
    decimals: int
    source: str
    is_fictitious: bool
    areas: tuple[Area, ...]
    lines: tuple[PlaceLine, ...]


@dataclass(frozen=True)
class Attained:
    """How much of the way to a goal was covered on a day; None where the value may not be shown or has no number."""

    on: date
    share: float | None
    words: str


@dataclass(frozen=True)
class GoalLine:
    """One goal with the share of its way over time. Goals without a path from a baseline to a target are left out."""

    element_id: int
    number: str
    text: ShownText
    field_slug: str
    values: tuple[Attained, ...]


def comparable_figures() -> tuple[Comparable, ...]:
    """All figures several places have, by title. Two queries."""
    newest = dict(Definition.objects.values_list("indicator").annotate(last=Max("number")).order_by("indicator"))
    rows = (
        Series.objects.values_list(
            "definition__indicator",
            "definition__number",
            "definition__indicator__slug",
            "definition__indicator__title",
            "breakdown",
            "label",
        )
        .annotate(places=Count("area"))
        .filter(places__gte=FEWEST_AREAS)
        .order_by("definition__indicator__title", "breakdown", "definition__indicator")
    )
    return tuple(
        Comparable(
            f"{slug}{BETWEEN}{breakdown}" if breakdown else slug, _name(title, label or breakdown_label(breakdown))
        )
        for pk, number, slug, title, breakdown, label, _places in rows
        if newest[pk] == number
    )


def places_compared(key: str, wanted: Collection[str], *, on: date) -> PlacesCompared | None:
    """One figure in the places named by `wanted`, in all of them when none is named; at most MOST_LINES.

    None when no place has this figure. Two queries.
    """
    slug, _between, breakdown = key.partition(BETWEEN)
    rows = list(
        Series.objects.filter(definition__indicator__slug=slug, breakdown=breakdown)
        .select_related("definition__indicator", "area")
        .order_by("-definition__number", "area__short_name", "pk")
    )
    if not rows:
        return None
    definition = rows[0].definition
    rows = sorted((row for row in rows if row.definition_id == definition.pk), key=_county_first)
    chosen = [row for row in rows if not wanted or row.area.slug in wanted][:MOST_LINES]
    values = published_values(chosen, on=on)
    return PlacesCompared(
        slug=slug, title=definition.indicator.title, breakdown=series_label(rows[0]), unit=definition.unit,
        decimals=definition.decimals, source=definition.source, is_fictitious=definition.is_fictitious,
        areas=tuple(row.area for row in rows),
        lines=tuple(PlaceLine(row.area, values[row.pk]) for row in chosen if values.get(row.pk)),
    )  # fmt: skip


def goals_compared(*, on: date, language: str = SOURCE) -> tuple[GoalLine, ...]:
    """All goals with a path from a baseline to a target, as shares of it. Three queries, one more in other languages
    than German."""
    version = current_version()
    texts = shown_texts(version, language)
    nodes = list(
        nodes_of(version)
        .filter(element__kind=ElementKind.GOAL, revision__target__series__isnull=False)
        .select_related("revision__target__series__definition__indicator", "element__field")
    )
    values = published_values([each for node in nodes if (each := node.revision.target.series) is not None], on=on)
    found = []
    for node in nodes:
        goal, field = goal_of(node.revision.target), node.element.field
        shown = values.get(node.revision.target.series_id or 0, ())
        if goal is None or goal.is_hold or goal.is_context or goal.corridor is not None or goal.baseline_on is None:
            continue
        since = [value for value in shown if value.on >= goal.baseline_on]
        line = tuple(_attained(value, goal) for value in since)
        if any(each.share is not None for each in line):
            found.append(
                GoalLine(node.element_id, node.number, texts.of(node.revision), field.slug if field else "", line)
            )
    return tuple(found)


def _attained(value: ShownValue, goal: Goal) -> Attained:
    share = None if value.value is None else attainment(goal, float(value.value))
    return Attained(value.on, share, str(value.words))


def _name(title: str, words: str) -> str:
    return f"{title}, {words}" if words else title


def _county_first(row: Series) -> tuple[bool, str, int]:
    return row.area.parent_id is not None, row.area.short_name, row.pk


def chosen_goals(lines: Sequence[GoalLine], wanted: Collection[int]) -> tuple[GoalLine, ...]:
    """The goals asked for, the first ones when none is named; at most MOST_LINES."""
    return tuple(line for line in lines if not wanted or line.element_id in wanted)[:MOST_LINES]
