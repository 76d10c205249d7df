"""Zahlen einlesen: a file of figures becomes observations, in three steps – file, what means what, check."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BoundField
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.indicators import actions
from roterfaden.indicators.enums import FigureFormat, RowOutcome, RunState
from roterfaden.indicators.exports import import_report_rows
from roterfaden.indicators.forms import FigureFileForm, FigurePlanForm, plan_initial
from roterfaden.indicators.methods.formats import Contents, Head, Plan, contents, grid_of, guess_head
from roterfaden.indicators.models import ImportRun
from roterfaden.indicators.queries import check_figures, import_runs, indicator_choices, source_of
from roterfaden.indicators.tasks import READ_FIGURES
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import write_xlsx
from roterfaden.kernel.time import local_day
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Column, Link, Row
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "indicators.open_import"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES_SHOWN = 200
FEW = 12

describe(
    READ_FIGURES,
    back=lambda job: Link(gettext_lazy("Zum Bericht"), reverse("office:figure_import", args=[job.arguments["run"]])),
    counts={outcome.value: outcome.label for outcome in RowOutcome},
)


@dataclass(frozen=True)
class PlanPage:
    """What is in the file, and the form in its parts."""

    run: ImportRun
    form: FigurePlanForm
    found: Contents
    format_label: str
    variables: list[BoundField]
    cuts: list[BoundField]
    columns: list[BoundField]
    head: list[BoundField]
    rest: list[BoundField]
    areas: str
    periods: str
    signs: str


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def figure_imports(request: HttpRequest) -> HttpResponse:
    """The first step: the file; below it the files of earlier days."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FigureFileForm(data, files)
    if form.is_valid():
        run = attempt(
            form,
            lambda: actions.open_import(
                actor=actor_of(request), upload=form.cleaned_data["upload"], now=timezone.now()
            ),
        )
        if run is not None:
            return redirect("office:figure_import_plan", run.pk)
    return office_page(request, "office/figures/imports.html", {"form": form, "runs": page_of(request, import_runs())})


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def figure_import_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The second step: what the variables, cuts and signs of the file mean."""
    run = _run(pk)
    if not run.is_open:
        return redirect("office:figure_import", run.pk)
    plan = Plan.from_json(run.plan)
    found = contents(source_of(run), plan)
    title = run.profile.title if run.profile else ""
    form = FigurePlanForm(
        posted(request), plan=plan, found=found, indicators=indicator_choices(),
        initial=plan_initial(plan, found, run.known_on or local_day(timezone.now()), title),
    )  # fmt: skip
    if form.is_valid():
        saved = attempt(form, lambda: _save(request, run, plan, form))
        if saved is not None:
            return saved
    return office_page(request, "office/figures/import_plan.html", _plan_page(run, form, found))


def _save(request: HttpRequest, run: ImportRun, before: Plan, form: FigurePlanForm) -> HttpResponse:
    """Save the plan. Where columns or the head changed, the variables are others: the page is shown once more."""
    actor, now, plan = actor_of(request), timezone.now(), form.as_plan()
    is_new_shape = plan.columns != before.columns
    if plan.format == FigureFormat.SHEET:
        data, period = form.cleaned_data["head_data"] - 1, form.cleaned_data["head_period"]
        if data != before.head["data"]:
            plan, is_new_shape = replace(plan, head=guess_head(grid_of(source_of(run)), data=data).as_json()), True
        plan = replace(plan, head=replace(Head.from_json(dict(plan.head)), period=period).as_json())
    if is_new_shape:
        plan = replace(plan, rules=())
    with transaction.atomic():
        known_on = form.cleaned_data["known_on"]
        run = actions.plan_import(actor=actor, run=run, plan=plan, known_on=known_on, now=now)
        title = form.cleaned_data["profile"]
        if title and plan.rules:
            actions.remember_profile(actor=actor, title=title, plan=plan, known_by=run.fingerprint, now=now)
    if is_new_shape:
        messages.info(request, _("Die Tabelle wird jetzt anders gelesen. Bitte ordnen Sie die Größen zu."))
        return redirect("office:figure_import_plan", run.pk)
    return redirect("office:figure_import", run.pk)


def _plan_page(run: ImportRun, form: FigurePlanForm, found: Contents) -> PlanPage:
    groups = ("variable_", "cut_", "column_", "head_")
    return PlanPage(
        run=run, form=form, found=found, format_label=str(FigureFormat(found.format).label),
        variables=list(form.named("variable_")), cuts=list(form.named("cut_")), columns=list(form.named("column_")),
        head=list(form.named("head_")), rest=[form[name] for name in form.fields if not name.startswith(groups)],
        areas=_few(found.areas), periods=_few(found.periods),
        signs=", ".join(f"{sign} ({count})" for sign, count in found.signs.items()),
    )  # fmt: skip


def _few(names: dict[str, Any]) -> str:
    """The first names, and how many there are."""
    shown = ", ".join(name for name in list(names)[:FEW] if name)
    return f"{shown} … ({len(names)})" if len(names) > FEW else shown


@require_safe
@opens_with(OPENS)
def figure_import(request: HttpRequest, pk: int) -> HttpResponse:
    """The third step before the start; the report after it."""
    run = _run(pk)
    if run.is_open:
        try:
            check_figures(run).write_to(run)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("office:figure_import_plan", run.pk)
    job = Job.objects.filter(kind=READ_FIGURES, arguments__run=run.pk).order_by("-created_at", "-pk").first()
    labels = {outcome.value: outcome.label for outcome in RowOutcome}
    lines = [each for each in run.report if each["outcome"] in ("refused", "revised") or each["reason"]]
    rows: list[Row] = [
        (each["row"] or "–", str(labels[each["outcome"]]), each["reason"]) for each in lines[:LINES_SHOWN]
    ]
    context = {
        "run": run,
        "State": RunState,
        "counts": [(outcome.label, getattr(run, outcome.value)) for outcome in RowOutcome],
        "tally": list(run.tally.items()),
        "columns": [Column(_("Zeile"), numeric=True), Column(_("Ergebnis")), Column(_("Grund"))],
        "rows": rows,
        "left": max(len(lines) - LINES_SHOWN, 0),
        "job": job,
        "is_mine": job is not None and job.started_by == request.user,
        "is_stuck": run.state == RunState.FAILED or (run.state == RunState.RUNNING and (job is None or job.has_ended)),
    }
    return office_page(request, "office/figures/import.html", context)


@require_POST
@opens_with(OPENS)
def figure_import_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the file read in the background; what was broken off goes on."""
    run, actor, now = _run(pk), actor_of(request), timezone.now()
    try:
        with transaction.atomic():
            actions.start_import(actor=actor, run=run, now=now)
            title = _("Zahlen einlesen: %(name)s") % {"name": run.source_name}
            job = start_job(actor=actor, kind=READ_FIGURES, title=title, arguments={"run": run.pk}, now=now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:figure_import_plan", run.pk)
    return redirect("office:job", job.uid)


@require_POST
@opens_with(OPENS)
def figure_import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the file away before it is read."""
    try:
        actions.discard_import(actor=actor_of(request), run=_run(pk), now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:figure_import", pk)
    messages.success(request, _("Die Datei ist verworfen."))
    return redirect("office:figure_imports")


@require_safe
@opens_with(OPENS)
def figure_import_report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What became of the rows, as a table to keep."""
    heading, rows = import_report_rows(_run(pk))
    response = FileResponse(write_xlsx(heading, rows, sheet=_("Bericht"), widths=[8, 20, 80, 10]), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="zahlen-{pk}-bericht.xlsx"'
    return response


def _run(pk: int) -> ImportRun:
    return get_visible(ImportRun.objects.select_related("file", "profile", "opened_by"), pk=pk)


urlpatterns: list[URLPattern] = [
    path("zahlen/einlesen/", figure_imports, name="figure_imports"),
    path("zahlen/einlesen/<int:pk>/", figure_import, name="figure_import"),
    path("zahlen/einlesen/<int:pk>/zuordnung/", figure_import_plan, name="figure_import_plan"),
    path("zahlen/einlesen/<int:pk>/start/", figure_import_start, name="figure_import_start"),
    path("zahlen/einlesen/<int:pk>/verwerfen/", figure_import_discard, name="figure_import_discard"),
    path("zahlen/einlesen/<int:pk>/bericht.xlsx", figure_import_report, name="figure_import_report"),
]
