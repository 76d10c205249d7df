"""Erfassen: writing down cards in the room, one after the other, with the code for the person who spoke."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.kernel.codes import readable
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.qr import card_qr
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import Channel
from roterfaden.participation.forms import CaptureForm
from roterfaden.participation.models import Contribution, Event, Process
from roterfaden.web.pages import actor_of, get_visible, put_error

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
    events = Event.objects.filter(process__in=own_processes(request, *MODERATION)).select_related("process", "stage")
    event = get_visible(events, slug=slug)
    return _capture(request, event.process, event)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_board")
def capture_process(request: HttpRequest, slug: str) -> HttpResponse:
    """Letters, e-mails and what was said outside events."""
    return _capture(request, get_visible(own_processes(request, *MODERATION), slug=slug), None)


def _capture(request: HttpRequest, process: Process, event: Event | None) -> HttpResponse:
    form = CaptureForm(request.POST or None, process=process, event=event, initial=_initial(request, event))
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.capture_contribution(
                actor=actor_of(request), process=process, event=event, now=timezone.now(), **_words(form)
            )
        except DomainError as error:
            put_error(form, error)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(f"{request.path}?{urlencode(form.sticky() | {'erfasst': str(saved.number)})}")
    cards = queries.last_cards(process, event)
    saved_card = _saved_card(request, process, event)
    context = {
        "form": form,
        "process": process,
        "event": event,
        "cards": cards,
        "saved": saved_card,
        "code": readable(saved_card.code.code) if saved_card else "",
        "qr": card_qr(saved_card.code.code) if saved_card else "",
    }
    return office_page(request, "office/capture/capture.html", context)


def _words(form: CaptureForm) -> dict[str, Any]:
    words = dict(form.cleaned_data)
    return words | {"code": words["code"] or None}


def _initial(request: HttpRequest, event: Event | None) -> dict[str, Any]:
    now = timezone.now()
    began = event is not None and event.starts_at <= now
    day = local_day(event.starts_at if event is not None and began else now)
    return {"said_on": day, "channel": Channel.CARD if event else Channel.LETTER} | CaptureForm.kept(request.GET)


def _saved_card(request: HttpRequest, process: Process, event: Event | None) -> Contribution | None:
    """The card that was just saved, named in the address by its number, never by its code."""
    number = request.GET.get("erfasst", "")
    if request.method == "POST" or not number.isdecimal() or len(number) > 8:  # noqa: PLR2004 -- fits an integer column
        return None
    cards = process.contributions.filter(event=event, number=int(number), code__isnull=False)
    return cards.select_related("code").first()


urlpatterns: list[URLPattern] = [
    path("erfassen/", capture, name="capture"),
    path("erfassen/veranstaltung/<slug:slug>/", capture_event, name="capture_event"),
    path("erfassen/verfahren/<slug:slug>/", capture_process, name="capture_process"),
]
