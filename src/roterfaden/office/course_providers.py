"""Kursträger: who offers courses where, asking them each month, and who gets the monthly overview."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.courses import actions, queries
from roterfaden.courses.forms import ProviderForm, ReaderForm, SiteForm
from roterfaden.courses.models import OverviewReader, Provider, Site
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places.models import Area
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "courses.save_provider"
add_entry(route="office:course_providers", label=gettext_lazy("Kursträger"), position=232, permission=OPENS)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@opens_with(OPENS)
def providers(request: HttpRequest) -> HttpResponse:
    """Providers with their sites, and the list of those who get the overview."""
    context = {"providers": queries.providers_with_sites(), "readers": queries.readers()}
    return office_page(request, "office/courses/providers.html", context)


@form_methods
@opens_with(OPENS)
def provider(request: HttpRequest, code: str = "") -> HttpResponse:
    """A provider, or a new one."""
    found = get_visible(Provider.objects.filter(retired_at=None), code=code) if code else None
    form = ProviderForm(posted(request), is_new=found is None, initial=_initial(found, ProviderForm))

    def save() -> Provider:
        data = {"code": ""} | form.cleaned_data
        return actions.save_provider(actor=actor_of(request), provider=found, now=timezone.now(), **data)

    return _form(request, form, save, found.name if found else _("Neuer Kursträger"))


@form_methods
@opens_with(OPENS)
def site(request: HttpRequest, code: str, pk: int = 0) -> HttpResponse:
    """A place of a provider, or a new one."""
    owner = get_visible(Provider.objects.filter(retired_at=None), code=code)
    found = get_visible(Site.objects.filter(provider=owner, retired_at=None), pk=pk) if pk else None
    areas = Area.objects.basic().order_by("short_name", "pk")
    form = SiteForm(posted(request), areas=areas, initial=_initial(found, SiteForm))

    def save() -> Site:
        return actions.save_site(
            actor=actor_of(request), provider=owner, site=found, now=timezone.now(), **form.cleaned_data
        )

    return _form(request, form, save, found.name if found else _("Neuer Kursort: %(name)s") % {"name": owner.name})


@form_methods
@opens_with(OPENS)
def reader(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Somebody who gets the overview."""
    found = get_visible(OverviewReader.objects.filter(retired_at=None), pk=pk) if pk else None
    form = ReaderForm(posted(request), initial=_initial(found, ReaderForm))

    def save() -> OverviewReader:
        return actions.save_reader(actor=actor_of(request), reader=found, now=timezone.now(), **form.cleaned_data)

    return _form(request, form, save, found.name if found else _("Neuer Empfänger der Kursübersicht"))


@require_POST
@opens_with(OPENS)
def act(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask a provider now, or take a provider, a place or a reader off the list."""
    actor, now = actor_of(request), timezone.now()
    if kind == "bitten":
        asked = actions.ask_provider(actor=actor, provider=_standing(Provider, pk), now=now)
        told = _("Die Bitte ist unterwegs.") if asked else _("In diesem Monat ist der Träger schon gebeten worden.")
        messages.success(request, told)
    elif kind == "traeger":
        actions.retire_provider(actor=actor, provider=_standing(Provider, pk), now=now)
        messages.success(request, _("Dieser Träger bietet keine neuen Kurse mehr an. Seine laufenden Kurse bleiben."))
    elif kind == "ort":
        actions.retire_site(actor=actor, site=_standing(Site, pk), now=now)
        messages.success(request, _("Der Kursort wird nicht mehr angeboten."))
    else:
        actions.retire_reader(actor=actor, reader=_standing(OverviewReader, pk), now=now)
        messages.success(request, _("Diese Stelle bekommt keine Übersicht mehr."))
    return redirect("office:course_providers")


def _standing(model: Any, pk: int) -> Any:
    return get_visible(model.objects.filter(retired_at=None), pk=pk)


def _initial(found: Any, form: Any) -> dict[str, Any]:
    if found is None:
        return {}
    return {name: getattr(found, f"{name}_id" if name == "area" else name) for name in form.base_fields}


def _form(request: HttpRequest, form: Any, save: Callable[[], Any], title: str) -> HttpResponse:
    if form.is_valid():
        saved = attempt(form, save)
        if saved is not None:
            messages.success(request, _("Gespeichert: %(name)s.") % {"name": saved.name})
            return redirect("office:course_providers")
    back = reverse("office:course_providers")
    crumbs = (Link(_("Sprachkurse"), reverse("office:courses")), Link(_("Kursträger"), back))
    return form_page(request, FormPage(title, form, _("Speichern"), back, crumbs))


urlpatterns: list[URLPattern] = [
    path("kurse/traeger/", providers, name="course_providers"),
    path("kurse/traeger/neu/", provider, name="course_provider_new"),
    path("kurse/traeger/<slug:code>/", provider, name="course_provider"),
    path("kurse/traeger/<slug:code>/orte/neu/", site, name="course_site_new"),
    path("kurse/traeger/<slug:code>/orte/<int:pk>/", site, name="course_site"),
    path("kurse/uebersicht/neu/", reader, name="course_reader_new"),
    path("kurse/uebersicht/<int:pk>/", reader, name="course_reader"),
    path("kurse/<slug:kind>/<int:pk>/erledigen/", act, name="course_provider_act"),
]
