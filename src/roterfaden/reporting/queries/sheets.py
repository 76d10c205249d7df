"""Data sheets: what stands in them, read from the figures as they were known on a day; proofs, lists and pages.

Figures come through `indicators.queries` alone, with small counts already hidden; nothing here looks at raw values.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum, prefetch_related_objects
from django.utils import translation

from roterfaden.concept.enums import VersionKind
from roterfaden.concept.models import Node, Version
from roterfaden.implementation.models import Adoption, InitiativeStatus
from roterfaden.indicators.methods import is_share
from roterfaden.indicators.models import Definition, Observation, Series
from roterfaden.indicators.queries import ShownValue, breakdown_label, breaks_of, known_values, shown
from roterfaden.kernel.sealing import seal
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.reporting.enums import Comparing
from roterfaden.reporting.methods import (
    SHEET_SCHEMA,
    FigurePlan,
    SheetAnswer,
    SheetChapter,
    SheetFigure,
    SheetInitiative,
    SheetPlan,
    SheetPoint,
    SheetSnapshot,
    SheetValue,
    absence_of,
    as_json,
    built_in_plan,
    plan_from_content,
    rounded,
    sheet_from_json,
)
from roterfaden.reporting.models import Sheet, SheetEdition, SheetTemplate
from roterfaden.reporting.queries.content import in_force


# --- the arrangement ------------------------------------------------------------------------------------------------
def current_template() -> SheetTemplate | None:
    """The arrangement the office made last; None as long as the built-in one counts. One query."""
    return SheetTemplate.objects.order_by("-number", "-pk").first()


def current_plan() -> SheetPlan:
    """What a data sheet shows at present. One query."""
    template = current_template()
    return plan_from_content(template.content) if template else built_in_plan()


@dataclass(frozen=True)
class PlannedFigure:
    """A figure of the arrangement with its name; `is_known` when the catalogue has it."""

    key: str
    title: str
    breakdown: str
    is_known: bool


@dataclass(frozen=True)
class PlannedChapter:
    """A chapter of the arrangement for people."""

    key: str
    title: str
    lead: str
    figures: tuple[PlannedFigure, ...]


def planned_chapters(plan: SheetPlan) -> tuple[PlannedChapter, ...]:
    """The arrangement with the names of the catalogue. One query."""
    titles = _titles({figure.indicator for figure in plan.figures})
    return tuple(
        PlannedChapter(
            chapter.key, chapter.title, chapter.lead,
            tuple(
                PlannedFigure(
                    each.key, titles.get(each.indicator, each.title or each.indicator),
                    breakdown_label(each.breakdown), each.indicator in titles,
                )
                for each in chapter.figures
            ),
        )
        for chapter in plan.chapters
    )  # fmt: skip


def _titles(slugs: set[str]) -> dict[str, str]:
    rows = Definition.objects.filter(indicator__slug__in=slugs)
    return dict(rows.values_list("indicator__slug", "indicator__title"))


def free_figures(plan: SheetPlan) -> list[tuple[str, str]]:
    """Indicators with their breakdowns that are not in the plan yet, as (key, label). One query."""
    taken = {figure.key for figure in plan.figures}
    rows = (
        Series.objects.order_by("definition__indicator__title", "breakdown")
        .values_list("definition__indicator__slug", "definition__indicator__title", "breakdown")
        .distinct()
    )
    found = []
    for slug, title, breakdown in rows:
        key = FigurePlan(slug, breakdown).key
        if key not in taken:
            words = breakdown_label(breakdown)
            found.append((key, f"{title}, {words}" if words else title))
    return found


# --- what stands in the sheets --------------------------------------------------------------------------------------
def sheets_of(
    county: Area, plan: SheetPlan, *, known_on: date, at: datetime, areas: Sequence[Area] | None = None
) -> tuple[tuple[Area, SheetSnapshot], ...]:
    """The sheet of every municipality of `county` (or of `areas`), by name: figures known on `known_on`, acts in force
    at `at`. Nine queries, however many municipalities and figures.
    """
    found = list(areas if areas is not None else partners(known_on))
    prefetch_related_objects(found, "members")
    store = _Store.read(plan, [*found, county], known_on)
    version = _version(at)
    places = _places(version)
    answers = _answers([area.pk for area in found], places, at)
    initiatives = _initiatives([area.pk for area in found], places, at)
    goals = sum(node.element.kind == "goal" for node in places.values())
    return tuple(
        (
            area,
            SheetSnapshot(
                schema=SHEET_SCHEMA, key=area.key, name=area.name, kind=area.kind,
                members=tuple(sorted(member.short_name for member in area.members.all())),
                area_km2=rounded(float(area.area_km2)) if area.area_km2 is not None else None,
                county=county.name, known_on=known_on,
                concept=version.concept.title if version else "", version=version.title if version else "",
                goals_offered=goals,
                chapters=tuple(
                    SheetChapter(
                        chapter.key, chapter.title, chapter.lead,
                        tuple(store.figure(each, area, county) for each in chapter.figures),
                    )
                    for chapter in plan.chapters
                ),
                answers=tuple(answers[area.pk]), initiatives=tuple(initiatives[area.pk]),
            ),
        )
        for area in found
    )  # fmt: skip


@dataclass(frozen=True)
class _Store:
    """Everything the figures of all sheets need, read at once."""

    definitions: dict[str, Definition]
    series: dict[tuple[int, int, str], int]
    values: dict[int, list[Observation]]
    breaks: dict[int, list[Any]]

    @classmethod
    def read(cls, plan: SheetPlan, areas: Sequence[Area], known_on: date) -> "_Store":
        """Definitions, series, values and breaks. Four queries."""
        slugs = {figure.indicator for figure in plan.figures}
        rows = Definition.objects.filter(indicator__slug__in=slugs).select_related("indicator")
        definitions = {row.indicator.slug: row for row in rows.order_by("indicator", "number", "pk")}
        keys = [row.pk for row in definitions.values()]
        wanted = {(definitions[each.indicator].pk, each.breakdown) for each in plan.figures
                  if each.indicator in definitions}  # fmt: skip
        found = Series.objects.filter(definition__in=keys, area__in=[area.pk for area in areas])
        series = {
            (definition, area, breakdown): pk
            for pk, definition, area, breakdown in found.order_by("pk").values_list(
                "pk", "definition", "area", "breakdown"
            )
            if (definition, breakdown) in wanted
        }
        return cls(definitions, series, known_values(series.values(), known_on), breaks_of(keys))

    def figure(self, plan: FigurePlan, area: Area, county: Area) -> SheetFigure:
        """One figure of one municipality."""
        definition = self.definitions.get(plan.indicator)
        if definition is None:
            return _undefined(plan)
        own_course = self._shown(definition, area, plan.breakdown)
        wide_course = self._shown(definition, county, plan.breakdown)
        own = own_course[-1] if own_course else None
        wide = {(each.period_start, each.period_end): each for each in wide_course}
        other = wide.get((own.period_start, own.period_end)) if own else next(reversed(wide_course), None)
        if own is not None and len(own_course) > 1:
            wide_course = [each for each in wide_course if own_course[0].on <= each.on <= own.on]
        elif own is not None:
            wide_course = []
        frozen = _value(own) if own else None
        marks = self.breaks.get(definition.pk, [])
        days = [each.on for each in (own_course or wide_course)]
        return SheetFigure(
            indicator=plan.indicator, title=definition.indicator.title, breakdown=breakdown_label(plan.breakdown),
            unit=definition.unit, decimals=definition.decimals, compare=plan.compare or _comparing(definition),
            is_fictitious=definition.is_fictitious, source=definition.source, own=frozen,
            county=_value(other) if other else None,
            absence=absence_of(frozen, is_defined=True, has_county=bool(wide_course)),
            course=_course(own_course, marks), county_course=_course(wide_course, marks),
            breaks=tuple(row.note for row in marks if days and days[0] < row.on <= days[-1]),
        )  # fmt: skip

    def _shown(self, definition: Definition, area: Area, breakdown: str) -> list[ShownValue]:
        series = self.series.get((definition.pk, area.pk, breakdown))
        if series is None:
            return []
        with translation.override("de"):
            return [shown(row, definition) for row in self.values.get(series, [])]


def _undefined(plan: FigurePlan) -> SheetFigure:
    return SheetFigure(
        indicator=plan.indicator, title=plan.title or plan.indicator, breakdown=breakdown_label(plan.breakdown),
        unit="", decimals=0, compare=plan.compare or Comparing.NONE, is_fictitious=False, source="", own=None,
        county=None, absence=absence_of(None, is_defined=False, has_county=False), course=(), county_course=(),
        breaks=(),
    )  # fmt: skip


def _comparing(definition: Definition) -> str:
    is_relative = bool(definition.denominator) or is_share(definition.unit)
    return Comparing.DIFFERENCE if is_relative else Comparing.SHARE


def _value(each: ShownValue) -> SheetValue:
    with translation.override("de"):
        words = str(each.words)
    return SheetValue(
        observation_id=each.observation_id, period_start=each.period_start, period_end=each.period_end, on=each.on,
        value=_number(each), words=words, status=each.status, is_hidden=each.is_hidden, known_on=each.known_on,
        base=each.base, source=each.source,
    )  # fmt: skip


def _course(values: Iterable[ShownValue], breaks: Sequence[Any]) -> tuple[SheetPoint, ...]:
    with translation.override("de"):
        return tuple(
            SheetPoint(
                each.observation_id, each.on, _number(each), str(each.words), sum(row.on <= each.on for row in breaks)
            )
            for each in values
        )


def _number(each: ShownValue) -> float | None:
    return rounded(None if each.value is None else float(each.value))


# --- what the municipality does -------------------------------------------------------------------------------------
def _version(at: datetime) -> Version | None:
    """The version in force at that moment. One query."""
    return (
        Version.objects.filter(kind__in=[VersionKind.ADOPTED, VersionKind.AMENDED], frozen_at__lte=at)
        .select_related("concept")
        .order_by("-concept__starts_on", "-frozen_at", "-pk")
        .first()
    )


def _places(version: Version | None) -> dict[int, Node]:
    """The elements of a version in the order of the document. One query."""
    rows = Node.objects.filter(version=version).select_related("revision", "element") if version else []
    return {node.element_id: node for node in sorted(rows, key=lambda node: (node.order_key, node.pk))}


def _answers(areas: list[int], places: dict[int, Node], at: datetime) -> dict[int, list[SheetAnswer]]:
    rows = in_force(Adoption.objects.filter(municipality__in=areas, element__in=list(places)), at).order_by("pk")
    found: dict[int, dict[int, SheetAnswer]] = defaultdict(dict)
    for row in rows:
        node = places[row.element_id]
        found[row.municipality_id][row.element_id] = SheetAnswer(
            element_id=row.element_id, number=node.number, title=node.revision.title, answer=row.answer,
            adapted_text=row.adapted_text, reason=row.reason, resolution=row.resolution_reference,
            resolved_on=row.resolved_on,
        )  # fmt: skip
    return _in_order(found, places)


def _initiatives(areas: list[int], places: dict[int, Node], at: datetime) -> dict[int, list[SheetInitiative]]:
    """The newest state of each initiative that was reported for a municipality by then."""
    rows = in_force(InitiativeStatus.objects.filter(municipality__in=areas, element__in=list(places)), at)
    found: dict[int, dict[int, SheetInitiative]] = defaultdict(dict)
    for row in rows.order_by("as_of", "made_at", "pk"):
        if row.municipality_id is None:
            continue
        node = places[row.element_id]
        found[row.municipality_id][row.element_id] = SheetInitiative(
            element_id=row.element_id, number=node.number, title=node.revision.title, progress=row.progress,
            reason=row.reason, as_of=row.as_of,
        )  # fmt: skip
    return _in_order(found, places)


def _in_order(found: dict[int, dict[int, Any]], places: dict[int, Node]) -> dict[int, list[Any]]:
    """By municipality, each list in the order of the document; empty where there is nothing."""
    order = list(places)
    return defaultdict(
        list, {area: [rows[key] for key in sorted(rows, key=order.index)] for area, rows in found.items()}
    )


# --- proof ------------------------------------------------------------------------------------------------------------
def edition_checksum(sheets: Iterable[tuple[str, str]]) -> str:
    """The seal of an edition: over the checksums of its sheets by official key."""
    return seal(dict(sorted(sheets)))


@dataclass(frozen=True)
class SheetProof:
    """Result of putting all sheets of an edition together again. `changed` names the municipalities that differ."""

    is_intact: bool
    changed: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return self.is_intact and not self.changed


def prove_sheets(edition: SheetEdition) -> SheetProof:
    """Compare every sheet with its checksum and with its content put together again. Ten queries."""
    sheets = list(edition.sheets.select_related("area").order_by("area", "pk"))
    fresh = sheets_of(
        edition.county, plan_from_content(edition.plan), known_on=edition.known_on, at=edition.frozen_at,
        areas=[sheet.area for sheet in sheets],
    )  # fmt: skip
    now = {area.pk: seal(as_json(snapshot)) for area, snapshot in fresh}
    seals = {(sheet.area.key, sheet.checksum) for sheet in sheets}
    return SheetProof(
        is_intact=edition_checksum(seals) == edition.checksum
        and all(seal(sheet.snapshot) == sheet.checksum for sheet in sheets),
        changed=tuple(sheet.area.name for sheet in sheets if now.get(sheet.area_id) != sheet.checksum),
    )


# --- lists and pages --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SheetEditionRow:
    """An edition in a list; `ready` of `total` sheets have their PDF."""

    edition: SheetEdition
    total: int
    ready: int


def sheet_editions() -> tuple[SheetEditionRow, ...]:
    """All editions, newest first. One query."""
    rows: QuerySet[Any] = SheetEdition.objects.annotate(total=Count("sheets"), ready=Count("sheets__file"))
    return tuple(SheetEditionRow(row, row.total, row.ready) for row in rows.defer("plan").order_by("-number", "-pk"))


@dataclass(frozen=True)
class SheetRow:
    """One sheet in an edition; size in bytes, seconds it took to set."""

    pk: int
    area_name: str
    area_slug: str
    checksum: str
    pages: int | None
    size: int | None
    seconds: float | None

    @property
    def is_set(self) -> bool:
        return self.size is not None


def sheet_rows(edition: SheetEdition) -> tuple[SheetRow, ...]:
    """The sheets of an edition by municipality. One query."""
    rows = edition.sheets.select_related("area", "file").defer("snapshot").order_by("area__short_name", "pk")
    return tuple(
        SheetRow(
            row.pk, row.area.name, row.area.slug, row.checksum, row.pages, row.file.size if row.file else None,
            row.milliseconds / 1000 if row.milliseconds is not None else None,
        )
        for row in rows
    )  # fmt: skip


@dataclass(frozen=True)
class SheetTotals:
    """What all sheets of an edition came to."""

    pages: int
    size: int
    seconds: float


def sheet_totals(edition: SheetEdition) -> SheetTotals:
    """Pages, bytes and seconds of all sheets that are set. One query."""
    sums = edition.sheets.aggregate(pages=Sum("pages"), size=Sum("file__size"), time=Sum("milliseconds"))
    return SheetTotals(sums["pages"] or 0, sums["size"] or 0, (sums["time"] or 0) / 1000)


def public_sheet(area: Area) -> Sheet | None:
    """The sheet of a municipality in the newest published edition, if there is one. One query."""
    return (
        Sheet.objects.filter(area=area, edition__published_at__isnull=False)
        .select_related("edition", "area", "file")
        .order_by("-edition__known_on", "-edition__number", "-pk")
        .first()
    )


def has_public_sheet(area: Area) -> bool:
    """Whether everybody may read a sheet of this municipality. One query."""
    return Sheet.objects.filter(area=area, edition__published_at__isnull=False).exists()


def sheet_content_of(sheet: Sheet) -> SheetSnapshot:
    """The frozen content of a sheet."""
    return sheet_from_json(sheet.snapshot)


def unset_sheets(edition: SheetEdition) -> Iterator[Sheet]:
    """The sheets that still lack their PDF, by municipality. One query."""
    rows = edition.sheets.filter(file=None).select_related("area", "edition__county")
    return rows.order_by("area__short_name", "pk").iterator()
