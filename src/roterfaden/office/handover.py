"""Kommunen: offering what was adopted, offering a new version anew, and joint units."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element, Version
from roterfaden.implementation import actions, queries
from roterfaden.implementation.enums import Continued
from roterfaden.implementation.forms import EndUnitForm, JointUnitForm, OfferForm, RenewForm
from roterfaden.implementation.models import JointUnit, OfferItem
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.nav import office_page, opens_with
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class OfferPage:
    """What may be offered to whom."""

    version: Version
    form: OfferForm


@dataclass(frozen=True)
class RenewPage:
    """What carries over, and the form of the new offer."""

    renewal: queries.Renewal
    groups: tuple[tuple[str, tuple[queries.CarriedRow, ...]], ...]
    form: RenewForm


@dataclass(frozen=True)
class UnitsPage:
    """The joint units and the form for a new one, or for the one that is changed."""

    units: tuple[queries.UnitRow, ...]
    changed: JointUnit | None
    form: JointUnitForm
    end: EndUnitForm | None
    today: date


@form_methods
@opens_with("implementation.make_offer")
def offer(request: HttpRequest) -> HttpResponse:
    """Offer chosen goals and initiatives of the version in force to municipalities."""
    version, today = queries.adopted_version(), local_day(timezone.now())
    if version is None:
        raise Http404
    nodes = list(queries.nodes_of_kind(version, *queries.ANSWERABLE))
    goals = [node.element_id for node in nodes if node.element.kind == ElementKind.GOAL]
    complete = _complete(version, {node.element_id for node in nodes})
    initial = {"offered_on": today, "elements": goals}
    form = OfferForm(posted(request), nodes=nodes, on=today, complete=complete, initial=initial)
    if form.is_valid():
        values = form.cleaned_data | {"elements": _elements(form.cleaned_data["elements"])}
        offers = attempt(
            form, lambda: actions.make_offer(actor=actor_of(request), version=version, now=timezone.now(), **values)
        )
        if offers:
            text = ngettext("Einer Kommune angeboten.", "%(count)s Kommunen angeboten.", len(offers))
            messages.success(request, text % {"count": len(offers)})
            return redirect("office:municipalities")
    return office_page(request, "office/municipalities/offer.html", OfferPage(version, form))


@form_methods
@opens_with("implementation.renew_offer")
def renew(request: HttpRequest) -> HttpResponse:
    """After a newer version was adopted: which answers hold, what is asked again, and the new offer."""
    version, today = queries.adopted_version(), local_day(timezone.now())
    old = queries.version_before(version) if version else None
    if version is None or old is None:
        raise Http404
    found = queries.renewal(old, version)
    added = [
        (place.element_id, f"{place.kind_label}: {place.number} {place.title}")
        for row in found.rows
        if row.carried.change == Continued.NEW
        for place in row.new
    ]
    form = RenewForm(posted(request), areas=found.municipalities, added=added, initial={"offered_on": today})
    if form.is_valid():
        values = dict(form.cleaned_data)
        values["new_elements"] = _elements(values.pop("elements", []))
        offers = attempt(
            form,
            lambda: actions.renew_offer(
                actor=actor_of(request), old=old, version=version, now=timezone.now(), **values
            ),
        )
        if offers:
            text = ngettext("Einer Kommune angeboten.", "%(count)s Kommunen angeboten.", len(offers))
            messages.success(request, text % {"count": len(offers)})
            return redirect("office:municipalities")
    groups = tuple(
        (str(change.label), rows)
        for change in Continued
        if (rows := tuple(row for row in found.rows if row.carried.change == change))
    )
    return office_page(request, "office/municipalities/renew.html", RenewPage(found, groups, form))


@form_methods
@opens_with("implementation.set_joint_unit")
def joint_units(request: HttpRequest) -> HttpResponse:
    """All joint units, and the form for a new one."""
    today = local_day(timezone.now())
    form = JointUnitForm(posted(request), on=today, initial={"since": today})
    if form.is_valid():
        taken = JointUnit.objects.filter(slug=_slug(form.cleaned_data["name"])).exists()
        if taken:
            form.add_error("name", _("Eine Einheit mit diesem Namen gibt es schon."))
        elif _save(request, form, _slug(form.cleaned_data["name"])):
            return redirect("office:joint_units")
    return office_page(
        request, "office/municipalities/units.html", UnitsPage(queries.joint_units(), None, form, None, today)
    )


@form_methods
@opens_with("implementation.set_joint_unit")
def joint_unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change name and members of a joint unit."""
    unit, today = get_visible(JointUnit.objects.order_by("pk"), slug=slug), local_day(timezone.now())
    members = list(unit.members.values_list("municipality", flat=True))
    initial = {"name": unit.name, "since": unit.since, "municipalities": members}
    form = JointUnitForm(posted(request), on=today, initial=initial)
    if form.is_valid() and _save(request, form, unit.slug):
        return redirect("office:joint_units")
    end = EndUnitForm(initial={"ended_on": today}) if unit.ended_on is None else None
    context = UnitsPage(queries.joint_units(), unit, form, end, today)
    return office_page(request, "office/municipalities/units.html", context)


@require_POST
@opens_with("implementation.end_joint_unit")
def joint_unit_end(request: HttpRequest, slug: str) -> HttpResponse:
    """End a joint unit; what was answered in its name stays."""
    unit = get_visible(JointUnit.objects.order_by("pk"), slug=slug)
    form = EndUnitForm(request.POST)
    if form.is_valid():
        try:
            actions.end_joint_unit(actor=actor_of(request), unit=unit, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("„%(name)s“ ist beendet.") % {"name": unit.name})
    return redirect("office:joint_units")


def _save(request: HttpRequest, form: JointUnitForm, slug: str) -> JointUnit | None:
    values: dict[str, Any] = form.cleaned_data
    unit = attempt(
        form, lambda: actions.set_joint_unit(actor=actor_of(request), slug=slug, now=timezone.now(), **values)
    )
    if unit:
        messages.success(request, _("„%(name)s“ ist festgehalten.") % {"name": unit.name})
    return unit


def _slug(name: str) -> str:
    return slugify(name)[:80] or "einheit"


def _elements(keys: list[int]) -> list[Element]:
    return list(Element.objects.filter(pk__in=keys).order_by("pk"))


def _complete(version: Version, elements: set[int]) -> list[int]:
    """Municipalities that have been offered everything of a version. One query."""
    had: dict[int, set[int]] = {}
    items = OfferItem.objects.filter(offer__version=version)
    for area, element in items.values_list("offer__municipality", "element"):
        had.setdefault(area, set()).add(element)
    return [area for area, keys in had.items() if keys >= elements]


urlpatterns: list[URLPattern] = [
    path("kommunen/angebot/", offer, name="municipalities_offer"),
    path("kommunen/angebot/neue-fassung/", renew, name="municipalities_renew"),
    path("kommunen/einheiten/", joint_units, name="joint_units"),
    path("kommunen/einheiten/<slug:slug>/", joint_unit, name="joint_unit"),
    path("kommunen/einheiten/<slug:slug>/beenden/", joint_unit_end, name="joint_unit_end"),
]
