"""The figures, each with its source, its breaks and its history."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.indicators.queries import indicator_list, indicator_sheet, indicators_by_slug
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import county
from roterfaden.public.nav import page_language, public_page
from roterfaden.thread.queries.figure import goals_measured_by
from roterfaden.web.figures import series_chart
from roterfaden.web.pages import get_visible


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
    goals = goals_measured_by(indicator.pk, language=page_language())
    context = {"sheet": sheet, "chart": series_chart(sheet), "goals": goals}
    return public_page(request, "public/figure/figure.html", context)
