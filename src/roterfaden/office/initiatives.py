"""Maßnahmen: all of them with what is due, and one with its whole plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept.models import Version
from roterfaden.implementation import actions, queries
from roterfaden.implementation.enums import Progress, Weight
from roterfaden.implementation.exports import initiatives_table
from roterfaden.implementation.forms import ProgressForm
from roterfaden.implementation.methods import report_due
from roterfaden.implementation.models import Caretaker, Milestone
from roterfaden.implementation.rules import Matter, own_municipalities
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.initiative_plans import PLACE, address_of_page, form_methods, initiative_of, matter_of
from roterfaden.office.lists import page_of
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.ui.forms import FilterForm
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, posted

add_entry(
    route="office:initiatives",
    label=gettext_lazy("Maßnahmen"),
    position=100,
    permission="implementation.view_implementation",
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MATTERS = (
    ("verzug", gettext_lazy("im Verzug")),
    ("wartet", gettext_lazy("wartet auf eine verspätete Maßnahme")),
    ("foerderung", gettext_lazy("Förderung endet in zwölf Monaten")),
    ("meldung", gettext_lazy("seit einem Monat nicht gemeldet")),
)


class InitiativeFilter(FilterForm):
    """Which initiatives are shown, and for whom: the county or one municipality."""

    kommune = forms.ModelChoiceField(
        label=gettext_lazy("Kommune"), queryset=Area.objects.none(), empty_label=gettext_lazy("ganzer Landkreis"),
        to_field_name="slug",
    )  # fmt: skip
    feld = forms.ChoiceField(label=gettext_lazy("Handlungsfeld"))
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), choices=[("", gettext_lazy("alle")), *Progress.choices])
    gewicht = forms.ChoiceField(label=gettext_lazy("Gewicht"), choices=[("", gettext_lazy("alle")), *Weight.choices])
    sache = forms.ChoiceField(label=gettext_lazy("Was auffällt"), choices=[("", gettext_lazy("alles")), *MATTERS])

    def __init__(self, *args: Any, fields: dict[str, str], places: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feld"].choices = [("", gettext_lazy("alle")), *fields.items()]
        self.fields["kommune"].queryset = places
        self.fields["kommune"].label_from_instance = lambda area: area.short_name


@dataclass(frozen=True)
class InitiativesPage:
    """The initiatives of the version in force that fit the filter."""

    version: Version | None
    form: InitiativeFilter
    page: Page[queries.InitiativeRow]
    counts: tuple[tuple[str, int], ...]
    total: int
    shown: int
    place: Area | None
    file: str
    today: date


@dataclass(frozen=True)
class InitiativeView:
    """One initiative in one place."""

    page: queries.InitiativePage
    milestones: QuerySet[Milestone]
    caretakers: tuple[tuple[Caretaker, str], ...]
    place: Area | None
    place_query: str
    places: QuerySet[Area]
    today: date
    may_report: bool
    may_plan: bool
    may_link: bool
    may_assign: bool


@provides_tasks(100)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Milestones that were due and are not reached."""
    if allowed(actor, "implementation.set_dependency"):
        overdue = Milestone.objects.filter(done_on=None, due_on__lt=on, municipality=None).count()
        title = ngettext("Ein Meilenstein ist überfällig", "%(count)s Meilensteine sind überfällig", overdue)
        text = _("Halten Sie fest, ob er erreicht ist, verschieben Sie ihn oder melden Sie den Stand der Maßnahme.")
        yield Task(title % {"count": overdue}, text, reverse("office:initiatives") + "?sache=verzug", overdue)


@require_safe
@opens_with("implementation.view_implementation")
def initiatives(request: HttpRequest) -> HttpResponse:
    """The initiatives with their state and what is due next."""
    version, place, form, rows = _chosen(request)
    shown = [row for row in rows if _fits(row, form.chosen(), row.on)]
    query = request.GET.urlencode()
    context = InitiativesPage(
        version, form, page_of(request, shown), queries.progress_counts(rows), len(rows), len(shown), place,
        reverse("office:initiatives_file") + (f"?{query}" if query else ""), local_day(timezone.now()),
    )  # fmt: skip
    return office_page(request, "office/initiatives/initiatives.html", context)


@require_safe
@opens_with("implementation.view_implementation")
def initiatives_file(request: HttpRequest) -> HttpResponse | FileResponse:
    """Exactly what the filter shows, as XLSX, with the whole plan of each."""
    version, place, form, rows = _chosen(request)
    if version is None:
        raise Http404
    shown = [row for row in rows if _fits(row, form.chosen(), row.on)]
    words = {"version": version.title, "place": place.name if place else _("Landkreis"), "count": len(shown)}
    above = _("Maßnahmen: %(version)s, %(place)s, %(count)s Zeilen. Nur für den Dienstgebrauch.") % words
    made = initiatives_table(shown, queries.budgets_of(version, place), above=above)
    return FileResponse(made, as_attachment=True, filename="massnahmen.xlsx", content_type=XLSX)


@require_safe
@opens_with("implementation.view_implementation")
def initiative(request: HttpRequest, element_id: int) -> HttpResponse:
    """One initiative: words, state with history, milestones, money, neighbours, care."""
    element, version, now = initiative_of(element_id), queries.adopted_version(), timezone.now()
    matter, today = matter_of(request, element), local_day(now)
    page = queries.initiative_page(version, element, on=today, municipality=matter.municipality) if version else None
    if page is None:
        raise Http404
    actor = actor_of(request)
    may_assign = allowed(actor, "implementation.assign_caretaker", matter)
    context = InitiativeView(
        page=page,
        milestones=queries.milestones_with_moves(element.pk).filter(municipality=matter.municipality),
        caretakers=tuple(
            (row, row.person.name if row.person else queries.address_of(row) if may_assign else "")
            for row in queries.caretakers(element, matter.municipality)
        ),
        place=matter.municipality,
        place_query=f"?{PLACE}={matter.municipality.slug}" if matter.municipality else "",
        places=_places(actor, today),
        today=today,
        may_report=allowed(actor, "implementation.report_progress"),
        may_plan=allowed(actor, "implementation.set_plan", matter),
        may_link=allowed(actor, "implementation.set_dependency", element),
        may_assign=may_assign,
    )
    return office_page(request, "office/initiatives/initiative.html", context)


@form_methods
@opens_with("implementation.report_progress")
def report(request: HttpRequest, element_id: int) -> HttpResponse:
    """How far the initiative is today, for the county or one's own municipality."""
    element, actor, now = initiative_of(element_id), actor_of(request), timezone.now()
    county_wide = allowed(actor, "implementation.set_dependency", element)
    today, matter = local_day(now), matter_of(request, element)
    form = ProgressForm(
        posted(request),
        on=today,
        own_keys=None if county_wide else own_municipalities(actor),
        initial={"as_of": today, "municipality": matter.municipality},
    )
    if form.is_valid():
        status = attempt(
            form, lambda: actions.report_progress(actor=actor, element=element, now=now, **form.cleaned_data)
        )
        if status:
            messages.success(request, _("Der Stand ist gemeldet."))
            return redirect(address_of_page(Matter(element, status.municipality)))
    words = element.revisions.order_by("-number", "-pk").first()
    name = words.title if words else str(element)
    crumbs = (Link(_("Maßnahmen"), reverse("office:initiatives")), Link(name, address_of_page(matter)))
    return form_page(
        request, FormPage(_("Stand melden"), form, _("Melden"), address_of_page(matter), crumbs, lead=name)
    )


def _places(actor: Actor, on: date) -> QuerySet[Area]:
    """The municipalities whose plans the person may read: coordinators their own, the county all."""
    own = own_municipalities(actor)
    return partners(on).filter(key__in=own) if own else partners(on)


def _chosen(
    request: HttpRequest,
) -> tuple[Version | None, Area | None, InitiativeFilter, tuple[queries.InitiativeRow, ...]]:
    """The version in force, the place, the filter and the initiatives there."""
    version, today = queries.adopted_version(), local_day(timezone.now())
    places = _places(actor_of(request), today)
    slug = request.GET.get(PLACE, "")
    place = places.filter(slug=slug).first() if slug else None
    rows = queries.initiatives(version, on=today, municipality=place) if version else ()
    names = {row.field_slug: row.field_name for row in rows if row.field_slug}
    return version, place, InitiativeFilter(request.GET, fields=names, places=places), rows


def _fits(row: queries.InitiativeRow, chosen: dict[str, Any], on: date) -> bool:
    """Whether an initiative is shown."""
    matter = {
        None: True,
        "verzug": bool(row.late),
        "wartet": bool(row.waits_for),
        "foerderung": row.funding_step is not None,
        "meldung": report_due(row.progress, row.status.as_of if row.status else None, on),
    }[chosen.get("sache")]
    return (
        matter
        and chosen.get("feld") in (None, row.field_slug)
        and chosen.get("stand") in (None, row.progress)
        and chosen.get("gewicht") in (None, row.weight)
    )


urlpatterns: list[URLPattern] = [
    path("massnahmen/", initiatives, name="initiatives"),
    path("massnahmen/massnahmen.xlsx", initiatives_file, name="initiatives_file"),
    path("massnahmen/<int:element_id>/", initiative, name="initiative"),
    path("massnahmen/<int:element_id>/stand/", report, name="initiative_report"),
]
