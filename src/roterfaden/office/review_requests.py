"""Prüfung, Zahlen anfragen: who delivers what, who was asked, what came in, taking it over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.indicators.models import Indicator
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.monitoring import actions
from roterfaden.monitoring.forms import AskForm, DelivererForm, QuestionForm, RevokeForm
from roterfaden.monitoring.models import DataRequest, Deliverer, RequestedValue, RequestFile, ReviewCycle
from roterfaden.monitoring.queries.asking import (
    Completeness,
    RequestPage,
    completeness,
    deliverers,
    late_requests,
    municipalities_without_deliverer,
    request_page,
    requests_to_take_over,
)
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.ui.parts import Link
from roterfaden.web.files import send_file
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "monitoring.view_requests"
TIME_TO_ANSWER = timedelta(weeks=4)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class AskedPage:
    """How complete the figures of a review are."""

    cycle: ReviewCycle
    found: Completeness
    is_open: bool


@dataclass(frozen=True)
class OneRequestPage:
    """One request with its answers."""

    cycle: ReviewCycle
    shown: RequestPage
    is_open: bool
    is_late: bool


@provides_tasks(121)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Answers to take over, answers that are late."""
    if not allowed(actor, OPENS):
        return
    waiting = list(requests_to_take_over().select_related("cycle"))
    if waiting:
        title = ngettext("Eine Meldung ist zu übernehmen", "%(count)s Meldungen sind zu übernehmen", len(waiting))
        url = reverse("office:review_asked", args=[waiting[0].cycle.slug])
        text = _("Sehen Sie die Zahlen an, und übernehmen Sie sie.")
        yield Task(title % {"count": len(waiting)}, text, url, len(waiting))
    late = list(late_requests(on).select_related("cycle"))
    if late:
        title = ngettext("Eine Meldung ist überfällig", "%(count)s Meldungen sind überfällig", len(late))
        url = reverse("office:review_asked", args=[late[0].cycle.slug])
        text = _("Das Programm erinnert von selbst; oft hilft ein Anruf.")
        yield Task(title % {"count": len(late)}, text, url, len(late))


# --- who delivers what ------------------------------------------------------------------------------------------------
@require_safe
@opens_with(OPENS)
def places(request: HttpRequest) -> HttpResponse:
    """The places that deliver figures, and the municipalities nobody is named for."""
    today = local_day(timezone.now())
    context = {"deliverers": deliverers(), "unnamed": municipalities_without_deliverer(today)}
    return office_page(request, "office/review/places.html", context)


@form_methods
@opens_with(OPENS)
def place_new(request: HttpRequest) -> HttpResponse:
    """A new place; `kommune` in the address chooses a municipality, `wie` copies what another one delivers."""
    wanted = Area.objects.partners().filter(slug=request.GET.get("kommune", "")).first()
    copied = _number(request.GET.get("wie", ""))
    start = {
        "name": wanted.name if wanted else "", "municipality": wanted,
        "indicators": Indicator.objects.filter(pk__in=_delivered(copied)),
    }  # fmt: skip
    return _place_form(request, None, start, _("Neue Meldestelle"))


@form_methods
@opens_with(OPENS)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a place."""
    found = get_visible(Deliverer.objects.filter(retired_at=None).select_related("municipality"), pk=pk)
    start = {
        "name": found.name, "email": found.email, "municipality": found.municipality,
        "indicators": Indicator.objects.filter(pk__in=_delivered(found.pk)),
    }  # fmt: skip
    return _place_form(request, found, start, found.name)


def _place_form(request: HttpRequest, found: Deliverer | None, start: Mapping[str, object], title: str) -> HttpResponse:
    now = timezone.now()
    form = DelivererForm(
        posted(request), areas=partners(local_day(now)), indicators=Indicator.objects.order_by("title", "pk"),
        initial=dict(start),
    )  # fmt: skip
    if form.is_valid():
        saved = attempt(
            form,
            lambda: actions.save_deliverer(actor=actor_of(request), deliverer=found, now=now, **form.cleaned_data),
        )
        if saved is not None:
            messages.success(request, _("Gespeichert: %(name)s.") % {"name": saved.name})
            return redirect("office:review_places")
    back = reverse("office:review_places")
    crumbs = (Link(_("Prüfung"), reverse("office:review")), Link(_("Meldestellen"), back))
    return form_page(request, FormPage(title, form, _("Speichern"), back, crumbs))


@require_POST
@opens_with(OPENS)
def place_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a place no more."""
    found = get_visible(Deliverer.objects.filter(retired_at=None), pk=pk)
    actions.retire_deliverer(actor=actor_of(request), deliverer=found, now=timezone.now())
    messages.success(request, _("Diese Stelle wird nicht mehr gefragt. Offene Anfragen laufen weiter."))
    return redirect("office:review_places")


def _delivered(pk: int) -> list[int]:
    rows = Deliverer.objects.filter(pk=pk, deliveries__isnull=False)
    return list(rows.order_by("deliveries__pk").values_list("deliveries__indicator_id", flat=True))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0  # noqa: PLR2004 -- fits a key


# --- asking and taking over -------------------------------------------------------------------------------------------
@require_safe
@opens_with("monitoring.view_review")
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was asked, how far they are, who is late."""
    cycle = _cycle(slug)
    found = completeness(cycle, on=local_day(timezone.now()))
    is_open = cycle.closed_at is None and allowed(actor_of(request), OPENS)
    return office_page(request, "office/review/asked.html", AskedPage(cycle, found, is_open))


@form_methods
@opens_with("monitoring.ask_for_figures")
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask places for what is due."""
    cycle, now = _cycle(slug), timezone.now()
    rows = Deliverer.objects.filter(retired_at=None, deliveries__isnull=False).distinct()
    free = rows.exclude(requests__in=cycle.requests.standing()).order_by("name", "pk")
    start = {"due_on": local_day(now) + TIME_TO_ANSWER, "deliverers": free}
    form = AskForm(posted(request), deliverers=free, initial=start)
    if form.is_valid():
        made = attempt(
            form,
            lambda: actions.ask_for_figures(actor=actor_of(request), cycle=cycle, now=now, **form.cleaned_data),
        )
        if made is not None:
            told = ngettext("Eine Anfrage ist unterwegs.", "%(count)s Anfragen sind unterwegs.", len(made))
            messages.success(request, told % {"count": len(made)})
            return redirect("office:review_asked", cycle.slug)
    lead = _(
        "Jede Stelle bekommt einen Link und braucht keinen Zugang. Gefragt wird nach dem, was bis zum Stichtag fehlt."
    )
    note = (
        ""
        if free.exists()
        else _("Es ist niemand mehr zu fragen. Legen Sie zuerst unter „Meldestellen“ fest, wer was liefert.")
    )
    back = reverse("office:review_asked", args=[cycle.slug])
    page = FormPage(_("Zahlen anfragen"), form, _("Anfragen"), back, _crumbs(cycle), lead, note)
    return form_page(request, page)


@require_safe
@opens_with(OPENS)
def one_request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One request: what was asked, what came in, what looks unusual."""
    cycle = _cycle(slug)
    found = _request(cycle, pk)
    today = local_day(timezone.now())
    context = OneRequestPage(
        cycle=cycle,
        shown=request_page(found, on=today),
        is_open=cycle.closed_at is None and found.revoked_at is None,
        is_late=found.handed_in_at is None and found.revoked_at is None and found.due_on < today,
    )
    return office_page(request, "office/review/request.html", context)


@require_POST
@opens_with("monitoring.take_over")
def take_over(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take over the values that were ticked."""
    found = _request(_cycle(slug), pk)
    keys = [_number(key) for key in request.POST.getlist("werte")]
    chosen = RequestedValue.objects.filter(request=found, pk__in=keys)
    try:
        count = actions.take_over(actor=actor_of(request), request=found, values=chosen, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("Eine Angabe ist übernommen.", "%(count)s Angaben sind übernommen.", count)
        messages.success(request, told % {"count": count})
    return redirect("office:review_request", slug, found.pk)


@form_methods
@opens_with("monitoring.question_answer")
def question(request: HttpRequest, slug: str, pk: int, value_pk: int) -> HttpResponse:
    """Ask a place back about a value."""
    cycle = _cycle(slug)
    found = _request(cycle, pk)
    rows = RequestedValue.objects.filter(request=found).select_related(
        "request__deliverer", "request__cycle", "definition__indicator"
    )
    value = get_visible(rows, pk=value_pk)
    form = QuestionForm(posted(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.question_answer(
                actor=actor_of(request), value=value, question=form.cleaned_data["question"], now=timezone.now()
            ),
        )
        if done is not None:
            messages.success(request, _("Die Rückfrage ist unterwegs."))
            return redirect("office:review_request", slug, found.pk)
    back = reverse("office:review_request", args=[slug, found.pk])
    title = _("Rückfrage: %(title)s") % {"title": value.definition.indicator.title}
    lead = _("Die Stelle liest die Frage neben ihrem Wert und bekommt eine E-Mail mit Link.")
    crumbs = (*_crumbs(cycle), Link(found.deliverer.name, back))
    return form_page(request, FormPage(title, form, _("Rückfrage senden"), back, crumbs, lead))


@form_methods
@opens_with("monitoring.revoke_request")
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a request back."""
    cycle = _cycle(slug)
    found = _request(cycle, pk)
    form = RevokeForm(posted(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.revoke_request(
                actor=actor_of(request), request=found, reason=form.cleaned_data["reason"], now=timezone.now()
            ),
        )
        if done is not None:
            messages.success(request, _("Die Anfrage ist zurückgenommen. Der Link öffnet nichts mehr."))
            return redirect("office:review_asked", slug)
    back = reverse("office:review_request", args=[slug, found.pk])
    crumbs = (*_crumbs(cycle), Link(found.deliverer.name, back))
    lead = _("Was schon übernommen ist, bleibt.")
    return form_page(request, FormPage(_("Anfrage zurücknehmen"), form, _("Zurücknehmen"), back, crumbs, lead))


@require_safe
@opens_with(OPENS)
def request_file(request: HttpRequest, slug: str, pk: int, file_pk: int) -> HttpResponseBase:
    """A document a place sent along."""
    attached = get_visible(
        RequestFile.objects.filter(request=_request(_cycle(slug), pk)).select_related("file"), pk=file_pk
    )
    return send_file(attached.file)


def _cycle(slug: str) -> ReviewCycle:
    return get_visible(ReviewCycle.objects.select_related("concept", "version"), slug=slug)


def _request(cycle: ReviewCycle, pk: int) -> DataRequest:
    return get_visible(cycle.requests.select_related("deliverer__municipality", "cycle", "asked_by"), pk=pk)


def _crumbs(cycle: ReviewCycle) -> tuple[Link, ...]:
    return (
        Link(_("Prüfung"), reverse("office:review")),
        Link(cycle.title, reverse("office:review_cycle", args=[cycle.slug])),
        Link(_("Zahlen"), reverse("office:review_asked", args=[cycle.slug])),
    )


urlpatterns: list[URLPattern] = [
    path("pruefung/meldestellen/", places, name="review_places"),
    path("pruefung/meldestellen/neu/", place_new, name="review_place_new"),
    path("pruefung/meldestellen/<int:pk>/", place, name="review_place"),
    path("pruefung/meldestellen/<int:pk>/ruhen/", place_retire, name="review_place_retire"),
    path("pruefung/<slug:slug>/zahlen/", asked, name="review_asked"),
    path("pruefung/<slug:slug>/zahlen/anfragen/", ask, name="review_ask"),
    path("pruefung/<slug:slug>/zahlen/<int:pk>/", one_request, name="review_request"),
    path("pruefung/<slug:slug>/zahlen/<int:pk>/uebernehmen/", take_over, name="review_take_over"),
    path("pruefung/<slug:slug>/zahlen/<int:pk>/zuruecknehmen/", revoke, name="review_revoke"),
    path("pruefung/<slug:slug>/zahlen/<int:pk>/werte/<int:value_pk>/rueckfrage/", question, name="review_question"),
    path("pruefung/<slug:slug>/zahlen/<int:pk>/dateien/<int:file_pk>/", request_file, name="review_file"),
]
