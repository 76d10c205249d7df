"""Vorschlag: who would start where and why, what people decide, and what one more course would change.

The program proposes, a person confirms (Art. 22 GDPR). Nothing is sent from here.
"""

import math
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.courses import actions, queries
from roterfaden.courses.enums import PlanState
from roterfaden.courses.forms import WeightsForm, WhatIfForm
from roterfaden.courses.methods.telling import gap_words
from roterfaden.courses.models import CourseRun, PlacementPlan
from roterfaden.courses.tasks import PLACE_PEOPLE
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.jobs import describe
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.filters import percent
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(
    route="office:placement", label=gettext_lazy("Platzvorschlag"), position=237, permission="courses.view_placement"
)
describe(
    PLACE_PEOPLE,
    back=lambda job: Link(gettext_lazy("Zum Vorschlag"), reverse("office:placement")),
    counts={
        "placed": gettext_lazy("Menschen mit vorgeschlagenem Platz"),
        "waiting": gettext_lazy("Menschen, die weiter warten"),
        "opened": gettext_lazy("geplante Kurse, die zustande kommen"),
    },
)
form_methods = require_http_methods(["GET", "HEAD", "POST"])
THOUSAND = 1000
SEATS, GROUPS = 25, 30
"""Proposed seats, and reasons, on one page."""


@dataclass(frozen=True)
class ProposalPage:
    """The proposal in force, or an earlier one; and a run that is on its way or came to nothing."""

    page: queries.PlanPage | None
    placed: Page[queries.LineRow]
    waiting: Page[queries.WaitingGroup]
    to_confirm: tuple[queries.LineRow, ...]
    gap: str
    better: str
    attempt: PlacementPlan | None
    job: Job | None
    is_in_force: bool


@dataclass(frozen=True)
class AnswerPage:
    """What one more course would change."""

    plan: PlacementPlan
    job: Job | None
    starts: tuple[str, ...]
    waits: tuple[str, ...]
    moves: tuple[str, ...]


def gap_of(plan: PlacementPlan) -> str:
    """How good a plan is proven to be, in words; the share is rounded up, so that the sentence holds."""
    return gap_words(plan.gap, percent(math.ceil(plan.gap * THOUSAND) / THOUSAND, 1))


def _job_of(plan: PlacementPlan | None) -> Job | None:
    if plan is None:
        return None
    return Job.objects.filter(kind=PLACE_PEOPLE, arguments__plan=plan.pk).order_by("-created_at", "-pk").first()


@require_safe
@opens_with("courses.view_placement")
def placement(request: HttpRequest) -> HttpResponse:
    """The proposal in force."""
    return _proposal(request, queries.plan_in_force())


def _proposal(request: HttpRequest, plan: PlacementPlan | None) -> HttpResponse:
    newest = queries.newest_attempt()
    on_its_way = newest if newest is not None and newest != plan and newest.state != PlanState.DONE else None
    page = queries.plan_page(plan) if plan else None
    placed = Paginator(page.placed if page else (), SEATS).get_page(request.GET.get("plaetze"))
    context = ProposalPage(
        page=page,
        placed=placed,
        waiting=Paginator(page.waiting_groups if page else (), GROUPS).get_page(request.GET.get("seite")),
        to_confirm=tuple(row for row in placed if row.may_be_confirmed),
        gap=gap_of(plan) if plan else "",
        better=_better(plan) if plan else "",
        attempt=on_its_way,
        job=_job_of(on_its_way),
        is_in_force=plan is not None and plan == queries.plan_in_force(),
    )
    return office_page(request, "office/placement/proposal.html", context)


def _better(plan: PlacementPlan) -> str:
    """The proposal beside the waiting list, in one sentence."""
    if not plan.by_hand_cost or plan.cost is None:
        return ""
    share = (plan.by_hand_cost - plan.cost) / abs(plan.by_hand_cost)
    return _("Nach der Reihenfolge der Warteliste bekämen %(count)s Menschen einen Platz; der Vorschlag hat %(share)s "
             "weniger Punkte.") % {"count": plan.by_hand_placed, "share": percent(max(share, 0.0), 0)}  # fmt: skip


@require_POST
@opens_with("courses.start_plan")
def placement_start(request: HttpRequest) -> HttpResponse:
    """Calculate anew from today's facts."""
    now = timezone.now()
    try:
        plan = actions.start_plan(actor=actor_of(request), now=now)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:placement")
    return redirect("office:job", calculate(request, plan).uid)


def calculate(request: HttpRequest, plan: PlacementPlan) -> Job:
    """Start the job of a run."""
    title = _("Platzvorschlag rechnen") if plan.what_if is None else _("Frage an den Platzvorschlag rechnen")
    return start_job(
        actor=actor_of(request), kind=PLACE_PEOPLE, title=title, arguments={"plan": plan.pk}, now=timezone.now()
    )


@require_safe
@opens_with("courses.view_placement")
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One run: an earlier proposal, or the answer to a question."""
    found = get_visible(PlacementPlan.objects.select_related("compared_with"), uid=uid)
    if found.what_if is None:
        return _proposal(request, found)
    names = _names(found)
    said: dict[str, tuple[str, ...]] = {
        name: tuple(names.get(each, each) for each in found.changes.get(name, ()))
        for name in ("starts", "waits", "moves")
    }
    context = AnswerPage(found, _job_of(found), said["starts"], said["waits"], said["moves"])
    return office_page(request, "office/placement/answer.html", context)


def _names(found: PlacementPlan) -> dict[str, str]:
    """Pseudonyms as people read them, by the names of the instance."""
    rows = found.lines.select_related("candidate").order_by("pk")
    return {row.candidate.code: row.candidate.pseudonym for row in rows}


@require_POST
@opens_with("courses.confirm_lines")
def placement_confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Reserve the proposed seats of the people chosen, or of everybody shown."""
    found = get_visible(PlacementPlan.objects.proposals(), uid=uid)
    chosen = [int(each) for each in request.POST.getlist("person") if each.isdigit()]
    try:
        seats = actions.confirm_lines(actor=actor_of(request), plan=found, candidates=chosen, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:placement")
    said = ngettext("Ein Platz ist reserviert. Jetzt können Sie einladen.",
                    "%(count)s Plätze sind reserviert. Jetzt können Sie einladen.", len(seats))  # fmt: skip
    messages.success(request, said % {"count": len(seats)})
    return redirect("office:course_seats")


@form_methods
@opens_with("courses.start_plan")
def what_if(request: HttpRequest) -> HttpResponse:
    """One more course: who would start? The answer is calculated, not guessed."""
    now = timezone.now()
    form = WhatIfForm(posted(request), on=local_day(now))
    if form.is_valid():
        started = attempt(form, lambda: actions.start_plan(actor=actor_of(request), what_if=form.question(), now=now))
        if started is not None:
            calculate(request, started)
            return redirect("office:placement_plan", started.uid)
    lead = _(
        "Was wäre, wenn es noch einen Kurs gäbe? Der Vorschlag wird mit ihm neu gerechnet und verglichen. Niemandem "
        "wird etwas mitgeteilt, der Kurs wird nicht angelegt."
    )
    page = FormPage(_("Ein Kurs mehr"), form, _("Rechnen"), reverse("office:placement"), _crumbs(), lead)
    return form_page(request, page)


@form_methods
@opens_with("courses.set_weights")
def weights(request: HttpRequest) -> HttpResponse:
    """What the round finds how bad."""
    form = WeightsForm(posted(request), weights=queries.todays_weights())
    if form.is_valid() and attempt(form, lambda: actions.set_weights(
        actor=actor_of(request), weights=form.weights(), reason=form.cleaned_data["reason"], now=timezone.now()
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Gewichte gelten ab dem nächsten Vorschlag."))
        return redirect("office:placement")
    row = queries.weights_in_force()
    lead = _(
        "Je mehr Punkte, desto mehr meidet der Vorschlag das. Feste Regeln bricht er nie, ganz gleich, was hier steht."
    )
    note = _("Zuletzt beschlossen: %(reason)s") % {"reason": row.reason} if row else ""
    page = FormPage(_("Gewichte"), form, _("Festlegen"), reverse("office:placement"), _crumbs(), lead, note)
    return form_page(request, page)


def _crumbs() -> tuple[Link, ...]:
    return (Link(_("Platzvorschlag"), reverse("office:placement")),)


def run_of(uid: Any) -> CourseRun:
    """The course of an address, or 404."""
    rows = CourseRun.objects.select_related("provider", "site__area", "course_type").prefetch_related("times")
    return get_visible(rows, uid=uid)


urlpatterns: list[URLPattern] = [
    path("kurse/vorschlag/", placement, name="placement"),
    path("kurse/vorschlag/rechnen/", placement_start, name="placement_start"),
    path("kurse/vorschlag/ein-kurs-mehr/", what_if, name="placement_what_if"),
    path("kurse/vorschlag/gewichte/", weights, name="placement_weights"),
    path("kurse/vorschlag/<uuid:uid>/", plan, name="placement_plan"),
    path("kurse/vorschlag/<uuid:uid>/bestaetigen/", placement_confirm, name="placement_confirm"),
]
