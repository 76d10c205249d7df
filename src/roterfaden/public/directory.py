"""Beratung: the first page of the Migrationszentrum, the services, and the link with which organisations check them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.advice.methods.topics import FOR_THE_OFFICE, topic_word
from roterfaden.directory.actions import answer_check
from roterfaden.directory.enums import Cost
from roterfaden.directory.exports import leaflet_pdf
from roterfaden.directory.forms import CheckForm
from roterfaden.directory.methods import LinkedOrganisation, columns, hsds_page, table_row
from roterfaden.directory.queries import (
    GuideLine,
    ServiceCard,
    Wanted,
    areas_with_services,
    entries_of,
    find,
    guide_lines,
    link_behind,
    listed_facts,
    service_cards,
    service_count,
    service_page,
    spoken_languages,
)
from roterfaden.kernel.tables import write_csv, write_xlsx
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import house_name, page_language, private, public_page
from roterfaden.topics.models import FieldOfAction
from roterfaden.topics.queries import fields_of_action
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.filters import lang_name
from roterfaden.ui.forms import FilterForm
from roterfaden.ui.parts import Link
from roterfaden.web.pages import attempt, posted
from roterfaden.web.takeaway import XLSX

ON_A_PAGE = 20
IN_A_LEAFLET = 80
DOCUMENTS = 30
GUESSES = 20
"""Documents, and wrong links, from one address of the network in ten minutes."""
LONGEST_QUESTION = 120
TOO_MANY, GONE = "public/card/too_many.html", "public/directory/link_gone.html"
RADII = (("0", gettext_lazy("nur hier")), ("10", gettext_lazy("bis 10 km")), ("20", gettext_lazy("bis 20 km")))


class ServiceFilter(FilterForm):
    """What somebody looks for. Every part survives in the address."""

    suche = forms.CharField(label=gettext_lazy("Was suchen Sie?"), max_length=LONGEST_QUESTION)
    ort = forms.ChoiceField(label=gettext_lazy("Wo wohnen Sie?"))
    umkreis = forms.ChoiceField(label=gettext_lazy("Wie weit?"), choices=[("", gettext_lazy("egal")), *RADII])
    thema = forms.ChoiceField(label=gettext_lazy("Thema"))
    sprache = forms.ChoiceField(label=gettext_lazy("Hilfe in dieser Sprache"))
    kosten = forms.ChoiceField(
        label=gettext_lazy("Kosten"), choices=[("", gettext_lazy("egal")), (Cost.FREE.value, Cost.FREE.label)]
    )
    stufenlos = forms.BooleanField(label=gettext_lazy("ohne Stufen"))
    offen = forms.BooleanField(label=gettext_lazy("jetzt geöffnet"))

    def __init__(self, data: Any, *, areas: Sequence[Area], topics: Sequence[FieldOfAction]) -> None:
        super().__init__(data)
        self.areas = {area.slug: area for area in areas}
        every = ("", gettext_lazy("egal"))
        self.fields["ort"].choices = [every, *((area.slug, area.short_name) for area in areas)]
        self.fields["thema"].choices = [
            every,
            *((each.slug, topic_word(each.slug, each.short_name)) for each in topics),
        ]
        self.fields["sprache"].choices = [every, *((code, lang_name(code)) for code in spoken_languages())]

    def wanted(self, language: str) -> Wanted:
        """The same as the query takes it."""
        chosen = self.chosen()
        radius = chosen.get("umkreis", "")
        return Wanted(
            words=chosen.get("suche", ""), language=language, place=self.areas.get(chosen.get("ort", "")),
            radius=int(radius) if radius else None, topic=chosen.get("thema", ""), spoken=chosen.get("sprache", ""),
            cost=chosen.get("kosten", ""), step_free=bool(chosen.get("stufenlos")), open_now=bool(chosen.get("offen")),
        )  # fmt: skip


@dataclass(frozen=True)
class CentrePage:
    """The first page: search, situations of life, guides, appointment."""

    form: ServiceFilter
    topics: list[Link]
    guides: tuple[GuideLine, ...]
    count: int
    integreat: str


@dataclass(frozen=True)
class ServicesPage:
    """What was found."""

    form: ServiceFilter
    cards: tuple[ServiceCard, ...]
    page: Page
    guides: tuple[GuideLine, ...]
    place: Area | None
    query: str
    is_narrowed: bool


@login_not_required
@require_safe
def centre(request: HttpRequest) -> HttpResponse:
    """Beratung und Hilfe: where to begin."""
    topics = _topics()
    listed = reverse("public:services")
    links = [Link(topic_word(each.slug, each.short_name), f"{listed}?thema={each.slug}") for each in topics]
    context = CentrePage(
        form=ServiceFilter(None, areas=areas_with_services(), topics=topics), topics=links,
        guides=() if settings.INTEGREAT_URL else guide_lines(page_language()), count=service_count(),
        integreat=settings.INTEGREAT_URL,
    )  # fmt: skip
    return public_page(request, "public/directory/centre.html", context)


@login_not_required
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Services by words, place, topic, language, cost, access and hours."""
    form, at = _form(request), timezone.localtime(timezone.now())
    wanted = form.wanted(page_language())
    found = find(wanted, at=at)
    page = Paginator(found.services, ON_A_PAGE).get_page(request.GET.get("seite"))
    guides = () if settings.INTEGREAT_URL or page.number > 1 else found.guides
    context = ServicesPage(
        form=form, cards=service_cards(list(page), language=page_language(), at=at), page=page,
        guides=guide_lines(page_language(), guides) if guides else (), place=wanted.place,
        query=_query(request), is_narrowed=bool(form.chosen()),
    )  # fmt: skip
    return public_page(request, "public/directory/services.html", context)


@login_not_required
@require_safe
def service(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One service: what it is, where, when, for whom, what it costs, who checked it when."""
    at = timezone.localtime(timezone.now())
    found = service_page(uid, language=page_language(), at=at)
    if found is None:
        raise Http404
    topics = [
        Link(topic_word(each.slug, each.short_name), f"{reverse('public:services')}?thema={each.slug}")
        for each in found.topics
    ]
    return public_page(request, "public/directory/service.html", {"page": found, "topics": topics, "today": at.date()})


@login_not_required
@require_safe
def services_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list to take away: leaflet (pdf) of what is shown; everything as HSDS (json) or table (csv, xlsx)."""
    writers = {"pdf": _leaflet, "json": _hsds, "csv": _csv, "xlsx": _xlsx}
    if form not in writers:
        raise Http404
    if too_many("directory-file", request, DOCUMENTS):
        return public_page(request, TOO_MANY, status=HTTPStatus.TOO_MANY_REQUESTS)
    tried("directory-file", request)
    return writers[form](request, timezone.localtime(timezone.now()))


def _leaflet(request: HttpRequest, at: datetime) -> HttpResponseBase:
    wanted = _form(request).wanted(page_language())
    cards = service_cards(find(wanted, at=at).services[:IN_A_LEAFLET], language=page_language(), at=at)
    place = wanted.place.short_name if wanted.place else ""
    address = f"{settings.BASE_URL}{reverse('public:services')}"
    made = leaflet_pdf(cards, place=place, house=house_name(), address=address, made_at=at)
    return pdf_response(made, f"beratung-{wanted.place.slug if wanted.place else 'alle'}")


def _hsds(_request: HttpRequest, _at: datetime) -> HttpResponseBase:
    response = JsonResponse(hsds_page(listed_facts()), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="angebote.json"'
    return response


def _csv(_request: HttpRequest, _at: datetime) -> HttpResponseBase:
    made = write_csv(columns(), (table_row(each) for each in listed_facts()))
    response = StreamingHttpResponse(made, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="angebote.csv"'
    return response


def _xlsx(_request: HttpRequest, _at: datetime) -> HttpResponseBase:
    made = write_xlsx(columns(), (table_row(each) for each in listed_facts()), sheet="Angebote")
    return FileResponse(made, as_attachment=True, filename="angebote.xlsx", content_type=XLSX)


def _form(request: HttpRequest) -> ServiceFilter:
    return ServiceFilter(request.GET, areas=areas_with_services(), topics=_topics())


def _topics() -> list[FieldOfAction]:
    return [each for each in fields_of_action() if each.slug not in FOR_THE_OFFICE]


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("seite", None)
    return query.urlencode()


# --- by link ---------------------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """An organisation says whether its entries are right. Opening the link changes nothing."""
    now = timezone.now()
    if too_many("directory-link", request, GUESSES):
        return private(public_page(request, TOO_MANY, status=HTTPStatus.TOO_MANY_REQUESTS))
    link = link_behind(token, now=now)
    if link is None:
        tried("directory-link", request)
        return private(public_page(request, GONE, status=HTTPStatus.NOT_FOUND))
    entries = entries_of(link)
    form = CheckForm(posted(request), services=entries)
    if form.is_valid():
        actor = LinkedOrganisation(opens=link.organisation_id, actor_id=str(link.organisation_id))
        said = attempt(form, lambda: answer_check(actor=actor, link=link, now=now, **form.answer()))
        if said is not None:
            messages.success(request, _("Danke! Ihre Antwort ist angekommen."))
            return private(redirect("public:service_check", token))
    rows = [(entry, form[f"stand_{entry.pk}"], form[f"text_{entry.pk}"]) for entry in entries]
    context = {
        "organisation": link.organisation, "form": form, "rows": rows, "until": link.expires_at,
        "today": local_day(now),
    }  # fmt: skip
    return private(public_page(request, "public/directory/check.html", context))


urlpatterns: list[URLPattern] = [
    path("beratung/", centre, name="centre"),
    path("beratung/angebote/", services, name="services"),
    path("beratung/angebote/angebote.<slug:form>", services_file, name="services_file"),
    path("beratung/angebote/pruefen/<str:token>/", check, name="service_check"),
    path("beratung/angebote/<uuid:uid>/", service, name="service"),
]
