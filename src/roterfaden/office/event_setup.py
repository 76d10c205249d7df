"""Around an event: agenda, place and access, registration, calling it off. Each is one form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roterfaden.accounts.rules import allowed
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.moderation import own_processes
from roterfaden.office.nav import opens_with
from roterfaden.participation import actions
from roterfaden.participation.forms import AccessForm, AgendaForm, CancelEventForm, RegistrationWindowForm
from roterfaden.participation.models import OFFICE_ROLES, Event
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@opens_with("participation.set_agenda")
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens when, and which question is asked in which round."""
    event = visible_event(request, slug, *OFFICE_ROLES, permission="participation.set_agenda")
    form = AgendaForm(posted(request), event=event)
    lead = _("Alle lesen ihn. Die Nummern der Fragen sind die auf den Karten.")
    return _one_form(request, event, form, actions.set_agenda, _("Ablauf"), lead)


@form_methods
@opens_with("participation.describe_access")
def access(request: HttpRequest, slug: str) -> HttpResponse:
    """Address, way, access, interpreters, child care, contact."""
    event = visible_event(request, slug, *OFFICE_ROLES, permission="participation.describe_access")
    form = AccessForm(posted(request), event=event)
    lead = _("Je genauer das hier steht, desto mehr Menschen trauen sich zu kommen.")
    return _one_form(request, event, form, actions.describe_access, _("Ort und Zugang"), lead)


@form_methods
@opens_with("participation.set_registration")
def registration(request: HttpRequest, slug: str) -> HttpResponse:
    """From when until when people can register."""
    event = visible_event(request, slug, *OFFICE_ROLES, permission="participation.set_registration")
    form = RegistrationWindowForm(posted(request), event=event)
    lead = _("Die Zahl der Plätze steht bei der Veranstaltung selbst. Sind alle vergeben, beginnt die Warteliste.")
    return _one_form(request, event, form, actions.set_registration, _("Anmeldung einrichten"), lead)


@form_methods
@opens_with("participation.cancel_event")
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Call the event off."""
    event = visible_event(request, slug, *OFFICE_ROLES, permission="participation.cancel_event")
    form = CancelEventForm(posted(request))
    lead = _("Wer sich mit E-Mail-Adresse angemeldet hat, bekommt eine Nachricht. Das lässt sich nicht zurücknehmen.")
    return _one_form(request, event, form, actions.cancel_event, _("Veranstaltung absagen"), lead)


def _one_form(request: HttpRequest, event: Event, form: BaseForm, action: Any, title: str, lead: str) -> HttpResponse:
    if (
        form.is_valid()
        and attempt(form, lambda: action(actor=actor_of(request), event=event, now=timezone.now(), **form.cleaned_data))
        is not None
    ):
        messages.success(request, _("Gespeichert."))
        return redirect("office:event", event.slug)
    back = reverse("office:event", args=[event.slug])
    return form_page(request, FormPage(title, form, _("Speichern"), back, event_crumbs(event), lead=lead))


def visible_event(request: HttpRequest, slug: str, *roles: str, permission: str) -> Event:
    """The event if this person may see its process; 403 without the permission for it."""
    rows = Event.objects.filter(process__in=own_processes(request, *roles))
    event = get_visible(rows.select_related("process", "stage", "area"), slug=slug)
    if not allowed(actor_of(request), permission, event):
        raise PermissionDenied
    return event


def event_crumbs(event: Event) -> tuple[Link, ...]:
    """The way back up from a page of an event."""
    return (
        Link(_("Veranstaltungen"), reverse("office:events")),
        Link(event.title, reverse("office:event", args=[event.slug])),
    )


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/<slug:slug>/ablauf/", agenda, name="event_agenda"),
    path("veranstaltungen/<slug:slug>/zugang/", access, name="event_access"),
    path("veranstaltungen/<slug:slug>/anmeldung/", registration, name="event_registration"),
    path("veranstaltungen/<slug:slug>/absagen/", cancel, name="event_cancel"),
]
