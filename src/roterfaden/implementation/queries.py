"""Reading offers, answers, the state of initiatives and milestones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models import Element, Node, Version
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.implementation.methods import AnswerCount, count_answers
from roterfaden.implementation.models import Adoption, InitiativeStatus, Milestone, Offer
from roterfaden.places.models import Area


@dataclass(frozen=True)
class AnswerCell:
    """One municipality's answer to one goal; `answer` is empty while it is open, `offered` whether it was asked."""

    municipality: Area
    answer: str
    offered: bool


@dataclass(frozen=True)
class GoalRow:
    """A goal of the offered version with one cell for each municipality, in the order of the matrix."""

    element: Element
    number: str
    title: str
    cells: tuple[AnswerCell, ...]
    count: AnswerCount


@dataclass(frozen=True)
class AdoptionMatrix:
    """Goals × municipalities of one version."""

    version: Version
    municipalities: tuple[Area, ...]
    goals: tuple[GoalRow, ...]
    count: AnswerCount


@dataclass(frozen=True)
class MunicipalityRow:
    """A municipality in the list: whether it was asked, until when, and how many goals it has answered."""

    municipality: Area
    offer: Offer | None
    answered: int
    goals: int

    @property
    def waiting(self) -> int:
        """Goals without an answer, if the municipality was asked."""
        return self.goals - self.answered if self.offer else 0


@dataclass(frozen=True)
class GoalAnswer:
    """A goal as one municipality sees it, with its answer now (None: open)."""

    element: Element
    number: str
    title: str
    adoption: Adoption | None
    answer_label: str


@dataclass(frozen=True)
class MunicipalityPage:
    """Everything about one municipality: the offer, each goal with its answer, its own reports."""

    municipality: Area
    version: Version | None
    offer: Offer | None
    goals: tuple[GoalAnswer, ...]
    count: AnswerCount
    reports: tuple[InitiativeStatus, ...]


@dataclass(frozen=True)
class InitiativeRow:
    """An initiative with its latest state for the county and its next open milestone."""

    element: Element
    number: str
    title: str
    accountable: str
    status: InitiativeStatus | None
    progress_label: str
    next_milestone: Milestone | None


@dataclass(frozen=True)
class InitiativePage:
    """Everything about one initiative: wording, the whole history of its state, its milestones."""

    element: Element
    number: str
    title: str
    body: str
    accountable: str
    status: InitiativeStatus | None
    history: tuple[InitiativeStatus, ...]
    milestones: tuple[Milestone, ...]


def adopted_version() -> Version | None:
    """The version in force: of the newest concept that has one, the adopted or amended one frozen last. One query."""
    return (
        Version.objects.frozen()
        .filter(kind__in=[VersionKind.ADOPTED, VersionKind.AMENDED])
        .select_related("concept__process")
        .order_by("-concept__starts_on", "-frozen_at", "-pk")
        .first()
    )


def matrix(version: Version, *, on: date) -> AdoptionMatrix:
    """The answers of all municipalities that exist on `on` to all goals of a version. Four queries."""
    municipalities = tuple(Area.objects.partners().on(on).order_by("short_name", "pk"))
    nodes = tuple(_nodes(version, ElementKind.GOAL))
    asked = set(Offer.objects.filter(version=version).values_list("municipality_id", flat=True))
    answers = {
        (row.element_id, row.municipality_id): row.answer
        for row in Adoption.objects.current().filter(element__in=[node.element_id for node in nodes])
    }
    goals = tuple(_goal_row(node, municipalities, asked, answers) for node in nodes)
    everything = [cell.answer for goal in goals for cell in goal.cells]
    offered = sum(goal.count.offered for goal in goals)
    return AdoptionMatrix(version, municipalities, goals, count_answers(everything, offered=offered))


def municipalities(version: Version | None, *, on: date) -> tuple[MunicipalityRow, ...]:
    """All partner municipalities with what they answered to a version. Four queries, one without a version."""
    areas = tuple(Area.objects.partners().on(on).order_by("short_name", "pk"))
    if version is None:
        return tuple(MunicipalityRow(area, None, 0, 0) for area in areas)
    offers = {offer.municipality_id: offer for offer in Offer.objects.filter(version=version)}
    goals = list(_nodes(version, ElementKind.GOAL).values_list("element_id", flat=True))
    answered: dict[int, int] = defaultdict(int)
    for pk in Adoption.objects.current().filter(element__in=goals).values_list("municipality_id", flat=True):
        answered[pk] += 1
    return tuple(MunicipalityRow(area, offers.get(area.pk), answered[area.pk], len(goals)) for area in areas)


def municipality_page(municipality: Area, version: Version | None) -> MunicipalityPage:
    """One municipality with its answers to a version and its reports. Four queries, one without a version."""
    words = (
        Node.objects.filter(element=OuterRef("element")).order_by("-version__number", "-pk").values("revision__title")
    )
    reports = tuple(
        InitiativeStatus.objects.current()
        .filter(municipality=municipality)
        .annotate(title=Subquery(words[:1]))
        .order_by("-as_of", "-made_at", "-pk")
    )
    if version is None:
        return MunicipalityPage(municipality, None, None, (), count_answers((), offered=0), reports)
    offer = Offer.objects.filter(version=version, municipality=municipality).first()
    nodes = tuple(_nodes(version, ElementKind.GOAL))
    found = {
        row.element_id: row
        for row in Adoption.objects.current().filter(
            municipality=municipality, element__in=[node.element_id for node in nodes]
        )
    }
    goals = tuple(_goal_answer(node, found.get(node.element_id)) for node in nodes)
    answers = [row.answer for row in found.values()]
    count = count_answers(answers, offered=len(goals) if offer else len(answers))
    return MunicipalityPage(municipality, version, offer, goals, count, reports)


def answers_to(element: Element) -> QuerySet[Adoption]:
    """The answers in force to one goal, by municipality."""
    return (
        Adoption.objects.current()
        .filter(element=element)
        .select_related("municipality")
        .order_by("municipality__short_name", "pk")
    )


def answer_history(element: Element, municipality: Area) -> QuerySet[Adoption]:
    """Every answer one municipality ever gave to one goal, newest first."""
    return Adoption.objects.filter(element=element, municipality=municipality).order_by("-made_at", "-pk")


def latest_progress(
    elements: Iterable[int], *, municipality: Area | None = None, on: date | None = None
) -> dict[int, InitiativeStatus]:
    """Element id → its latest state for the county (or one municipality), as of `on` at most. One query."""
    rows = InitiativeStatus.objects.current().filter(element__in=list(elements), municipality=municipality)
    if on is not None:
        rows = rows.filter(as_of__lte=on)
    return {row.element_id: row for row in rows.order_by("as_of", "made_at", "pk")}


def initiatives(version: Version) -> tuple[InitiativeRow, ...]:
    """The initiatives of a version with state and next milestone. Three queries."""
    nodes = tuple(_nodes(version, ElementKind.INITIATIVE))
    pks = [node.element_id for node in nodes]
    states = latest_progress(pks)
    following: dict[int, Milestone] = {}
    for milestone in Milestone.objects.filter(element__in=pks, done_on=None).order_by("-due_on", "-pk"):
        following[milestone.element_id] = milestone
    return tuple(_initiative_row(node, states.get(node.element_id), following.get(node.element_id)) for node in nodes)


def initiative_page(version: Version, element: Element) -> InitiativePage | None:
    """One initiative as it stands in a version, or None when it does not stand there. Three queries."""
    node = _nodes(version, ElementKind.INITIATIVE).filter(element=element).first()
    if node is None:
        return None
    history = tuple(
        InitiativeStatus.objects.filter(element=element)
        .select_related("municipality")
        .order_by("-as_of", "-made_at", "-pk")
    )
    county = (row for row in history if row.municipality_id is None and row.superseded_at is None)
    return InitiativePage(
        element=node.element,
        number=node.number,
        title=node.revision.title,
        body=node.revision.body,
        accountable=node.revision.accountable,
        status=next(county, None),
        history=history,
        milestones=tuple(Milestone.objects.filter(element=element).order_by("due_on", "pk")),
    )


def progress_counts(rows: Iterable[InitiativeRow]) -> tuple[tuple[str, int], ...]:
    """How many initiatives are in each state, in the order of the vocabulary; states nobody is in are left out."""
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row.status.progress if row.status else ""] += 1
    counted = [(str(choice.label), found[choice.value]) for choice in Progress if found[choice.value]]
    return tuple(counted + ([("", found[""])] if found[""] else []))


def _nodes(version: Version, kind: str) -> QuerySet[Node]:
    return (
        Node.objects.filter(version=version, element__kind=kind)
        .select_related("element", "revision")
        .order_by("order_key", "pk")
    )


def _goal_row(
    node: Node, municipalities: tuple[Area, ...], asked: set[int], answers: dict[tuple[int, int], str]
) -> GoalRow:
    cells = tuple(
        AnswerCell(area, answers.get((node.element_id, area.pk), ""), offered=area.pk in asked)
        for area in municipalities
    )
    offered = sum(bool(cell.offered or cell.answer) for cell in cells)
    count = count_answers((cell.answer for cell in cells), offered=offered)
    return GoalRow(node.element, node.number, node.revision.title, cells, count)


def _goal_answer(node: Node, adoption: Adoption | None) -> GoalAnswer:
    label = str(Answer(adoption.answer).label) if adoption else ""
    return GoalAnswer(node.element, node.number, node.revision.title, adoption, label)


def _initiative_row(node: Node, status: InitiativeStatus | None, following: Milestone | None) -> InitiativeRow:
    return InitiativeRow(
        element=node.element,
        number=node.number,
        title=node.revision.title,
        accountable=node.revision.accountable,
        status=status,
        progress_label=str(Progress(status.progress).label) if status else "",
        next_milestone=following,
    )
