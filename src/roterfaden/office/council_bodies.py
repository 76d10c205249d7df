"""Gremien: a body over time, and the usual order of consultation."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.council import actions, queries
from roterfaden.council.forms import BodyChangeForm, BodyEndForm, BodySuccessorForm, UsualOrderForm
from roterfaden.council.models import Body
from roterfaden.office.council_form import council_form
from roterfaden.office.nav import office_page, opens_with
from roterfaden.office.setting_up import committee_order
from roterfaden.places.enums import AreaKind, HouseKind
from roterfaden.web.context import house_of
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

HOUSES = {AreaKind.UNITARY: HouseKind.TOWN, AreaKind.MEMBER: HouseKind.TOWN, AreaKind.JOINT: HouseKind.JOINT}
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class BodyView:
    """A body, what it was called before and after."""

    body: Body
    successors: tuple[Body, ...]
    meetings: int
    may_revise: bool
    may_end: bool


@require_safe
@opens_with("council.view_council")
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: its time in office, tasks, periods, what came before and after."""
    row = get_visible(Body.objects.select_related("predecessor"), slug=slug)
    actor = actor_of(request)
    context = BodyView(
        body=row,
        successors=tuple(row.successors.order_by("valid_from", "pk")),
        meetings=row.meetings.count(),
        may_revise=allowed(actor, "council.revise_body", row),
        may_end=row.valid_until is None and allowed(actor, "council.end_body", row),
    )
    return office_page(request, "office/council/body.html", context)


@form_methods
@opens_with("council.revise_body")
def revise_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Mend how a body is described."""
    row = get_visible(Body.objects.all(), slug=slug)
    form = BodyChangeForm(posted(request), instance=Body.objects.get(pk=row.pk))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.revise_body(actor=actor_of(request), body=row, now=timezone.now(), **form.cleaned_data),
        )
        if done:
            messages.success(request, _("Die Angaben sind geändert."))
            return redirect("office:council_body", row.slug)
    return council_form(request, _("Gremium bearbeiten: %(name)s") % {"name": row.name}, form, _("Speichern"))


@form_methods
@opens_with("council.replace_body")
def replace_body(request: HttpRequest, slug: str) -> HttpResponse:
    """The body under a new name or with new tasks."""
    row = get_visible(Body.objects.filter(valid_until=None), slug=slug)
    form = BodySuccessorForm(posted(request), initial={"remit": row.remit})
    if form.is_valid():
        after = attempt(
            form,
            lambda: actions.replace_body(actor=actor_of(request), body=row, now=timezone.now(), **form.cleaned_data),
        )
        if after:
            messages.success(request, _("Der Nachfolger ist angelegt und hat die späteren Sitzungen übernommen."))
            return redirect("office:council_body", after.slug)
    lead = _("Das alte Gremium endet an diesem Tag; seine Beschlüsse bleiben bei ihm.")
    title = _("Nachfolger anlegen: %(name)s") % {"name": row.name}
    return council_form(request, title, form, _("Nachfolger anlegen"), lead=lead)


@form_methods
@opens_with("council.end_body")
def end_body(request: HttpRequest, slug: str) -> HttpResponse:
    """The body is no longer in office."""
    row = get_visible(Body.objects.filter(valid_until=None), slug=slug)
    form = BodyEndForm(posted(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.end_body(actor=actor_of(request), body=row, now=timezone.now(), **form.cleaned_data),
        )
        if done:
            messages.success(request, _("Das Gremium hat ein Ende. Was es beschlossen hat, bleibt."))
            return redirect("office:council_body", row.slug)
    return council_form(request, _("Gremium beenden: %(name)s") % {"name": row.name}, form, _("Beenden"))


@form_methods
@opens_with("council.set_usual_order")
def usual_order(request: HttpRequest) -> HttpResponse:
    """In which order decisions go through the bodies here."""
    form = UsualOrderForm(posted(request), order=queries.usual_order())
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.set_usual_order(actor=actor_of(request), steps=form.steps(), now=timezone.now()),
        )
        if done:
            messages.success(request, _("Das ist jetzt die übliche Beratungsfolge."))
            return redirect("office:council")
    lead = _("Fehlt einer Vorlage ein Schritt, warnt das Programm. Es hindert Sie nicht.")
    return council_form(
        request, _("Übliche Beratungsfolge"), form, _("Festlegen"), lead=lead, note=_proposal(request)
    )  # fmt: skip


def _proposal(request: HttpRequest) -> str:
    """What is usual in this Land, as far as we know."""
    house = house_of(request)
    if house is None:
        return ""
    kind = HOUSES.get(AreaKind(house.county.kind), HouseKind.COUNTY)
    found = committee_order(house.county.key, kind)
    if not found.source:
        return ""
    said = {"names": " → ".join(found.names), "source": found.source}
    return _("In Ihrem Land üblich: %(names)s (%(source)s).") % said


urlpatterns: list[URLPattern] = [
    path("gremien/beratungsfolge/", usual_order, name="council_order"),
    path("gremien/gremium/<slug:slug>/", body, name="council_body"),
    path("gremien/gremium/<slug:slug>/bearbeiten/", revise_body, name="council_body_revise"),
    path("gremien/gremium/<slug:slug>/nachfolger/", replace_body, name="council_body_replace"),
    path("gremien/gremium/<slug:slug>/beenden/", end_body, name="council_body_end"),
]
