"""The wall for the projector: the newest cards of an event, readable from ten metres, never a name."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.sealing import seal
from roterfaden.participation import queries
from roterfaden.participation.enums import ContributionKind
from roterfaden.participation.models import Contribution, Event
from roterfaden.public.nav import public_page
from roterfaden.ui.filters import text_dir
from roterfaden.web.pages import actor_of, get_visible
from roterfaden.web.qr import printed_address, qr_svg

BY = {"": _("Neueste"), "art": _("Nach Art"), "frage": _("Nach Frage"), "feld": _("Nach Handlungsfeld")}


@login_not_required
@require_safe
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """The page on the projector. Without scripts it loads itself anew every ten seconds."""
    event = _event(request, slug)
    by = _by(request)
    cards = [_card(card, event, by) for card in _cards(event, by)]
    phones = event.takes_phones and bool(queries.open_kinds(event, timezone.localdate()))
    address = printed_address("public:phone", event.slug)
    context = {
        "event": event,
        "by": by,
        "choices": [(value, label) for value, label in BY.items() if value != "frage" or event.questions],
        "all_cards": cards,
        "groups": _groups(cards, by),
        "state": _state(cards),
        "cards_url": reverse("public:wall_cards", args=[event.slug]),
        "qr": qr_svg(address, gettext("QR-Code: mitmachen mit dem Telefon")) if phones else "",
        "address": address.partition("://")[2],
    }  # fmt: skip
    return public_page(request, "public/wall/wall.html", context)


@login_not_required
@require_safe
def wall_cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Numbers of all cards the wall may show, and in full those after `seit`. Unchanged: 304, without a body.

    Whoever shows the wall asks every second; the answer costs the event and one query along an index.
    """
    event = _event(request, slug)
    by = _by(request)
    cards = [_card(card, event, by) for card in _cards(event, by)]
    state = f'"{_state(cards)}"'
    if request.headers.get("If-None-Match") == state:
        return HttpResponseNotModified(headers={"ETag": state, "Cache-Control": "no-cache"})
    since = request.GET.get("seit", "")
    after = int(since) if since.isdecimal() and len(since) < 9 else 0  # noqa: PLR2004 -- fits an integer column
    content: dict[str, Any] = {"shown": {card["number"]: card["group"] for card in cards}}
    content["cards"] = [card for card in cards if card["number"] > after]
    return JsonResponse(content, headers={"ETag": state, "Cache-Control": "no-cache"})


def _event(request: HttpRequest, slug: str) -> Event:
    """An event anybody may know of; one by invitation only for its moderation."""
    event = get_visible(Event.objects.select_related("process"), slug=slug)
    if event.is_by_invitation and not allowed(actor_of(request), "participation.view_board", event.process):
        raise Http404
    return event


def _by(request: HttpRequest) -> str:
    by = request.GET.get("nach", "")
    return by if by in BY else ""


def _cards(event: Event, by: str) -> list[Contribution]:
    return queries.wall_cards(event, now=timezone.now(), by_field=by == "feld")


def _card(card: Contribution, event: Event, by: str) -> dict[str, Any]:
    """What the wall shows of a card: its words and what it is, never where or from whom it came."""
    return {
        "number": card.number,
        "text": card.words.text,
        "lang": card.language,
        "dir": text_dir(card.language),
        "kind": str(ContributionKind(card.kind).label),
        "group": _group(card, event, by),
    }


def _group(card: Contribution, event: Event, by: str) -> str:
    """The heading under which a card stands."""
    if by == "art":
        return str(ContributionKind(card.kind).label)
    if by == "feld":
        return card.field_name or gettext("noch ohne Handlungsfeld")
    if by == "frage":
        asked = event.asked
        if not card.question or card.question > len(asked):
            return gettext("ohne Frage")
        wordings = asked[card.question - 1]
        return next((each.text for each in wordings if each.language == get_language()), wordings[0].text)
    return ""


def _groups(cards: list[dict[str, Any]], by: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Headings with their newest cards, the fullest first; one nameless group when nothing groups them."""
    if not by:
        return [("", cards)]
    found: dict[str, list[dict[str, Any]]] = {}
    for card in cards:
        found.setdefault(card["group"], []).append(card)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def _state(cards: list[dict[str, Any]]) -> str:
    """Changes whenever the wall does: a card comes, goes, changes its group or loses a passage."""
    return seal([(card["number"], card["group"], card["text"]) for card in cards])[:32]
