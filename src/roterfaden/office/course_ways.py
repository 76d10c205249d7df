"""Wege: how long people travel to courses by timetable, brought as a table, and from where nobody has said so yet."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.courses import actions, queries
from roterfaden.courses.exports import way_table
from roterfaden.courses.forms import WaysForm
from roterfaden.courses.models import WayTable
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.tables import Table, read_table
from roterfaden.kernel.time import local_day
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.course_desk import ROWS_SHOWN, XLSX
from roterfaden.web.kept_tables import held, hold
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "courses.import_ways"
SALT = "roterfaden.office.course_ways"
TOLD = ("refused", "changed", "new")
"""Rows that are shown, in this order; the others change nothing and are counted."""


@dataclass(frozen=True)
class RowsPage:
    """Rows of a table that change something or have a fault: what becomes of them, or, once `kept`, what became."""

    preview: queries.WaysPreview
    rows: tuple[queries.WayPreviewRow, ...]
    more: int
    signed: str
    kept: WayTable | None
    crumbs: tuple[Link, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def ways(request: HttpRequest) -> HttpResponse:
    """What is known of the ways. A POST brings a table: first a look at its rows, then taking over."""
    if "tabelle" in request.POST:
        return _taken_over(request)
    today = local_day(timezone.now())
    form = WaysForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        shown = attempt(form, lambda: _looked_at(read_table(upload.read(), upload.name)))
        if shown is not None:
            return office_page(request, "office/courses/ways_rows.html", shown)
    context = {"page": queries.ways_page(today), "form": form, "crumbs": _crumbs()[:-1]}
    return office_page(request, "office/courses/ways.html", context)


def _looked_at(table: Table) -> RowsPage:
    preview = queries.ways_preview(table, local_day(timezone.now()))
    return _rows(preview, signed=hold(table, salt=SALT))


def _taken_over(request: HttpRequest) -> HttpResponse:
    found = held(request.POST["tabelle"], salt=SALT)
    if found is None:
        told = _("Seit der Prüfung ist zu viel Zeit vergangen. Bitte lesen Sie die Tabelle noch einmal ein.")
        messages.error(request, told)
        return redirect("office:course_ways")
    try:
        kept, preview = actions.import_ways(actor=actor_of(request), table=found[0], now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:course_ways")
    return office_page(request, "office/courses/ways_rows.html", _rows(preview, kept=kept))


def _rows(preview: queries.WaysPreview, *, signed: str = "", kept: WayTable | None = None) -> RowsPage:
    rows = sorted((each for each in preview.rows if each.outcome in TOLD), key=lambda each: TOLD.index(each.outcome))
    return RowsPage(preview, tuple(rows[:ROWS_SHOWN]), max(len(rows) - ROWS_SHOWN, 0), signed, kept, _crumbs())


@require_safe
@opens_with(OPENS)
def ways_table(request: HttpRequest) -> FileResponse:
    """All ways as a table to fill in and bring back: as they are today, or as `stand` (a table by its key) said."""
    today, asked = local_day(timezone.now()), request.GET.get("stand", "")
    table = WayTable.objects.holding(today).first()
    if asked:
        table = get_visible(WayTable.objects.all(), pk=int(asked) if asked.isdecimal() and len(asked) < 10 else 0)  # noqa: PLR2004 -- fits a key
    response = FileResponse(way_table(table, today), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="wege.xlsx"'
    return response


def _crumbs() -> tuple[Link, ...]:
    return (
        Link(_("Sprachkurse"), reverse("office:courses")),
        Link(_("Kursträger"), reverse("office:course_providers")),
        Link(_("Wege zu den Kursorten"), reverse("office:course_ways")),
    )


urlpatterns: list[URLPattern] = [
    path("kurse/wege/", ways, name="course_ways"),
    path("kurse/wege/tabelle.xlsx", ways_table, name="course_ways_table"),
]
