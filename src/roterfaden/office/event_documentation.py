"""Telling everybody what an event was: words, photos, publishing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.errors import DomainError
from roterfaden.office.event_setup import event_crumbs, visible_event
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.moderation import MODERATION
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation import actions
from roterfaden.participation.forms import DocumentationForm, PhotoForm, ReleasePhotoForm
from roterfaden.participation.models import Documentation, Event, EventPhoto
from roterfaden.ui.parts import Link
from roterfaden.web.files import send_file
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

WRITES = "participation.write_documentation"
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@opens_with(WRITES)
def documentation(request: HttpRequest, slug: str) -> HttpResponse:
    """The words of the page, with its photos beside them."""
    event = _event(request, slug)
    words = Documentation.objects.filter(event=event).first()
    form = DocumentationForm(posted(request), documentation=words)
    if form.is_valid() and attempt(form, lambda: actions.write_documentation(
        actor=actor_of(request), event=event, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Gespeichert."))
        return redirect("office:event_documentation", event.slug)
    context = {
        "event": event,
        "crumbs": event_crumbs(event),
        "words": words,
        "form": form,
        "photos": event.photos.select_related("file").order_by("position", "pk"),
        "may_publish": allowed(actor_of(request), "participation.publish_documentation", event),
    }
    return office_page(request, "office/events/documentation.html", context)


@require_POST
@opens_with("participation.publish_documentation")
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the page, or take it back."""
    event = visible_event(request, slug, *MODERATION, permission="participation.publish_documentation")
    words = get_visible(Documentation.objects.select_related("event__process"), event=event)
    is_back = request.POST.get("zurueck") == "1"
    action = actions.withdraw_documentation if is_back else actions.publish_documentation
    done = _("Die Dokumentation ist wieder ein Entwurf.") if is_back else _("Die Dokumentation ist veröffentlicht.")
    _try(request, lambda: action(actor=actor_of(request), documentation=words, now=timezone.now()), done)
    return redirect("office:event_documentation", event.slug)


@form_methods
@opens_with("participation.add_photo")
def photo_add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more photo; nobody sees it before it is released."""
    event = _event(request, slug)
    form = PhotoForm(posted(request), request.FILES or None)
    if form.is_valid() and attempt(form, lambda: actions.add_photo(
        actor=actor_of(request), event=event, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Das Foto ist da. Geben Sie es frei, wenn alle einverstanden sind."))
        return redirect(_back(event))
    lead = _("Bitten Sie um Erlaubnis, bevor Sie Menschen fotografieren. Karten, Tische und Wände erzählen auch viel.")
    page = FormPage(_("Foto hinzufügen"), form, _("Hinzufügen"), _back(event), _crumbs(event), lead=lead)
    return form_page(request, page)


@form_methods
@opens_with("participation.release_photo")
def photo_release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Why this photo may be shown."""
    event, found = _photo(request, slug, pk)
    form = ReleasePhotoForm(posted(request))
    if form.is_valid() and attempt(form, lambda: actions.release_photo(
        actor=actor_of(request), photo=found, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Das Foto ist freigegeben."))
        return redirect(_back(event))
    context = {"event": event, "crumbs": _crumbs(event), "photo": found, "form": form, "back": _back(event)}
    return office_page(request, "office/events/photo_release.html", context)


@require_POST
@opens_with("participation.remove_photo")
def photo_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a photo away."""
    event, found = _photo(request, slug, pk)
    _try(request, lambda: actions.remove_photo(actor=actor_of(request), photo=found, now=timezone.now()),
         _("Das Foto ist entfernt."))  # fmt: skip
    return redirect(_back(event))


@require_safe
@opens_with(WRITES)
def photo(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The photo itself, for the office."""
    return send_file(_photo(request, slug, pk)[1].file, as_attachment=False)


def _event(request: HttpRequest, slug: str) -> Event:
    return visible_event(request, slug, *MODERATION, permission=WRITES)


def _photo(request: HttpRequest, slug: str, pk: int) -> tuple[Event, EventPhoto]:
    event = _event(request, slug)
    return event, get_visible(EventPhoto.objects.filter(event=event).select_related("file", "event__process"), pk=pk)


def _back(event: Event) -> str:
    return reverse("office:event_documentation", args=[event.slug])


def _crumbs(event: Event) -> tuple[Link, ...]:
    return (*event_crumbs(event), Link(_("Dokumentation"), _back(event)))


def _try(request: HttpRequest, action: Any, done: str) -> None:
    try:
        action()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/<slug:slug>/dokumentation/", documentation, name="event_documentation"),
    path("veranstaltungen/<slug:slug>/dokumentation/veroeffentlichen/", publish, name="event_documentation_publish"),
    path("veranstaltungen/<slug:slug>/dokumentation/foto/", photo_add, name="event_photo_add"),
    path("veranstaltungen/<slug:slug>/dokumentation/foto/<int:pk>/", photo, name="event_photo"),
    path(
        "veranstaltungen/<slug:slug>/dokumentation/foto/<int:pk>/freigeben/", photo_release, name="event_photo_release"
    ),
    path("veranstaltungen/<slug:slug>/dokumentation/foto/<int:pk>/entfernen/", photo_remove, name="event_photo_remove"),
]
