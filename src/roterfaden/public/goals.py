"""Goals: what is promised and how it stands."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import Status
from roterfaden.public import pictures
from roterfaden.public.nav import page_language, public_page, reads_simply
from roterfaden.thread.queries.document import goal_lines
from roterfaden.thread.queries.goal import goal_page
from roterfaden.thread.queries.versions import GoalLine, current_version
from roterfaden.ui.forms import FilterForm
from roterfaden.web.figures import needed_decimals, promise


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
    found = goal_page(pk, on=today, language=page_language())
    if found is None:
        raise Http404
    target = found.figure.target
    decimals = 0
    if target is not None:
        decimals = needed_decimals([target.target_value, target.baseline_value], target.decimals)
    context = {
        "page": found,
        "chart": pictures.goal_chart(found, on=today),
        "promise": promise(target) if target and target.is_measurable else "",
        "decimals": decimals,
        "is_simple": reads_simply(found.version, found.element_id),
    }
    return public_page(request, "public/goal/goal.html", context)
