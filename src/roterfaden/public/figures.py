"""The figures, each with its source, its breaks and its history."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.indicators.enums import Accountability
from roterfaden.indicators.models import Indicator
from roterfaden.indicators.queries import IndicatorSheet, indicator_list, indicator_sheet, indicators_by_slug
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import county
from roterfaden.public.figure_files import drawn, values_table
from roterfaden.public.nav import page_language, public_page
from roterfaden.thread.queries.figure import goals_measured_by
from roterfaden.web.figures import series_chart
from roterfaden.web.pages import get_visible
from roterfaden.web.takeaway import PICTURES, TABLES, table_file


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All indicators by field of action, with the latest value for the county."""
    today = local_day(timezone.now())
    area = county()
    groups = indicator_list(area=area, on=today) if area else ()
    return public_page(request, "public/figure/figures.html", {"groups": groups, "area": area})


@login_not_required
@require_safe
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator: definition, series, values with their vintages, and the goals it measures."""
    indicator, sheet = _found(request, slug)
    goals = goals_measured_by(indicator.pk, language=page_language())
    chart = series_chart(sheet)
    series = f"?reihe={sheet.chosen.series_id}" if sheet.chosen else ""
    framed = request.build_absolute_uri(reverse("public:embedded_figure", args=[slug]) + series)
    context = {"sheet": sheet, "chart": chart, "goals": goals, "series": series, "embed": framed if chart else ""}
    return public_page(request, "public/figure/figure.html", context)


@login_not_required
@require_safe
def figure_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The values of one series as a table; `?reihe=` chooses it as on the page."""
    indicator, sheet = _found(request, slug)
    if form not in TABLES or sheet.chosen is None:
        raise Http404
    table = values_table(
        f"{sheet.title}, {sheet.chosen.label}", [period.value for period in reversed(sheet.periods)], unit=sheet.unit,
        source=sheet.source, is_own=indicator.accountability == Accountability.PERFORMANCE,
        is_fictitious=sheet.is_fictitious,
    )  # fmt: skip
    return table_file(table, form, slug)


@login_not_required
@require_safe
def figure_picture(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The chart of one series as a picture; `?reihe=` chooses it as on the page."""
    _indicator, sheet = _found(request, slug)
    if form not in PICTURES:
        raise Http404
    return drawn(request, series_chart(sheet), form, slug, sheet.source)


def _found(request: HttpRequest, slug: str) -> tuple[Indicator, IndicatorSheet]:
    indicator = get_visible(indicators_by_slug(slug))
    wanted = request.GET.get("reihe", "")
    sheet = indicator_sheet(
        indicator,
        on=local_day(timezone.now()),
        series_id=int(wanted) if wanted.isdecimal() else None,
        area=county(),
    )
    if sheet is None:
        raise Http404
    return indicator, sheet


urlpatterns: list[URLPattern] = [
    path("zahlen/", figures, name="figures"),
    path("zahlen/<slug:slug>/", figure, name="figure"),
    path("zahlen/<slug:slug>/werte.<slug:form>", figure_file, name="figure_file"),
    path("zahlen/<slug:slug>/bild.<slug:form>", figure_picture, name="figure_picture"),
]
