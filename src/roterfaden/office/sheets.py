"""Datenspiegel: what the sheets of the municipalities show, freezing all of them, their PDFs, and publishing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.jobs.actions import start_job
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.jobs import describe
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.reporting import actions
from roterfaden.reporting.exports import sheets_zip
from roterfaden.reporting.forms import AddFigureForm, SheetEditionForm, TemplateFileForm
from roterfaden.reporting.methods import plan_as_toml
from roterfaden.reporting.models import Sheet, SheetEdition
from roterfaden.reporting.queries.sheets import (
    PlannedChapter,
    SheetEditionRow,
    SheetProof,
    SheetRow,
    SheetTotals,
    current_plan,
    free_figures,
    planned_chapters,
    prove_sheets,
    sheet_editions,
    sheet_rows,
    sheet_totals,
)
from roterfaden.reporting.tasks import SET_SHEETS
from roterfaden.ui.parts import Link
from roterfaden.web.context import house_of
from roterfaden.web.editions import ANNEXES, annex_file
from roterfaden.web.files import send_file
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.web.sheets import ShownSheet, shown_sheet

add_entry(route="office:sheets", label=gettext_lazy("Datenspiegel"), position=132, permission="reporting.view_reports")

describe(
    SET_SHEETS,
    back=lambda job: Link(
        gettext_lazy("Zu den Datenspiegeln"), reverse("office:sheet_edition", args=[job.arguments["edition"]])
    ),
    counts={
        "sheets": gettext_lazy("Datenspiegel gesetzt"),
        "pages": gettext_lazy("Seiten in diesem Lauf"),
        "kilobytes": gettext_lazy("Kilobyte in diesem Lauf"),
        "seconds": gettext_lazy("Sekunden in diesem Lauf"),
    },
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class SheetsPage:
    """All editions of the data sheets."""

    editions: tuple[SheetEditionRow, ...]
    may_write: bool


@dataclass(frozen=True)
class SheetEditionPage:
    """One edition: its sheets, what they came to, and the proof."""

    edition: SheetEdition
    sheets: tuple[SheetRow, ...]
    totals: SheetTotals
    missing: int
    proof: SheetProof
    may_write: bool


@dataclass(frozen=True)
class SheetPage:
    """One frozen sheet as its readers see it."""

    sheet: Sheet
    shown: ShownSheet


@dataclass(frozen=True)
class TemplatePage:
    """What a sheet shows in which order."""

    chapters: tuple[PlannedChapter, ...]
    form: BaseForm | None
    may_write: bool


@provides_tasks(132)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Frozen data sheets that nobody has published."""
    if not allowed(actor, "reporting.publish_sheets"):
        return
    waiting = SheetEdition.objects.filter(published_at=None).count()
    title = ngettext(
        "Eine Ausgabe der Datenspiegel ist noch nicht veröffentlicht",
        "%(count)s Ausgaben der Datenspiegel sind noch nicht veröffentlicht",
        waiting,
    )
    text = _("Die Zahlen aller Kommunen sind festgehalten und können hinausgehen.")
    yield Task(title % {"count": waiting}, text, reverse("office:sheets"), waiting)


@require_safe
@opens_with("reporting.view_reports")
def sheets(request: HttpRequest) -> HttpResponse:
    """All editions, newest first."""
    context = SheetsPage(sheet_editions(), allowed(actor_of(request), "reporting.freeze_sheets"))
    return office_page(request, "office/sheets/sheets.html", context)


@form_methods
@opens_with("reporting.freeze_sheets")
def sheets_freeze(request: HttpRequest) -> HttpResponse:
    """Hold fast the sheets of all municipalities, and have their PDFs set."""
    now = timezone.now()
    today = local_day(now)
    initial = {"title": _("Datenspiegel %(year)s") % {"year": today.year}, "known_on": today.isoformat()}
    form = SheetEditionForm(posted(request), today=today, initial=initial)
    if form.is_valid():
        edition = attempt(form, lambda: actions.freeze_sheets(actor=actor_of(request), now=now, **form.cleaned_data))
        if edition:
            return _set(request, edition)
    crumbs = (Link(_("Datenspiegel"), reverse("office:sheets")),)
    lead = _("Die Zahlen aller Kommunen werden zusammen festgehalten. Danach entstehen die PDF im Hintergrund.")
    page = FormPage(_("Neue Ausgabe"), form, _("Festhalten"), reverse("office:sheets"), crumbs, lead=lead)
    return form_page(request, page)


@require_safe
@opens_with("reporting.view_reports")
def sheet_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition with all its sheets."""
    edition = get_visible(SheetEdition.objects.select_related("county"), pk=pk)
    rows = sheet_rows(edition)
    context = SheetEditionPage(
        edition=edition,
        sheets=rows,
        totals=sheet_totals(edition),
        missing=sum(not row.is_set for row in rows),
        proof=prove_sheets(edition),
        may_write=allowed(actor_of(request), "reporting.publish_sheets"),
    )
    return office_page(request, "office/sheets/edition.html", context)


@require_POST
@opens_with("reporting.keep_sheet_file")
def sheets_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the PDFs set that are missing."""
    return _set(request, get_visible(SheetEdition.objects.all(), pk=pk))


def _set(request: HttpRequest, edition: SheetEdition) -> HttpResponse:
    job = start_job(
        actor=actor_of(request), kind=SET_SHEETS, title=edition.title, arguments={"edition": edition.pk},
        now=timezone.now(),
    )  # fmt: skip
    return redirect("office:job", job.uid)


@require_POST
@opens_with("reporting.publish_sheets")
def sheets_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read the sheets."""
    edition = get_visible(SheetEdition.objects.all(), pk=pk)
    _told(
        request,
        lambda: actions.publish_sheets(actor=actor_of(request), edition=edition, now=timezone.now()),
        _("Die Datenspiegel sind veröffentlicht. Sie stehen auf den Seiten der Kommunen."),
    )
    return redirect("office:sheet_edition", edition.pk)


@require_safe
@opens_with("reporting.view_reports")
def sheets_archive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All PDFs with their report in one archive."""
    edition = get_visible(SheetEdition.objects.all(), pk=pk)
    name = f"datenspiegel-{edition.number}.zip"
    return FileResponse(sheets_zip(edition), as_attachment=True, filename=name, content_type="application/zip")


@require_safe
@opens_with("reporting.view_reports")
def sheets_values(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Every value the edition shows."""
    edition = get_visible(SheetEdition.objects.all(), pk=pk)
    if form not in ANNEXES:
        raise Http404
    return annex_file(edition, form, name=f"werte-datenspiegel-{edition.number}", above=[edition.title])


@require_safe
@opens_with("reporting.view_reports")
def sheet(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One sheet to read."""
    found = _sheet(pk, slug)
    return office_page(request, "office/sheets/sheet.html", SheetPage(found, shown_sheet(found, house_of(request))))


@require_safe
@opens_with("reporting.view_reports")
def sheet_file(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """The PDF of one sheet."""
    found = _sheet(pk, slug)
    if found.file is None:
        raise Http404
    return send_file(found.file)


def _sheet(pk: int, slug: str) -> Sheet:
    rows = Sheet.objects.filter(edition=pk).select_related("edition", "area", "file")
    return get_visible(rows, area__slug=slug)


# --- the arrangement ------------------------------------------------------------------------------------------------
@form_methods
@opens_with("reporting.view_reports")
def sheet_template(request: HttpRequest) -> HttpResponse:
    """What a sheet shows; a planner moves, adds and leaves out."""
    plan, may_write = current_plan(), allowed(actor_of(request), "reporting.add_figure")
    form = AddFigureForm(posted(request), plan=plan, free=free_figures(plan)) if may_write else None
    if request.method == "POST" and form is None:
        raise NotAllowed()
    if form is not None and form.is_valid():
        chosen = form.planned()
        done = attempt(
            form,
            lambda: actions.add_figure(
                actor=actor_of(request), chapter=form.cleaned_data["chapter"], figure=chosen, now=timezone.now()
            ),
        )
        if done:
            messages.success(request, _("Die Messgröße steht am Ende des Kapitels."))
            return redirect("office:sheet_template")
    context = TemplatePage(planned_chapters(plan), form, may_write)
    return office_page(request, "office/sheets/template.html", context)


@require_POST
@opens_with("reporting.move_in_template")
def sheet_template_move(request: HttpRequest) -> HttpResponse:
    """Move a chapter or a figure one place."""
    named = {name: request.POST.get(name, "") for name in ("chapter", "figure", "move")}
    _told(
        request, lambda: actions.move_in_template(actor=actor_of(request), now=timezone.now(), **named),
        _("Verschoben."),
    )  # fmt: skip
    return redirect(f"{reverse('office:sheet_template')}#{named['chapter']}")


@require_POST
@opens_with("reporting.remove_figure")
def sheet_template_remove(request: HttpRequest) -> HttpResponse:
    """Leave a figure out of the sheets to come."""
    named = {name: request.POST.get(name, "") for name in ("chapter", "figure")}
    _told(
        request, lambda: actions.remove_figure(actor=actor_of(request), now=timezone.now(), **named),
        _("Die Messgröße steht nicht mehr in der Vorlage."),
    )  # fmt: skip
    return redirect(f"{reverse('office:sheet_template')}#{named['chapter']}")


@form_methods
@opens_with("reporting.replace_template")
def sheet_template_text(request: HttpRequest) -> HttpResponse:
    """The whole arrangement as text, to copy and to replace."""
    form = TemplateFileForm(posted(request), initial={"text": plan_as_toml(current_plan())})
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.replace_template(
                actor=actor_of(request), text=form.cleaned_data["text"], now=timezone.now()
            ),
        )
        if done:
            messages.success(request, _("Die Vorlage ist gespeichert. Sie gilt für die nächste Ausgabe."))
            return redirect("office:sheet_template")
    crumbs = (
        Link(_("Datenspiegel"), reverse("office:sheets")),
        Link(_("Vorlage"), reverse("office:sheet_template")),
    )
    page = FormPage(_("Vorlage als Text"), form, _("Speichern"), reverse("office:sheet_template"), crumbs)
    return form_page(request, page)


def _told(request: HttpRequest, action: Any, done: str) -> None:
    """Run an action; the next page says that it is done, or why not."""
    try:
        action()
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


ONE = "datenspiegel/<int:pk>"
urlpatterns: list[URLPattern] = [
    path("datenspiegel/", sheets, name="sheets"),
    path("datenspiegel/neu/", sheets_freeze, name="sheets_freeze"),
    path("datenspiegel/vorlage/", sheet_template, name="sheet_template"),
    path("datenspiegel/vorlage/verschieben/", sheet_template_move, name="sheet_template_move"),
    path("datenspiegel/vorlage/weglassen/", sheet_template_remove, name="sheet_template_remove"),
    path("datenspiegel/vorlage/text/", sheet_template_text, name="sheet_template_text"),
    path(f"{ONE}/", sheet_edition, name="sheet_edition"),
    path(f"{ONE}/setzen/", sheets_set, name="sheets_set"),
    path(f"{ONE}/veroeffentlichen/", sheets_publish, name="sheets_publish"),
    path(f"{ONE}/alle.zip", sheets_archive, name="sheets_archive"),
    path(f"{ONE}/werte.<slug:form>", sheets_values, name="sheets_values"),
    path(f"{ONE}/<slug:slug>/", sheet, name="sheet"),
    path(f"{ONE}/<slug:slug>.pdf", sheet_file, name="sheet_file"),
]
