"""Aufgaben: what has to be done by when, what is late and what comes; printed, in the calendar, on my day."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.calendar import WholeDay, day_list
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.moderation import PLANNING, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import TaskFilter, TaskForm
from roterfaden.participation.models import OFFICE_ROLES, Process, ProcessQuerySet, ProcessTask
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(route="office:tasks", label=gettext_lazy("Aufgaben"), position=25, permission="participation.view_process")

form_methods = require_http_methods(["GET", "HEAD", "POST"])
AHEAD = timedelta(days=7)


@provides_tasks(25)
def waiting_tasks(actor: Actor, on: date) -> Iterator[Task]:
    """Tasks given to this person that are late or due within a week."""
    for task in queries.tasks_given_to(actor, until=on + AHEAD):
        text = task.process.title if not task.belongs_to else f"{task.process.title} · {task.belongs_to}"
        yield Task(task.title, text, f"{reverse('office:tasks')}#aufgabe-{task.pk}", 1, task.due_on)


# --- reading --------------------------------------------------------------------------------------------------------
@require_safe
@opens_with("participation.view_process")
def tasks(request: HttpRequest) -> HttpResponse:
    """Everything that has to be done, the late ones first; for all processes or one."""
    form, chosen, processes = _chosen(request)
    today = local_day(timezone.now())
    actor = actor_of(request)
    plannable = [each for each in own_processes(request, *PLANNING) if chosen is None or each == chosen]
    context = {
        "filter": form,
        "chosen": chosen,
        "shown": queries.task_page(processes, on=today),
        "today": today,
        "plannable": plannable,
        "mine": {task.pk for task in queries.tasks_given_to(actor, until=date.max)},
        "planned": {each.pk for each in plannable},
        "here": request.get_full_path(),
        "calendar": f"{reverse('office:tasks_calendar')}?{request.GET.urlencode()}",
    }
    return office_page(request, "office/tasks/tasks.html", context)


@require_safe
@opens_with("participation.view_process")
def tasks_calendar(request: HttpRequest) -> HttpResponse:
    """The open tasks the page shows, as whole days for a calendar."""
    _form, chosen, processes = _chosen(request)
    now = timezone.now()
    address = f"{settings.BASE_URL}{reverse('office:tasks')}"
    days = [
        WholeDay(
            uid=f"aufgabe-{task.pk}@roterfaden", title=task.title, on=task.due_on, stamped_at=now,
            text="\n".join(filter(None, [task.process.title, task.responsible, task.note])),
            url=f"{address}#aufgabe-{task.pk}",
        )
        for task in queries.open_tasks(processes)
    ]  # fmt: skip
    name = chosen.title if chosen else _("Aufgaben")
    response = HttpResponse(day_list(name, days), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="aufgaben.ics"'
    return response


def _chosen(request: HttpRequest) -> tuple[TaskFilter, Process | None, ProcessQuerySet]:
    """The filter, the process it names, and the processes it leaves."""
    own = own_processes(request, *OFFICE_ROLES)
    form = TaskFilter(request.GET, processes=own)
    chosen = form.chosen().get("verfahren")
    return form, chosen, own.filter(pk=chosen.pk) if chosen else own


# --- changing -------------------------------------------------------------------------------------------------------
@form_methods
@opens_with("participation.add_task")
def task_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A further task."""
    process = get_visible(own_processes(request, *OFFICE_ROLES), slug=slug)
    if not allowed(actor_of(request), "participation.add_task", process):
        raise PermissionDenied
    form = TaskForm(posted(request), process=process)
    if form.is_valid() and attempt(form, lambda: actions.add_task(
        actor=actor_of(request), process=process, now=timezone.now(), **form.words()
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Aufgabe steht auf der Liste."))
        return redirect(_list(process))
    return form_page(request, FormPage(_("Aufgabe anlegen"), form, _("Anlegen"), _list(process), _crumbs(process)))


@form_methods
@opens_with("participation.change_task")
def task_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, another person, other words."""
    task = _task(request, pk)
    if not allowed(actor_of(request), "participation.change_task", task):
        raise PermissionDenied
    form = TaskForm(posted(request), process=task.process, task=task)
    if form.is_valid() and attempt(form, lambda: actions.change_task(
        actor=actor_of(request), task=task, now=timezone.now(), **form.words()
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Aufgabe ist geändert."))
        return redirect(_list(task.process))
    page = FormPage(_("Aufgabe ändern"), form, _("Änderungen speichern"), _list(task.process), _crumbs(task.process))
    return form_page(request, page)


@require_POST
@opens_with("participation.view_process")
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done."""
    task, now = _task(request, pk), timezone.now()
    note = request.POST.get("note", "")[:300]
    done = _("Erledigt: %(title)s") % {"title": task.title}
    return _act(request, lambda: actions.finish_task(actor=actor_of(request), task=task, note=note, now=now), done)


@require_POST
@opens_with("participation.view_process")
def task_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """It was not done after all."""
    task = _task(request, pk)
    told = _("Wieder offen: %(title)s") % {"title": task.title}
    return _act(request, lambda: actions.reopen_task(actor=actor_of(request), task=task, now=timezone.now()), told)


@require_POST
@opens_with("participation.drop_task")
def task_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """It need not be done."""
    task = _task(request, pk)
    told = _("Gestrichen: %(title)s") % {"title": task.title}
    return _act(request, lambda: actions.drop_task(actor=actor_of(request), task=task, now=timezone.now()), told)


def _act(request: HttpRequest, action: Callable[[], object], told: str) -> HttpResponse:
    try:
        action()
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    back = request.POST.get("zurueck", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if is_ours else reverse("office:tasks"))


def _task(request: HttpRequest, pk: int) -> ProcessTask:
    rows = ProcessTask.objects.filter(process__in=own_processes(request, *OFFICE_ROLES))
    return get_visible(rows.select_related("process", "stage", "event", "assignee"), pk=pk)


def _list(process: Process) -> str:
    return f"{reverse('office:tasks')}?verfahren={process.slug}"


def _crumbs(process: Process) -> tuple[Link, ...]:
    return (
        Link(_("Verfahren"), reverse("office:processes")),
        Link(process.title, reverse("office:process", args=[process.slug])),
        Link(_("Aufgaben"), _list(process)),
    )


urlpatterns: list[URLPattern] = [
    path("aufgaben/", tasks, name="tasks"),
    path("aufgaben/aufgaben.ics", tasks_calendar, name="tasks_calendar"),
    path("aufgaben/<int:pk>/", task_change, name="task_change"),
    path("aufgaben/<int:pk>/erledigt/", task_done, name="task_done"),
    path("aufgaben/<int:pk>/wieder-offen/", task_reopen, name="task_reopen"),
    path("aufgaben/<int:pk>/streichen/", task_drop, name="task_drop"),
    path("verfahren/<slug:slug>/aufgabe/", task_add, name="task_add"),
]
