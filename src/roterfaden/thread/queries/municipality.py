"""A municipality: what it was offered and answered, its voices and its figures; and all of them side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Version
from roterfaden.concept.queries import ShownTexts, shown_texts
from roterfaden.implementation.enums import Answer
from roterfaden.implementation.methods import AnswerCount, count_answers
from roterfaden.implementation.models import Adoption
from roterfaden.implementation.queries import (
    DeskRow,
    ElementRow,
    MatrixFilter,
    UnitRow,
    desk,
    joint_units,
    local_reports,
    matrix,
    offered_version,
)
from roterfaden.indicators.models import Observation, Series
from roterfaden.indicators.queries import ShownValue, known_values, series_label, shown
from roterfaden.kernel.languages import SOURCE
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.queries.views import TargetView, target_view
from roterfaden.participation.models import Contribution
from roterfaden.places.enums import AreaKind
from roterfaden.places.models import Area
from roterfaden.thread.queries.steps import Tally
from roterfaden.thread.queries.voices import VoiceFilter, VoiceRow, voice_rows, voices
from roterfaden.ui.filters import number

VOICES_SHOWN = 3


@dataclass(frozen=True)
class MunicipalitiesPage:
    """All partner municipalities with their answers to what they were offered; `titles` are those of the page."""

    areas: tuple[Area, ...]
    rows: tuple[ElementRow, ...]
    titles: Mapping[int, str]
    count: AnswerCount
    by_area: Mapping[int, AnswerCount]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class OfferedLine:
    """What a municipality was offered, with its answer if it has given one (an empty `answer` is open).

    `lang` marks words that are not in the language of the page; what the municipality wrote is German. `body` are the
    county's words, shown beside an adapted wording. `is_outdated`: the answer was given to an earlier wording.
    """

    element_id: int
    is_goal: bool
    number: str
    title: str
    body: str
    lang: str
    target: TargetView | None = None
    answer: str = ""
    answer_label: str = ""
    adapted_text: str = ""
    own_target: str = ""
    own_target_on: date | None = None
    done_since: int | None = None
    reason: str = ""
    joint_unit: str = ""
    resolution_body: str = ""
    resolution_reference: str = ""
    resolved_on: date | None = None
    role: str = ""
    answered_on: date | None = None
    is_outdated: bool = False


@dataclass(frozen=True)
class LocalReport:
    """How far an initiative is in the municipality, newest first."""

    element_id: int
    title: str
    label: str
    reason: str
    on: date


@dataclass(frozen=True)
class LocalFigure:
    """The newest figure of the municipality beside the county's for the same time, if there is one."""

    slug: str
    title: str
    breakdown: str
    unit: str
    decimals: int
    is_fictitious: bool
    source: str
    local: ShownValue
    county: ShownValue | None


@dataclass(frozen=True)
class MunicipalityPage:
    """Everything about one municipality. `answering` answers for it: itself, or the joint one it belongs to."""

    area: Area
    answering: Area
    members: tuple[Area, ...]
    units: tuple[UnitRow, ...]
    offered_on: date | None
    version_slug: str
    lines: tuple[OfferedLine, ...]
    open_count: int
    reports: tuple[LocalReport, ...]
    figures: tuple[LocalFigure, ...]
    voice_count: int
    voices: tuple[VoiceRow, ...]

    @property
    def answered(self) -> tuple[OfferedLine, ...]:
        """What it has answered."""
        return tuple(line for line in self.lines if line.answer)

    @property
    def open(self) -> tuple[OfferedLine, ...]:
        """What it was offered and has not answered yet."""
        return tuple(line for line in self.lines if not line.answer)


def municipalities_page(
    version: Version | None, *, on: date, language: str = SOURCE, chosen: MatrixFilter | None = None
) -> MunicipalitiesPage:
    """The matrix of what was offered of a version. Four queries, one more in other languages than German."""
    if version is None:
        areas = tuple(Area.objects.partners().on(on).order_by("short_name", "pk"))
        return MunicipalitiesPage(areas, (), {}, count_answers((), offered=0), {}, ())
    texts = shown_texts(version, language)
    found = matrix(version, on=on, chosen=chosen)
    count = found.count
    numbers = {each: getattr(count, each.value) for each in Answer}
    return MunicipalitiesPage(
        areas=found.municipalities,
        rows=found.rows,
        titles={row.element.pk: texts.of(row.revision).title for row in found.rows},
        count=count,
        by_area=found.by_municipality,
        tallies=tuple(Tally(each.value, str(each.label), numbers[each]) for each in Answer if numbers[each]),
    )


def public_areas(on: date) -> QuerySet[Area]:
    """The municipalities with a page: partners, and the members of joint municipalities that are partners."""
    areas = Area.objects.on(on).with_partners_marked().select_related("parent")
    return areas.filter(Q(is_partner=True) | Q(kind=AreaKind.MEMBER, parent__kind=AreaKind.JOINT)).order_by("pk")


def municipality_page(area: Area, *, on: date, language: str = SOURCE) -> MunicipalityPage:
    """One of `public_areas`, figures as known on `on`. Fifteen queries, one more in other languages than German."""
    answering = area if getattr(area, "is_partner", True) or area.parent is None else area.parent
    version = offered_version(answering)
    texts = shown_texts(version, language)
    found = desk(answering, version, side=None)
    heard = Contribution.objects.published().filter(area=area)
    return MunicipalityPage(
        area=area,
        answering=answering,
        members=tuple(answering.members.on(on).order_by("short_name", "pk")),
        units=joint_units(on=on, member=answering),
        offered_on=found.offers[0].offered_on if found.offers else None,
        version_slug=version.slug if version and found.offers else "",
        lines=tuple(_line(row, texts) for row in found.rows),
        open_count=found.count.open,
        reports=tuple(
            LocalReport(row.element_id, title, str(row.get_progress_display()), row.reason, row.as_of)
            for row, title in local_reports(answering)
        ),
        figures=local_figures(area, on),
        voice_count=heard.count(),
        voices=voice_rows(voices(VoiceFilter(area=area.slug, sort="punkte"))[:VOICES_SHOWN]),
    )


def _line(row: DeskRow, texts: ShownTexts) -> OfferedLine:
    text, said = texts.of(row.revision), row.adoption
    line = OfferedLine(
        element_id=row.element_id,
        is_goal=row.node.element.kind == ElementKind.GOAL,
        number=row.number,
        title=text.title,
        body=text.body,
        lang=text.lang,
        target=target_view(row.target) if row.target else None,
    )
    if said is None:
        return line
    return replace(
        line,
        answer=said.answer,
        answer_label=str(said.get_answer_display()),
        adapted_text=said.adapted_text,
        own_target=_own_target(said, line.target),
        own_target_on=said.own_target_on,
        done_since=said.done_since,
        reason=said.reason,
        joint_unit=said.joint_unit.name if said.joint_unit else "",
        resolution_body=said.resolution_body,
        resolution_reference=said.resolution_reference,
        resolved_on=said.resolved_on,
        role=said.role_label,
        answered_on=local_day(said.made_at),
        is_outdated=row.is_outdated,
    )


def _own_target(said: Adoption, target: TargetView | None) -> str:
    """The municipality's own target value with the unit of the county's: "20 Prozent"; empty without one."""
    value = number(said.own_target_value, said.own_target_places)
    return f"{value} {target.unit}".strip() if value and target else value


def local_figures(area: Area, on: date) -> tuple[LocalFigure, ...]:
    """The newest value of every series of the area beside the county's. Three queries."""
    own = list(
        Series.objects.filter(area=area)
        .select_related("definition__indicator")
        .order_by("definition__indicator__title", "breakdown", "pk")
    )
    wide = {
        (row.definition_id, row.breakdown): row.pk
        for row in Series.objects.filter(area=area.parent_id, definition__in=[row.definition_id for row in own])
    }
    values = known_values([*(row.pk for row in own), *wide.values()], on)
    return tuple(
        _figure(row, values, wide.get((row.definition_id, row.breakdown))) for row in own if values.get(row.pk)
    )


def _figure(series: Series, values: Mapping[int, list[Observation]], county: int | None) -> LocalFigure:
    definition = series.definition
    own = values[series.pk][-1]
    same_time = [row for row in values.get(county or 0, []) if row.period_end == own.period_end]
    other = same_time[-1] if same_time else None
    return LocalFigure(
        slug=definition.indicator.slug,
        title=definition.indicator.title,
        breakdown=series_label(series),
        unit=definition.unit,
        decimals=definition.decimals,
        is_fictitious=definition.is_fictitious,
        source=definition.source,
        local=shown(own, definition),
        county=shown(other, definition) if other else None,
    )
