"""Veranstaltungen: the list, one event, and its sheet of cards for the printer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.codes import readable
from roterfaden.kernel.errors import DomainError
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.qr import card_qr
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import EventFilter, IssueCodesForm
from roterfaden.participation.models import OFFICE_ROLES, Event
from roterfaden.web.pages import actor_of, get_visible, put_error

add_entry(
    route="office:events", label=gettext_lazy("Veranstaltungen"), position=30, permission="participation.view_process"
)


@require_safe
@opens_with("participation.view_process")
def events(request: HttpRequest) -> HttpResponse:
    """All events of the processes this person may open."""
    form = EventFilter(request.GET, processes=own_processes(request, *OFFICE_ROLES))
    chosen = form.chosen()
    rows = queries.event_rows(
        actor_of(request),
        process_slug=chosen["verfahren"].slug if "verfahren" in chosen else "",
        upcoming_from=timezone.now() if chosen.get("zeit") else None,
    )
    return office_page(request, "office/events/events.html", {"filter": form, "rows": page_of(request, rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_process")
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event, with the number of cards still to be printed."""
    shown = _visible_event(request, slug, *OFFICE_ROLES)
    may_print = allowed(actor_of(request), "participation.issue_codes", shown.process)
    if request.method == "POST" and not may_print:
        raise PermissionDenied
    form = IssueCodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.issue_codes(
                actor=actor_of(request), process=shown.process, event=shown, now=timezone.now(),
                count=form.cleaned_data["count"],
            )  # fmt: skip
        except DomainError as error:
            put_error(form, error)
        else:
            text = ngettext("%(count)s Karte ist bereit.", "%(count)s Karten sind bereit.", len(codes))
            messages.success(request, text % {"count": len(codes)})
            return redirect("office:event_cards", shown.slug)
    context = {
        "event": shown,
        "groups": shown.actor_groups.order_by("position", "pk"),
        "voices": shown.contributions.count(),
        "free_codes": queries.free_codes(shown).count(),
        "form": form,
        "may_print": may_print,
    }
    return office_page(request, "office/events/event.html", context)


@require_safe
@opens_with("participation.view_board")
def event_cards(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet: one card for each code that nobody has used yet, four to an A4 page."""
    shown = _visible_event(request, slug, *MODERATION)
    cards = [(readable(receipt.code), card_qr(receipt.code)) for receipt in queries.free_codes(shown)]
    lead = _("Vier Karten auf einer Seite A4. Drucken Sie auf festem Papier und schneiden Sie an den Linien.")
    return office_page(request, "office/events/cards.html", {"event": shown, "cards": cards, "lead": lead})


def _visible_event(request: HttpRequest, slug: str, *roles: str) -> Event:
    rows = Event.objects.filter(process__in=own_processes(request, *roles))
    return get_visible(rows.select_related("process", "stage", "area"), slug=slug)


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/", events, name="events"),
    path("veranstaltungen/<slug:slug>/", event, name="event"),
    path("veranstaltungen/<slug:slug>/karten/", event_cards, name="event_cards"),
]
