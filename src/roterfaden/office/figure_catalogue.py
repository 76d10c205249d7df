"""Katalog der Messgrößen: a new one, the next definition of one, its sheet as PDF, and the starter catalogue."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.indicators import actions
from roterfaden.indicators.errors import SlugTaken
from roterfaden.indicators.exports import sheet_pdf
from roterfaden.indicators.forms import CatalogueForm, NewDefinitionForm, NewIndicatorForm, definition_initial
from roterfaden.indicators.methods import catalogue
from roterfaden.indicators.models import Indicator
from roterfaden.indicators.queries import indicator_sheet, indicators_by_slug
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import opens_with
from roterfaden.places.models import Instance
from roterfaden.places.queries import county
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted, put_error

form_methods = require_http_methods(["GET", "HEAD", "POST"])
RESERVED = frozenset({"einlesen", "neu", "katalog", "pruefen", "gliederungen", "quellen"})
"""Addresses below Zahlen that are no indicators."""


@form_methods
@opens_with("indicators.define_indicator")
def figure_new(request: HttpRequest) -> HttpResponse:
    """An indicator with its first definition."""
    form = NewIndicatorForm(posted(request), initial={"direction": "none", "accountability": "condition"})
    if form.is_valid():
        slug = form.cleaned_data["slug"]
        if slug in RESERVED or Indicator.objects.filter(slug=slug).exists():
            put_error(form, SlugTaken())
        else:
            made = attempt(
                form,
                lambda: actions.define_indicator(actor=actor_of(request), now=timezone.now(), **form.cleaned_data),
            )
            if made is not None:
                messages.success(request, _("Die Messgröße ist angelegt. Werte kommen mit dem Einlesen."))
                return redirect("office:figure", slug)
    lead = _("Sagen Sie so genau, was gezählt wird, dass jemand anders auf dieselbe Zahl kommt.")
    back = reverse("office:figures")
    return form_page(
        request, FormPage(_("Neue Messgröße"), form, _("Anlegen"), back, (Link(_("Zahlen"), back),), lead=lead)
    )


@form_methods
@opens_with("indicators.define_indicator")
def figure_definition(request: HttpRequest, slug: str) -> HttpResponse:
    """The next definition: the one before stays, with its values."""
    indicator = get_visible(indicators_by_slug(slug))
    definition = indicator.definitions.select_related("indicator").order_by("-number", "-pk").first()
    if definition is None:
        raise Http404
    form = NewDefinitionForm(posted(request), initial=definition_initial(definition))
    if form.is_valid():
        made = attempt(
            form,
            lambda: actions.define_indicator(
                actor=actor_of(request), slug=slug, title=indicator.title, field=indicator.field,
                accountability=indicator.accountability, is_fictitious=definition.is_fictitious, now=timezone.now(),
                **form.cleaned_data,
            ),
        )  # fmt: skip
        if made is not None:
            messages.success(request, _("Die neue Definition gilt. Die alte bleibt mit ihren Werten stehen."))
            return redirect("office:figure", slug)
    back = reverse("office:figure", args=[slug])
    crumbs = (Link(_("Zahlen"), reverse("office:figures")), Link(indicator.title, back))
    lead = _("Werte nach dem neuen Beginn gehören zur neuen Definition. Zwischen beiden wird nicht verglichen.")
    return form_page(request, FormPage(_("Neue Definition"), form, _("Festlegen"), back, crumbs, lead=lead))


@form_methods
@opens_with("indicators.adopt_entries")
def figure_catalogue(request: HttpRequest) -> HttpResponse:
    """Indicators others use, to be ticked and taken over; what the house has already is not offered."""
    known = set(Indicator.objects.values_list("slug", flat=True))
    entries = [each for each in catalogue() if each.slug not in known]
    form = CatalogueForm(posted(request), entries=entries)
    if form.is_valid():
        made = attempt(
            form,
            lambda: actions.adopt_entries(
                actor=actor_of(request), entries=form.chosen(), valid_from=form.cleaned_data["valid_from"],
                now=timezone.now(),
            ),
        )  # fmt: skip
        if made is not None:
            count = len(made)
            said = ngettext("Eine Messgröße ist übernommen.", "%(count)s Messgrößen sind übernommen.", count)
            messages.success(request, said % {"count": count})
            return redirect("office:figures")
    back = reverse("office:figures")
    lead = _("Definitionen für die Integration, ohne Werte. Was Sie schon haben, steht hier nicht mehr.")
    crumbs = (Link(_("Zahlen"), back),)
    return form_page(request, FormPage(_("Katalog"), form, _("Übernehmen"), back, crumbs, lead=lead))


@require_safe
@opens_with("indicators.view_figures")
def figure_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of an indicator as a document."""
    now, area = timezone.now(), county()
    sheet = indicator_sheet(get_visible(indicators_by_slug(slug)), on=local_day(now), area=area)
    if sheet is None:
        raise Http404
    house = Instance.objects.order_by("pk").first()
    document = sheet_pdf(sheet, site=house.name if house else "", on=local_day(now), made_at=now)
    return pdf_response(document, f"messgroesse-{slug}")


urlpatterns: list[URLPattern] = [
    path("zahlen/neu/", figure_new, name="figure_new"),
    path("zahlen/katalog/", figure_catalogue, name="figure_catalogue"),
    path("zahlen/<slug:slug>/definition/", figure_definition, name="figure_definition"),
    path("zahlen/<slug:slug>/blatt.pdf", figure_pdf, name="figure_pdf"),
]
