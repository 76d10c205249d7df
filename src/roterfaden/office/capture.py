"""Erfassen: writing down cards in the room, one after the other, with the code for the person who spoke.

The page works without scripts. With them, cards of an event are kept on the device first (web/offline, ADR 18) and come
in through `capture_cards`.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.codes import readable
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office import capture_cards
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import Channel
from roterfaden.participation.forms import CaptureForm
from roterfaden.participation.models import CardPhoto, Contribution, Event, Process
from roterfaden.web.cards import card_words
from roterfaden.web.pages import actor_of, get_visible, put_error
from roterfaden.web.qr import card_qr

add_entry(route="office:capture", label=_("Erfassen"), position=40, permission="participation.view_board")


@require_safe
@opens_with("participation.view_board")
def capture(request: HttpRequest) -> HttpResponse:
    """Choose where the cards come from: an event of today or later, an older one, or a process (letters, e-mails)."""
    now = timezone.now()
    processes = own_processes(request, *MODERATION)
    events = Event.objects.filter(process__in=processes).select_related("process")
    context = {
        "upcoming": events.filter(ends_at__date__gte=local_day(now)).order_by("starts_at", "pk"),
        "past": events.filter(ends_at__date__lt=local_day(now)).order_by("-starts_at", "pk")[:10],
        "processes": processes,
    }
    return office_page(request, "office/capture/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_board")
def capture_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Cards of one event."""
    event = _event(request, slug)
    return _capture(request, event.process, event)


@require_safe
@opens_with("participation.view_board")
def capture_shell(request: HttpRequest, slug: str) -> HttpResponse:
    """The same page as an empty form without anybody's name or words: what a browser keeps for when it is offline."""
    event = _event(request, slug)
    form = CaptureForm(process=event.process, event=event, initial=_initial(request, event))
    response = office_page(request, "office/capture/shell.html", _frame(event.process, event, form))
    response["X-Faden-Shell"] = request.path
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_board")
def capture_process(request: HttpRequest, slug: str) -> HttpResponse:
    """Letters, e-mails and what was said outside events."""
    return _capture(request, get_visible(own_processes(request, *MODERATION), slug=slug), None)


@require_POST
@opens_with("participation.view_board")
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own card as a slip; its words stand in the form again."""
    cards = Contribution.objects.filter(process__in=own_processes(request, *MODERATION))
    card = get_visible(cards.select_related("process", "event", "actor_group", "area"), pk=pk)
    back = _address(card.process, card.event)
    try:
        actions.withdraw_capture(actor=actor_of(request), contribution=card, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    told = gettext("Beitrag %(number)s ist als Fehleingabe zurückgenommen. Sein Text steht wieder im Formular.")
    messages.success(request, told % {"number": card.number})
    return redirect(f"{back}?korrektur={card.number}")


def _event(request: HttpRequest, slug: str) -> Event:
    events = Event.objects.filter(process__in=own_processes(request, *MODERATION))
    return get_visible(events.select_related("process", "stage"), slug=slug)


def _address(process: Process, event: Event | None) -> str:
    route, slug = ("capture_event", event.slug) if event else ("capture_process", process.slug)
    return reverse(f"office:{route}", args=[slug])


def _capture(request: HttpRequest, process: Process, event: Event | None) -> HttpResponse:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {} if data is not None else _initial(request, event) | _corrected(request, process, event)
    form = CaptureForm(data, files, process=process, event=event, initial=initial)
    if form.is_valid():
        try:
            saved = capture_cards.save(request, form, process, event)
        except DomainError as error:
            put_error(form, error)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            stays = {"foto": request.GET["foto"]} if "foto" in request.GET else {}
            kept = urlencode(form.sticky() | {"erfasst": str(saved.number)} | stays)
            return redirect(f"{request.path}?{kept}")
    saved_card = _saved_card(request, process, event)
    cards = queries.last_cards(process, event)
    context = _frame(process, event, form) | {
        "cards": cards,
        "slips": queries.slips_of(actor_of(request), cards, now=timezone.now()),
        "saved": saved_card,
        "code": readable(saved_card.code.code) if saved_card else "",
        "qr": card_qr(saved_card.code.code) if saved_card else "",
        "photo": (photo := _photo(request, process, event)),
        "is_draft": photo is not None and form["text"].value() == photo.draft and bool(photo.draft),
    }
    return office_page(request, "office/capture/capture.html", context)


def _frame(process: Process, event: Event | None, form: CaptureForm) -> dict[str, Any]:
    """What the page and its shell share."""
    return {
        "form": form,
        "process": process,
        "event": event,
        "words": desk_words(),
        "list_name": f"desk:{event.slug}" if event else "",
    }


def desk_words() -> dict[str, str]:
    """What the scripts of the scribe's page say."""
    return card_words() | {
        "saved": gettext("Beitrag %(number)s ist gespeichert. Der Code für die Person:"),
        "kept": gettext("Auf diesem Gerät gespeichert. Nächste Karte."),
    }


def _initial(request: HttpRequest, event: Event | None) -> dict[str, Any]:
    now = timezone.now()
    began = event is not None and event.starts_at <= now
    day = local_day(event.starts_at if event is not None and began else now)
    return {"said_on": day, "channel": Channel.CARD if event else Channel.LETTER} | CaptureForm.kept(request.GET)


def _corrected(request: HttpRequest, process: Process, event: Event | None) -> dict[str, Any]:
    """The form as it was before a slip; or the draft a machine read on a photo."""
    photo = _photo(request, process, event)
    if photo is not None and "entwurf" in request.GET:
        return {"text": photo.draft}
    found = _numbered(request.GET.get("korrektur", ""), process, event)
    if found is None or found.moderation_reason != actions.SLIP:
        return {}
    names = ("text", "kind", "table", "round", "question", "weight", "language", "channel", "said_on")
    return {name: getattr(found, name) for name in names} | {
        "actor_group": found.actor_group.slug if found.actor_group else None,
        "area": found.area.slug if found.area else None,
    }


def _saved_card(request: HttpRequest, process: Process, event: Event | None) -> Contribution | None:
    """The card that was just saved, named in the address by its number, never by its code."""
    if request.method == "POST":
        return None
    found = _numbered(request.GET.get("erfasst", ""), process, event)
    return found if found is not None and hasattr(found, "code") else None


def _numbered(number: str, process: Process, event: Event | None) -> Contribution | None:
    if not number.isdecimal() or len(number) > 8:  # noqa: PLR2004 -- fits an integer column
        return None
    cards = process.contributions.filter(event=event, number=int(number))
    return cards.select_related("code", "actor_group", "area").first()


def _photo(request: HttpRequest, process: Process, event: Event | None) -> CardPhoto | None:
    """The photo to be typed from, named in the address."""
    key = request.GET.get("foto", "")
    known = key.isdecimal() and len(key) < 10  # noqa: PLR2004 -- fits an integer column
    return queries.card_photos(process, event).filter(pk=int(key)).first() if known else None


urlpatterns: list[URLPattern] = [
    path("erfassen/", capture, name="capture"),
    path("erfassen/veranstaltung/<slug:slug>/", capture_event, name="capture_event"),
    path("erfassen/veranstaltung/<slug:slug>/huelle/", capture_shell, name="capture_shell"),
    path("erfassen/verfahren/<slug:slug>/", capture_process, name="capture_process"),
    path("erfassen/fehleingabe/<int:pk>/", slip, name="capture_slip"),
    *capture_cards.urlpatterns,
]
