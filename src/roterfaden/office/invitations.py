"""Whom the office invites: the list of an event, reading one in, texts, mails, letters."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.errors import DomainError
from roterfaden.office.event_setup import event_crumbs, visible_event
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import InviteeState, Language
from roterfaden.participation.forms import (
    InvitationTextForm,
    InviteeFilter,
    InviteeForm,
    InviteesImportForm,
    read_invitees,
)
from roterfaden.participation.methods import INVITATION_PATH
from roterfaden.participation.methods.letters import default_invitation
from roterfaden.participation.models import Event, InvitationText, Invitee
from roterfaden.places.models import Instance
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted, put_error
from roterfaden.web.qr import qr_svg

SEES = "participation.view_guests"
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@opens_with(SEES)
def invitees(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, how far each invitation has come, and what to do next."""
    event = _event(request, slug)
    form = InviteeFilter(request.GET, event=event)
    chosen = form.chosen()
    rows = queries.invitee_rows(
        event,
        state=chosen.get("stand", ""),
        group=chosen["gruppe"].slug if "gruppe" in chosen else "",
        words=chosen.get("suche", ""),
    )
    context = {
        "event": event,
        "crumbs": event_crumbs(event),
        "filter": form,
        "rows": page_of(request, rows),
        "tallies": queries.invitee_tallies(event),
        "plan": queries.invitation_plan(event),
        "texts": event.invitation_texts.order_by("language", "pk"),
        "languages": Language,
        "State": InviteeState,
        "is_over": event.starts_at <= timezone.now() or event.cancelled_at is not None,
    }
    return office_page(request, "office/invitations/invitees.html", context)


@form_methods
@opens_with("participation.add_invitee")
def invitee_add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more on the list."""
    event = _event(request, slug)
    form = InviteeForm(posted(request), event=event)
    if form.is_valid() and attempt(form, lambda: actions.add_invitee(
        actor=actor_of(request), event=event, row=actions.InviteeRow(0, **form.cleaned_data), now=timezone.now()
    )) is not None:  # fmt: skip
        messages.success(request, _("Steht auf der Liste."))
        return redirect("office:invitees", event.slug)
    page = FormPage(_("Auf die Einladungsliste setzen"), form, _("Hinzufügen"), _back(event), _crumbs(event))
    return form_page(request, page)


@form_methods
@opens_with("participation.import_invitees")
def invitees_import(request: HttpRequest, slug: str) -> HttpResponse:
    """A list from a spreadsheet, pasted or as a file. Reading it again changes nothing."""
    event = _event(request, slug)
    form = InviteesImportForm(posted(request), request.FILES or None)
    report = refused = None
    if form.is_valid():
        try:
            rows, refused = read_invitees(event, *_brought(form))
            report = actions.import_invitees(actor=actor_of(request), event=event, rows=rows, now=timezone.now())
        except DomainError as error:
            put_error(form, error)
    lead = _("Einrichtungen und Funktionen genügen. Namen von Personen nur, wo Sie eine Person einladen.")
    page = FormPage(_("Einladungsliste einlesen"), form, _("Einlesen"), _back(event), _crumbs(event), lead=lead)
    lines = sorted([*(refused or []), *(report.refused if report else ())])
    context = {"page": page, "form": form, "report": report, "refused": lines, "event": event}
    return office_page(request, "office/invitations/import.html", context)


def _brought(form: InviteesImportForm) -> tuple[bytes, str]:
    upload = form.cleaned_data.get("upload")
    return (upload.read(), upload.name) if upload else (form.cleaned_data["pasted"].encode(), "")


@form_methods
@opens_with("participation.write_invitation")
def invitation_text(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """What the invitation says in one language; the German one begins with our words."""
    event = _event(request, slug)
    if language not in Language.values:
        raise Http404
    words = InvitationText.objects.filter(event=event, language=language).first() or _first_words(event, language)
    form = InvitationTextForm(posted(request), words=words)
    if form.is_valid() and attempt(form, lambda: actions.write_invitation(
        actor=actor_of(request), event=event, language=language, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Der Text ist gespeichert."))
        return redirect("office:invitees", event.slug)
    title = _("Einladungstext: %(language)s") % {"language": Language(language).label}
    lead = _("Alle bekommen den deutschen Text. Wer eine andere Sprache liest, bekommt sie darunter dazu.")
    return form_page(request, FormPage(title, form, _("Speichern"), _back(event), _crumbs(event), lead=lead))


def _first_words(event: Event, language: str) -> InvitationText | None:
    if language != settings.LANGUAGE_CODE:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        letter = default_invitation(queries.event_facts(event))
    return InvitationText(event=event, language=language, subject=letter.subject, text=letter.text)


@require_POST
@opens_with("participation.send_invitations")
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Mails to everybody who has not been invited."""
    return _count(request, slug, actions.send_invitations)


@require_POST
@opens_with("participation.remind_invitees")
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Mails to everybody who has not answered."""
    return _count(request, slug, actions.remind_invitees)


@require_POST
@opens_with("participation.mark_letters_sent")
def letters_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The letters are in the post."""
    return _count(request, slug, actions.mark_letters_sent)


def _count(request: HttpRequest, slug: str, action: Any) -> HttpResponse:
    event = _event(request, slug)
    try:
        count = action(actor=actor_of(request), event=event, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        text = ngettext("%(count)s Einladung ist auf dem Weg.", "%(count)s Einladungen sind auf dem Weg.", count)
        messages.success(request, text % {"count": count})
    return redirect("office:invitees", event.slug)


@require_safe
@opens_with("participation.mark_letters_sent")
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Letters for window envelopes (DIN 5008, form B), one A4 page each, for those without mail address."""
    event = _event(request, slug)
    rows = event.invitees.filter(invited_at=None, declined_at=None, email="").exclude(street="").order_by("pk")
    texts = {each.language: each for each in event.invitation_texts.order_by("pk")}
    german = texts.get(settings.LANGUAGE_CODE) or _first_words(event, settings.LANGUAGE_CODE)
    context = {
        "event": event,
        "crumbs": _crumbs(event),
        "letters": [_letter(row, texts) for row in rows],
        "german": german,
        "house": Instance.objects.order_by("pk").first(),
        "today": timezone.localdate(),
    }
    return office_page(request, "office/invitations/letters.html", context)


def _letter(row: Invitee, texts: dict[str, InvitationText]) -> tuple[Invitee, InvitationText | None, str, Any]:
    """Who, the text in their language beside the German one, the address to answer, and its QR code."""
    own = texts.get(row.language) if row.language != settings.LANGUAGE_CODE else None
    address = queries.address(INVITATION_PATH.format(code=row.code))
    return row, own, address, qr_svg(address, _("QR-Code zur Anmeldung"))


@require_POST
@opens_with("participation.remove_invitee")
def invitee_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Off the list."""
    event = _event(request, slug)
    found = get_visible(Invitee.objects.filter(event=event).select_related("event__process"), pk=pk)
    try:
        actions.remove_invitee(actor=actor_of(request), invitee=found, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Steht nicht mehr auf der Liste."))
    return redirect("office:invitees", event.slug)


def _event(request: HttpRequest, slug: str) -> Event:
    return visible_event(request, slug, *MODERATION, permission=SEES)


def _back(event: Event) -> str:
    return reverse("office:invitees", args=[event.slug])


def _crumbs(event: Event) -> tuple[Link, ...]:
    return (*event_crumbs(event), Link(_("Einladungen"), _back(event)))


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/<slug:slug>/einladungen/", invitees, name="invitees"),
    path("veranstaltungen/<slug:slug>/einladungen/neu/", invitee_add, name="invitee_add"),
    path("veranstaltungen/<slug:slug>/einladungen/einlesen/", invitees_import, name="invitees_import"),
    path("veranstaltungen/<slug:slug>/einladungen/text/<slug:language>/", invitation_text, name="invitation_text"),
    path("veranstaltungen/<slug:slug>/einladungen/verschicken/", send, name="invitations_send"),
    path("veranstaltungen/<slug:slug>/einladungen/erinnern/", remind, name="invitations_remind"),
    path("veranstaltungen/<slug:slug>/einladungen/briefe/", letters, name="invitation_letters"),
    path("veranstaltungen/<slug:slug>/einladungen/briefe/verschickt/", letters_sent, name="invitation_letters_sent"),
    path("veranstaltungen/<slug:slug>/einladungen/<int:pk>/entfernen/", invitee_remove, name="invitee_remove"),
]
