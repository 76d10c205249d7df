"""Reading initiatives: state, plan, milestones, funding, and what waits for what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element, ElementRevision, Node, Version
from roterfaden.implementation.enums import Progress
from roterfaden.implementation.methods import SETTLED, Due, Lateness, funding_step, lateness, months_later, next_due
from roterfaden.implementation.models import (
    Dependency,
    Funding,
    InitiativePlan,
    InitiativeStatus,
    Milestone,
    MilestoneMove,
    YearBudget,
)
from roterfaden.implementation.queries.versions import nodes_of_kind
from roterfaden.places.models import Area


@dataclass(frozen=True)
class InitiativeRow:
    """An initiative on a day, for the county or one municipality: words, state, plan, dates.

    `order` is its place in the version; `late` why it is late, `waits_for` which late initiatives it depends on.
    """

    order: int
    node: Node
    status: InitiativeStatus | None
    plan: InitiativePlan | None
    milestones: tuple[Milestone, ...]
    fundings: tuple[Funding, ...]
    needs: tuple[int, ...]
    late: tuple[Lateness, ...]
    waits_for: tuple[str, ...]
    next_due: Due | None
    on: date

    @property
    def element(self) -> Element:
        return self.node.element

    @property
    def revision(self) -> ElementRevision:
        return self.node.revision

    @property
    def number(self) -> str:
        return self.node.number

    @property
    def title(self) -> str:
        return self.node.revision.title

    @property
    def field_name(self) -> str:
        return self.element.field.name if self.element.field else ""

    @property
    def field_slug(self) -> str:
        return self.element.field.slug if self.element.field else ""

    @property
    def accountable(self) -> str:
        """Who leads: the unit of the plan, or whom the concept names."""
        return (self.plan.unit if self.plan else "") or self.node.revision.accountable

    @property
    def weight(self) -> str:
        return self.plan.weight if self.plan else ""

    @property
    def weight_label(self) -> str:
        return str(self.plan.get_weight_display()) if self.plan and self.plan.weight else ""

    @property
    def progress(self) -> str:
        return self.status.progress if self.status else ""

    @property
    def progress_label(self) -> str:
        return str(Progress(self.status.progress).label) if self.status else ""

    @property
    def is_settled(self) -> bool:
        """Done, regular work or given up: nothing is due any more."""
        return self.progress in SETTLED

    @property
    def next_milestone(self) -> Milestone | None:
        """The open milestone that is due first."""
        return next((each for each in self.milestones if each.done_on is None), None)

    @property
    def funded_until(self) -> date | None:
        """The last day for which a funding is promised."""
        return max((each.ends_on for each in self.fundings), default=None)

    @property
    def funding_step(self) -> int | None:
        """Within how many months the last funding ends (3, 6, 12; 0: it is over); None when there is nothing to warn
        of, also because the initiative is settled."""
        until = self.funded_until
        return None if until is None or self.is_settled else funding_step(until, self.on)


@dataclass(frozen=True)
class Neighbour:
    """An initiative this one depends on, or that depends on it; `is_late` on the day of the page."""

    dependency: Dependency
    element_id: int
    number: str
    title: str
    progress_label: str
    is_late: bool


@dataclass(frozen=True)
class InitiativePage:
    """Everything about one initiative: words, state with its whole history, plan, money, milestones, neighbours."""

    row: InitiativeRow
    history: tuple[InitiativeStatus, ...]
    plans: tuple[InitiativePlan, ...]
    budgets: tuple[YearBudget, ...]
    needs: tuple[Neighbour, ...]
    needed_by: tuple[Neighbour, ...]

    @property
    def element(self) -> Element:
        return self.row.element

    @property
    def title(self) -> str:
        return self.row.title


@dataclass(frozen=True)
class FundingEnd:
    """A funding that runs out: for the office, and for the review as a signal. `months` is the step reached."""

    funding: Funding
    element: Element
    number: str
    title: str
    months: int

    @property
    def ends_on(self) -> date:
        return self.funding.ends_on


def latest_progress(
    elements: Iterable[int], *, municipality: Area | None = None, on: date | None = None
) -> dict[int, InitiativeStatus]:
    """Element id → its latest state for the county (or one municipality), as of `on` at most. One query."""
    rows = InitiativeStatus.objects.current().filter(element__in=list(elements), municipality=municipality)
    if on is not None:
        rows = rows.filter(as_of__lte=on)
    return {row.element_id: row for row in rows.order_by("as_of", "made_at", "pk")}


def initiatives(version: Version, *, on: date, municipality: Area | None = None) -> tuple[InitiativeRow, ...]:
    """The initiatives of a version, for the county or one municipality, as they are known now. Six queries.

    What is late is judged on the day `on`.
    """
    nodes = list(nodes_of_kind(version, ElementKind.INITIATIVE).select_related("element__field"))
    pks = [node.element_id for node in nodes]
    here = Q(element__in=pks, municipality=municipality)
    states = latest_progress(pks, municipality=municipality)
    plans = {row.element_id: row for row in InitiativePlan.objects.current().filter(here)}
    milestones, fundings, needs = defaultdict(list), defaultdict(list), defaultdict(list)
    for milestone in Milestone.objects.filter(here).order_by("due_on", "pk"):
        milestones[milestone.element_id].append(milestone)
    for funding in Funding.objects.current().filter(here).order_by("ends_on", "pk"):
        fundings[funding.element_id].append(funding)
    for dependency in Dependency.objects.current().filter(element__in=pks).order_by("pk"):
        needs[dependency.element_id].append(dependency.needs_id)
    late = {node.element_id: _late(node, states, milestones, on) for node in nodes}
    titles = {node.element_id: f"{node.number} {node.revision.title}" for node in nodes}
    return tuple(
        InitiativeRow(
            order=order,
            node=node,
            status=states.get(node.element_id),
            plan=plans.get(node.element_id),
            milestones=tuple(milestones[node.element_id]),
            fundings=tuple(fundings[node.element_id]),
            needs=tuple(needs[node.element_id]),
            late=late[node.element_id],
            waits_for=_waits_for(node, states, needs, late, titles),
            next_due=_next_due(node, states, milestones, fundings, on),
            on=on,
        )
        for order, node in enumerate(nodes)
    )


def initiative_page(
    version: Version, element: Element, *, on: date, municipality: Area | None = None
) -> InitiativePage | None:
    """One initiative as it stands in a version, or None when it does not stand there. Ten queries."""
    rows = {row.element.pk: row for row in initiatives(version, on=on, municipality=municipality)}
    row = rows.get(element.pk)
    if row is None:
        return None
    links = Dependency.objects.current().filter(Q(element=element) | Q(needs=element)).order_by("pk")
    neighbours = [
        (link, rows.get(link.needs_id if link.element_id == element.pk else link.element_id)) for link in links
    ]
    return InitiativePage(
        row=row,
        history=tuple(status_history(element)),
        plans=tuple(
            InitiativePlan.objects.filter(element=element, municipality=municipality).order_by("-made_at", "-pk")
        ),
        budgets=tuple(
            YearBudget.objects.current().filter(element=element, municipality=municipality).order_by("year", "pk")
        ),
        needs=tuple(_neighbour(link, found) for link, found in neighbours if found and link.element_id == element.pk),
        needed_by=tuple(_neighbour(link, found) for link, found in neighbours if found and link.needs_id == element.pk),
    )


def plan_in_force(element: Element, municipality: Area | None = None) -> InitiativePlan | None:
    """The plan of an initiative for the county or one municipality. One query."""
    return InitiativePlan.objects.current().filter(element=element, municipality=municipality).first()


def budgets_of(version: Version, municipality: Area | None = None) -> dict[int, tuple[YearBudget, ...]]:
    """Element id → the own money planned for it, by year. One query."""
    found: dict[int, list[YearBudget]] = defaultdict(list)
    here = YearBudget.objects.current().filter(element__concept=version.concept_id, municipality=municipality)
    for row in here.order_by("year", "pk"):
        found[row.element_id].append(row)
    return {pk: tuple(rows) for pk, rows in found.items()}


def status_history(element: Element) -> QuerySet[InitiativeStatus]:
    """Every report on an initiative, also those that were corrected, newest first."""
    rows = InitiativeStatus.objects.filter(element=element).select_related("municipality")
    return rows.order_by("-as_of", "-made_at", "-pk")


def milestones_with_moves(element_id: int) -> QuerySet[Milestone]:
    """The milestones of an initiative in all places with their moves, the oldest first. Two queries, one for none."""
    moves = Prefetch("moves", MilestoneMove.objects.order_by("made_at", "pk"))
    rows = Milestone.objects.filter(element=element_id).select_related("municipality").prefetch_related(moves)
    return rows.order_by("due_on", "pk")


def funding_ending(on: date, within: int, *, version: Version) -> tuple[FundingEnd, ...]:
    """The fundings for the county that end within so many months from `on`, of initiatives of a version that are not
    settled, the first to end first: a signal for the review. A line is left out while a longer one of the same
    initiative lasts beyond that time. Two queries."""
    until = months_later(on, within)
    lines = Funding.objects.current().filter(municipality=None).select_related("element").order_by("ends_on", "pk")
    nodes = {node.element_id: node for node in nodes_of_kind(version, ElementKind.INITIATIVE)}
    last: dict[int, Funding] = {line.element_id: line for line in lines if line.element_id in nodes}
    ending = [line for line in last.values() if on <= line.ends_on <= until]
    states = latest_progress([line.element_id for line in ending])
    return tuple(
        FundingEnd(
            line, line.element, nodes[line.element_id].number, nodes[line.element_id].revision.title,
            funding_step(line.ends_on, on) or within,
        )
        for line in sorted(ending, key=lambda line: (line.ends_on, line.pk))
        if line.element_id not in states or states[line.element_id].progress not in SETTLED
    )  # fmt: skip


def progress_counts(rows: Iterable[InitiativeRow]) -> tuple[tuple[str, int], ...]:
    """How many initiatives are in each state, in the order of the vocabulary; states nobody is in are left out."""
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row.progress] += 1
    counted = [(str(choice.label), found[choice.value]) for choice in Progress if found[choice.value]]
    return tuple(counted + ([("", found[""])] if found[""] else []))


# --- parts of a row ---------------------------------------------------------------------------------------------------


def _progress(node: Node, states: dict[int, InitiativeStatus]) -> str:
    return states[node.element_id].progress if node.element_id in states else ""


def _open(milestones: Iterable[Milestone]) -> list[tuple[date, str]]:
    return [(each.due_on, each.title) for each in milestones if each.done_on is None]


def _late(
    node: Node, states: dict[int, InitiativeStatus], milestones: dict[int, list[Milestone]], on: date
) -> tuple[Lateness, ...]:
    return lateness(
        _progress(node, states), ends_on=node.revision.ends_on, milestones=_open(milestones[node.element_id]), on=on
    )


def _waits_for(
    node: Node,
    states: dict[int, InitiativeStatus],
    needs: dict[int, list[int]],
    late: dict[int, tuple[Lateness, ...]],
    titles: dict[int, str],
) -> tuple[str, ...]:
    """The late ones among what an open initiative depends on, by name."""
    if _progress(node, states) in SETTLED:
        return ()
    return tuple(titles[pk] for pk in needs[node.element_id] if late.get(pk))


def _next_due(
    node: Node,
    states: dict[int, InitiativeStatus],
    milestones: dict[int, list[Milestone]],
    fundings: dict[int, list[Funding]],
    on: date,
) -> Due | None:
    return next_due(
        _progress(node, states),
        ends_on=node.revision.ends_on,
        milestones=_open(milestones[node.element_id]),
        fundings=[(each.ends_on, each.funder) for each in fundings[node.element_id]],
        on=on,
    )


def _neighbour(dependency: Dependency, row: InitiativeRow) -> Neighbour:
    return Neighbour(
        dependency=dependency,
        element_id=row.element.pk,
        number=row.number,
        title=row.title,
        progress_label=row.progress_label,
        is_late=bool(row.late),
    )
