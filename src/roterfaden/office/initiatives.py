"""Maßnahmen: how far the initiatives are, and their milestones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element, Version
from roterfaden.implementation import actions, queries
from roterfaden.implementation.forms import MilestoneForm, ProgressForm, ReachedForm
from roterfaden.implementation.models import Milestone
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.municipalities import own_keys
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(
    route="office:initiatives",
    label=gettext_lazy("Maßnahmen"),
    position=100,
    permission="implementation.view_implementation",
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class InitiativesPage:
    """All initiatives of the version in force."""

    version: Version | None
    rows: tuple[queries.InitiativeRow, ...]
    counts: tuple[tuple[str, int], ...]
    today: date


@dataclass(frozen=True)
class InitiativeView:
    """One initiative."""

    page: queries.InitiativePage
    today: date
    may_report: bool
    may_plan: bool


@provides_tasks(100)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Milestones that were due and are not reached."""
    if allowed(actor, "implementation.reach_milestone"):
        overdue = Milestone.objects.filter(done_on=None, due_on__lt=on).count()
        title = ngettext("Ein Meilenstein ist überfällig", "%(count)s Meilensteine sind überfällig", overdue)
        text = _("Halten Sie fest, ob er erreicht ist, oder melden Sie den Stand der Maßnahme.")
        yield Task(title % {"count": overdue}, text, reverse("office:initiatives"), overdue)


@require_safe
@opens_with("implementation.view_implementation")
def initiatives(request: HttpRequest) -> HttpResponse:
    """All initiatives with their latest state."""
    version = queries.adopted_version()
    rows = queries.initiatives(version) if version else ()
    context = InitiativesPage(version, rows, queries.progress_counts(rows), local_day(timezone.now()))
    return office_page(request, "office/initiatives/initiatives.html", context)


@require_safe
@opens_with("implementation.view_implementation")
def initiative(request: HttpRequest, element_id: int) -> HttpResponse:
    """One initiative: wording, state with history, milestones."""
    element, version = _initiative(element_id), queries.adopted_version()
    page = queries.initiative_page(version, element) if version else None
    if page is None:
        raise Http404
    actor = actor_of(request)
    context = InitiativeView(
        page=page,
        today=local_day(timezone.now()),
        may_report=allowed(actor, "implementation.report_progress"),
        may_plan=allowed(actor, "implementation.set_milestone", element),
    )
    return office_page(request, "office/initiatives/initiative.html", context)


@form_methods
@opens_with("implementation.report_progress")
def report(request: HttpRequest, element_id: int) -> HttpResponse:
    """How far the initiative is today, for the county or one's own municipality."""
    element, actor, now = _initiative(element_id), actor_of(request), timezone.now()
    county_wide = allowed(actor, "implementation.set_milestone", element)
    today = local_day(now)
    form = ProgressForm(
        posted(request), on=today, own_keys=None if county_wide else own_keys(actor), initial={"as_of": today}
    )
    if form.is_valid():
        status = attempt(
            form, lambda: actions.report_progress(actor=actor, element=element, now=now, **form.cleaned_data)
        )
        if status:
            messages.success(request, _("Der Stand ist gemeldet."))
            return redirect("office:initiative", element.pk)
    return _form(request, element, _("Stand melden"), form, _("Melden"))


@form_methods
@opens_with("implementation.set_milestone")
def set_milestone(request: HttpRequest, element_id: int) -> HttpResponse:
    """A new step of the initiative."""
    element = _initiative(element_id)
    form = MilestoneForm(posted(request))
    if form.is_valid():
        milestone = attempt(
            form,
            lambda: actions.set_milestone(
                actor=actor_of(request), element=element, now=timezone.now(), **form.cleaned_data
            ),
        )
        if milestone:
            messages.success(request, _("Der Meilenstein ist gesetzt."))
            return redirect("office:initiative", element.pk)
    return _form(request, element, _("Meilenstein setzen"), form, _("Setzen"))


@form_methods
@opens_with("implementation.reach_milestone")
def reach_milestone(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """The day a milestone was reached."""
    rows = Milestone.objects.filter(done_on=None).select_related("element__concept__process")
    milestone, now = get_visible(rows, pk=milestone_id), timezone.now()
    form = ReachedForm(posted(request), initial={"done_on": local_day(now)})
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.reach_milestone(actor=actor_of(request), milestone=milestone, now=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, _("Der Meilenstein ist erledigt."))
            return redirect("office:initiative", milestone.element_id)
    return _form(request, milestone.element, _("Meilenstein erledigt"), form, _("Festhalten"), lead=milestone.title)


def _initiative(element_id: int) -> Element:
    rows = Element.objects.filter(kind=ElementKind.INITIATIVE).select_related("concept__process")
    return get_visible(rows, pk=element_id)


def _form(
    request: HttpRequest, element: Element, title: str, form: BaseForm, submit: str, lead: str = ""
) -> HttpResponse:
    back = reverse("office:initiative", args=[element.pk])
    words = element.revisions.order_by("-number").first()
    name = words.title if words else str(element)
    crumbs = (Link(_("Maßnahmen"), reverse("office:initiatives")), Link(name, back))
    return form_page(request, FormPage(title, form, submit, back, crumbs, lead=lead or name))


urlpatterns: list[URLPattern] = [
    path("massnahmen/", initiatives, name="initiatives"),
    path("massnahmen/<int:element_id>/", initiative, name="initiative"),
    path("massnahmen/<int:element_id>/stand/", report, name="initiative_report"),
    path("massnahmen/<int:element_id>/meilenstein/", set_milestone, name="initiative_milestone"),
    path("massnahmen/meilensteine/<int:milestone_id>/erledigt/", reach_milestone, name="milestone_reach"),
]
