"""A municipality: what it was offered and answered, its voices and its figures; and all of them side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.queries import shown_texts
from roterfaden.implementation.enums import Answer
from roterfaden.implementation.models import Adoption, Offer
from roterfaden.indicators.models import Observation, Series
from roterfaden.indicators.queries import ShownValue, breakdown_label, known_values, shown
from roterfaden.kernel.languages import SOURCE
from roterfaden.participation.models import Contribution
from roterfaden.places.models import Area
from roterfaden.thread.queries.steps import Tally
from roterfaden.thread.queries.versions import current_version, nodes_of
from roterfaden.thread.queries.voices import VoiceFilter, VoiceRow, voice_rows, voices

VOICES_SHOWN = 3


@dataclass(frozen=True)
class MatrixGoal:
    """A goal with the answer of each municipality, in the order of `MunicipalitiesPage.areas`; "" where none came."""

    element_id: int
    number: str
    title: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class MunicipalitiesPage:
    """All partner municipalities with their answers."""

    areas: tuple[Area, ...]
    goals: tuple[MatrixGoal, ...]
    answered: Mapping[int, int]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class AnsweredGoal:
    """One goal as a municipality answered it; `lang` marks a title that is not in the language of the page."""

    element_id: int
    number: str
    title: str
    lang: str
    answer: str
    answer_label: str
    adapted_text: str
    reason: str
    resolution_reference: str
    resolved_on: date | None


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
    """Everything about one municipality."""

    area: Area
    members: tuple[Area, ...]
    offered_on: date | None
    answers: tuple[AnsweredGoal, ...]
    open_count: int
    figures: tuple[LocalFigure, ...]
    voice_count: int
    voices: tuple[VoiceRow, ...]


def municipalities_page(*, on: date, language: str = SOURCE) -> MunicipalitiesPage:
    """The matrix of goals and municipalities. Four queries, one more in other languages than German."""
    version = current_version()
    texts = shown_texts(version, language)
    areas = tuple(Area.objects.partners().on(on).order_by("short_name", "pk"))
    goals = list(nodes_of(version).filter(element__kind=ElementKind.GOAL))
    answers = {(row.element_id, row.municipality_id): row.answer for row in Adoption.objects.current().order_by("pk")}
    rows = tuple(
        MatrixGoal(
            element_id=node.element_id,
            number=node.number,
            title=texts.of(node.revision).title,
            answers=tuple(answers.get((node.element_id, area.pk), "") for area in areas),
        )
        for node in goals
    )
    given = [answer for row in rows for answer in row.answers if answer]
    return MunicipalitiesPage(
        areas=areas,
        goals=rows,
        answered={area.pk: sum(1 for row in rows if row.answers[place]) for place, area in enumerate(areas)},
        tallies=tuple(Tally(each.value, str(each.label), given.count(each)) for each in Answer if each in given),
    )


def municipality_page(area: Area, *, on: date, language: str = SOURCE) -> MunicipalityPage:
    """One municipality, figures as known on `on`. Thirteen queries, one more in other languages than German."""
    version = current_version()
    texts = shown_texts(version, language)
    goals = {node.element_id: node for node in nodes_of(version).filter(element__kind=ElementKind.GOAL)}
    answers = Adoption.objects.current().filter(municipality=area, element__in=list(goals)).order_by("pk")
    by_goal = {row.element_id: row for row in answers}
    offer = Offer.objects.filter(municipality=area).order_by("-offered_on", "-pk").first()
    heard = Contribution.objects.published().filter(area=area)
    return MunicipalityPage(
        area=area,
        members=tuple(area.members.on(on).order_by("short_name", "pk")),
        offered_on=offer.offered_on if offer else None,
        answers=tuple(
            AnsweredGoal(
                element_id=pk,
                number=node.number,
                title=texts.of(node.revision).title,
                lang=texts.of(node.revision).lang,
                answer=by_goal[pk].answer,
                answer_label=str(by_goal[pk].get_answer_display()),
                adapted_text=by_goal[pk].adapted_text,
                reason=by_goal[pk].reason,
                resolution_reference=by_goal[pk].resolution_reference,
                resolved_on=by_goal[pk].resolved_on,
            )
            for pk, node in goals.items()
            if pk in by_goal
        ),
        open_count=len(goals) - len(by_goal),
        figures=local_figures(area, on),
        voice_count=heard.count(),
        voices=voice_rows(voices(VoiceFilter(area=area.slug, sort="punkte"))[:VOICES_SHOWN]),
    )


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
        breakdown=breakdown_label(series.breakdown),
        unit=definition.unit,
        decimals=definition.decimals,
        is_fictitious=definition.is_fictitious,
        source=definition.source,
        local=shown(own, definition),
        county=shown(other, definition) if other else None,
    )
