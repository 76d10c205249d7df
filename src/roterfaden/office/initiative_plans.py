"""Maßnahmen: small forms for the plan of one initiative, each for the county or for one municipality (`kommune`)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roterfaden.accounts.rules import allowed
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element
from roterfaden.implementation import actions, forms, queries
from roterfaden.implementation.models import Caretaker, Dependency, Funding, Milestone
from roterfaden.implementation.rules import Matter
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import opens_with
from roterfaden.places.models import Area
from roterfaden.ui.parts import Link, Text
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])
PLACE = "kommune"
"""The parameter that names the municipality whose plan is meant; without it, it is the county's."""


def initiative_of(element_id: int) -> Element:
    """The initiative, or 404."""
    rows = Element.objects.filter(kind=ElementKind.INITIATIVE).select_related("concept__process", "field")
    return get_visible(rows, pk=element_id)


def matter_of(request: HttpRequest, element: Element) -> Matter:
    """The initiative in the place the address names; 404 where the person may not look."""
    slug = request.GET.get(PLACE, "")
    if not slug:
        return Matter(element)
    area = Area.objects.partners().filter(slug=slug).first()
    if area is None or not allowed(actor_of(request), "implementation.view_municipality", area):
        raise Http404
    return Matter(element, area)


def address_of_page(matter: Matter, part: str = "") -> str:
    """The page of an initiative in a place, at one of its parts."""
    place = f"?{PLACE}={matter.municipality.slug}" if matter.municipality else ""
    return reverse("office:initiative", args=[matter.element.pk]) + place + (f"#{part}" if part else "")


def locked_matter(request: HttpRequest, element: Element, permission: str) -> Matter:
    """The initiative in the place the address names, if the person may do `permission` there; 403 otherwise."""
    matter = matter_of(request, element)
    if not allowed(actor_of(request), f"implementation.{permission}", matter):
        raise PermissionDenied
    return matter


def small_form(
    request: HttpRequest,
    matter: Matter,
    form: BaseForm,
    action: Callable[..., Any],
    *,
    title: Text,
    done: Text,
    part: str,
    submit: Text = "",
    lead: Text = "",
    note: Text = "",
) -> HttpResponse:
    """One form as a page; what is valid goes to the action, then back to the part of the page it belongs to."""
    if form.is_valid():
        given = attempt(form, lambda: action(actor=actor_of(request), now=timezone.now(), **form.cleaned_data))
        if given:
            messages.success(request, str(done))
            return redirect(address_of_page(matter, part))
    words = matter.element.revisions.order_by("-number", "-pk").first()
    name = words.title if words else str(matter.element)
    crumbs = (Link(_("Maßnahmen"), reverse("office:initiatives")), Link(name, address_of_page(matter)))
    place = f" ({matter.municipality.name})" if matter.municipality else ""
    page = FormPage(
        title, form, submit or _("Speichern"), address_of_page(matter, part), crumbs, lead=lead or name + place,
        note=note,
    )  # fmt: skip
    return form_page(request, page)


@form_methods
@opens_with("implementation.set_plan")
def plan(request: HttpRequest, element_id: int) -> HttpResponse:
    """Who leads, who helps, what weight."""
    element = initiative_of(element_id)
    matter = locked_matter(request, element, "set_plan")
    standing = queries.plan_in_force(element, matter.municipality)
    initial = {name: getattr(standing, name) for name in ("unit", "partners", "weight")} if standing else None
    return small_form(
        request, matter, forms.PlanForm(posted(request), initial=initial), _of(matter, actions.set_plan),
        title=_("Zuständigkeit und Partner"), done=_("Der Plan ist gespeichert."), part="plan",
    )  # fmt: skip


@form_methods
@opens_with("implementation.set_budget")
def budget(request: HttpRequest, element_id: int) -> HttpResponse:
    """Own money in a year."""
    matter = locked_matter(request, initiative_of(element_id), "set_budget")
    form = forms.BudgetForm(posted(request), initial={"year": local_day(timezone.now()).year})
    return small_form(
        request, matter, form, _of(matter, actions.set_budget),
        title=_("Eigene Mittel eines Jahres"), done=_("Der Betrag ist gespeichert."), part="mittel",
    )  # fmt: skip


@form_methods
@opens_with("implementation.set_funding")
def funding_new(request: HttpRequest, element_id: int) -> HttpResponse:
    """A new funding line."""
    matter = locked_matter(request, initiative_of(element_id), "set_funding")
    return small_form(
        request, matter, forms.FundingForm(posted(request)), _of(matter, actions.set_funding),
        title=_("Förderung eintragen"), done=_("Die Förderung ist eingetragen."), part="mittel",
    )  # fmt: skip


@form_methods
@opens_with("implementation.set_funding")
def funding(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a funding line: the new one takes its place, the old one stays in the records."""
    line, matter = _in_force(request, Funding.objects.current(), pk, "set_funding")
    names = ("funder", "amount", "starts_on", "ends_on", "afterwards")
    form = forms.FundingForm(posted(request), initial={name: getattr(line, name) for name in names})

    def replace(**given: Any) -> Any:
        return actions.set_funding(element=matter.element, municipality=matter.municipality, replaces=line, **given)

    return small_form(
        request,
        matter,
        form,
        replace,
        title=_("Förderung ändern"),
        done=_("Die Förderung ist geändert."),
        part="mittel",
    )


@form_methods
@opens_with("implementation.end_funding")
def funding_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a funding line out."""
    line, matter = _in_force(request, Funding.objects.current(), pk, "end_funding")
    return small_form(
        request, matter, forms.ReasonForm(posted(request)), lambda **given: actions.end_funding(funding=line, **given),
        title=_("Förderung streichen"), done=_("Die Förderung ist gestrichen."), part="mittel", submit=_("Streichen"),
        lead=line.funder,
    )  # fmt: skip


@form_methods
@opens_with("implementation.set_dependency")
def dependency_new(request: HttpRequest, element_id: int) -> HttpResponse:
    """Which initiative has to come first."""
    element, version = initiative_of(element_id), queries.adopted_version()
    if version is None:
        raise Http404
    form = forms.DependencyForm(posted(request), version=version, element=element)
    return small_form(
        request, Matter(element), form, lambda **given: actions.set_dependency(element=element, **given),
        title=_("Voraussetzung eintragen"), done=_("Die Voraussetzung ist eingetragen."), part="voraussetzungen",
    )  # fmt: skip


@require_POST
@opens_with("implementation.end_dependency")
def dependency_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The initiative need not wait any more."""
    rows = Dependency.objects.current().select_related("element__concept__process", "needs")
    row = get_visible(rows, pk=pk)
    return _done(
        request, Matter(row.element), "voraussetzungen", _("Die Voraussetzung ist gestrichen."),
        lambda: actions.end_dependency(actor=actor_of(request), dependency=row, now=timezone.now()),
    )  # fmt: skip


@form_methods
@opens_with("implementation.assign_caretaker")
def caretaker_new(request: HttpRequest, element_id: int) -> HttpResponse:
    """Who cares for the initiative."""
    matter = locked_matter(request, initiative_of(element_id), "assign_caretaker")
    form = forms.CaretakerForm(posted(request), now=timezone.now(), municipality=matter.municipality)
    return small_form(
        request, matter, form, _of(matter, actions.assign_caretaker),
        title=_("Betreuung vergeben"), done=_("Die Betreuung ist vergeben."), part="betreuung",
        note=_("Wer die Maßnahme betreut, bekommt einmal im Monat eine E-Mail mit einem Link, über den der Stand ohne "
               "Anmeldung gemeldet werden kann."),
    )  # fmt: skip


@require_POST
@opens_with("implementation.end_care")
def care_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else cares from now on: the address goes, the links close."""
    row, matter = _in_force(request, Caretaker.objects.current(), pk, "end_care")
    return _done(
        request, matter, "betreuung", _("Die Betreuung ist beendet. Links aus früheren E-Mails gelten nicht mehr."),
        lambda: actions.end_care(actor=actor_of(request), caretaker=row, now=timezone.now()),
    )  # fmt: skip


@form_methods
@opens_with("implementation.set_milestone")
def milestone_new(request: HttpRequest, element_id: int) -> HttpResponse:
    """A new step of the initiative."""
    matter = locked_matter(request, initiative_of(element_id), "set_milestone")
    return small_form(
        request, matter, forms.MilestoneForm(posted(request)), _of(matter, actions.set_milestone),
        title=_("Meilenstein setzen"), done=_("Der Meilenstein ist gesetzt."), part="meilensteine", submit=_("Setzen"),
    )  # fmt: skip


@form_methods
@opens_with("implementation.move_milestone")
def milestone_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day for a step, and why."""
    row, matter = _in_force(request, Milestone.objects.filter(done_on=None), pk, "move_milestone")
    return small_form(
        request, matter, forms.MoveForm(posted(request), initial={"to_on": row.due_on}),
        lambda **given: actions.move_milestone(milestone=row, **given),
        title=_("Meilenstein verschieben"), done=_("Der Meilenstein ist verschoben."), part="meilensteine",
        submit=_("Verschieben"), lead=row.title,
    )  # fmt: skip


@form_methods
@opens_with("implementation.reach_milestone")
def milestone_reach(request: HttpRequest, pk: int) -> HttpResponse:
    """The day a step was reached."""
    row, matter = _in_force(request, Milestone.objects.filter(done_on=None), pk, "reach_milestone")
    form = forms.ReachedForm(posted(request), initial={"done_on": local_day(timezone.now())})
    return small_form(
        request, matter, form, lambda **given: actions.reach_milestone(milestone=row, **given),
        title=_("Meilenstein erledigt"), done=_("Der Meilenstein ist erledigt."), part="meilensteine",
        submit=_("Festhalten"), lead=row.title,
    )  # fmt: skip


def _of(matter: Matter, action: Callable[..., Any]) -> Callable[..., Any]:
    """The action for this initiative in this place."""
    return lambda **given: action(element=matter.element, municipality=matter.municipality, **given)


def _in_force(request: HttpRequest, rows: QuerySet[Any], pk: int, permission: str) -> tuple[Any, Matter]:
    """A record and the matter it belongs to; 404 when it is not in force, 403 when the person may not change it."""
    row = get_visible(rows.select_related("element__concept__process", "municipality"), pk=pk)
    matter = Matter(row.element, row.municipality)
    if not allowed(actor_of(request), f"implementation.{permission}", matter):
        raise PermissionDenied
    return row, matter


def _done(request: HttpRequest, matter: Matter, part: str, said: str, action: Callable[[], object]) -> HttpResponse:
    try:
        action()
        messages.success(request, said)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(address_of_page(matter, part))


urlpatterns: list[URLPattern] = [
    path("massnahmen/<int:element_id>/plan/", plan, name="initiative_plan"),
    path("massnahmen/<int:element_id>/mittel/", budget, name="initiative_budget"),
    path("massnahmen/<int:element_id>/foerderung/", funding_new, name="funding_new"),
    path("massnahmen/foerderungen/<int:pk>/", funding, name="funding"),
    path("massnahmen/foerderungen/<int:pk>/streichen/", funding_end, name="funding_end"),
    path("massnahmen/<int:element_id>/voraussetzung/", dependency_new, name="dependency_new"),
    path("massnahmen/voraussetzungen/<int:pk>/streichen/", dependency_end, name="dependency_end"),
    path("massnahmen/<int:element_id>/betreuung/", caretaker_new, name="caretaker_new"),
    path("massnahmen/betreuungen/<int:pk>/beenden/", care_end, name="care_end"),
    path("massnahmen/<int:element_id>/meilenstein/", milestone_new, name="initiative_milestone"),
    path("massnahmen/meilensteine/<int:pk>/verschieben/", milestone_move, name="milestone_move"),
    path("massnahmen/meilensteine/<int:pk>/erledigt/", milestone_reach, name="milestone_reach"),
]
