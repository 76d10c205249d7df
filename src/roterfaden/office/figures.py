"""Zahlen: what is counted, its values with all their states, entry of new values and breaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.indicators import actions
from roterfaden.indicators.forms import AreaLimitForm, BreakForm, ValueForm, first_guess
from roterfaden.indicators.models import Indicator, Series
from roterfaden.indicators.queries import (
    FieldGroup,
    IndicatorSheet,
    Period,
    ShownFinding,
    findings_of,
    indicator_list,
    indicator_sheet,
    indicators_by_slug,
)
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.queries.board import overdue_values
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places.queries import county
from roterfaden.transfer.enums import Part
from roterfaden.transfer.queries import CameFrom, came_from
from roterfaden.ui.charts.shapes import LineChart
from roterfaden.ui.parts import Link
from roterfaden.web.figures import series_chart
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(route="office:figures", label=gettext_lazy("Zahlen"), position=110, permission="indicators.view_figures")

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class FiguresPage:
    """All indicators by field of action."""

    groups: tuple[FieldGroup, ...]
    count: int
    may_import: bool
    may_define: bool


@dataclass(frozen=True)
class FigurePage:
    """One indicator with one of its series."""

    sheet: IndicatorSheet
    chart: LineChart | None
    findings: tuple[ShownFinding, ...]
    values: tuple[tuple[Period, tuple[ShownFinding, ...]], ...]
    may_record: bool
    may_mark: bool
    may_define: bool
    came_from: CameFrom | None


@provides_tasks(110)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Values a review has found overdue."""
    if not allowed(actor, "indicators.record_observation"):
        return
    waiting = overdue_values().count()
    title = ngettext("Ein Wert ist überfällig", "%(count)s Werte sind überfällig", waiting) % {"count": waiting}
    yield Task(
        title, _("Ohne neuen Wert ist das Ziel bald nicht mehr beurteilbar."), reverse("office:figures"), waiting
    )


@require_safe
@opens_with("indicators.view_figures")
def figures(request: HttpRequest) -> HttpResponse:
    """All indicators with their latest values for the county."""
    area = county()
    groups = indicator_list(area=area, on=local_day(timezone.now())) if area else ()
    actor = actor_of(request)
    context = FiguresPage(
        groups=groups,
        count=sum(len(group.rows) for group in groups),
        may_import=allowed(actor, "indicators.open_import"),
        may_define=allowed(actor, "indicators.define_indicator"),
    )
    return office_page(request, "office/figures/figures.html", context)


@require_safe
@opens_with("indicators.view_figures")
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    """Definition, breaks and the values of one series with every earlier state."""
    indicator, actor = get_visible(indicators_by_slug(slug)), actor_of(request)
    sheet = _sheet(indicator, request.GET.get("reihe", ""))
    findings: tuple[ShownFinding, ...] = ()
    if allowed(actor, "indicators.view_findings"):
        series_id = sheet.chosen.series_id if sheet.chosen else None
        findings = findings_of(indicator, series_id, on=local_day(timezone.now()))
    context = FigurePage(
        sheet=sheet,
        chart=series_chart(sheet),
        findings=findings,
        values=tuple(
            (period, tuple(each for each in findings if each.on == period.value.on)) for period in sheet.periods
        ),
        may_record=allowed(actor, "indicators.record_observation"),
        may_mark=allowed(actor, "indicators.mark_break"),
        may_define=allowed(actor, "indicators.define_indicator"),
        came_from=came_from(Part.INDICATORS, [slug]).get(slug),
    )
    return office_page(request, "office/figures/figure.html", context)


@form_methods
@opens_with("indicators.record_observation")
def record_value(request: HttpRequest, slug: str, series_id: int) -> HttpResponse:
    """A new value, or a newer state of one that is there; nothing is overwritten."""
    indicator = get_visible(indicators_by_slug(slug))
    sheet = _sheet(indicator, str(series_id))
    series = get_visible(Series.objects.select_related("definition__indicator", "area"), pk=series_id)
    now = timezone.now()
    again = next(
        (period.value for period in sheet.periods if str(period.value.observation_id) == request.GET.get("wert")), None
    )
    form = ValueForm(request.POST or None, initial=first_guess(sheet, on=local_day(now), again=again))
    if form.is_valid():
        value = attempt(
            form,
            lambda: actions.record_observation(actor=actor_of(request), series=series, now=now, **form.cleaned_data),
        )
        if value:
            messages.success(request, _("Der Wert ist eingetragen. Frühere Stände bleiben erhalten."))
            return redirect(_address(indicator, series_id))
    lead = sheet.chosen.label if sheet.chosen else ""
    title = _("Neuen Stand eintragen") if again else _("Wert eintragen")
    return _form(request, title, form, indicator, series_id, lead=f"{lead} – {sheet.unit}")


@form_methods
@opens_with("indicators.mark_break")
def mark_break(request: HttpRequest, slug: str) -> HttpResponse:
    """From when on values are counted differently."""
    indicator = get_visible(indicators_by_slug(slug))
    definition = indicator.definitions.select_related("indicator").order_by("-number", "-pk").first()
    if definition is None:
        raise Http404
    form = BreakForm(request.POST or None)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.mark_break(
                actor=actor_of(request), definition=definition, now=timezone.now(), **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, _("Der Bruch ist vermerkt. Verläufe enden jetzt dort."))
            return redirect("office:figure", slug)
    lead = _("Vor und nach einem Bruch wird nichts verglichen: kein Trend, keine Vorausschau, kein Status.")
    return _form(request, _("Bruch vermerken"), form, indicator, None, lead=lead)


@form_methods
@opens_with("indicators.limit_small_areas")
def small_areas(request: HttpRequest, slug: str) -> HttpResponse:
    """A higher minimum count where few people live."""
    indicator = get_visible(indicators_by_slug(slug))
    form = AreaLimitForm(posted(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.limit_small_areas(
                actor=actor_of(request), indicator=indicator, now=timezone.now(), **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, _("Festgelegt. Was nicht gezeigt werden darf, ist neu berechnet."))
            return redirect("office:figure", slug)
    lead = _("Wo wenige Menschen leben, sind Einzelne schneller zu erkennen. Dort kann eine höhere Zahl gelten.")
    return _form(request, _("Mindestzahl für kleine Gebiete"), form, indicator, None, lead=lead)


def _sheet(indicator: Indicator, series: str) -> IndicatorSheet:
    """The sheet of the series the address names, or of the county's total; 404 for a series of something else."""
    chosen = int(series) if series.isdecimal() and series.isascii() and len(series) < 10 else None  # noqa: PLR2004 -- fits a key
    sheet = indicator_sheet(indicator, on=local_day(timezone.now()), series_id=chosen, area=county())
    if sheet is None or (series and chosen is None):
        raise Http404
    return sheet


def _address(indicator: Indicator, series_id: int | None) -> str:
    url = reverse("office:figure", args=[indicator.slug])
    return f"{url}?reihe={series_id}" if series_id else url


def _form(
    request: HttpRequest,
    title: str,
    form: ValueForm | BreakForm | AreaLimitForm,
    indicator: Indicator,
    series_id: int | None,
    *,
    lead: str,
) -> HttpResponse:
    back = _address(indicator, series_id)
    crumbs = (Link(_("Zahlen"), reverse("office:figures")), Link(indicator.title, back))
    return form_page(request, FormPage(title, form, _("Eintragen"), back, crumbs, lead=lead))


urlpatterns: list[URLPattern] = [
    path("zahlen/", figures, name="figures"),
    path("zahlen/<slug:slug>/", figure, name="figure"),
    path("zahlen/<slug:slug>/bruch-vermerken/", mark_break, name="figure_break"),
    path("zahlen/<slug:slug>/kleine-gebiete/", small_areas, name="figure_small_areas"),
    path("zahlen/<slug:slug>/reihen/<int:series_id>/neuer-wert/", record_value, name="figure_record"),
]
