"""Schwerpunkte for the office: any two sides against each other, any measure, narrowed as one likes; nothing hidden."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.office.moderation import MODERATION, chosen_process
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation.models import Process
from roterfaden.sorting.enums import Dimension, Measure
from roterfaden.sorting.queries import NOWHERE, Emphases, EmphasisFilter, emphases, names_of, particular_of
from roterfaden.ui.forms import FilterForm
from roterfaden.web.emphases import FORMS, bar_charts, emphases_file, heat

OPENS = "sorting.view_emphases"
add_entry(route="office:emphases", label=_("Schwerpunkte"), position=56, permission=OPENS)
ALL = ("", _("Alle"))


class EmphasesFilter(FilterForm):
    """What is laid against what, what is counted, and of which voices. The names stand in addresses."""

    zeilen = forms.ChoiceField(label=_("Zeilen"), choices=Dimension.choices)
    spalten = forms.ChoiceField(label=_("Spalten"), choices=Dimension.choices, initial=Dimension.GROUP)
    zahl = forms.ChoiceField(label=_("Gezählt"), choices=Measure.choices)
    feld = forms.ChoiceField(label=_("Handlungsfeld"))
    gruppe = forms.ChoiceField(label=_("Akteursgruppe"))
    kommune = forms.ChoiceField(label=_("Kommune"))
    art = forms.ChoiceField(label=_("Art"))
    verfahren = forms.SlugField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in Dimension:
            self.fields[dimension.value].choices = [
                ALL, *names_of(process, dimension),
                *([(NOWHERE, _("ohne Angabe"))] if dimension != Dimension.KIND else []),
            ]  # fmt: skip

    def sides(self) -> tuple[Dimension, Dimension]:
        """Rows and columns; two different ones in any case."""
        chosen = self.chosen()
        rows = Dimension(chosen.get("zeilen", Dimension.FIELD))
        columns = Dimension(chosen.get("spalten", Dimension.GROUP))
        return rows, columns if columns != rows else next(each for each in Dimension if each != rows)

    def measure(self) -> str:
        """What is counted."""
        return str(self.chosen().get("zahl", Measure.VOICES))

    def wanted(self) -> EmphasisFilter:
        """The filter for the query."""
        chosen = self.chosen()
        return EmphasisFilter(
            chosen.get("feld", ""), chosen.get("gruppe", ""), chosen.get("kommune", ""), chosen.get("art", "")
        )


@require_safe
@opens_with(OPENS)
def emphases_page(request: HttpRequest) -> HttpResponse:
    """The matrix, the rows as bars, what is particular to groups, where nobody spoke."""
    process, processes = chosen_process(request, *MODERATION)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    form = EmphasesFilter(request.GET, process=process)
    found = _found(process, form)
    query = request.GET.copy()
    query["verfahren"] = process.slug
    context = {
        "process": process, "processes": processes, "form": form, "found": found, "query": query.urlencode(),
        "heat": heat(found, form.measure()) if found.cells else None, "bars": bar_charts(found),
        "groups": particular_of(process),
    }  # fmt: skip
    return office_page(request, "office/emphases/emphases.html", context)


@require_safe
@opens_with(OPENS)
def emphases_download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same numbers as a file."""
    process, _processes = chosen_process(request, *MODERATION)
    if form not in FORMS or process is None:
        raise Http404
    return emphases_file(_found(process, EmphasesFilter(request.GET, process=process)), form)


def _found(process: Process, form: EmphasesFilter) -> Emphases:
    return emphases(process, *form.sides(), form.wanted())


urlpatterns: list[URLPattern] = [
    path("schwerpunkte/", emphases_page, name="emphases"),
    path("schwerpunkte/schwerpunkte.<slug:form>", emphases_download, name="emphases_file"),
]
