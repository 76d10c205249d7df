"""The operations of /api/v1/: lists with filters and keyset pages, and single records. Read-only.

The place in a list is the key of the last record, so rows that are added or vanish move nothing. A parameter nobody
knows is refused: one that is ignored would give a wrong answer that looks right.
"""

import re
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from roterfaden.api.asking import PLAIN, AreaKey, ByKey, Day, Key, Listed, Slug, a_page, only
from roterfaden.api.opendata.addresses import address
from roterfaden.api.opendata.answers import problem
from roterfaden.api.opendata.records import (
    AreaRecord,
    AssessmentRecord,
    Entry,
    GoalRecord,
    IndicatorRecord,
    LicenceRecord,
    ObservationRecord,
    Page,
    Problem,
    SeriesRecord,
)
from roterfaden.indicators.methods.licences import LICENCES, Licence
from roterfaden.indicators.models import Series
from roterfaden.indicators.queries import series_label
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.places.queries import house
from roterfaden.thread.queries.datasets import datasets, rows_of, series_for, series_of
from roterfaden.thread.queries.open_goals import open_assessments, open_goals
from roterfaden.thread.queries.published import published_values

_PLACE = re.compile(r"(\d{1,18})\.(\d{4}-\d{2}-\d{2})\.(\d{4}-\d{2}-\d{2})")


class Indicators(Listed):
    """Indicators in the order of their short names."""

    after: Slug | None = None
    field: Slug | None = None


class SeriesAsked(ByKey):
    """Series of one indicator, of one area, of one breakdown (`""`: the total)."""

    indicator: Slug | None = None
    area: AreaKey | None = None
    breakdown: Annotated[str, Field(pattern=PLAIN, max_length=200)] | None = None


class ObservationsAsked(Listed):
    """Values of the same choice of series, or of one. `known_on`: as they were known on that day.

    `after` is the place of the last value, as `next` of the page before gives it: series.start.end.
    """

    indicator: Slug | None = None
    area: AreaKey | None = None
    breakdown: Annotated[str, Field(pattern=PLAIN, max_length=200)] | None = None
    series: Key | None = None
    known_on: Day | None = None
    after: Annotated[str, Field(pattern=rf"^{_PLACE.pattern}$")] | None = None


class GoalsAsked(ByKey):
    """Goals of the current version of the concept, of one field of action, measured by one indicator."""

    field: Slug | None = None
    indicator: Slug | None = None


class AssessmentsAsked(ByKey):
    """Assessments of closed reviews, of one goal."""

    goal: Key | None = None


class AreasAsked(Listed):
    """Areas in the order of their keys; of one kind."""

    after: AreaKey | None = None
    kind: Slug | None = None


api = NinjaAPI(
    title="Roter Faden – offene Daten",
    version="1",
    description=(
        "Messgrößen, Werte, Ziele und Beurteilungen zum Lesen. Kleine Fallzahlen sind nirgends enthalten. "
        "Quelle und Lizenz stehen bei jedem Wert."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="open_data",
)
ERRORS = {HTTPStatus.UNPROCESSABLE_ENTITY: Problem}
MISSING = {HTTPStatus.NOT_FOUND: Problem, **ERRORS}


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = "; ".join(f"{'.'.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, told)


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, "Unter dieser Adresse ist nichts veröffentlicht.")


@api.exception_handler(HttpError)
def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


@api.get("/", response={200: Entry, **MISSING}, url_name="entry")
def entry(request: HttpRequest) -> Entry:
    """Where everything is, and under which terms."""
    only(request, Schema())
    found = house()
    if found is None:
        raise Http404
    lists = ("indicators", "series", "observations", "goals", "assessments", "areas")
    return Entry(
        title=api.title, publisher=found.name, licence=LicenceRecord.of(own_licence()),
        openapi=address("api:v1_openapi"), catalogue=address("api:catalogue", "ttl"),
        lists={name: address(f"api:v1_{name}") for name in lists},
    )  # fmt: skip


@api.get("/indicators", response={200: Page[IndicatorRecord], **ERRORS}, url_name="indicators")
def indicators(request: HttpRequest, asked: Query[Indicators]) -> Any:
    """Everything that is counted, with definition, source and licence."""
    only(request, asked)
    found = sorted(datasets(on=_today(), own=own_licence()), key=lambda each: each.slug)
    rows = [each for each in found if each.slug > (asked.after or "") and asked.field in (None, each.field_slug)]
    records = [IndicatorRecord.of(each) for each in rows[: asked.limit + 1]]
    return a_page(request, records, asked, lambda each: each.slug)


@api.get("/indicators/{slug}", response={200: IndicatorRecord, **MISSING}, url_name="indicator")
def indicator(request: HttpRequest, slug: Path[Slug]) -> Any:
    """One indicator."""
    only(request, Schema())
    found = datasets(on=_today(), own=own_licence(), slug=slug)
    if not found:
        raise Http404
    return IndicatorRecord.of(found[0])


@api.get("/series", response={200: Page[SeriesRecord], **ERRORS}, url_name="series")
def series(request: HttpRequest, asked: Query[SeriesAsked]) -> Any:
    """Lines of figures: an indicator for an area and a breakdown."""
    only(request, asked)
    rows = _chosen(asked).filter(pk__gt=asked.after)[: asked.limit + 1]
    return a_page(request, [_series_record(row) for row in rows], asked, lambda each: each.id)


@api.get("/observations", response={200: Page[ObservationRecord], **ERRORS}, url_name="observations")
def observations(request: HttpRequest, asked: Query[ObservationsAsked]) -> Any:
    """Values, series by series, oldest first, each with source, licence and the day it became known."""
    only(request, asked)
    on = asked.known_on or _today()
    begins, behind = 0, None
    if asked.after is not None:
        found = _PLACE.fullmatch(asked.after)
        try:
            behind = (int(found[1]), date.fromisoformat(found[3]), date.fromisoformat(found[2])) if found else None
        except ValueError as error:
            raise HttpError(HTTPStatus.UNPROCESSABLE_ENTITY, "after: kein Tag") from error
        begins = behind[0] if behind else 0
    rows = _chosen(asked).filter(pk__gte=begins)
    if asked.series is not None:
        rows = rows.filter(pk=asked.series)
    batch = series_for(rows, on=on, values=asked.limit + 1, begun=begins)
    values = published_values(batch, on=on)
    records = [
        ObservationRecord.of(row)
        for each in batch
        for row, value in zip(
            rows_of(each, values.get(each.pk, ()), own_licence()), values.get(each.pk, ()), strict=True
        )
        if behind is None or (each.pk, value.period_end, value.period_start) > behind
    ]
    places = {value.observation_id: value for found in values.values() for value in found}
    return a_page(
        request, records[: asked.limit + 1], asked,
        lambda each: f"{each.series}.{places[each.id].period_start}.{places[each.id].period_end}",
    )  # fmt: skip


@api.get("/goals", response={200: Page[GoalRecord], **ERRORS}, url_name="goals")
def goals(request: HttpRequest, asked: Query[GoalsAsked]) -> Any:
    """What the concept promises, and how each goal stands."""
    only(request, asked)
    rows = [
        goal
        for goal in open_goals()
        if goal.element_id > asked.after
        and asked.field in (None, goal.field_slug)
        and asked.indicator in (None, goal.target.indicator_slug if goal.target else "")
    ]
    return a_page(request, [GoalRecord.of(goal) for goal in rows[: asked.limit + 1]], asked, lambda each: each.id)


@api.get("/goals/{pk}", response={200: GoalRecord, **MISSING}, url_name="goal")
def goal(request: HttpRequest, pk: Path[Key]) -> Any:
    """One goal."""
    only(request, Schema())
    found = next((each for each in open_goals() if each.element_id == pk), None)
    if found is None:
        raise Http404
    return GoalRecord.of(found)


@api.get("/assessments", response={200: Page[AssessmentRecord], **ERRORS}, url_name="assessments")
def assessments(request: HttpRequest, asked: Query[AssessmentsAsked]) -> Any:
    """What closed reviews said: status, reason, and the figures behind it."""
    only(request, asked)
    found = open_assessments(on=_today(), after=asked.after, most=asked.limit + 1, goal=asked.goal)
    return a_page(request, [AssessmentRecord.of(row) for row in found], asked, lambda each: each.id)


@api.get("/areas", response={200: Page[AreaRecord], **ERRORS}, url_name="areas")
def areas(request: HttpRequest, asked: Query[AreasAsked]) -> Any:
    """Counties and municipalities with their official keys."""
    only(request, asked)
    rows = (
        Area.objects.select_related("parent").defer("geometry").filter(key__gt=asked.after or "").order_by("key", "pk")
    )
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind)
    return a_page(request, [AreaRecord.of(row) for row in rows[: asked.limit + 1]], asked, lambda each: each.key)


@api.get("/areas/{key}", response={200: AreaRecord, **MISSING}, url_name="area")
def area(request: HttpRequest, key: Path[AreaKey]) -> Any:
    """One area."""
    only(request, Schema())
    found = Area.objects.select_related("parent").filter(key=key).first()
    if found is None:
        raise Http404
    return AreaRecord.of(found)


# --- shared ---------------------------------------------------------------------------------------------------------
def own_licence() -> Licence:
    """The licence of what the house counts itself (setting FADEN_DATA_LICENCE)."""
    return LICENCES[settings.OPEN_DATA_LICENCE]


def _today() -> date:
    return local_day(timezone.now())


def _chosen(asked: SeriesAsked | ObservationsAsked) -> Any:
    rows = series_of(asked.indicator or "")
    if asked.area is not None:
        rows = rows.filter(area__key=asked.area)
    return rows if asked.breakdown is None else rows.filter(breakdown=asked.breakdown)


def _series_record(row: Series) -> SeriesRecord:
    return SeriesRecord(
        id=row.pk, indicator=row.definition.indicator.slug, definition_number=row.definition.number,
        area=row.area.key, area_name=row.area.name, breakdown=row.breakdown,
        breakdown_label=series_label(row), unit=row.definition.unit,
        observations=address("api:v1_observations", series=row.pk),
    )  # fmt: skip
