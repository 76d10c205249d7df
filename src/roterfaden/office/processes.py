"""Verfahren: opening and planning a process; where it stands, what its stages open, and who was heard."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept.models import Concept
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.moderation import PLANNING, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.process_templates import PREVIEW, preview_of
from roterfaden.office.slugs import free_slug
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import ActorGroupForm, GateForm, OpeningsForm, ProcessForm, StageForm
from roterfaden.participation.methods import PlannedDay
from roterfaden.participation.models import OFFICE_ROLES, Process, Stage
from roterfaden.places.queries import county
from roterfaden.ui.charts.shapes import ScheduleChart, Span
from roterfaden.ui.parts import Link, Text
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(
    route="office:processes", label=gettext_lazy("Verfahren"), position=20, permission="participation.view_process"
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- the name of a field
MOVE, STAY = "mit", "lassen"
"""What becomes of the tasks of a stage that gets other days."""


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now to get a process going."""

    heading: Text
    text: Text
    label: Text
    url: str


# --- what waits ---------------------------------------------------------------------------------------------------
@provides_tasks(20)
def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """Stages that begin soon, and stages that are over while nobody has said that their gate is passed."""
    processes = Process.objects.visible_to(actor, *PLANNING)
    for stage in queries.stages_late(processes, on=on):
        title = _("„%(stage)s“ ist zu Ende. Ist die Bedingung erfüllt?") % {"stage": stage.title}
        yield Task(title, f"{stage.process.title}: {stage.gate}", _stage_address(stage), 1, stage.ends_on)
    for stage in queries.stages_soon(processes, on=on):
        title = _("„%(stage)s“ beginnt bald") % {"stage": stage.title}
        yield Task(title, stage.process.title, _stage_address(stage), 1, stage.starts_on)


def _stage_address(stage: Stage) -> str:
    return f"{reverse('office:process', args=[stage.process.slug])}#abschnitt-{stage.pk}"


# --- reading ------------------------------------------------------------------------------------------------------
@require_safe
@opens_with("participation.view_process")
def processes(request: HttpRequest) -> HttpResponse:
    """All processes this person may open."""
    actor, area = actor_of(request), county()
    context = {
        "rows": queries.process_rows(actor, on=local_day(timezone.now())),
        "may_open": area is not None and allowed(actor, "participation.open_process", area),
    }
    return office_page(request, "office/processes/processes.html", context)


@require_safe
@opens_with("participation.view_process")
def process(request: HttpRequest, slug: str) -> HttpResponse:
    """One process, and what to do next."""
    today = local_day(timezone.now())
    found = get_visible(own_processes(request, *OFFICE_ROLES), slug=slug)
    shown = queries.process_page(found, on=today)
    may_plan = allowed(actor_of(request), "participation.plan_stage", found)
    context = {
        "shown": shown,
        "may_plan": may_plan,
        "next": next_step(shown) if may_plan else None,
        "today": today,
        "schedule": schedule_of(shown, today) if shown.stages else None,
        "tasks": queries.task_page(Process.objects.filter(pk=found.pk), on=today),
        "may_copy": may_plan and allowed(actor_of(request), "participation.save_template"),
    }
    return office_page(request, "office/processes/process.html", context)


def schedule_of(shown: queries.ProcessPage, today: date) -> ScheduleChart:
    """The stages as bars with their events. One query."""
    marks: dict[int, list[tuple[date, Text]]] = {}
    for event in shown.process.events.filter(cancelled_at=None).order_by("starts_at", "pk"):
        marks.setdefault(event.stage_id, []).append((local_day(event.starts_at), event.title))
    current = [row.stage.title for row in shown.stages if row.is_open]
    return ScheduleChart(
        question=_("Wo stehen wir?"),
        answer=_("Gerade läuft: %(stages)s.") % {"stages": ", ".join(current or [_("nichts")])},
        spans=tuple(_span(row, today, tuple(marks.get(row.stage.pk, ()))) for row in shown.stages),
        today=today,
        label_name=_("Abschnitt"),
    )


def _span(row: queries.StageRow, today: date, marks: tuple[tuple[date, Text], ...]) -> Span:
    stage = row.stage
    state = _("läuft") if row.is_open else _("kommt noch") if stage.starts_on > today else _("zu Ende")
    return Span(stage.title, stage.starts_on, stage.ends_on, state, emphasised=row.is_open, marks=marks)


def next_step(shown: queries.ProcessPage) -> NextStep | None:
    """Groups, then stages, then the first event, then the concept; None once all is there. At most two queries."""
    slug = shown.process.slug
    if not shown.groups:
        return NextStep(
            _("Akteursgruppen anlegen"),
            _("Für wen soll eine Stimme sprechen können? Legen Sie die Gruppen an, die Sie hören wollen."),
            _("Erste Gruppe anlegen"),
            reverse("office:process_group_add", args=[slug]),
        )
    if not shown.stages:
        return NextStep(
            _("Abschnitte planen"),
            _("Abschnitte sagen, wann wer was beitragen kann."),
            _("Ersten Abschnitt planen"),
            reverse("office:process_stage_plan", args=[slug]),
        )
    if not shown.process.events.exists():
        return NextStep(
            _("Erste Veranstaltung planen"),
            _("Prüfen Sie unten die Tage der Abschnitte. Dann planen Sie das erste Forum."),
            _("Veranstaltung planen"),
            reverse("office:event_plan", args=[slug]),
        )
    if not Concept.objects.filter(process=shown.process).exists():
        return NextStep(
            _("Konzept anlegen"),
            _("Der Arbeitsentwurf nimmt auf, was aus den Beiträgen wird. Er ist nicht öffentlich."),
            _("Konzept anlegen"),
            reverse("office:concept_open", args=[slug]),
        )
    return None


# --- planning -----------------------------------------------------------------------------------------------------
@form_methods
@opens_with("participation.open_process")
def open_process(request: HttpRequest) -> HttpResponse:
    """A new process: from a template, or empty."""
    actor, area, templates = actor_of(request), county(), queries.all_templates()
    if area is None:
        raise Http404
    if not allowed(actor, "participation.open_process", area):
        raise PermissionDenied
    now = timezone.now()
    initial = {"template": next(iter(templates), ProcessForm.EMPTY), "opened_on": local_day(now)}
    form = ProcessForm(posted(request), templates=list(templates.values()), initial=initial)
    days: tuple[PlannedDay, ...] = ()
    if form.is_valid() and PREVIEW in request.POST:
        days = preview_of(form.cleaned_data["template"], form.cleaned_data["opened_on"])
    elif form.is_valid():
        slug = free_slug(form.cleaned_data["title"], Process.objects.all())
        values = form.words() | {"actor": actor, "area": area, "now": now, "slug": slug}
        template = form.cleaned_data["template"]
        made = attempt(
            form,
            lambda: (
                actions.open_process(**values)
                if template == ProcessForm.EMPTY
                else actions.open_process_from_template(template=template, **values)
            ),
        )
        if made:
            messages.success(request, _("Das Verfahren „%(title)s“ ist eröffnet.") % {"title": made.title})
            return redirect("office:process", made.slug)
    context = {"form": form, "templates": templates.values(), "days": days}
    return office_page(request, "office/processes/open.html", context)


@form_methods
@opens_with("participation.add_actor_group")
def group_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A further actor group."""
    found = _planned(request, slug)
    form = ActorGroupForm(posted(request))
    if form.is_valid():
        name = form.cleaned_data["name"]
        made = attempt(form, lambda: actions.add_actor_group(
            actor=actor_of(request), process=found, slug=free_slug(name, found.actor_groups.all()), name=name,
            now=timezone.now(),
        ))  # fmt: skip
        if made:
            messages.success(request, _("Die Gruppe „%(name)s“ ist angelegt.") % {"name": made.name})
            return redirect(f"{reverse('office:process', args=[found.slug])}#gruppen")
    lead = _("Beiträge können im Namen dieser Gruppe abgegeben werden, sobald ein Abschnitt dafür offen ist.")
    return form_page(request, _form_page(found, _("Akteursgruppe anlegen"), form, _("Anlegen"), lead))


@form_methods
@opens_with("participation.plan_stage")
def stage_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A further stage."""
    found = _planned(request, slug)
    form = StageForm(posted(request), process=found)
    if form.is_valid():
        made = attempt(form, lambda: actions.plan_stage(
            actor=actor_of(request), process=found, slug=free_slug(form.cleaned_data["title"], found.stages.all()),
            position=form.cleaned_data["before"], openings=form.openings() or (), now=timezone.now(), **form.words(),
        ))  # fmt: skip
        if made:
            messages.success(request, _("Der Abschnitt „%(title)s“ ist geplant.") % {"title": made.title})
            return redirect(_stage_address(made))
    return form_page(request, _form_page(found, _("Abschnitt planen"), form, _("Abschnitt planen")))


@form_methods
@opens_with("participation.reschedule_stage")
def stage_change(request: HttpRequest, slug: str, stage_slug: str) -> HttpResponse:
    """Another window, description, gate or opening."""
    stage = _planned_stage(request, slug, stage_slug)
    form = StageForm(posted(request), process=stage.process, stage=stage)
    if form.is_valid():
        words, asked = form.words(), request.POST.get("aufgaben")
        moved = queries.tasks_that_move(stage, starts_on=words["starts_on"], ends_on=words["ends_on"])
        if moved and asked not in {MOVE, STAY}:
            typed = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
            context = {"stage": stage, "process": stage.process, "moved": moved, "typed": typed}
            return office_page(request, "office/processes/tasks_move.html", context | {"move": MOVE, "stay": STAY})
        made = attempt(form, lambda: actions.reschedule_stage(
            actor=actor_of(request), stage=stage, openings=form.openings(), tasks_follow=asked != STAY,
            now=timezone.now(), **words,
        ))  # fmt: skip
        if made:
            messages.success(request, _("Der Abschnitt „%(title)s“ ist geändert.") % {"title": made.title})
            return redirect(_stage_address(stage))
    note = "" if "kinds" in form.fields else _("Hier ist für jede Gruppe etwas anderes offen. Das bleibt, wie es ist.")
    title = _("„%(title)s“ ändern") % {"title": stage.title}
    lead = _("Was war und was ist, steht im Protokoll.")
    return form_page(request, _form_page(stage.process, title, form, _("Änderungen speichern"), lead, note))


@form_methods
@opens_with("participation.reschedule_stage")
def stage_openings(request: HttpRequest, slug: str, stage_slug: str) -> HttpResponse:
    """Who can contribute what in a stage: a grid of kinds and groups."""
    stage = _planned_stage(request, slug, stage_slug)
    form = OpeningsForm(posted(request), stage=stage)
    if form.is_valid():
        made = attempt(form, lambda: actions.reschedule_stage(
            actor=actor_of(request), stage=stage, title=stage.title, description=stage.description,
            starts_on=stage.starts_on, ends_on=stage.ends_on, gate=stage.gate, openings=form.openings(),
            now=timezone.now(),
        ))  # fmt: skip
        if made:
            messages.success(request, _("Gespeichert: was in „%(title)s“ wem offensteht.") % {"title": stage.title})
            return redirect(_stage_address(stage))
    return office_page(request, "office/processes/openings.html", {"stage": stage, "form": form})


@form_methods
@opens_with("participation.pass_gate")
def stage_gate(request: HttpRequest, slug: str, stage_slug: str) -> HttpResponse:
    """What had to be true before the next stage is true."""
    stage, now = _planned_stage(request, slug, stage_slug), timezone.now()
    if not stage.gate:
        raise Http404
    form = GateForm(posted(request), initial={"passed_on": local_day(now)})
    if form.is_valid():
        passed = attempt(
            form, lambda: actions.pass_gate(actor=actor_of(request), stage=stage, now=now, **form.cleaned_data)
        )
        if passed:
            done = _("Festgehalten: Die Bedingung von „%(title)s“ ist erfüllt.")
            messages.success(request, done % {"title": stage.title})
            return redirect(_stage_address(stage))
    title = _("Bedingung erfüllt: %(title)s") % {"title": stage.title}
    return form_page(request, _form_page(stage.process, title, form, _("Als erfüllt festhalten"), stage.gate))


def _planned(request: HttpRequest, slug: str) -> Process:
    """A process of this address that this person plans; 404 for one they may not see, 403 for one they only read."""
    found = get_visible(own_processes(request, *OFFICE_ROLES), slug=slug)
    if not allowed(actor_of(request), "participation.plan_stage", found):
        raise PermissionDenied
    return found


def _planned_stage(request: HttpRequest, slug: str, stage_slug: str) -> Stage:
    return get_visible(_planned(request, slug).stages.select_related("process"), slug=stage_slug)


def _form_page(
    process: Process, title: Text, form: ActorGroupForm | StageForm | GateForm, submit: Text, lead: Text = "",
    note: Text = "",
) -> FormPage:  # fmt: skip
    back = reverse("office:process", args=[process.slug])
    crumbs = (Link(_("Verfahren"), reverse("office:processes")), Link(process.title, back))
    return FormPage(title, form, submit, back, crumbs, lead=lead, note=note)


urlpatterns: list[URLPattern] = [
    path("verfahren/", processes, name="processes"),
    path("verfahren/eroeffnen/", open_process, name="process_open"),
    path("verfahren/<slug:slug>/", process, name="process"),
    path("verfahren/<slug:slug>/gruppe/", group_add, name="process_group_add"),
    path("verfahren/<slug:slug>/abschnitt/", stage_plan, name="process_stage_plan"),
    path("verfahren/<slug:slug>/abschnitt/<slug:stage_slug>/", stage_change, name="process_stage_change"),
    path("verfahren/<slug:slug>/abschnitt/<slug:stage_slug>/offen/", stage_openings, name="process_stage_openings"),
    path("verfahren/<slug:slug>/abschnitt/<slug:stage_slug>/bedingung/", stage_gate, name="process_stage_gate"),
]
