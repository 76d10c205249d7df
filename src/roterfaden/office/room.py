"""In the room: the wall, telephones, posters with QR codes, and photos of cards and walls."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.jobs.actions import start_job
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import ReleaseCardPhotoForm, RoomForm, WallPhotoForm
from roterfaden.participation.models import CardPhoto, Contribution, Event
from roterfaden.ui.parts import Link
from roterfaden.web.files import send_file
from roterfaden.web.pages import actor_of, attempt, get_visible
from roterfaden.web.qr import printed_address, qr_svg

OFF_THE_WALL = "Von der Kartenwand genommen, wird noch geprüft"
"""The reason at a card the moderation took off the wall at once."""

describe(
    "participation.read_photo",
    back=lambda _job: Link(gettext_lazy("Zu den Veranstaltungen"), reverse("office:events")),
    counts={"read": gettext_lazy("gelesen")},
)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_board")
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """What the wall shows, whether telephones may send, and every card on the wall with a button to hide it."""
    event = _event(request, slug)
    form = RoomForm(request.POST or None, initial={"wall": event.wall, "phones_open": event.phones_open})
    if form.is_valid():
        done = attempt(form, lambda: actions.steer_room(
            actor=actor_of(request), event=event, now=timezone.now(), **form.cleaned_data
        ))  # fmt: skip
        if done:
            messages.success(request, _("Kartenwand und Telefone sind eingestellt."))
            return redirect("office:event_room", event.slug)
    now = timezone.now()
    context = {
        "event": event,
        "form": form,
        "cards": queries.wall_cards(event, now=now),
        "shows_unchecked": queries.shows_unchecked(event, now),
        "takes_phones": event.takes_phones and bool(queries.open_kinds(event, local_day(now))),
        "phone_address": printed_address("public:phone", event.slug),
    }
    return office_page(request, "office/room/room.html", context)


@require_POST
@opens_with("participation.view_board")
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a card off the wall at once: it is withheld until somebody has looked at it."""
    cards = Contribution.objects.filter(process__in=own_processes(request, *MODERATION), event__isnull=False)
    card = get_visible(cards.select_related("process", "event"), pk=pk)
    try:
        actions.withhold_contribution(
            actor=actor_of(request), contribution=card, reason=OFF_THE_WALL, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Beitrag %(number)s ist von der Wand genommen.") % {"number": card.number})
    return redirect("office:event_room", card.event.slug if card.event else "")


@require_safe
@opens_with("participation.view_board")
def posters(request: HttpRequest, slug: str) -> HttpResponse:
    """One A4 page for the room and one for each table: QR code and address of the form for telephones."""
    event = _event(request, slug)
    tables = range(1, event.tables + 1)
    title = _("QR-Code: mitmachen mit dem Telefon")
    addresses: list[tuple[int, str]] = [(0, printed_address("public:phone", event.slug))]
    addresses += [(table, printed_address("public:phone_table", event.slug, table)) for table in tables]
    pages = [(table, address.partition("://")[2], qr_svg(address, title)) for table, address in addresses]
    return office_page(request, "office/room/posters.html", {"event": event, "pages": pages})


# --- photos ---------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_board")
def photos(request: HttpRequest, slug: str) -> HttpResponse:
    """Photos of walls and cards: add one, type from it, release it."""
    event = _event(request, slug)
    form = WallPhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: _keep(request, event, form.cleaned_data))
        if done:
            messages.success(request, _("Das Foto ist da. Sie können davon abtippen."))
            return redirect("office:capture_photos", event.slug)
    shown = page_of(request, queries.card_photos(event.process, event))
    context = {"event": event, "form": form, "photos": shown, "can_read": bool(settings.TESSERACT)}
    return office_page(request, "office/room/photos.html", context)


def _keep(request: HttpRequest, event: Event, words: dict[str, Any]) -> CardPhoto:
    """Keep the photo of a wall; where the machine can read, it reads in the background."""
    actor, now, can_read = actor_of(request), timezone.now(), bool(settings.TESSERACT)
    photo = actions.keep_card_photo(
        actor=actor, process=event.process, event=event, upload=words["photo"], alt=words["alt"],
        will_be_read=can_read, now=now,
    )  # fmt: skip
    if can_read:
        title = _("Foto lesen: %(event)s") % {"event": event.title}
        start_job(actor=actor, kind="participation.read_photo", title=title, arguments={"photo": photo.pk}, now=now)
    return photo


@require_safe
@opens_with("participation.view_board")
def card_photo(request: HttpRequest, pk: int) -> FileResponse:
    """The picture itself, for moderation only."""
    found = CardPhoto.objects.filter(process__in=own_processes(request, *MODERATION)).select_related("kept")
    return send_file(get_visible(found, pk=pk).kept, as_attachment=False, preview="klein" in request.GET)


@require_POST
@opens_with("participation.view_board")
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the photo of a published card to everybody."""
    photo, form = _photo(request, pk), ReleaseCardPhotoForm(request.POST)
    if form.is_valid() and attempt(form, lambda: actions.release_card_photo(
        actor=actor_of(request), photo=photo, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Das Foto ist freigegeben. Es steht beim Beitrag und in der Dokumentation."))
    for found in form.errors.values():
        for words in found:
            messages.error(request, str(words))
    return _beside(photo)


@require_POST
@opens_with("participation.view_board")
def conceal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a released photo off the public pages again."""
    photo = _photo(request, pk)
    try:
        actions.hide_card_photo(actor=actor_of(request), photo=photo, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Das Foto sieht wieder nur die Moderation."))
    return _beside(photo)


def _photo(request: HttpRequest, pk: int) -> CardPhoto:
    found = CardPhoto.objects.filter(process__in=own_processes(request, *MODERATION))
    return get_visible(found.select_related("process", "event", "contribution"), pk=pk)


def _beside(photo: CardPhoto) -> HttpResponse:
    """Back to where the photo stands."""
    if photo.event is None:
        return redirect("office:card", photo.contribution_id)
    return redirect("office:capture_photos", photo.event.slug)


def _event(request: HttpRequest, slug: str) -> Event:
    events = Event.objects.filter(process__in=own_processes(request, *MODERATION))
    return get_visible(events.select_related("process", "stage"), slug=slug)


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/<slug:slug>/saal/", room, name="event_room"),
    path("veranstaltungen/<slug:slug>/aushang/", posters, name="event_posters"),
    path("veranstaltungen/wand/<int:pk>/ausblenden/", hide, name="wall_hide"),
    path("erfassen/veranstaltung/<slug:slug>/fotos/", photos, name="capture_photos"),
    path("erfassen/foto/<int:pk>/", card_photo, name="card_photo"),
    path("erfassen/foto/<int:pk>/freigeben/", release, name="card_photo_release"),
    path("erfassen/foto/<int:pk>/verbergen/", conceal, name="card_photo_hide"),
]
