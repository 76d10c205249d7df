"""The desk at which courses are kept: the same for the coordinator, a provider who signs in, and one who has a link.

A surface says who sits at it (`Desk`) and where its pages are; what may be seen and done follows from the provider.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roterfaden.courses import actions, queries
from roterfaden.courses.enums import CourseKind, RunState
from roterfaden.courses.exports import course_table
from roterfaden.courses.forms import RunForm, StateForm, TableForm
from roterfaden.courses.methods.running import CANCELLABLE, cancel_words, next_states
from roterfaden.courses.models import CourseRun, CourseType, Provider
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.tables import Table, read_table
from roterfaden.kernel.time import local_day
from roterfaden.ui.forms import FilterForm
from roterfaden.web.course_maps import courses_map
from roterfaden.web.course_words import shown_runs
from roterfaden.web.kept_tables import held, hold
from roterfaden.web.pages import attempt, get_visible, posted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIGNED = "roterfaden.web.course_desk"
ROWS_SHOWN = 200

Render = Callable[[HttpRequest, str, dict[str, Any]], HttpResponse]


@dataclass(frozen=True)
class Desk:
    """Who keeps courses here. `providers` are those whose courses are kept; `is_shared`: all of the network, also if
    there is only one.

    `frame` is the template the pages extend, `address(name, *args)` the address of another page of the desk: "list",
    "new", "run", "state", "table", "import". `affected` is the address of the page that names who has a seat in a
    course, for those who may know; the others are told how many there are.
    """

    actor: Actor
    providers: tuple[Provider, ...]
    is_shared: bool
    frame: str
    render: Render
    address: Callable[..., str]
    affected: Callable[[CourseRun], str] | None = None

    @property
    def own(self) -> Provider | None:
        """The one provider who sits here; None for the coordinator of all."""
        return self.providers[0] if len(self.providers) == 1 and not self.is_shared else None

    def page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        """A page of the desk inside the frame of its surface."""
        places = {name: self.address(name) for name in ("list", "new", "table", "import")}
        return self.render(request, template, context | {"desk": self, "frame": self.frame, "places": places})


class RunFilterForm(FilterForm):
    """Which courses are listed."""

    text = forms.CharField(label=gettext_lazy("Kursnummer"))
    traeger = forms.ChoiceField(label=gettext_lazy("Träger"))
    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"), choices=[("", gettext_lazy("geplant, findet statt, läuft")), *RunState.choices]
    )
    art = forms.ChoiceField(label=gettext_lazy("Kursart"), choices=[("", gettext_lazy("alle")), *CourseKind.choices])

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["traeger"].choices = [("", _("alle")), *((row.code, row.name) for row in desk.providers)]
        if desk.own:
            del self.fields["traeger"]


def desk_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The courses of the desk; a POST confirms those that are ticked, or all that are shown."""
    form = RunFilterForm(request.GET or None, desk=desk)
    lines = _lines(desk, form)
    if request.method == "POST":
        return _confirmed(request, desk, [line.run for line in lines])
    context = {
        "form": form, "lines": shown_runs(lines), "query": request.GET.urlencode(),
        "map": courses_map(lines, local_day(timezone.now())),
    }  # fmt: skip
    return desk.page(request, "web/courses/list.html", context)


def _lines(desk: Desk, form: RunFilterForm) -> list[queries.RunLine]:
    chosen = form.chosen() if form.is_bound else {}
    codes = {row.code: row for row in desk.providers}
    picked = codes.get(chosen.get("traeger", "")) or desk.own
    wanted = queries.RunFilter(
        provider=picked.pk if picked else None,
        states=(chosen["stand"],) if chosen.get("stand") else (),
        kind=chosen.get("art", ""),
        text=chosen.get("text", ""),
    )
    lines = queries.run_lines(wanted, local_day(timezone.now()))
    seen = {row.pk for row in desk.providers}
    return [line for line in lines if line.run.provider_id in seen]


def _confirmed(request: HttpRequest, desk: Desk, shown: list[CourseRun]) -> HttpResponse:
    ticked = set(request.POST.getlist("kurse"))
    chosen = [run for run in shown if "alle" in request.POST or str(run.uid) in ticked]
    count = 0
    for provider in desk.providers:
        runs = [run for run in chosen if run.provider_id == provider.pk]
        if runs:
            count += actions.confirm_runs(actor=desk.actor, provider=provider, runs=runs, now=timezone.now())
    told = ngettext("Ein Kurs ist bestätigt.", "%(count)s Kurse sind bestätigt.", count)
    if count:
        messages.success(request, told % {"count": count})
    else:
        messages.info(request, _("Wählen Sie zuerst die Kurse, deren Angaben noch stimmen."))
    query = request.GET.urlencode()
    return redirect(desk.address("list") + (f"?{query}" if query else ""))


def desk_run(request: HttpRequest, desk: Desk, uid: Any = None) -> HttpResponse:
    """One course: what is known, a form to change it, and where it goes next; without `uid` a new one."""
    found = _run(desk, uid) if uid else None
    return _run_page(request, desk, found, StateForm(states=_states(found)) if found else None)


def _run_page(
    request: HttpRequest, desk: Desk, run: CourseRun | None, state: StateForm | None, *, bind: bool = True
) -> HttpResponse:
    now = timezone.now()
    form = _run_form(posted(request) if bind else None, desk, run)
    if bind and form.is_valid():
        site = form.cleaned_data["site"]
        saved = attempt(
            form,
            lambda: actions.save_run(
                actor=desk.actor, provider=run.provider if run else site.provider, facts=form.facts(), run=run, now=now
            ),
        )
        if saved is not None:
            messages.success(request, _("Gespeichert: %(number)s.") % {"number": saved.number})
            return redirect(desk.address("list") if run is None else desk.address("run", saved.uid))
    line = queries.run_line(run, local_day(now)) if run else None
    context = {
        "catchment": queries.catchment(run.site, local_day(now)) if run and not run.online else None,
        "travel_limit": queries.TRAVEL_LIMIT,
        "form": form, "run": run, "line": line, "state_form": state,
        "is_open": run is None or run.state in CANCELLABLE,
        "state_address": desk.address("state", run.uid) if run else "",
        "warning": cancel_words(line.held) if line and line.run.state in CANCELLABLE else "",
        "affected_address": desk.affected(run) if run and desk.affected else "",
    }  # fmt: skip
    return desk.page(request, "web/courses/run.html", context)


def _run_form(data: Any, desk: Desk, run: CourseRun | None) -> RunForm:
    provider = run.provider if run else desk.own
    sites = queries.sites_of(provider).filter(provider__in=desk.providers)
    initial: dict[str, Any] = {}
    if run is not None:
        facts = queries.run_facts(run)
        initial = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
        initial |= {"site": run.site_id, "course_type": run.course_type_id}
    return RunForm(data, types=CourseType.objects.order_by("name", "pk"), sites=sites, initial=initial)


def desk_state(request: HttpRequest, desk: Desk, uid: Any) -> HttpResponse:
    """Lead a course onward or back, or call it off."""
    run, now = _run(desk, uid), timezone.now()
    form = StateForm(request.POST, states=_states(run))
    if form.is_valid():
        data = form.cleaned_data
        moved = attempt(
            form,
            lambda: (
                actions.cancel_run(
                    actor=desk.actor, run=run, reason=data["cancel_reason"], note=data["state_note"], now=now
                )
                if data["state"] == RunState.CANCELLED
                else actions.move_run(actor=desk.actor, run=run, state=data["state"], note=data["state_note"], now=now)
            ),
        )
        if moved is not None:
            told = _("Der Kurs %(number)s: %(state)s.")
            messages.success(request, told % {"number": moved.number, "state": moved.get_state_display()})
            return redirect(desk.address("run", moved.uid))
    return _run_page(request, desk, _run(desk, uid), form, bind=False)


def _states(run: CourseRun) -> tuple[RunState, ...]:
    return next_states(run.state) + ((RunState.CANCELLED,) if run.state in CANCELLABLE else ())


def desk_table(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The courses that are shown as a table to change and bring back; without any, the empty template."""
    lines = _lines(desk, RunFilterForm(request.GET or None, desk=desk))
    response = FileResponse(course_table(lines), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="kurse.xlsx"'
    return response


def desk_import(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Bring a table: first a look at every row, then taking over, then what became of each."""
    if "tabelle" in request.POST:
        return _taken_over(request, desk)
    form = TableForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        providers=() if desk.own else desk.providers,
    )
    if form.is_valid():
        provider = form.cleaned_data.get("provider") or desk.providers[0]
        upload = form.cleaned_data["upload"]
        shown = attempt(form, lambda: _preview(read_table(upload.read(), upload.name), provider))
        if shown is not None:
            return desk.page(request, "web/courses/preview.html", shown)
    return desk.page(request, "web/courses/import.html", {"form": form})


def _preview(table: Table, provider: Provider) -> dict[str, Any]:
    preview = queries.table_preview(provider, table, local_day(timezone.now()))
    return {
        "provider": provider, "preview": preview, "rows": preview.rows[:ROWS_SHOWN],
        "more": max(len(preview.rows) - ROWS_SHOWN, 0), "kept": hold(table, salt=SIGNED, provider=provider.code),
    }  # fmt: skip


def _taken_over(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = held(request.POST["tabelle"], salt=SIGNED)
    if found is None:
        messages.error(
            request, _("Seit der Prüfung ist zu viel Zeit vergangen. Bitte lesen Sie die Tabelle noch einmal ein.")
        )
        return redirect(desk.address("import"))
    table, kept = found
    provider = next((row for row in desk.providers if row.code == kept["provider"]), None)
    if provider is None:
        raise Http404
    try:
        report = actions.import_runs(actor=desk.actor, provider=provider, table=table, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(desk.address("import"))
    context = {
        "provider": provider,
        "report": report,
        "refused": [row for row in report.rows if row.outcome == "refused"],
    }
    return desk.page(request, "web/courses/report.html", context)


def _run(desk: Desk, uid: Any) -> CourseRun:
    """A course of this desk, or 404."""
    return get_visible(queries.run_rows().filter(provider__in=desk.providers), uid=uid)
