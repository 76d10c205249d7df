"""What was offered to whom and what they answered: element by element, municipality by municipality."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from roterfaden.concept.models import Element, ElementRevision, Node, Version
from roterfaden.implementation.enums import Answer
from roterfaden.implementation.methods import TAKEN, AnswerCount, count_answers
from roterfaden.implementation.models import Adoption, JointMember, JointUnit, Offer, OfferItem
from roterfaden.implementation.queries.versions import ANSWERABLE, nodes_of_kind
from roterfaden.places.models import Area

NOT_OFFERED, AGAIN = "not_offered", "again"
"""Codes of cells beside the answers: nobody asked, and asked anew because the wording changed."""


@dataclass(frozen=True)
class MatrixFilter:
    """What of the matrix is looked at; empty is all. `answer` may also be "open"."""

    field: str = ""
    kind: str = ""
    answer: str = ""


@dataclass(frozen=True)
class AnswerCell:
    """How one element stands with one municipality; `answer` is empty while it is open."""

    municipality: Area
    answer: str
    offered: bool
    again: bool = False

    @property
    def code(self) -> str:
        """What the matrix shows."""
        if not self.offered and not self.answer:
            return NOT_OFFERED
        return AGAIN if self.again else self.answer


@dataclass(frozen=True)
class ElementRow:
    """An offered element with one cell for each municipality, in the order of the matrix."""

    element: Element
    revision: ElementRevision
    number: str
    title: str
    cells: tuple[AnswerCell, ...]
    count: AnswerCount

    @property
    def is_offered(self) -> bool:
        """Whether anybody was asked about it, or answered."""
        return any(cell.offered or cell.answer for cell in self.cells)


@dataclass(frozen=True)
class AdoptionMatrix:
    """Elements × municipalities of one version; `by_municipality` counts what is shown, by key of the area."""

    version: Version
    municipalities: tuple[Area, ...]
    rows: tuple[ElementRow, ...]
    count: AnswerCount
    by_municipality: dict[int, AnswerCount]


@dataclass(frozen=True)
class MunicipalityRow:
    """A municipality in the list: its first offer of a version, and how much of all it was offered is answered."""

    municipality: Area
    offer: Offer | None
    answer_by: date | None
    count: AnswerCount

    @property
    def waiting(self) -> int:
        """What waits for an answer."""
        return self.count.open

    @property
    def answered(self) -> int:
        return self.count.answered

    def is_late(self, on: date) -> bool:
        """Whether something waits although its day has passed."""
        return bool(self.waiting and self.answer_by and self.answer_by < on)


def matrix(
    version: Version, *, on: date, chosen: MatrixFilter | None = None, keys: Collection[str] | None = None
) -> AdoptionMatrix:
    """The answers of all municipalities that exist on `on` to all that was offered of a version. Four queries.

    `keys` narrows it to some municipalities. A filter by answer keeps the elements that anybody answered so.
    """
    chosen = chosen or MatrixFilter()
    areas = _areas(on, keys)
    nodes = _chosen_nodes(version, chosen)
    asked = _asked(version, [node.element_id for node in nodes])
    given = {
        (row.element_id, row.municipality_id): row
        for row in Adoption.objects.current().filter(element__in=[node.element_id for node in nodes])
    }
    everything = (_row(node, areas, asked, given) for node in nodes)
    rows = tuple(row for row in everything if row.is_offered and _is_answered(row, chosen.answer))
    by_area = {area.pk: count_cells(row.cells[place] for row in rows) for place, area in enumerate(areas)}
    return AdoptionMatrix(version, areas, rows, count_cells(cell for row in rows for cell in row.cells), by_area)


def municipalities(
    version: Version | None, *, on: date, keys: Collection[str] | None = None
) -> tuple[MunicipalityRow, ...]:
    """All partner municipalities (or those with `keys`) with what they answered to a version. At most five queries."""
    areas = _areas(on, keys)
    if version is None:
        return tuple(MunicipalityRow(area, None, None, count_answers((), offered=0)) for area in areas)
    offers: dict[int, list[Offer]] = defaultdict(list)
    for offer in Offer.objects.filter(version=version, municipality__in=areas).order_by("offered_on", "pk"):
        offers[offer.municipality_id].append(offer)
    counts = answer_counts(version, areas)
    found = []
    for area in areas:
        deadlines = [offer.answer_by for offer in offers[area.pk] if offer.answer_by]
        first = offers[area.pk][0] if offers[area.pk] else None
        found.append(MunicipalityRow(area, first, max(deadlines, default=None), counts[area.pk]))
    return tuple(found)


def answer_counts(version: Version, areas: Iterable[Area]) -> dict[int, AnswerCount]:
    """Key of an area → how it answered what it was offered of a version. Three queries.

    An answer to an earlier wording does not count until it is given anew.
    """
    keys = [area.pk for area in areas]
    items = OfferItem.objects.filter(offer__version=version, offer__municipality__in=keys)
    asked = _is_carried(items)
    wording = dict(version.nodes.filter(element__kind__in=ANSWERABLE).values_list("element", "revision"))
    answers: dict[int, list[str]] = defaultdict(list)
    for row in Adoption.objects.current().filter(municipality__in=keys, element__in={key for key, _area in asked}):
        place = (row.element_id, row.municipality_id)
        if place in asked and (asked[place] or wording.get(row.element_id) == row.revision_id):
            answers[row.municipality_id].append(row.answer)
    offered = Counter(area for _element, area in asked)
    return {key: count_answers(answers[key], offered=offered[key]) for key in keys}


def answers_to(element: Element) -> QuerySet[Adoption]:
    """The answers in force to one element, by municipality."""
    return (
        Adoption.objects.current()
        .filter(element=element)
        .select_related("municipality", "joint_unit")
        .order_by("municipality__short_name", "pk")
    )


def answer_history(element: Element, municipality: Area) -> QuerySet[Adoption]:
    """Every answer one municipality ever gave to one element, newest first."""
    rows = Adoption.objects.filter(element=element, municipality=municipality).select_related("joint_unit", "revision")
    return rows.order_by("-made_at", "-pk")


def all_answers(version: Version) -> QuerySet[Adoption]:
    """Every answer in force to what was offered of a version, by municipality."""
    return (
        Adoption.objects.current()
        .filter(element__in=version.nodes.filter(element__kind__in=ANSWERABLE).values("element"))
        .select_related("municipality", "joint_unit", "element")
        .order_by("municipality__short_name", "element_id", "pk")
    )


@dataclass(frozen=True)
class UnitRow:
    """A joint unit with its members."""

    unit: JointUnit
    members: tuple[Area, ...]


def joint_units(*, on: date | None = None, member: Area | None = None) -> tuple[UnitRow, ...]:
    """The joint units (those existing on `on`, those of one municipality) with their members. Two queries."""
    units = JointUnit.objects.order_by("name", "pk")
    if on is not None:
        units = units.filter(since__lte=on).exclude(ended_on__lt=on)
    if member is not None:
        units = units.filter(members__municipality=member)
    found = list(units)
    members: dict[int, list[Area]] = defaultdict(list)
    rows = JointMember.objects.filter(unit__in=found).select_related("municipality")
    for row in rows.order_by("municipality__short_name", "pk"):
        members[row.unit_id].append(row.municipality)
    return tuple(UnitRow(unit, tuple(members[unit.pk])) for unit in found)


def fields_offered(version: Version) -> list[tuple[str, str]]:
    """Slug and name of the fields of action a version has goals or initiatives in, in reading order. One query."""
    fields = (node.element.field for node in nodes_of_kind(version, *ANSWERABLE))
    return list(dict.fromkeys((field.slug, field.name) for field in fields if field is not None))


# --- parts --------------------------------------------------------------------------------------------------------
def _areas(on: date, keys: Collection[str] | None) -> tuple[Area, ...]:
    areas = Area.objects.partners().on(on).order_by("short_name", "pk")
    return tuple(areas if keys is None else areas.filter(key__in=keys))


def _chosen_nodes(version: Version, chosen: MatrixFilter) -> list[Node]:
    nodes = nodes_of_kind(version, *([chosen.kind] if chosen.kind in ANSWERABLE else ANSWERABLE))
    return list(nodes.filter(element__field__slug=chosen.field) if chosen.field else nodes)


def _is_carried(items: QuerySet[OfferItem]) -> dict[tuple[int, int], bool]:
    """Element and municipality → whether the answer to an earlier version holds."""
    rows = items.order_by("pk").values_list("element", "offer__municipality", "is_carried")
    return {(element, area): is_carried for element, area, is_carried in rows}


def _asked(version: Version, elements: Collection[int]) -> dict[tuple[int, int], bool]:
    return _is_carried(OfferItem.objects.filter(offer__version=version, element__in=elements))


def _row(
    node: Node,
    areas: tuple[Area, ...],
    asked: dict[tuple[int, int], bool],
    given: dict[tuple[int, int], Adoption],
) -> ElementRow:
    cells = tuple(_cell(node, area, asked, given) for area in areas)
    return ElementRow(node.element, node.revision, node.number, node.revision.title, cells, count_cells(cells))


def _cell(
    node: Node, area: Area, asked: dict[tuple[int, int], bool], given: dict[tuple[int, int], Adoption]
) -> AnswerCell:
    place = (node.element_id, area.pk)
    found, offered = given.get(place), place in asked
    again = bool(found and offered and not asked[place] and found.revision_id != node.revision_id)
    return AnswerCell(area, found.answer if found else "", offered, again)


def count_cells(cells: Iterable[AnswerCell]) -> AnswerCount:
    """The answers of some cells; what is asked again counts as open."""
    shown = [cell for cell in cells if cell.offered or cell.answer]
    return count_answers(("" if cell.again else cell.answer for cell in shown), offered=len(shown))


def _is_answered(row: ElementRow, answer: str) -> bool:
    if answer == "open":
        return row.count.open > 0
    if answer == "taken":
        return any(cell.answer in TAKEN for cell in row.cells)
    return answer not in Answer.values or any(cell.answer == answer for cell in row.cells)


def offered_wordings(municipality: Area, elements: Collection[int]) -> dict[int, int]:
    """Element → the wording (revision) the municipality was offered last. One query."""
    offered = OfferItem.objects.filter(
        offer__municipality=municipality, offer__version=OuterRef("version"), element=OuterRef("element")
    )
    rows = Node.objects.filter(Exists(offered), element__in=elements, element__kind__in=ANSWERABLE)
    return dict(rows.order_by("version__frozen_at", "version__number", "pk").values_list("element", "revision"))
