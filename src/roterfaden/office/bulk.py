"""Einlesen: lists that become contributions, in three steps – the list, its columns, a look at every row."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import write_csv, write_xlsx
from roterfaden.kernel.time import local_day
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation import actions, errors, queries
from roterfaden.participation.enums import ImportMode, ImportState, RowOutcome
from roterfaden.participation.exports import import_report
from roterfaden.participation.forms import ColumnsForm, ListForm, StartForm
from roterfaden.participation.models import ImportRun
from roterfaden.participation.tasks import CHECK_ROWS, IMPORT_ROWS
from roterfaden.ui.parts import Cell, Column, Link, Row
from roterfaden.web.files import send_file
from roterfaden.web.pages import actor_of, attempt, get_visible

OPENS = "participation.view_board"
FAULTS_SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CHECKED_AT_ONCE = 5_000
"""Rows of a list that are looked at while the person waits (about two seconds); above it a job does it."""

describe(
    CHECK_ROWS,
    back=lambda job: Link(gettext_lazy("Zum Ergebnis der Prüfung"), _run_address(job)),
    counts={
        "imported": gettext_lazy("würden neue Beiträge"),
        "known": gettext_lazy("schon da"),
        "faulty": gettext_lazy("fehlerhaft"),
    },
)
describe(
    IMPORT_ROWS,
    back=lambda job: Link(gettext_lazy("Zur Liste"), _run_address(job)),
    counts={
        "imported": gettext_lazy("neue Beiträge"),
        "known": gettext_lazy("schon da"),
        "faulty": gettext_lazy("fehlerhaft"),
        "held": gettext_lazy("nicht aufgenommen, weil andere Zeilen fehlerhaft sind"),
    },
)


def _run_address(job: Job) -> str:
    return reverse("office:import_run", args=[job.arguments["run"]])


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def imports(request: HttpRequest) -> HttpResponse:
    """The first step: a file or pasted lines; below it the lists of earlier days."""
    processes = own_processes(request, *MODERATION)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(data, files, processes=processes, initial={"process": request.GET.get("verfahren")})
    if form.is_valid():
        run = attempt(form, lambda: actions.open_import(
            actor=actor_of(request), now=timezone.now(), **form.cleaned_data
        ))  # fmt: skip
        if run is not None:
            return redirect("office:import_columns", run.pk)
    context = {
        "form": form,
        "has_process": processes.exists(),
        "runs": page_of(request, queries.import_runs(processes)),
    }
    return office_page(request, "office/bulk/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """The second step: which column is what. Saving looks at every row."""
    run = _run(request, pk)
    if not run.is_open:
        return redirect("office:import_run", run.pk)
    if check := _open_check(run):
        return redirect("office:job", check.uid)
    try:
        table = queries.table_of_run(run)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:imports")
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(data, run=run, table=table, on=local_day(timezone.now()))
    if form.is_valid():
        looked_at = attempt(form, lambda: _look_at(request, run, form))
        if looked_at is not None:
            return looked_at
    context = {"run": run, "form": form, "table": table, "earlier": queries.earlier_import(run)}
    return office_page(request, "office/bulk/columns.html", context)


def _look_at(request: HttpRequest, run: ImportRun, form: ColumnsForm) -> HttpResponse:
    """Look at the rows: a short list now, a long one in the background."""
    actor, now, plan = actor_of(request), timezone.now(), form.plan()
    if run.total <= CHECKED_AT_ONCE:
        actions.check_import(actor=actor, run=run, plan=plan, now=now)
        return redirect("office:import_run", run.pk)
    title = _("Liste prüfen (%(rows)s Zeilen)") % {"rows": run.total}
    with transaction.atomic():
        actions.plan_import(actor=actor, run=run, plan=plan, now=now)
        job = start_job(actor=actor, kind=CHECK_ROWS, title=title, arguments={"run": run.pk}, now=now)
    return redirect("office:job", job.uid)


def _open_check(run: ImportRun) -> Job | None:
    """The job that is looking at the rows of this list. One query, for long lists only."""
    if run.total <= CHECKED_AT_ONCE:
        return None
    return Job.objects.open().filter(kind=CHECK_ROWS, arguments__run=run.pk).order_by("-created_at", "-pk").first()


@require_safe
@opens_with(OPENS)
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """The third step before the start; the report after it."""
    run = _run(request, pk)
    if run.state == ImportState.DRAFT or (run.is_open and run.file is None):
        return redirect("office:import_columns", run.pk)
    if run.is_open:
        return _checked(request, run, StartForm(initial={"mode": ImportMode.SKIP}))
    job = Job.objects.filter(kind=IMPORT_ROWS, arguments__run=run.pk).order_by("-created_at", "-pk").first()
    reports = queries.row_reports(run, RowOutcome.FAULTY, RowOutcome.KNOWN, limit=FAULTS_SHOWN)
    taken = run.imported + run.known + run.faulty + run.held
    context = {
        "run": run,
        "job": job,
        "is_mine": job is not None and job.started_by == request.user,
        "is_stuck": run.state == ImportState.RUNNING and (job is None or job.has_ended),
        "table": _reports_table(reports),
        "shown": len(reports),
        "left": run.total - taken,
        "State": ImportState,
    }
    return office_page(request, "office/bulk/report.html", context)


@require_POST
@opens_with(OPENS)
def import_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the job; a list that was broken off for good is started again and goes on where it stopped."""
    run, actor, now = _run(request, pk), actor_of(request), timezone.now()
    form = StartForm(request.POST)
    if run.state != ImportState.RUNNING:
        if not form.is_valid():
            return _checked(request, run, form)
        mode = form.cleaned_data["mode"]
    title = _("Liste einlesen (%(rows)s Zeilen)") % {"rows": run.total}
    try:
        with transaction.atomic():
            if run.state != ImportState.RUNNING:
                actions.start_import(actor=actor, run=run, mode=mode, now=now)
            elif Job.objects.open().filter(kind=IMPORT_ROWS, arguments__run=run.pk).exists():
                raise errors.ImportBegun()
            job = start_job(actor=actor, kind=IMPORT_ROWS, title=title, arguments={"run": run.pk}, now=now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:import_run", run.pk)
    return redirect("office:job", job.uid)


@require_safe
@opens_with(OPENS)
def import_report_file(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The list with what became of each row, to mend and to bring again; with `nur=fehler` the faulty rows only."""
    run = _run(request, pk)
    if ending not in ("xlsx", "csv") or run.state == ImportState.DRAFT or run.file is None:
        raise Http404
    only_faulty = request.GET.get("nur") == "fehler"
    heading, rows = import_report(run, only_faulty=only_faulty, today=local_day(timezone.now()))
    name = _("liste-%(number)s-fehler") if only_faulty else _("liste-%(number)s-bericht")
    return _download(heading, rows, f"{name % {'number': run.pk}}.{ending}")


def _download(heading: list[str], rows: Iterable[list[object]], name: str) -> HttpResponseBase:
    if name.endswith(".csv"):
        response: HttpResponseBase = StreamingHttpResponse(
            write_csv(heading, rows), content_type="text/csv; charset=utf-8"
        )
    else:
        widths = [max(len(text) + 2, 14) for text in heading]
        response = FileResponse(write_xlsx(heading, rows, sheet=_("Bericht"), widths=widths), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@opens_with(OPENS)
def import_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The list as it came."""
    run = _run(request, pk)
    if run.file is None:
        raise Http404
    return send_file(run.file)


@require_POST
@opens_with(OPENS)
def import_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the file before its period is over; the report stays."""
    run = _run(request, pk)
    try:
        actions.erase_import_file(actor=actor_of(request), run=run, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Die Datei ist gelöscht. Was aus jeder Zeile wurde, bleibt."))
    return redirect("office:import_run", run.pk)


def _run(request: HttpRequest, pk: int) -> ImportRun:
    return get_visible(queries.import_runs(own_processes(request, *MODERATION)), pk=pk)


def _checked(request: HttpRequest, run: ImportRun, form: StartForm) -> HttpResponse:
    counts = run.check_result["counts"]
    context = {
        "run": run,
        "form": form,
        "counts": counts,
        "table": _faults_table(run.check_result["faults"]),
        "more": counts["faulty"] - len(run.check_result["faults"]),
        "earlier": queries.earlier_import(run),
    }
    return office_page(request, "office/bulk/checked.html", context)


def _faults_table(faults: list[dict[str, Any]]) -> tuple[list[Column], list[Row]]:
    """Line, beginning of the text, what is wrong."""
    columns = [Column(_("Zeile"), numeric=True), Column(_("Text")), Column(_("Was nicht stimmt"))]
    rows: list[Row] = []
    for fault in faults:
        words = " ".join(errors.fault_words(kept, queries.ERRORS) for kept in fault["faults"])
        rows.append((fault["line"], Cell(fault["text"] or "–"), words))
    return columns, rows


def _reports_table(reports: list[queries.RowReport]) -> tuple[list[Column], list[Row]]:
    """Line, outcome, why or which contribution it is."""
    columns = [Column(_("Zeile"), numeric=True), Column(_("Ergebnis")), Column(_("Warum"))]
    known = _("Steht seit einer früheren Liste in Beitrag %(number)s.")
    twice = _("Steht schon weiter oben in dieser Liste.")
    rows: list[Row] = []
    for report in reports:
        words = " ".join(report.faults)
        if report.outcome == RowOutcome.KNOWN:
            words = known % {"number": report.number} if report.number else twice
        rows.append((report.line, report.outcome.label, words))
    return columns, rows


urlpatterns: list[URLPattern] = [
    path("erfassen/einlesen/", imports, name="imports"),
    path("erfassen/einlesen/<int:pk>/", import_run, name="import_run"),
    path("erfassen/einlesen/<int:pk>/spalten/", import_columns, name="import_columns"),
    path("erfassen/einlesen/<int:pk>/start/", import_start, name="import_start"),
    path("erfassen/einlesen/<int:pk>/liste/", import_file, name="import_file"),
    path("erfassen/einlesen/<int:pk>/loeschen/", import_erase, name="import_erase"),
    path("erfassen/einlesen/<int:pk>/bericht.<str:ending>", import_report_file, name="import_report"),
]
