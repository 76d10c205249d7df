"""Several places or several goals side by side, all on one scale."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.public.figure_files import drawn
from roterfaden.public.figure_pictures import PERCENT, goals_chart, places_chart
from roterfaden.public.nav import page_language, public_page
from roterfaden.thread.queries.comparison import (
    GoalLine,
    PlacesCompared,
    chosen_goals,
    comparable_figures,
    goals_compared,
    places_compared,
)
from roterfaden.ui.charts.shapes import SmallMultiples
from roterfaden.ui.forms import FilterForm
from roterfaden.web.takeaway import PICTURES, TABLES, Column, Table, table_file

PLACES, GOALS = "orte", "ziele"


class PlacesForm(FilterForm):
    """Which figure, and in which places."""

    zahl = forms.ChoiceField(label=_("Messgröße"))
    ort = forms.MultipleChoiceField(
        label=_("Orte"), widget=forms.CheckboxSelectMultiple, help_text=_("Ohne Auswahl: alle.")
    )

    def __init__(
        self, *args: Any, figures: list[tuple[str, str]], places: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zahl"].choices = figures
        self.fields["ort"].choices = places


class GoalsForm(FilterForm):
    """Which goals."""

    ziel = forms.MultipleChoiceField(
        label=_("Ziele"), widget=forms.CheckboxSelectMultiple, help_text=_("Ohne Auswahl: alle.")
    )

    def __init__(self, *args: Any, lines: tuple[GoalLine, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ziel"].choices = [(str(line.element_id), f"{line.number} {line.text.title}") for line in lines]


class Asked:
    """What is compared, as the address asks: one figure in several places, or several goals."""

    def __init__(self, request: HttpRequest) -> None:
        on = local_day(timezone.now())
        self.kind = GOALS if request.GET.get("art") == GOALS else PLACES
        self.form: FilterForm
        self.places: PlacesCompared | None = None
        self.goals: tuple[GoalLine, ...] = ()
        if self.kind == GOALS:
            lines = goals_compared(on=on, language=page_language())
            self.form = GoalsForm(request.GET, lines=lines)
            self.goals = chosen_goals(lines, {int(each) for each in self.form.chosen().get("ziel", [])})
            self.chart: SmallMultiples | None = goals_chart(self.goals)
            return
        figures = [(each.key, each.title) for each in comparable_figures()]
        wanted = request.GET.get("zahl", "")
        key = wanted if wanted in dict(figures) else figures[0][0] if figures else ""
        self.places = places_compared(key, request.GET.getlist("ort"), on=on) if key else None
        places = [(area.slug, area.short_name) for area in self.places.areas] if self.places else []
        self.form = PlacesForm(request.GET if request.GET else None, figures=figures, places=places)
        self.chart = places_chart(self.places) if self.places else None

    @property
    def source(self) -> str:
        """Where the numbers come from, in words."""
        if self.places is not None:
            return self.places.source
        return gettext("Zielwerte und Messgrößen des Konzepts; die Quelle steht bei jedem Ziel")


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Small lines on one scale, with the choice of what to compare."""
    asked = Asked(request)
    query = request.GET.urlencode()
    context = {"asked": asked, "chart": asked.chart, "form": asked.form, "query": f"?{query}" if query else ""}
    return public_page(request, "public/compare/compare.html", context)


@login_not_required
@require_safe
def compare_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same numbers as a table, a row for each place or goal and day."""
    if form not in TABLES:
        raise Http404
    asked = Asked(request)
    return table_file(_goal_values(asked) if asked.kind == GOALS else _place_values(asked), form, gettext("vergleich"))


@login_not_required
@require_safe
def compare_picture(request: HttpRequest, form: str) -> HttpResponse:
    """The same picture as a file."""
    if form not in PICTURES:
        raise Http404
    asked = Asked(request)
    return drawn(request, asked.chart, form, gettext("vergleich"), asked.source)


def _place_values(asked: Asked) -> Table:
    found = asked.places
    if found is None:
        raise Http404
    rows = [
        (line.area.key, line.area.name, value.on, value.value, str(value.words), value.known_on, value.source)
        for line in found.lines
        for value in line.values
    ]
    columns = (
        Column("area_key", gettext("Gebietsschlüssel"), 14),
        Column("area", gettext("Ort"), 30),
        Column("on", gettext("Stand"), 12),
        Column("value", found.unit, 16),
        Column("note", gettext("Zeichen"), 24),
        Column("known_on", gettext("bekannt seit"), 12),
        Column("source", gettext("Quelle"), 60),
    )
    title = f"{found.title}, {found.breakdown}" if found.breakdown else found.title
    return Table(title, columns, rows, (gettext("Quelle: %(source)s") % {"source": found.source},))


def _goal_values(asked: Asked) -> Table:
    rows = [
        (line.number, line.text.title, each.on, None if each.share is None else each.share * PERCENT, each.words)
        for line in asked.goals
        for each in line.values
    ]
    columns = (
        Column("number", gettext("Nummer"), 10),
        Column("goal", gettext("Ziel"), 60),
        Column("on", gettext("Stand"), 12),
        Column("share", gettext("Prozent des Weges"), 18),
        Column("note", gettext("Zeichen"), 24),
    )
    return Table(gettext("Wie weit ist der Weg zu jedem Ziel gegangen?"), columns, rows, (asked.source,))


urlpatterns: list[URLPattern] = [
    path("vergleichen/", compare, name="compare_figures"),
    path("vergleichen/werte.<slug:form>", compare_file, name="compare_figures_file"),
    path("vergleichen/bild.<slug:form>", compare_picture, name="compare_figures_picture"),
]
