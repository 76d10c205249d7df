"""A chart inside other people's pages: one drawing with its source, without cookies, scripts or counting.

The only pages that may stand in a frame of another site. They read nothing of the reader: no session, no language
cookie; the language is the one of the address.
"""

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from roterfaden.indicators.queries import indicator_sheet, indicators_by_slug
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import county
from roterfaden.public import pictures
from roterfaden.public.nav import page_language
from roterfaden.thread.queries.goal import goal_page
from roterfaden.ui.charts.figures import Drawable
from roterfaden.web.context import house_of
from roterfaden.web.figures import series_chart
from roterfaden.web.pages import get_visible

POLICY = {
    "form-action": ["'none'"], "frame-ancestors": ["*"],
    "script-src": None, "connect-src": None, "manifest-src": None, "worker-src": None,
}  # fmt: skip
"""What differs from all other pages: any site may frame it, and it runs nothing (`default-src` is none)."""
KEPT_SECONDS = 600


def _framed(request: HttpRequest, chart: Drawable | None, source: str, address: str) -> HttpResponse:
    if chart is None:
        raise Http404
    site = house_of(request)
    context = {"chart": chart, "source": source, "address": f"{settings.BASE_URL}{address}", "site": site}
    response = render(None, "public/embed/embed.html", context)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_safe
@xframe_options_exempt
@csp_replace(POLICY)
def embedded_goal(request: HttpRequest, pk: int) -> HttpResponse:
    """The chart of a goal."""
    today = local_day(timezone.now())
    found = goal_page(pk, on=today, language=page_language())
    if found is None or found.figure.target is None:
        raise Http404
    chart = pictures.goal_chart(found, on=today)
    return _framed(request, chart, found.figure.target.source, reverse("public:goal", args=[pk]))


@login_not_required
@require_safe
@xframe_options_exempt
@csp_replace(POLICY)
def embedded_figure(request: HttpRequest, slug: str) -> HttpResponse:
    """The chart of one series of an indicator; `?reihe=` chooses it as on the page."""
    wanted = request.GET.get("reihe", "")
    sheet = indicator_sheet(
        get_visible(indicators_by_slug(slug)),
        on=local_day(timezone.now()),
        series_id=int(wanted) if wanted.isdecimal() else None,
        area=county(),
    )
    if sheet is None:
        raise Http404
    return _framed(request, series_chart(sheet), sheet.source, reverse("public:figure", args=[slug]))


urlpatterns: list[URLPattern] = [
    path("einbetten/ziele/<int:pk>/", embedded_goal, name="embedded_goal"),
    path("einbetten/zahlen/<slug:slug>/", embedded_figure, name="embedded_figure"),
]
