"""The dashboard: how all goals stand, what got worse, what is done about it, and where my town is."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.indicators.queries import ShownValue
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import Status
from roterfaden.public.nav import page_language, public_page
from roterfaden.thread.queries.dashboard import Dashboard, DashboardGoal, dashboard
from roterfaden.thread.queries.steps import Tally
from roterfaden.ui.charts import svg
from roterfaden.ui.charts.spark import spark
from roterfaden.ui.filters import day
from roterfaden.ui.forms import FilterForm
from roterfaden.web.figures import amount, chart_point, promise
from roterfaden.web.takeaway import TABLES, Column, Table, table_file

WORSE, BETTER = "schlechter", "besser"
CHANGES_SHOWN = 6
STRIP_WIDTH, STRIP_HEIGHT = 720, 28
STRIP_GAP = 3


class DashboardFilter(FilterForm):
    """Which goals are listed, and whose answers and values stand beside them."""

    feld = forms.ChoiceField(label=_("Handlungsfeld"))
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("Alle")), *Status.choices])
    seither = forms.ChoiceField(
        label=_("Seit der Prüfung davor"),
        choices=[("", _("Alle")), (WORSE, _("schlechter geworden")), (BETTER, _("besser geworden"))],
    )
    kommune = forms.ChoiceField(label=_("Ihre Kommune"))

    def __init__(self, *args: object, page: Dashboard, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feld"].choices = [("", _("Alle")), *((each.slug, each.name) for each in page.fields if each.slug)]
        self.fields["kommune"].choices = [("", _("Alle")), *((each.slug, each.short_name) for each in page.areas)]


@dataclass(frozen=True)
class Line:
    """A goal in the list: what is promised and measured in words, and its course as a small drawing."""

    goal: DashboardGoal
    promise: str
    latest: str
    latest_on: date | None
    local: str
    drawing: SafeString


@login_not_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How the goals stand, by field of action and with the part of one municipality."""
    page, form = _asked(request)
    shown = _narrowed(page, form)
    query = request.GET.urlencode()
    context = {
        "page": page,
        "changed": [
            (gettext("Schlechter geworden"), WORSE, page.worse),
            (gettext("Besser geworden"), BETTER, page.better),
        ],
        "shown": CHANGES_SHOWN,
        "form": form,
        "total": len(page.goals),
        "strip": strip(page.counts),
        "lines": [_line(goal) for goal in shown],
        "corrected": {row.element_id for row in page.corrections},
        "query": f"?{query}" if query else "",
    }
    return public_page(request, "public/dashboard/dashboard.html", context)


@login_not_required
@require_safe
def overview_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The goals of the list as a table, with the same filters."""
    if form not in TABLES:
        raise Http404
    page, asked = _asked(request)
    return table_file(goals_table(page, _narrowed(page, asked)), form, gettext("ziele"))


def _asked(request: HttpRequest) -> tuple[Dashboard, DashboardFilter]:
    page = dashboard(on=local_day(timezone.now()), area_slug=request.GET.get("kommune", ""), language=page_language())
    return page, DashboardFilter(request.GET, page=page)


def _narrowed(page: Dashboard, form: DashboardFilter) -> list[DashboardGoal]:
    chosen = form.chosen()
    change = {WORSE: -1, BETTER: 1}.get(chosen.get("seither", ""))
    return [
        goal
        for goal in page.goals
        if chosen.get("feld") in (None, goal.field_slug)
        and chosen.get("status") in (None, goal.mark.status)
        and change in (None, goal.change)
    ]


def _line(goal: DashboardGoal) -> Line:
    target = goal.target
    if target is None or not target.is_measurable:
        return Line(goal, "", "", None, "", mark_safe(""))
    aim = float(target.target_value) if target.target_value is not None else None
    drawing = spark([chart_point(value) for value in goal.values], aim)
    return Line(
        goal, promise(target), _shown(goal, goal.latest), goal.latest.on if goal.latest else None,
        _shown(goal, goal.local), drawing,
    )  # fmt: skip


def _shown(goal: DashboardGoal, value: ShownValue | None) -> str:
    """A value with its unit, or the words in its place."""
    if value is None or goal.target is None:
        return ""
    return str(value.words) if value.value is None else amount(value.value, goal.target.decimals, goal.target.unit)


def strip(counts: tuple[Tally, ...]) -> SafeString:
    """All goals as one band, each status as long as its share. Only for the eye: the numbers stand beside it."""
    found = [tally for tally in counts if tally.count]
    total = sum(tally.count for tally in found)
    if not total:
        return mark_safe("")
    room, x, drawn = STRIP_WIDTH - STRIP_GAP * (len(found) - 1), 0.0, []
    for tally in found:
        width = room * tally.count / total
        drawn.append(
            svg.element(
                "rect", x=x, y=0.0, width=width, height=float(STRIP_HEIGHT), rx=3.0,
                class_=f"rf-strip__part rf-strip__part--{tally.code.replace('_', '-')}",
            )
        )  # fmt: skip
        x += width + STRIP_GAP
    made = svg.element(
        "svg", *drawn, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {STRIP_WIDTH} {STRIP_HEIGHT}",
        preserveAspectRatio="none", aria_hidden="true", focusable="false", class_="rf-strip",
    )  # fmt: skip
    return mark_safe(made)  # noqa: S308 -- built by element(), which escapes


COLUMNS = (
    Column("number", _("Nummer"), 10),
    Column("goal", _("Ziel"), 60),
    Column("field", _("Handlungsfeld"), 30),
    Column("status", _("Status"), 18),
    Column("reason", _("Grund"), 60),
    Column("status_before", _("Status davor"), 18),
    Column("indicator", _("Messgröße"), 40),
    Column("unit", _("Einheit"), 14),
    Column("value", _("Wert bei der Prüfung"), 14),
    Column("value_on", _("Stand"), 12),
    Column("value_note", _("Zeichen"), 20),
    Column("target_value", _("Zielwert"), 12),
    Column("target_on", _("Zieldatum"), 12),
    Column("answer", _("Antwort der Kommune"), 24),
    Column("source", _("Quelle"), 60),
)


def goals_table(page: Dashboard, goals: list[DashboardGoal]) -> Table:
    """The goals with status and figure, a row each."""
    review = (
        gettext("Überprüfung: %(title)s") % {"title": page.cycle.title}
        if page.cycle
        else gettext("noch nicht überprüft")
    )
    words = {"title": page.version.title if page.version else "", "day": day(local_day(timezone.now()))}
    return Table(
        title=gettext("Ziele und wie sie stehen"),
        columns=COLUMNS,
        rows=[_row(goal) for goal in goals],
        above=(review, gettext("Fassung: %(title)s, abgerufen am %(day)s") % words),
    )


def _row(goal: DashboardGoal) -> tuple[object, ...]:
    target, latest = goal.target, goal.latest
    labels = {status.value: str(status.label) for status in Status}
    return (
        goal.number, goal.text.title, goal.field_name, labels.get(goal.mark.status, ""), goal.mark.reason,
        labels.get(goal.before.status, ""), target.indicator_title if target else "", target.unit if target else "",
        latest.value if latest else None, latest.on if latest else None, str(latest.words) if latest else "",
        target.target_value if target else None, target.target_on if target else None, goal.answer_label,
        target.source if target else "",
    )  # fmt: skip


urlpatterns: list[URLPattern] = [
    path("stand/", overview, name="dashboard"),
    path("stand/ziele.<slug:form>", overview_file, name="dashboard_file"),
]
