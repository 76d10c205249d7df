"""Charts and timelines of public pages, made from what the queries return."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from roterfaden.concept.enums import ElementKind
from roterfaden.implementation.queries import ElementRow
from roterfaden.indicators.enums import Direction
from roterfaden.monitoring.queries.views import TargetView
from roterfaden.places.models import Area
from roterfaden.public.links import voices_address
from roterfaden.thread.queries.goal import GoalPage
from roterfaden.thread.queries.heard import HeardPage, PlaceLine
from roterfaden.thread.queries.municipality import MunicipalitiesPage
from roterfaden.thread.queries.start import StageLine
from roterfaden.ui.charts import shapes
from roterfaden.ui.parts import Stage
from roterfaden.web.figures import chart_point, promise, unit_words
from roterfaden.web.handover import answers_map, answers_matrix
from roterfaden.web.maps import located, rings


def stages(lines: Iterable[StageLine], *, with_text: bool = False) -> list[Stage]:
    """The stages of a process for the timeline."""
    return [
        Stage(line.title, line.state, line.starts_on, line.ends_on, line.description if with_text else "")
        for line in lines
    ]


# --- figures --------------------------------------------------------------------------------------------------------
def goal_chart(page: GoalPage, *, on: date) -> shapes.LineChart | None:
    """The figure of a goal against its path; None when there is nothing to draw."""
    figure, target = page.figure, page.figure.target
    if target is None or figure.is_empty:
        return None
    return shapes.LineChart(
        question=_question(target, on),
        unit=unit_words(target.indicator_title, target.series_label, target.unit),
        observations=tuple(chart_point(value) for value in figure.values),
        target_path=tuple(shapes.Point(point.on, point.value) for point in figure.path),
        target_name=_("Zielpfad"),
        forecast=tuple(shapes.BandPoint(each.on, each.low, each.middle, each.high) for each in figure.band),
        baseline=float(target.baseline_value) if target.baseline_value is not None else None,
        baseline_name=_("Ausgangswert"),
        breaks=tuple(shapes.Break(each.on, each.note) for each in figure.breaks),
        decimals=target.decimals,
        answer=page.review.assessment.reason if page.review else "",
    )


def _question(target: TargetView, on: date) -> str:
    if target.target_on is None:
        return target.indicator_title
    words = {"year": str(target.target_on.year), "value": promise(target)}
    is_over = target.target_on < on
    if target.direction in {Direction.HOLD, Direction.CORRIDOR} or target.corridor_low is not None:
        return (
            _("Blieb es bis %(year)s bei %(value)s?") if is_over else _("Bleibt es bis %(year)s bei %(value)s?")
        ) % words
    return (
        _("Kamen wir bis %(year)s auf %(value)s?") if is_over else _("Kommen wir bis %(year)s auf %(value)s?")
    ) % words


# --- places -----------------------------------------------------------------------------------------------------------
def heard_map(page: HeardPage) -> shapes.AreaMap | None:
    """Voices for each 10,000 inhabitants by municipality; None when no population or no place is known."""
    areas = located(_heard_area(line) for line in page.places)
    if not any(area.value is not None for area in areas):
        return None
    return shapes.AreaMap(
        question=_("Aus welchen Kommunen kamen Beiträge?"),
        unit=_("Beiträge je 10.000 Einwohnerinnen und Einwohner"),
        areas=areas,
        area_name=_("Kommune"),
        decimals=1,
    )


def _heard_area(line: PlaceLine) -> shapes.MapArea:
    return shapes.MapArea(
        name=line.name,
        value=line.rate if line.rate is not None else None,
        rings=rings(line.geometry),
        point=(line.longitude, line.latitude) if line.longitude is not None and line.latitude is not None else None,
        text=_("Einwohnerzahl unbekannt") if line.rate is None else "",
        url=voices_address(kommune=line.slug),
    )


def heard_shares(page: HeardPage) -> shapes.DumbbellChart | None:
    """Share of the population against share of the voices, the least heard municipality first; None without figures."""
    known = [line for line in page.places if line.population_share is not None]
    known.sort(key=lambda line: line.voice_share - (line.population_share or 0))
    if not known:
        return None
    return shapes.DumbbellChart(
        question=_("Wer ist mehr zu hören, wer weniger?"),
        unit=_("Anteil in Prozent"),
        pairs=tuple(
            shapes.Pair(line.name, (line.population_share or 0) * 100, line.voice_share * 100) for line in known
        ),
        before_name=_("Anteil an der Bevölkerung"),
        after_name=_("Anteil an den Beiträgen"),
        label_name=_("Kommune"),
        decimals=1,
    )


def heard_groups(page: HeardPage) -> shapes.BarChart:
    """Voices by actor group."""
    return shapes.BarChart(
        question=_("Welche Gruppen kamen zu Wort?"),
        unit=_("veröffentlichte Beiträge"),
        bars=tuple(shapes.Bar(line.name, line.voices, url=voices_address(gruppe=line.slug)) for line in page.groups),
        label_name=_("Akteursgruppe"),
    )


def adoption_map(page: MunicipalitiesPage, *, taken: bool) -> shapes.AreaMap | None:
    """The share of the offer each municipality has answered, or taken up; None without an offer or places."""
    if not page.rows:
        return None
    return answers_map(page.areas, page.by_area, taken=taken, address=_municipality_address)


def adoption_matrix(page: MunicipalitiesPage) -> shapes.Matrix | None:
    """What was offered × municipalities; None before anything was offered."""
    if not page.rows or not page.areas:
        return None
    return answers_matrix(
        page.rows,
        page.areas,
        page.count,
        address=_municipality_address,
        titles=page.titles,
        row_address=_element_address,
    )


def _municipality_address(area: Area) -> str:
    return reverse("public:municipality", args=[area.slug])


def _element_address(row: ElementRow) -> str:
    route = "public:goal" if row.element.kind == ElementKind.GOAL else "public:initiative"
    return reverse(route, args=[row.element.pk])
