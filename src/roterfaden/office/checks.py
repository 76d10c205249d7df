"""Prüfliste: what the program noticed in the answers; somebody looks, words an answer anew or ticks the finding off."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import PLANNING, chosen_process, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation.models import Process
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.weighing import actions, queries
from roterfaden.weighing.forms import DismissForm, FindingFilter
from roterfaden.weighing.models import Dismissal, Finding
from roterfaden.weighing.tasks import CHECK

OPENS = "weighing.view_checks"
add_entry(route="office:checks", label=gettext_lazy("Prüfliste"), position=64, permission=OPENS)


def _address(process: Process) -> str:
    return f"{reverse('office:checks')}?verfahren={process.slug}"


def _back_to_list(job: Job) -> Link | None:
    slug = job.arguments.get("process")
    return Link(_("Zur Prüfliste"), f"{reverse('office:checks')}?verfahren={slug}") if slug else None


describe(
    CHECK,
    back=_back_to_list,
    counts={
        "answers": gettext_lazy("geprüfte Antworten"),
        "came": gettext_lazy("neue Hinweise"),
        "went": gettext_lazy("Hinweise, die sich erledigt haben"),
    },
)


@require_safe
@opens_with(OPENS)
def checks(request: HttpRequest) -> HttpResponse:
    """The work list, the most serious first."""
    process, processes = chosen_process(request, *PLANNING)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    form = FindingFilter(request.GET)
    page = page_of(request, queries.findings(process, **form.wanted()))
    context = {
        "process": process, "processes": processes, "form": form, "page": page,
        "rows": queries.shown_findings(page), "progress": queries.check_progress(process), "address": _address(process),
    }  # fmt: skip
    return office_page(request, "office/checks/checks.html", context)


@require_POST
@opens_with(OPENS)
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Check the answers now, in the background."""
    process = get_visible(own_processes(request, *PLANNING), slug=slug)
    job = start_job(
        actor=actor_of(request), kind=CHECK, title=_("Antworten prüfen"), arguments={"process": process.slug},
        now=timezone.now(),
    )  # fmt: skip
    return redirect("office:job", job.uid)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding with all its voices, and the form to tick it off."""
    shown = _visible(request, pk)
    form = DismissForm(posted(request))
    if form.is_valid() and attempt(form, lambda: _dismiss(request, shown, form)) is not None:
        messages.success(request, _("Der Hinweis ist abgehakt. Er kommt wieder, wenn sich die Antworten ändern."))
        return redirect(_address(shown.process))
    row = queries.shown_findings([shown], all_voices=True)[0]
    context = {"row": row, "form": form, "process": shown.process, "address": _address(shown.process)}
    return office_page(request, "office/checks/finding.html", context)


def _dismiss(request: HttpRequest, shown: Finding, form: DismissForm) -> Dismissal:
    return actions.dismiss_finding(
        actor=actor_of(request), finding=shown, reason=form.cleaned_data["reason"], now=timezone.now()
    )


@require_POST
@opens_with(OPENS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a finding back on the list."""
    shown = _visible(request, pk)
    try:
        actions.reopen_finding(actor=actor_of(request), finding=shown, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Der Hinweis steht wieder auf der Liste."))
    return redirect(_address(shown.process))


def _visible(request: HttpRequest, pk: int) -> Finding:
    rows = Finding.objects.filter(process__in=own_processes(request, *PLANNING))
    return get_visible(rows.select_related("process"), pk=pk)


@provides_tasks(64)
def findings_to_look_at(actor: Actor, _on: date) -> Iterator[Task]:
    """Findings nobody has looked at."""
    processes = Process.objects.visible_to(actor, *PLANNING).order_by("-opened_on", "pk")
    for process, count in queries.open_findings(processes):
        title = ngettext(
            "%(count)s Hinweis zu den Antworten ist anzusehen", "%(count)s Hinweise zu den Antworten sind anzusehen",
            count,
        )  # fmt: skip
        yield Task(title % {"count": count}, process.title, _address(process), count)


urlpatterns: list[URLPattern] = [
    path("abwaegung/pruefliste/", checks, name="checks"),
    path("abwaegung/pruefliste/<slug:slug>/pruefen/", check, name="checks_run"),
    path("abwaegung/pruefliste/<int:pk>/", finding, name="finding"),
    path("abwaegung/pruefliste/<int:pk>/wieder-aufnehmen/", reopen, name="finding_reopen"),
]
