"""The dashboard: how all goals stand, what changed since the review before, what is done, and one municipality's part.

Goals are counted by status, never averaged. Everything is what the last closed review said; a value beside a status is
the one that review looked at.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Node, Version
from roterfaden.concept.queries import ShownText, ShownTexts, shown_texts
from roterfaden.implementation.enums import Answer
from roterfaden.implementation.models import Adoption
from roterfaden.indicators.methods import months_later
from roterfaden.indicators.models import Series
from roterfaden.indicators.queries import ShownValue
from roterfaden.kernel.languages import SOURCE
from roterfaden.monitoring.enums import Status
from roterfaden.monitoring.methods.warnings import RANKS
from roterfaden.monitoring.models import Assessment, Correction, ReviewCycle
from roterfaden.monitoring.queries.corrections import newly_told
from roterfaden.monitoring.queries.views import TargetView, target_view
from roterfaden.places.models import Area
from roterfaden.reporting.models import Edition
from roterfaden.thread.queries.published import newest_number, published_values
from roterfaden.thread.queries.steps import Tally
from roterfaden.thread.queries.versions import PROGRESS, REASONS, current_version, nodes_of, with_progress

ANSWERS = dict(Answer.choices)
REVIEWS_COMPARED = 2
YEARS_SHOWN = 10
"""How far back a course the size of a word reaches; the whole of it stands on the page of the goal."""


@dataclass(frozen=True)
class Mark:
    """What one review said about a goal."""

    status: str
    reason: str

    @property
    def rank(self) -> int | None:
        """From worst to best; None for what cannot be ranked."""
        return RANKS.get(Status(self.status)) if self.status else None


@dataclass(frozen=True)
class DashboardGoal:
    """One goal as the dashboard shows it. `latest` is the value of the last review, `local` the municipality's own."""

    element_id: int
    number: str
    text: ShownText
    field_name: str
    field_slug: str
    mark: Mark
    before: Mark
    target: TargetView | None
    values: tuple[ShownValue, ...]
    latest: ShownValue | None
    answer: str
    answer_label: str
    local: ShownValue | None

    @property
    def change(self) -> int:
        """-1 worse than at the review before, 1 better, 0 the same or not to be compared."""
        now, before = self.mark.rank, self.before.rank
        if now is None or before is None:
            return 0
        return (now > before) - (now < before)


@dataclass(frozen=True)
class FieldCounts:
    """How many goals of a field of action have which status, in the order of the six statuses, and how many none."""

    name: str
    slug: str
    counts: tuple[Tally, ...]
    total: int


@dataclass(frozen=True)
class Dashboard:
    """Everything the dashboard shows; `goals` are all goals, filtering is the page's."""

    version: Version | None
    cycle: ReviewCycle | None
    previous: ReviewCycle | None
    counts: tuple[Tally, ...]
    unjudged: int
    fields: tuple[FieldCounts, ...]
    goals: tuple[DashboardGoal, ...]
    corrections: tuple[Correction, ...]
    progress: tuple[Tally, ...]
    edition: Edition | None
    areas: tuple[Area, ...]
    area: Area | None

    @property
    def worse(self) -> tuple[DashboardGoal, ...]:
        """Goals whose status is worse than at the review before."""
        return tuple(goal for goal in self.goals if goal.change < 0)

    @property
    def better(self) -> tuple[DashboardGoal, ...]:
        """Goals whose status is better than at the review before."""
        return tuple(goal for goal in self.goals if goal.change > 0)


def dashboard(*, on: date, area_slug: str = "", language: str = SOURCE) -> Dashboard:
    """The dashboard as known on `on`, with the answers and values of one municipality if it is asked for.

    Nine queries, three more with a municipality, one more in other languages than German.
    """
    version = current_version()
    texts = shown_texts(version, language)
    nodes = list(
        nodes_of(version)
        .filter(element__kind=ElementKind.GOAL)
        .select_related("revision__target__series__definition__indicator", "element__field")
    )
    cycles = _closed_cycles(version)
    marks = _marks(cycles)
    areas = tuple(Area.objects.partners().on(on).order_by("short_name", "pk"))
    area = next((each for each in areas if each.slug == area_slug), None)
    parts = _Parts(texts, cycles, marks, nodes, area, on)
    goals = tuple(parts.goal(node) for node in nodes)
    return Dashboard(
        version=version, cycle=cycles[0] if cycles else None, previous=cycles[1] if len(cycles) > 1 else None,
        counts=tallies(goals, with_empty=True), unjudged=sum(1 for goal in goals if not goal.mark.status),
        fields=_fields(goals), goals=goals, corrections=_corrections(cycles), progress=_progress(version),
        edition=Edition.objects.public().select_related("report").order_by("-published_at", "-pk").first(),
        areas=areas, area=area,
    )  # fmt: skip


def tallies(goals: Sequence[DashboardGoal], *, with_empty: bool = False) -> tuple[Tally, ...]:
    """How many goals have which status, in the order of the six statuses."""
    counted = Counter(goal.mark.status for goal in goals)
    return tuple(
        Tally(status.value, str(status.label), counted[status.value])
        for status in Status
        if with_empty or counted[status.value]
    )


def _closed_cycles(version: Version | None) -> list[ReviewCycle]:
    """The last closed reviews of the concept, newest first."""
    if version is None:
        return []
    rows = ReviewCycle.objects.filter(concept=version.concept_id, closed_at__isnull=False)
    return list(rows.order_by("-reference_date", "-pk")[:REVIEWS_COMPARED])


def _marks(cycles: Sequence[ReviewCycle]) -> dict[tuple[int, int], Mark]:
    """What each review said about each goal, by review and goal."""
    rows = Assessment.objects.filter(cycle__in=[cycle.pk for cycle in cycles], superseded_at=None)
    return {
        (cycle, element): Mark(status, str(REASONS.get(reason, "")))
        for cycle, element, status, reason in rows.order_by("pk").values_list(
            "cycle_id", "element_id", "status", "reason_code"
        )
    }


def _corrections(cycles: Sequence[ReviewCycle]) -> tuple[Correction, ...]:
    """What the last review agreed on, and what was agreed before it and after the one before."""
    if not cycles:
        return ()
    return tuple(newly_told(cycles[0]).order_by("due_on", "pk"))


def _progress(version: Version | None) -> tuple[Tally, ...]:
    """How far the initiatives are, counted."""
    nodes: QuerySet[Any] = with_progress(
        nodes_of(version).filter(element__kind=ElementKind.INITIATIVE).select_related(None)
    )
    counted = Counter(nodes.order_by().values_list("progress", flat=True))
    return tuple(Tally(str(code), str(label), counted[code]) for code, label in PROGRESS.items() if counted[code])


def _fields(goals: Sequence[DashboardGoal]) -> tuple[FieldCounts, ...]:
    by_field: dict[tuple[str, str], list[DashboardGoal]] = {}
    for goal in goals:
        by_field.setdefault((goal.field_name, goal.field_slug), []).append(goal)
    return tuple(
        FieldCounts(name, slug, tallies(found, with_empty=True), len(found)) for (name, slug), found in by_field.items()
    )


NO_MARK = Mark("", "")


class _Parts:
    """What the lines of all goals are put together from, read once."""

    def __init__(
        self,
        texts: ShownTexts,
        cycles: Sequence[ReviewCycle],
        marks: Mapping[tuple[int, int], Mark],
        nodes: Sequence[Node],
        area: Area | None,
        on: date,
    ) -> None:
        self.texts, self.cycles, self.marks = texts, cycles, marks
        targets = [getattr(node.revision, "target", None) for node in nodes]
        series = [target.series for target in targets if target is not None and target.series is not None]
        self.local_of: dict[tuple[int, str], int] = {}
        self.answers: dict[int, str] = {}
        if area is not None:
            local = Series.objects.filter(area=area, definition__in={each.definition_id for each in series})
            for row in local.select_related("definition").order_by("pk"):
                self.local_of[row.definition_id, row.breakdown] = row.pk
                series.append(row)
            answered = Adoption.objects.current().filter(municipality=area).order_by("pk")
            self.answers = dict(answered.values_list("element_id", "answer"))
        self.values = published_values(series, on=on, since=months_later(on, -YEARS_SHOWN * 12))
        self.until = cycles[0].reference_date if cycles else date.max

    def goal(self, node: Any) -> DashboardGoal:
        """One goal. No query."""
        target, field, pk = getattr(node.revision, "target", None), node.element.field, node.element_id
        series = target.series if target is not None else None
        values = self.values.get(series.pk, ()) if series else ()
        local = self.local_of.get((series.definition_id, series.breakdown), 0) if series else 0
        answer = self.answers.get(pk, "")
        return DashboardGoal(
            element_id=pk, number=node.number, text=self.texts.of(node.revision),
            field_name=field.name if field else "", field_slug=field.slug if field else "",
            mark=self._mark(0, pk), before=self._mark(1, pk), target=target_view(target), values=values,
            latest=newest_number(values, self.until), answer=answer, answer_label=str(ANSWERS.get(answer, "")),
            local=newest_number(self.values.get(local, ())) if local else None,
        )  # fmt: skip

    def _mark(self, place: int, element_id: int) -> Mark:
        cycle = self.cycles[place].pk if len(self.cycles) > place else 0
        return self.marks.get((cycle, element_id), NO_MARK)
