"""Angebote: the directory as the office keeps it – what is overdue, what was corrected, each service as a form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.directory import actions, queries
from roterfaden.directory.enums import Freshness
from roterfaden.directory.forms import ServiceForm, ServiceTextForm
from roterfaden.directory.methods import checksum
from roterfaden.directory.models import Correction, Organisation, Service, ServiceText
from roterfaden.directory.queries.office import CLOSED, CORRECTED
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.languages import SOURCE, codes
from roterfaden.kernel.time import local_day
from roterfaden.office.directory_desk import OPENS, form_methods, language_states, pressed, taken
from roterfaden.office.lists import page_of
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.forms import FilterForm
from roterfaden.web.pages import actor_of, get_visible, posted

add_entry(route="office:services", label=gettext_lazy("Angebote"), position=240, permission=OPENS)


class ServiceListFilter(FilterForm):
    """What of the directory is shown."""

    suche = forms.CharField(label=gettext_lazy("Angebot oder Einrichtung"), max_length=80)
    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        choices=[
            ("", gettext_lazy("alle")),
            *Freshness.choices,
            (CORRECTED, gettext_lazy("mit offener Berichtigung")),
            (CLOSED, gettext_lazy("beendet")),
        ],
    )
    ort = forms.ChoiceField(label=gettext_lazy("Kommune"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        areas = [(area.slug, area.short_name) for area in queries.areas_with_services()]
        self.fields["ort"].choices = [("", gettext_lazy("alle")), *areas]


@dataclass(frozen=True)
class ListPage:
    """The list with what waits on top."""

    form: ServiceListFilter
    rows: tuple[queries.ServiceRow, ...]
    page: Page
    corrections: list[Correction]
    overdue: int
    today: date


@require_safe
@opens_with(OPENS)
def services(request: HttpRequest) -> HttpResponse:
    """Every service, first what nobody has checked for longest."""
    today, form = local_day(timezone.now()), ServiceListFilter(request.GET)
    chosen = form.chosen()
    found = queries.kept_services(
        on=today, words=chosen.get("suche", ""), state=chosen.get("stand", ""), area=chosen.get("ort", "")
    )
    page = page_of(request, found)
    context = ListPage(
        form=form, rows=queries.service_rows(list(page), on=today), page=page,
        corrections=list(queries.open_corrections()[:20]), overdue=queries.overdue(today).count(), today=today,
    )  # fmt: skip
    return office_page(request, "office/directory/services.html", context)


@form_methods
@opens_with("directory.add_service")
def service_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new service of an organisation."""
    organisation = get_visible(Organisation.objects.all(), uid=uid)
    form = ServiceForm(posted(request), organisation=organisation)
    add = lambda: actions.add_service(  # noqa: E731
        actor=actor_of(request), organisation=organisation, content=form.content(), now=timezone.now(),
        is_checked=form.cleaned_data["is_checked"],
    )  # fmt: skip
    made = taken(request, form, add, _("Das Angebot steht im Verzeichnis."))
    if made is not None:
        return redirect("office:service", made.uid)
    context = {"organisation": organisation, "form": form, "service": None, "texts": (), "corrections": ()}
    return office_page(request, "office/directory/service.html", context)


@form_methods
@opens_with("directory.change_service")
def service(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One service: its facts, what was said about it, its other languages."""
    row = get_visible(Service.objects.select_related("organisation", "site"), uid=uid)
    form = ServiceForm(posted(request), organisation=row.organisation, instance=Service.objects.get(pk=row.pk))
    change = lambda: actions.change_service(  # noqa: E731
        actor=actor_of(request), service=row, content=form.content(), now=timezone.now(),
        is_checked=form.cleaned_data["is_checked"],
    )  # fmt: skip
    if taken(request, form, change, _("Das Angebot ist geändert.")) is not None:
        return redirect("office:service", row.uid)
    context = {
        "organisation": row.organisation,
        "form": form,
        "service": row,
        "texts": language_states(queries.text_states(row)),
        "corrections": list(queries.open_corrections().filter(service=row)),
    }
    return office_page(request, "office/directory/service.html", context)


@require_POST
@opens_with("directory.check_service")
def service_checked(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The facts are right today."""
    row = get_visible(Service.objects.all(), uid=uid)
    check = lambda: actions.check_service(actor=actor_of(request), service=row, now=timezone.now())  # noqa: E731
    pressed(request, check, _("Geprüft: %(title)s.") % {"title": row.title})
    return redirect("office:services")


@require_POST
@opens_with("directory.end_service")
def service_end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The service is not offered any more."""
    row = get_visible(Service.objects.all(), uid=uid)
    end = lambda: actions.end_service(actor=actor_of(request), service=row, now=timezone.now())  # noqa: E731
    pressed(request, end, _("Beendet: %(title)s. Niemand findet es mehr.") % {"title": row.title})
    return redirect("office:services")


@form_methods
@opens_with("directory.word_service")
def service_text(request: HttpRequest, uid: UUID, language: str) -> HttpResponse:
    """A service in another language: the German above, the words below."""
    if language not in codes() or language == SOURCE:
        raise Http404
    row = get_visible(Service.objects.select_related("organisation"), uid=uid)
    words = ServiceText.objects.filter(service=row, language=language).first()
    form = ServiceTextForm(posted(request), language=language, instance=words)
    write = lambda: actions.word_service(  # noqa: E731
        actor=actor_of(request), service=row, language=language, now=timezone.now(), **form.cleaned_data
    )
    if taken(request, form, write, _("Der Text ist gespeichert.")) is not None:
        return redirect("office:service", row.uid)
    context = {
        "service": row,
        "language": language,
        "form": form,
        "is_outdated": words is not None and words.source != checksum(row.title, row.text),
    }
    return office_page(request, "office/directory/service_text.html", context)


@require_POST
@opens_with("directory.settle_correction")
def correction_settled(request: HttpRequest, pk: int) -> HttpResponse:
    """What an organisation said is dealt with."""
    row = get_visible(Correction.objects.select_related("service"), pk=pk)
    settle = lambda: actions.settle_correction(  # noqa: E731
        actor=actor_of(request), correction=row, now=timezone.now()
    )
    pressed(request, settle, _("Die Berichtigung ist erledigt."))
    return redirect("office:services")


@provides_tasks(240)
def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """Entries to check, and what organisations said."""
    if not allowed(actor, OPENS):
        return
    said = queries.open_corrections().count()
    title = ngettext(
        "Eine Einrichtung hat ein Angebot berichtigt", "%(count)s Berichtigungen von Angeboten warten", said
    ) % {"count": said}
    yield Task(title, _("Lesen, ändern, erledigen."), reverse("office:services"), said)
    waiting = queries.overdue(on).count()
    title = ngettext("Ein Angebot ist lange nicht geprüft", "%(count)s Angebote sind lange nicht geprüft", waiting) % {
        "count": waiting
    }
    listed = f"{reverse('office:services')}?stand={Freshness.OVERDUE}"
    yield Task(title, _("Die Einrichtungen bekommen von selbst eine Bitte per E-Mail."), listed, waiting)


urlpatterns: list[URLPattern] = [
    path("angebote/", services, name="services"),
    path("angebote/einrichtungen/<uuid:uid>/neu/", service_new, name="service_new"),
    path("angebote/berichtigungen/<int:pk>/erledigt/", correction_settled, name="correction_settled"),
    path("angebote/<uuid:uid>/", service, name="service"),
    path("angebote/<uuid:uid>/geprueft/", service_checked, name="service_checked"),
    path("angebote/<uuid:uid>/beenden/", service_end, name="service_end"),
    path("angebote/<uuid:uid>/sprache/<slug:language>/", service_text, name="service_text"),
]
