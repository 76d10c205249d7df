"""Who comes: the list of registrations, the door on the day, table signs, and counts without names."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.errors import DomainError
from roterfaden.office.event_setup import event_crumbs, visible_event
from roterfaden.office.form_page import FormPage
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import RegistrationState
from roterfaden.participation.forms import GuestFilter, HeadcountForm, WalkInForm
from roterfaden.participation.models import Event, Registration
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

SEES = "participation.view_guests"


@require_safe
@opens_with(SEES)
def guests(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has registered, who waits, and what has to be prepared."""
    event = _event(request, slug)
    form = GuestFilter(request.GET)
    chosen = form.chosen()
    rows = queries.registration_rows(event, state=chosen.get("stand", ""), words=chosen.get("suche", ""))
    context = {
        "event": event,
        "crumbs": event_crumbs(event),
        "filter": form,
        "rows": page_of(request, rows),
        "seats": queries.seats(event),
        "needs": queries.guest_needs(event),
        "erased_after": queries.erasure_day(event),
        "State": RegistrationState,
    }
    return office_page(request, "office/events/guests.html", context)


@require_POST
@opens_with(SEES)
def guest_cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody has called: they will not come."""
    guest = _guest(request, slug, pk)
    _try(request, lambda: actions.cancel_registration(
        actor=actor_of(request), registration=guest, now=timezone.now()
    ), _("Die Anmeldung ist zurückgenommen."))  # fmt: skip
    return redirect("office:event_guests", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(SEES)
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """The list at the door: one button for each person, and a short form for those who come without registration."""
    event = _event(request, slug)
    form = WalkInForm(posted(request), event=event)
    if form.is_valid():
        made = attempt(form, lambda: actions.add_walk_in(
            actor=actor_of(request), event=event, now=timezone.now(), **form.cleaned_data
        ))  # fmt: skip
        if made:
            messages.success(request, _("Eingelassen und gezählt."))
            return redirect(f"{reverse('office:event_door', args=[event.slug])}#ohne-anmeldung")
    words = request.GET.get("suche", "").strip()
    rows = queries.registration_rows(event, words=words).exclude(state=RegistrationState.CANCELLED)
    context = {
        "event": event,
        "crumbs": event_crumbs(event),
        "rows": rows.order_by("name", "registered_at", "pk"),
        "words": words,
        "seats": queries.seats(event),
        "form": form,
        "State": RegistrationState,
    }
    return office_page(request, "office/events/door.html", context)


@require_POST
@opens_with(SEES)
def check_in(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody is here, or was ticked off by mistake."""
    guest = _guest(request, slug, pk)
    is_present = request.POST.get("da") == "1"
    _try(request, lambda: actions.check_in_guest(
        actor=actor_of(request), registration=guest, is_present=is_present, now=timezone.now()
    ))  # fmt: skip
    return redirect(f"{reverse('office:event_door', args=[slug])}#person-{guest.pk}")


@require_safe
@opens_with(SEES)
def table_signs(request: HttpRequest, slug: str) -> HttpResponse:
    """A sign for each table, without names: two to an A4 page, folded in the middle."""
    event = _event(request, slug)
    context = {"event": event, "crumbs": event_crumbs(event), "tables": range(1, event.tables + 1)}
    return office_page(request, "office/events/table_signs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.record_headcounts")
def headcounts(request: HttpRequest, slug: str) -> HttpResponse:
    """How many came, by group, municipality and language. Filled in from the door where people were ticked off."""
    event = visible_event(request, slug, *MODERATION, permission="participation.record_headcounts")
    stored = queries.stored_tallies(event)
    known = stored if stored else queries.live_tallies(event)
    form = HeadcountForm(posted(request), choices=queries.headcount_choices(event), known=known)
    if form.is_valid() and attempt(form, lambda: actions.record_headcounts(
        actor=actor_of(request), event=event, total=form.cleaned_data["total"], attended=form.attended(),
        now=timezone.now(),
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Zahlen sind festgehalten. Sie bleiben, auch wenn die Namen gelöscht sind."))
        return redirect("office:event", event.slug)
    lead = _("Ohne Namen, für „Wer wurde gehört?“. Leere Felder heißen: nicht gezählt.")
    back = reverse("office:event", args=[event.slug])
    page = FormPage(_("Teilnahmezahlen"), form, _("Zahlen festhalten"), back, event_crumbs(event), lead=lead)
    context: dict[str, Any] = {"page": page, "form": form, "is_filled": bool(stored), "event": event}
    return office_page(request, "office/events/headcounts.html", context)


def _event(request: HttpRequest, slug: str) -> Event:
    return visible_event(request, slug, *MODERATION, permission=SEES)


def _guest(request: HttpRequest, slug: str, pk: int) -> Registration:
    rows = Registration.objects.filter(event=_event(request, slug))
    return get_visible(rows.select_related("event__process"), pk=pk)


def _try(request: HttpRequest, action: Any, done: str = "") -> None:
    """Do it, and say so; a refusal of the domain is shown as a message."""
    try:
        action()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/<slug:slug>/anmeldungen/", guests, name="event_guests"),
    path("veranstaltungen/<slug:slug>/anmeldungen/<int:pk>/absagen/", guest_cancel, name="event_guest_cancel"),
    path("veranstaltungen/<slug:slug>/einlass/", door, name="event_door"),
    path("veranstaltungen/<slug:slug>/einlass/<int:pk>/", check_in, name="event_check_in"),
    path("veranstaltungen/<slug:slug>/tischschilder/", table_signs, name="event_table_signs"),
    path("veranstaltungen/<slug:slug>/teilnahme/", headcounts, name="event_headcounts"),
]
