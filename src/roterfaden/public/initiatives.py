"""Initiatives: what is done for the goals, how far it is, and when what is to happen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from roterfaden.implementation.enums import Progress, Weight
from roterfaden.kernel.time import local_day
from roterfaden.public.nav import page_language, public_page, reads_simply
from roterfaden.thread.queries.initiative import initiative_page
from roterfaden.thread.queries.schedule import PlanLine, plan_lines
from roterfaden.thread.queries.versions import current_version
from roterfaden.ui.charts.plans import reach
from roterfaden.ui.charts.shapes import PlanBar, PlanChart, PlanMark
from roterfaden.ui.forms import FilterForm

BAR_STATES = {
    "": "open", Progress.NOT_STARTED: "open", Progress.PLANNED: "open", Progress.UNDER_WAY: "running",
    Progress.DONE: "done", Progress.REGULAR_WORK: "done", Progress.POSTPONED: "stopped", Progress.DROPPED: "stopped",
}  # fmt: skip
"""How a bar of the schedule is drawn."""


class InitiativeFilter(FilterForm):
    """Which initiatives are shown."""

    feld = forms.ChoiceField(label=gettext_lazy("Handlungsfeld"))
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), choices=[("", gettext_lazy("Alle")), *Progress.choices])
    gewicht = forms.ChoiceField(label=gettext_lazy("Gewicht"), choices=[("", gettext_lazy("Alle")), *Weight.choices])

    def __init__(self, *args: object, lines: Sequence[PlanLine], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        fields = dict.fromkeys((line.row.field_slug, line.row.field_name) for line in lines if line.row.field_slug)
        self.fields["feld"].choices = [("", gettext_lazy("Alle")), *fields]

    def narrow(self, lines: Sequence[PlanLine]) -> list[PlanLine]:
        """The lines that fit."""
        chosen = self.chosen()
        field, state, weight = (chosen.get(name) for name in ("feld", "stand", "gewicht"))
        return [
            line
            for line in lines
            if field in (None, line.row.field_slug)
            and state in (None, line.row.progress)
            and weight in (None, line.row.weight)
        ]


@login_not_required
@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """All initiatives with their progress."""
    version, today = current_version(), local_day(timezone.now())
    lines = plan_lines(version, on=today, language=page_language())
    form = InitiativeFilter(request.GET, lines=lines)
    context = {
        "version": version, "form": form, "initiatives": form.narrow(lines), "total": len(lines),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return public_page(request, "public/initiative/initiatives.html", context)


@login_not_required
@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """The same initiatives as pictures, one for each field of action, on one axis."""
    version, today = current_version(), local_day(timezone.now())
    lines = plan_lines(version, on=today, language=page_language())
    form = InitiativeFilter(request.GET, lines=lines)
    shown = form.narrow(lines)
    context = {
        "version": version, "form": form, "count": len(shown), "total": len(lines), "charts": charts(shown, today),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return public_page(request, "public/initiative/schedule.html", context)


@login_not_required
@require_safe
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """One initiative: the goal it serves, its progress, its milestones, what it waits for."""
    today = local_day(timezone.now())
    found = initiative_page(pk, on=today, language=page_language())
    if found is None:
        raise Http404
    context = {
        "page": found, "is_simple": reads_simply(found.version, found.line.element_id),
    }  # fmt: skip
    return public_page(request, "public/initiative/initiative.html", context)


def charts(lines: Sequence[PlanLine], today: date) -> list[PlanChart]:
    """One picture for each field of action, all on the axis of the longest."""
    if not lines:
        return []
    axis = reach(_chart("", lines, today))
    by_field: dict[str, list[PlanLine]] = {}
    for line in lines:
        by_field.setdefault(line.row.field_name, []).append(line)
    drawn = [_chart(name, each, today) for name, each in by_field.items()]
    return [replace(chart, first=axis[0], last=axis[1], has_key=index == 0) for index, chart in enumerate(drawn)]


def _chart(name: str, lines: Sequence[PlanLine], today: date) -> PlanChart:
    places = {line.row.element.pk: index for index, line in enumerate(lines)}
    return PlanChart(
        question=name or _("Maßnahmen"),
        bars=tuple(_bar(line, places, today) for line in lines),
        today=today,
        label_name=_("Maßnahme"),
    )


def _bar(line: PlanLine, places: dict[int, int], today: date) -> PlanBar:
    row = line.row
    return PlanBar(
        label=line.label,
        starts_on=row.revision.starts_on,
        ends_on=row.revision.ends_on,
        state=BAR_STATES[row.progress],
        text=row.progress_label,
        url=reverse("public:initiative", args=[row.element.pk]),
        marks=tuple(
            PlanMark(each.due_on, each.title, "done" if each.done_on else "late" if each.due_on < today else "open")
            for each in row.milestones
        ),
        funded_until=row.funded_until,
        needs=tuple(places[pk] for pk in row.needs if pk in places),
    )


urlpatterns: list[URLPattern] = [
    path("massnahmen/", initiatives, name="initiatives"),
    path("massnahmen/zeitplan/", schedule, name="initiatives_schedule"),
    path("massnahmen/<int:pk>/", initiative, name="initiative"),
]
