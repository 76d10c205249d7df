"""Emphases of a process for everybody: what was spoken of, by whom and where. Small numbers are hidden."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from roterfaden.participation.models import Process
from roterfaden.public.nav import public_page
from roterfaden.sorting.enums import Dimension
from roterfaden.sorting.queries import CUTS, Emphases, particular_of, public_emphases
from roterfaden.web.emphases import FORMS, bar_charts, emphases_file, heat
from roterfaden.web.pages import get_visible


@login_not_required
@require_safe
def emphases(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Fields against groups, municipalities or kinds, what is particular to each group, and where nobody spoke."""
    found = _found(request, slug)
    context = {
        "found": found,
        "process": found.process,
        "heat": heat(found) if found.cells else None,
        "bars": bar_charts(found),
        "cuts": [(cut.value, cut.label, cut == found.columns.dimension) for cut in CUTS],
        "groups": [group for group in particular_of(found.process) if group.terms or group.themes],
    }
    return public_page(request, "public/process/emphases.html", context)


@login_not_required
@require_safe
def emphases_download(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The same numbers as a file."""
    if form not in FORMS:
        raise Http404
    return emphases_file(_found(request, slug), form)


def _found(request: HttpRequest, slug: str) -> Emphases:
    process = get_visible(Process.objects.all(), slug=slug)
    asked = request.GET.get("nach", "")
    return public_emphases(process, Dimension(asked) if asked in CUTS else CUTS[0])
