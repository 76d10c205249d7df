"""Kommunen: what is offered to the municipalities, and what each of them answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.enums import ScopeKind
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element, Version
from roterfaden.implementation import actions, queries
from roterfaden.implementation.enums import Answer
from roterfaden.implementation.forms import AnswerForm, OfferForm
from roterfaden.implementation.methods import AnswerCount
from roterfaden.implementation.models import Adoption, InitiativeStatus, Offer
from roterfaden.implementation.rules import Matter
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places.models import Area
from roterfaden.ui.charts.shapes import Matrix, MatrixColumn, MatrixRow
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(
    route="office:municipalities",
    label=gettext_lazy("Kommunen"),
    position=90,
    permission="implementation.view_implementation",
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class MunicipalitiesPage:
    """All municipalities with the matrix of their answers to the version in force."""

    version: Version | None
    rows: tuple[queries.MunicipalityRow, ...]
    own: tuple[str, ...]
    count: AnswerCount | None
    matrix: Matrix | None
    may_offer: bool


@dataclass(frozen=True)
class MunicipalityView:
    """One municipality; `may_answer` for this one."""

    municipality: Area
    version: Version | None
    offer: Offer | None
    goals: tuple[queries.GoalAnswer, ...]
    count: AnswerCount
    reports: tuple[InitiativeStatus, ...]
    may_answer: bool


def own_keys(actor: Actor) -> tuple[str, ...]:
    """Keys of the municipalities the actor coordinates."""
    held = actor.roles_held if isinstance(actor, User) else ()
    return tuple(scope.key for _role, scope in held if scope.kind == ScopeKind.MUNICIPALITY)


@provides_tasks(90)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """For coordinators: goals of their own municipality that wait for an answer."""
    keys = own_keys(actor)
    version = queries.adopted_version() if keys else None
    if version is None:
        return
    for row in queries.municipalities(version, on=on):
        if row.municipality.key in keys and row.waiting:
            title = ngettext("Ein Ziel wartet auf Antwort", "%(count)s Ziele warten auf Antwort", row.waiting)
            text = _("Entscheiden Sie für %(name)s: übernehmen, anpassen, schon erledigt oder trifft nicht zu.")
            yield Task(
                title % {"count": row.waiting},
                text % {"name": row.municipality.name},
                reverse("office:municipality", args=[row.municipality.slug]),
                row.waiting,
                row.offer.answer_by if row.offer else None,
            )


@require_safe
@opens_with("implementation.view_implementation")
def municipalities(request: HttpRequest) -> HttpResponse:
    """Who was asked, who has answered, and the matrix goals × municipalities."""
    actor, today = actor_of(request), local_day(timezone.now())
    version = queries.adopted_version()
    found = queries.matrix(version, on=today) if version else None
    context = MunicipalitiesPage(
        version=version,
        rows=queries.municipalities(version, on=today),
        own=own_keys(actor),
        count=found.count if found else None,
        matrix=matrix_chart(found) if found and found.goals else None,
        may_offer=version is not None and allowed(actor, "implementation.offer_goals", version),
    )
    return office_page(request, "office/municipalities/municipalities.html", context)


@require_safe
@opens_with("implementation.view_implementation")
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """One municipality: the offer, each goal with its answer, its reports."""
    area = get_visible(Area.objects.partners(), slug=slug)
    page = queries.municipality_page(area, queries.adopted_version())
    any_goal = page.goals[0].element if page.goals else None
    may_answer = any_goal is not None and allowed(
        actor_of(request), "implementation.answer_adoption", Matter(any_goal, area)
    )
    context = MunicipalityView(
        municipality=area,
        version=page.version,
        offer=page.offer,
        goals=page.goals,
        count=page.count,
        reports=page.reports,
        may_answer=may_answer and page.offer is not None,
    )
    return office_page(request, "office/municipalities/municipality.html", context)


@form_methods
@opens_with("implementation.offer_goals")
def offer(request: HttpRequest) -> HttpResponse:
    """Offer the version in force to municipalities."""
    version, today = queries.adopted_version(), local_day(timezone.now())
    if version is None:
        raise Http404
    form = OfferForm(posted(request), version_id=version.pk, on=today, initial={"offered_on": today})
    if form.is_valid():
        offers = attempt(
            form,
            lambda: actions.offer_goals(
                actor=actor_of(request), version=version, now=timezone.now(), **form.cleaned_data
            ),
        )
        if offers:
            text = ngettext("Einer Kommune angeboten.", "%(count)s Kommunen angeboten.", len(offers))
            messages.success(request, text % {"count": len(offers)})
            return redirect("office:municipalities")
    crumbs = (Link(_("Kommunen"), reverse("office:municipalities")),)
    lead = _("„%(title)s“ wird angeboten, nicht angeordnet: Jede Kommune entscheidet selbst.")
    return form_page(
        request,
        FormPage(
            _("Ziele anbieten"),
            form,
            _("Anbieten"),
            reverse("office:municipalities"),
            crumbs,
            lead=lead % {"title": version.title},
        ),
    )


@form_methods
@opens_with("implementation.answer_adoption")
def answer(request: HttpRequest, slug: str, element_id: int) -> HttpResponse:
    """A municipality's answer to one goal, given by its coordinator or by county staff on its behalf."""
    area = get_visible(Area.objects.partners(), slug=slug)
    goal = get_visible(Element.objects.filter(kind=ElementKind.GOAL).select_related("concept__process"), pk=element_id)
    if not allowed(actor_of(request), "implementation.answer_adoption", Matter(goal, area)):
        raise PermissionDenied
    now = timezone.now()
    earlier = queries.answer_history(goal, area).first()
    form = AnswerForm(posted(request), initial=_earlier_answer(earlier))
    if form.is_valid():
        adoption = attempt(
            form,
            lambda: actions.answer_adoption(
                actor=actor_of(request), element=goal, municipality=area, now=now, **form.cleaned_data
            ),
        )
        if adoption:
            text = _("Antwort festgehalten: %(name)s %(answer)s.")
            messages.success(request, text % {"name": area.name, "answer": Answer(adoption.answer).label})
            return redirect("office:municipality", area.slug)
    back = reverse("office:municipality", args=[area.slug])
    crumbs = (Link(_("Kommunen"), reverse("office:municipalities")), Link(area.short_name, back))
    words = goal.revisions.order_by("-number").first()
    is_own = area.key in own_keys(actor_of(request))
    on_behalf = "" if is_own else _("Sie antworten im Namen der Kommune; das steht dabei.")
    title = _("Antwort von %(name)s") % {"name": area.name}
    return form_page(
        request,
        FormPage(title, form, _("Antwort festhalten"), back, crumbs, lead=words.title if words else "", note=on_behalf),
    )


def matrix_chart(found: queries.AdoptionMatrix) -> Matrix:
    """The matrix as the design system draws it."""
    return Matrix(
        question=_("Was übernehmen die Kommunen?"),
        answer=_("%(answered)s von %(offered)s Antworten liegen vor.")
        % {"answered": found.count.answered, "offered": found.count.offered},
        rows=tuple(
            MatrixRow(f"{goal.number} {goal.title}", tuple(cell.answer for cell in goal.cells)) for goal in found.goals
        ),
        columns=tuple(
            MatrixColumn(area.short_name, reverse("office:municipality", args=[area.slug]))
            for area in found.municipalities
        ),
        row_name=_("Ziel"),
    )


def _earlier_answer(adoption: Adoption | None) -> dict[str, object]:
    names = ("answer", "adapted_text", "reason", "resolution_reference", "resolved_on")
    return {name: getattr(adoption, name) for name in names} if adoption else {}


urlpatterns: list[URLPattern] = [
    path("kommunen/", municipalities, name="municipalities"),
    path("kommunen/angebot/", offer, name="municipalities_offer"),
    path("kommunen/<slug:slug>/", municipality, name="municipality"),
    path("kommunen/<slug:slug>/ziele/<int:element_id>/", answer, name="municipality_answer"),
]
