"""Goals: what is promised and how it stands."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import Status
from roterfaden.public import pictures
from roterfaden.public.figure_files import drawn, values_table
from roterfaden.public.figure_pictures import beside_charts
from roterfaden.public.nav import page_language, public_page, reads_simply
from roterfaden.thread.queries.beside import figures_beside
from roterfaden.thread.queries.document import goal_lines
from roterfaden.thread.queries.goal import GoalPage, goal_page
from roterfaden.thread.queries.versions import GoalLine, current_version
from roterfaden.ui.charts.figures import Drawable
from roterfaden.ui.forms import FilterForm
from roterfaden.web.figures import needed_decimals, promise
from roterfaden.web.takeaway import PICTURES, TABLES, table_file

COURSE = "verlauf"
"""The name of a goal's own chart in addresses, beside those of `beside_charts`."""


class GoalFilter(FilterForm):
    """Which goals are shown."""

    feld = forms.ChoiceField(label=_("Handlungsfeld"))
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("Alle")), *Status.choices])

    def __init__(self, *args: object, goals: tuple[GoalLine, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        fields = dict.fromkeys((goal.field_slug, goal.field_name) for goal in goals if goal.field_slug)
        self.fields["feld"].choices = [("", _("Alle")), *fields]


@login_not_required
@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """All goals by field of action, each with its status and reason."""
    version = current_version()
    lines = goal_lines(version, page_language())
    form = GoalFilter(request.GET, goals=lines)
    chosen = form.chosen()
    wanted, state = chosen.get("feld"), chosen.get("status")
    shown = [line for line in lines if wanted in (None, line.field_slug) and state in (None, line.status)]
    context = {"version": version, "form": form, "goals": shown, "total": len(lines)}
    return public_page(request, "public/goal/goals.html", context)


@login_not_required
@require_safe
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal with everything behind it."""
    today = local_day(timezone.now())
    found = _found(pk)
    target = found.figure.target
    decimals = 0
    if target is not None:
        numbers = [target.target_value, target.baseline_value, *(each.value for each in target.milestones)]
        decimals = needed_decimals(numbers, target.decimals)
    chart = pictures.goal_chart(found, on=today)
    context = {
        "page": found,
        "chart": chart,
        "beside": _beside(found),
        "promise": promise(target) if target and target.is_measurable else "",
        "decimals": decimals,
        "embed": request.build_absolute_uri(reverse("public:embedded_goal", args=[pk])) if chart else "",
        "is_simple": reads_simply(found.version, found.element_id),
    }
    return public_page(request, "public/goal/goal.html", context)


@login_not_required
@require_safe
def goal_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The values of a goal's figure as a table."""
    found = _found(pk)
    target = found.figure.target
    if form not in TABLES or target is None or not found.figure.values:
        raise Http404
    above = (f"{found.number} {found.title}", promise(target) if target.is_measurable else "")
    table = values_table(
        f"{target.indicator_title} {target.series_label}".strip(), found.figure.values, unit=target.unit,
        source=target.source, is_own=target.is_own, is_fictitious=target.is_fictitious, above=above,
    )  # fmt: skip
    return table_file(table, form, gettext("ziel-%(number)s") % {"number": found.number})


@login_not_required
@require_safe
def goal_picture(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    """A chart of the goal as a picture: its own, or one of those beside it."""
    found = _found(pk)
    target = found.figure.target
    if form not in PICTURES or target is None:
        raise Http404
    chart: Drawable | None
    if name == COURSE:
        chart = pictures.goal_chart(found, on=local_day(timezone.now()))
    else:
        chart = _beside(found).get(name)
    return drawn(request, chart, form, f"{gettext('ziel-%(number)s') % {'number': found.number}}-{name}", target.source)


def _found(pk: int) -> GoalPage:
    found = goal_page(pk, on=local_day(timezone.now()), language=page_language())
    if found is None:
        raise Http404
    return found


def _beside(found: GoalPage) -> dict[str, Drawable]:
    """The charts of what stands beside the goal's figure."""
    target = found.figure.target
    if target is None or not target.series_id:
        return {}
    beside = figures_beside(target.series_id, on=local_day(timezone.now()))
    return dict(beside_charts(beside, target))


urlpatterns: list[URLPattern] = [
    path("ziele/", goals, name="goals"),
    path("ziele/<int:pk>/", goal, name="goal"),
    path("ziele/<int:pk>/werte.<slug:form>", goal_file, name="goal_file"),
    path("ziele/<int:pk>/bild-<slug:name>.<slug:form>", goal_picture, name="goal_picture"),
]
