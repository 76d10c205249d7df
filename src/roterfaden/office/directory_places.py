"""Einrichtungen: organisations of the directory, and the places where they are found."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roterfaden.directory import actions, queries
from roterfaden.directory.forms import OrganisationForm, SiteForm
from roterfaden.directory.models import Organisation, Service, Site
from roterfaden.office.directory_desk import OPENS, form_methods, taken
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, get_visible, posted


@require_safe
@opens_with(OPENS)
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations by name."""
    page = page_of(request, queries.organisation_rows())
    return office_page(request, "office/directory/organisations.html", {"page": page})


@form_methods
@opens_with("directory.add_organisation")
def organisation_new(request: HttpRequest) -> HttpResponse:
    """A new organisation."""
    form = OrganisationForm(posted(request))
    made = taken(
        request, form,
        lambda: actions.add_organisation(actor=actor_of(request), now=timezone.now(), **form.cleaned_data),
        _("Die Einrichtung ist angelegt. Fehlt noch ein Standort?"),
    )  # fmt: skip
    if made is not None:
        return redirect("office:organisation", made.uid)
    back = reverse("office:organisations")
    title, lead = _("Neue Einrichtung"), _("Immer eine Stelle, nie eine Person.")
    return form_page(request, FormPage(title, form, _("Anlegen"), back, _crumbs(), lead))


@form_methods
@opens_with("directory.change_organisation")
def organisation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One organisation: how it is reached, where it is, what it offers."""
    row = get_visible(Organisation.objects.all(), uid=uid)
    form = OrganisationForm(posted(request), instance=Organisation.objects.get(pk=row.pk))
    change = lambda: actions.change_organisation(  # noqa: E731
        actor=actor_of(request), organisation=row, now=timezone.now(), **form.cleaned_data
    )
    if taken(request, form, change, _("Die Angaben sind geändert.")) is not None:
        return redirect("office:organisation", row.uid)
    context = {
        "organisation": row,
        "form": form,
        "places": queries.sites().filter(organisation=row),
        "services": Service.objects.active().filter(organisation=row).order_by("title", "pk"),
    }
    return office_page(request, "office/directory/organisation.html", context)


@form_methods
@opens_with("directory.add_site")
def site_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new place of an organisation."""
    row = get_visible(Organisation.objects.all(), uid=uid)
    form = SiteForm(posted(request), instance=Site(organisation=row))
    add = lambda: actions.add_site(  # noqa: E731
        actor=actor_of(request), organisation=row, now=timezone.now(), **form.facts()
    )
    if taken(request, form, add, _("Der Standort ist angelegt.")) is not None:
        return redirect("office:organisation", row.uid)
    return _site_page(request, row, form, _("Neuer Standort"))


@form_methods
@opens_with("directory.change_site")
def site(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A place with its hours."""
    row = get_visible(Site.objects.select_related("organisation"), uid=uid)
    form = SiteForm(posted(request), instance=Site.objects.select_related("organisation").get(pk=row.pk))
    change = lambda: actions.change_site(  # noqa: E731
        actor=actor_of(request), site=row, now=timezone.now(), **form.facts()
    )
    if taken(request, form, change, _("Der Standort ist geändert.")) is not None:
        return redirect("office:organisation", row.organisation.uid)
    return _site_page(request, row.organisation, form, row.name)


def _site_page(request: HttpRequest, organisation: Organisation, form: SiteForm, title: str) -> HttpResponse:
    back = reverse("office:organisation", args=[organisation.uid])
    crumbs = (*_crumbs(), Link(organisation.name, back))
    return form_page(request, FormPage(title, form, _("Speichern"), back, crumbs))


def _crumbs() -> tuple[Link, ...]:
    return (
        Link(_("Angebote"), reverse("office:services")),
        Link(_("Einrichtungen"), reverse("office:organisations")),
    )


urlpatterns: list[URLPattern] = [
    path("angebote/einrichtungen/", organisations, name="organisations"),
    path("angebote/einrichtungen/neu/", organisation_new, name="organisation_new"),
    path("angebote/einrichtungen/<uuid:uid>/", organisation, name="organisation"),
    path("angebote/einrichtungen/<uuid:uid>/standort/", site_new, name="site_new"),
    path("angebote/standorte/<uuid:uid>/", site, name="site"),
]
