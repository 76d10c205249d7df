"""Charts of figures beside each other: other counties, municipalities, parts of a breakdown, places, goals."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from roterfaden.monitoring.queries.views import TargetView
from roterfaden.thread.queries.beside import Beside, PlaceValue
from roterfaden.thread.queries.comparison import GoalLine, PlacesCompared
from roterfaden.ui.charts import shapes
from roterfaden.ui.charts.figures import Drawable
from roterfaden.ui.filters import day
from roterfaden.web.figures import chart_point, unit_words
from roterfaden.web.maps import located, rings

PERCENT = 100
TITLE_CHARS = 26
"""As much of a title as stands over a small line."""


def peers_chart(beside: Beside, target: TargetView) -> shapes.BarChart | None:
    """The own county among the others on one day; None without others."""
    if beside.peers_on is None:
        return None
    return shapes.BarChart(
        question=_("Wo stehen andere Landkreise am %(day)s?") % {"day": day(beside.peers_on)},
        unit=unit_words(target.indicator_title, target.series_label, target.unit),
        bars=tuple(
            shapes.Bar(
                each.area.name if each.is_own else each.area.short_name,
                _float(each),
                _words(each),
                emphasised=each.is_own,
            )
            for each in beside.peers
        ),
        label_name=_("Landkreis"),
        decimals=target.decimals,
    )


def municipalities_map(beside: Beside, target: TargetView) -> shapes.AreaMap | None:
    """The municipalities on one day; None where no place is known."""
    areas = located(
        shapes.MapArea(
            name=each.area.short_name,
            value=_float(each),
            rings=rings(each.area.geometry),
            point=_point(each),
            text=_words(each),
            url=reverse("public:municipality", args=[each.area.slug]) if each.area.valid_until is None else "",
        )
        for each in beside.municipalities
    )
    if beside.municipalities_on is None or not areas:
        return None
    return shapes.AreaMap(
        question=_("Wie sieht es in den Kommunen am %(day)s aus?") % {"day": day(beside.municipalities_on)},
        unit=unit_words(target.indicator_title, target.series_label, target.unit),
        areas=areas,
        area_name=_("Kommune"),
        decimals=target.decimals,
    )


def parts_chart(beside: Beside, target: TargetView) -> shapes.SmallMultiples | None:
    """The parts of a breakdown over time on one scale; None without parts."""
    panels = tuple(
        shapes.Panel(
            part.label or _("insgesamt"),
            tuple(chart_point(value) for value in part.values),
            f"{reverse('public:figure', args=[target.indicator_slug])}?reihe={part.series_id}",
        )
        for part in beside.parts
        if any(value.value is not None for value in part.values)
    )
    if len(panels) < 2:  # noqa: PLR2004 -- one alone is no comparison
        return None
    return shapes.SmallMultiples(
        question=_("Wie unterscheiden sich die Gruppen?"),
        unit=unit_words(target.indicator_title, "", target.unit),
        panels=panels,
        label_name=_("Gruppe"),
        decimals=target.decimals,
    )


def beside_charts(beside: Beside, target: TargetView | None) -> Mapping[str, Drawable]:
    """Every chart there is beside a goal's own, by the name it has in addresses."""
    if target is None or beside.is_empty:
        return {}
    found: dict[str, Drawable | None] = {
        "landkreise": peers_chart(beside, target),
        "kommunen": municipalities_map(beside, target),
        "gruppen": parts_chart(beside, target),
    }
    return {name: chart for name, chart in found.items() if chart is not None}


def places_chart(found: PlacesCompared) -> shapes.SmallMultiples | None:
    """One figure in several places on one scale; None without a number."""
    panels = tuple(
        shapes.Panel(line.area.short_name, tuple(chart_point(value) for value in line.values)) for line in found.lines
    )
    if not any(point.value is not None for panel in panels for point in panel.observations):
        return None
    return shapes.SmallMultiples(
        question=_("Wie entwickelt sich das an verschiedenen Orten?"),
        unit=unit_words(found.title, found.breakdown, found.unit),
        panels=panels,
        label_name=_("Ort"),
        decimals=found.decimals,
    )


def goals_chart(lines: Sequence[GoalLine]) -> shapes.SmallMultiples | None:
    """Several goals on one scale: how much of the way to each target is covered; None without a number."""
    if not lines:
        return None
    return shapes.SmallMultiples(
        question=_("Wie weit ist der Weg zu jedem Ziel gegangen?"),
        unit=_("Prozent des Weges vom Ausgangswert zum Zielwert"),
        panels=tuple(
            shapes.Panel(
                f"{line.number} {Truncator(line.text.title).chars(TITLE_CHARS)}",
                _by_year(line),
                reverse("public:goal", args=[line.element_id]),
            )
            for line in lines
        ),
        label_name=_("Ziel"),
        target=PERCENT,
        target_name=_("Zielwert erreicht"),
    )


def _by_year(line: GoalLine) -> tuple[shapes.Point, ...]:
    """One point a year, its last: goals are measured on different days, and one scale of time serves them all."""
    by_year = {each.on.year: each for each in line.values}
    return tuple(
        shapes.Point(date(year, 12, 31), None if each.share is None else each.share * PERCENT, each.words)
        for year, each in by_year.items()
    )


def _float(place: PlaceValue) -> float | None:
    value = place.value.value if place.value else None
    return None if value is None else float(value)


def _words(place: PlaceValue) -> str:
    return str(place.value.words) if place.value else ""


def _point(place: PlaceValue) -> shapes.Position | None:
    area = place.area
    if area.longitude is None or area.latitude is None:
        return None
    return float(area.longitude), float(area.latitude)
