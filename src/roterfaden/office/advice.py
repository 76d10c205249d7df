"""Fachlicher Rat: which unit is asked what, who has not answered, what was advised."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import PLANNING, chosen_process, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation.models import Contribution, Process, Theme
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.weighing import actions, errors, queries
from roterfaden.weighing.forms import AdviceRequestForm, RevokeForm, UnitForm
from roterfaden.weighing.models import AdviceReply, AdviceRequest, Unit

OPENS = "weighing.view_advice"


@require_safe
@opens_with(OPENS)
def advice(request: HttpRequest) -> HttpResponse:
    """Open requests by the day to answer; with `stand=alle` every one."""
    process, processes = chosen_process(request, *PLANNING)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    shows_all = request.GET.get("stand") == "alle"
    page = page_of(request, queries.advice_list(process, only_open=not shows_all))
    context = {
        "process": process,
        "processes": processes,
        "shows_all": shows_all,
        "page": page,
        "rows": queries.advice_rows(page, on=local_day(timezone.now())),
    }
    return office_page(request, "office/advice/advice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a unit about voices; `beitrag` and `thema` in the address choose some."""
    process, _processes = chosen_process(request, *PLANNING)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    form = _ask_form(request, process)
    if form.is_valid():
        made = attempt(form, lambda: _ask(request, process, form.cleaned_data))
        if made is not None:
            told = _("Die Bitte ist unterwegs an: %(unit)s.") % {"unit": made.unit.name}
            messages.success(request, told)
            return redirect("office:advice_request", made.pk)
    back = f"{reverse('office:advice')}?verfahren={process.slug}"
    lead = _("Die Stelle bekommt einen Link und braucht keinen Zugang.")
    note = "" if Unit.objects.active().exists() else _("Legen Sie zuerst unter „Fachstellen“ eine Stelle an.")
    page = FormPage(
        _("Um fachlichen Rat bitten"), form, _("Bitte abschicken"), back, (Link(_("Fachlicher Rat"), back),), lead, note
    )
    return form_page(request, page)


def _ask_form(request: HttpRequest, process: Process) -> AdviceRequestForm:
    chosen = {"numbers": request.GET.get("beitrag", ""), "theme": request.GET.get("thema", "")}
    return AdviceRequestForm(
        posted(request),
        units=queries.units().filter(retired_at=None),
        themes=Theme.objects.filter(process=process).living().order_by("title", "pk"),
        initial=chosen,
    )


def _ask(request: HttpRequest, process: Process, asked: dict[str, Any]) -> AdviceRequest:
    numbers, theme = asked.pop("numbers"), asked["theme"]
    voices: list[Contribution] = list(queries.voices_numbered(process, numbers))
    missing = sorted(set(numbers) - {voice.number for voice in voices})
    if missing:
        raise errors.UnknownVoices(numbers=", ".join(map(str, missing)))
    if theme is not None:
        voices += queries.voices_of_theme(theme)
    return actions.request_advice(actor=actor_of(request), process=process, voices=voices, now=timezone.now(), **asked)


@require_safe
@opens_with(OPENS)
def advice_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: who was asked what, what was answered, and what is open."""
    shown = _request(request, pk)
    now = timezone.now()
    context = {
        "asked": shown,
        "shown": queries.advice_page(shown),
        "is_late": shown.is_open and shown.due_on < local_day(now),
    }
    return office_page(request, "office/advice/request.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    shown = _request(request, pk)
    form = RevokeForm(posted(request))
    if form.is_valid() and attempt(form, lambda: actions.revoke_advice(
        actor=actor_of(request), request=shown, reason=form.cleaned_data["reason"], now=timezone.now()
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Bitte ist zurückgenommen. Der Link öffnet nichts mehr."))
        return redirect("office:advice_request", shown.pk)
    back = reverse("office:advice_request", args=[shown.pk])
    crumbs = (Link(_("Fachlicher Rat"), reverse("office:advice")), Link(shown.unit.name, back))
    lead = _("Was schon geraten wurde, bleibt.")
    return form_page(request, FormPage(_("Bitte zurücknehmen"), form, _("Zurücknehmen"), back, crumbs, lead))


@require_POST
@opens_with(OPENS)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read one advice."""
    rows = AdviceReply.objects.filter(request__process__in=own_processes(request, *PLANNING))
    reply = get_visible(rows.select_related("request__process", "request__unit", "contribution"), pk=pk)
    done = lambda: actions.release_advice(actor=actor_of(request), reply=reply, now=timezone.now())  # noqa: E731
    _tell(request, done, _("Der Rat ist veröffentlicht. Er steht jetzt beim Beitrag."))
    return redirect("office:advice_request", reply.request_id)


def _request(request: HttpRequest, pk: int) -> AdviceRequest:
    rows = AdviceRequest.objects.filter(process__in=own_processes(request, *PLANNING))
    return get_visible(rows.select_related("unit", "process", "theme", "asked_by"), pk=pk)


# --- units --------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def units(request: HttpRequest) -> HttpResponse:
    """The units that may be asked, and a form for a new one."""
    form = UnitForm(posted(request))
    if form.is_valid() and attempt(
        form, lambda: actions.add_unit(actor=actor_of(request), now=timezone.now(), **form.cleaned_data)
    ) is not None:  # fmt: skip
        messages.success(request, _("Die Stelle kann jetzt gefragt werden."))
        return redirect("office:units")
    return office_page(request, "office/advice/units.html", {"units": queries.units(), "form": form})


@require_POST
@opens_with(OPENS)
def retire_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a unit no more."""
    unit = get_visible(Unit.objects.active(), pk=pk)
    done = lambda: actions.retire_unit(actor=actor_of(request), unit=unit, now=timezone.now())  # noqa: E731
    _tell(request, done, _("Diese Stelle wird nicht mehr gefragt. Offene Bitten laufen weiter."))
    return redirect("office:units")


def _tell(request: HttpRequest, done: Callable[[], Any], words: str) -> None:
    try:
        done()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)


@provides_tasks(62)
def late_advice(actor: Actor, on: date) -> Iterator[Task]:
    """Units that have not answered in time."""
    processes = Process.objects.visible_to(actor, *PLANNING).order_by("-opened_on", "pk")
    for process, late in queries.advice_waits(processes, on=on):
        title = ngettext("%(count)s Bitte um Rat ist überfällig", "%(count)s Bitten um Rat sind überfällig", late)
        yield Task(title % {"count": late}, process.title, f"{reverse('office:advice')}?verfahren={process.slug}", late)


urlpatterns: list[URLPattern] = [
    path("abwaegung/fachrat/", advice, name="advice"),
    path("abwaegung/fachrat/neu/", ask, name="advice_new"),
    path("abwaegung/fachrat/stellen/", units, name="units"),
    path("abwaegung/fachrat/stellen/<int:pk>/ruhen/", retire_unit, name="unit_retire"),
    path("abwaegung/fachrat/<int:pk>/", advice_request, name="advice_request"),
    path("abwaegung/fachrat/<int:pk>/zuruecknehmen/", revoke, name="advice_revoke"),
    path("abwaegung/fachrat/rat/<int:pk>/veroeffentlichen/", release, name="advice_release"),
]
