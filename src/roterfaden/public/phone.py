"""Cards from people's own telephones in the room: no account, one question at a time, with or without network."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from roterfaden.kernel.actors import Participant
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import Channel, ConsentPurpose, ContributionKind, Language
from roterfaden.participation.errors import OtherCardKept
from roterfaden.participation.forms import PhoneForm
from roterfaden.participation.methods import consent_text
from roterfaden.participation.models import Contribution, Event
from roterfaden.public.devices import device_of, may_send, new_token
from roterfaden.public.nav import private, public_page
from roterfaden.ui.filters import writing_language
from roterfaden.web.cards import (
    answer,
    card_words,
    client_id_of,
    conflict,
    errors,
    form_errors,
    receipt,
    refusal,
    same_origin,
)
from roterfaden.web.pages import get_visible, put_error

PHOTO_LATER = timedelta(days=7)
"""How long after its card a photo may arrive: telephones come back into the network late."""


# --- the page -------------------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, slug: str, table: int | None = None) -> HttpResponse:
    """One card, one question a page. The address on the poster names the event and, at a table, the table."""
    event, kinds = _event_and_kinds(slug)
    if event.tables and table is not None and not 1 <= table <= event.tables:
        raise Http404
    if not kinds:
        return public_page(request, "public/phone/closed.html", {"event": event})
    form = _form(request, event, kinds)
    step = request.POST.get("schritt") or form.steps[0].name
    if request.method == "POST" and "zurueck" in request.POST:
        return _page(request, event, _shown_again(request, event, kinds), _neighbour(form, step, -1) or step, table)
    if request.method == "POST":
        form.is_valid()
        wrong = [name for part in form.steps if part.name == step for name in part.fields if name in form.errors]
        following = _neighbour(form, step, 1)
        if wrong:
            return _page(request, event, form, step, table)
        if following:
            return _page(request, event, _shown_again(request, event, kinds), following, table)
        return _send(request, event, form, table)
    return _page(request, event, form, step, table)


def _event_and_kinds(slug: str) -> tuple[Event, list[ContributionKind]]:
    """The event, and what its stage opens today; nothing when it takes no cards from telephones."""
    event = _event(slug)
    return event, queries.open_kinds(event, local_day(timezone.now())) if event.takes_phones else []


def _event(slug: str) -> Event:
    """An event anybody may know of."""
    event = get_visible(Event.objects.select_related("process"), slug=slug)
    if event.is_by_invitation:
        raise Http404
    return event


def _form(request: HttpRequest, event: Event, kinds: list[ContributionKind]) -> PhoneForm:
    asked = request.GET  # as on the card before
    before = {"kind": asked["art"]} if asked.get("art") in {kind.value for kind in kinds} else {}
    spoken = asked["sprache"] if asked.get("sprache") in Language.values else writing_language(Language.values)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    today = local_day(timezone.now())
    return PhoneForm(data, files, event=event, kinds=kinds, on=today, initial={"language": spoken} | before)


def _shown_again(request: HttpRequest, event: Event, kinds: list[ContributionKind]) -> PhoneForm:
    """The same answers on another page, without complaints about what has not been asked yet."""
    given = {name: value for name, value in request.POST.items() if value}
    return PhoneForm(event=event, kinds=kinds, on=local_day(timezone.now()), initial=given)


def _neighbour(form: PhoneForm, step: str, by: int) -> str | None:
    """The page before (-1) or after (1), or None at either end."""
    names = [part.name for part in form.asked()]
    place = names.index(step) + by if step in names else 0
    return names[place] if 0 <= place < len(names) else None


def _page(request: HttpRequest, event: Event, form: PhoneForm, step: str, table: int | None) -> HttpResponse:
    names = [part.name for part in form.asked()]
    current = names.index(step) if step in names else 0
    context = {
        "event": event,
        "table": table or "",
        "form": form,
        "steps": [(part.name, [form[name] for name in part.fields if name in form.fields]) for part in form.steps],
        "current": names[current],
        "place": current + 1,
        "total": len(names),
        "device": request.POST.get("geraet") or new_token(request) or "",
        "list_name": f"phone:{event.slug}",
        "agreement": consent_text(ConsentPurpose.PUBLISH),
        "words": phone_words(form),
        "cards_url": reverse("public:phone_cards", args=[event.slug]),
    }
    response = public_page(request, "public/phone/phone.html", context)
    response["X-Faden-Shell"] = request.path
    return response


def _send(request: HttpRequest, event: Event, form: PhoneForm, table: int | None) -> HttpResponse:
    """The last page was sent: keep the card, and lead to its code."""
    device, now = device_of(request.POST.get("geraet", "")), timezone.now()
    if device is None or not may_send(event, device, now):
        return public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    if form.is_valid():
        try:
            made = _capture(event, form, table=table)
            if form.cleaned_data["photo"]:
                actions.keep_card_photo(
                    actor=Participant(), process=event.process, event=event, contribution=made,
                    upload=form.cleaned_data["photo"], alt=form.cleaned_data["alt"], now=now,
                )  # fmt: skip
        except DomainError as error:
            put_error(form, error)
        else:
            response = redirect("public:card_status", made.code.code)
            response["Location"] += "?neu"
            return private(response)
    first_wrong = next((part.name for part in form.steps if set(part.fields) & set(form.errors)), form.steps[-1].name)
    return _page(request, event, form, first_wrong, table)


def _capture(event: Event, form: PhoneForm, *, table: int | None = None, client_id: UUID | None = None) -> Contribution:
    now = timezone.now()
    return actions.capture_contribution(
        actor=Participant(), process=event.process, event=event, table=table, channel=Channel.PHONE,
        said_on=local_day(now), client_id=client_id, now=now, **form.words(),
    )  # fmt: skip


# --- cards and photos from the device -----------------------------------------------------------------------------
@csrf_exempt  # nobody's rights are used here: always a participant, only from our own pages (ADR 18)
@login_not_required
@require_http_methods(["GET", "POST"])
def phone_cards(request: HttpRequest, slug: str) -> JsonResponse:
    """GET: a token for this telephone. POST: one card, kept once however often it is sent; its receipt."""
    event = _event(slug)
    if request.method == "GET":
        token = new_token(request)
        return answer({"device": token}) if token else _wait()
    refused, client_id = _refused_sender(request), client_id_of(request)
    if refused is not None or client_id is None:
        return refused or errors([("", _("Dieser Karte fehlt die Kennung Ihres Geräts."))])
    if not may_send(event, device_of(request.headers["X-Faden-Device"]) or "", timezone.now()):
        return _wait()
    # What is open is asked by the action: a card that arrived before gets its receipt although the stage has closed.
    form = _form(request, event, list(ContributionKind))
    if not form.is_valid():
        return form_errors(form)
    try:
        made = _capture(event, form, table=_table(request), client_id=client_id)
    except OtherCardKept as error:
        return conflict(error, client_id)
    except (DomainError, ValidationError) as error:
        return refusal(error, form)
    return answer(receipt(made))


@csrf_exempt  # as above
@login_not_required
@require_POST
def phone_photo(request: HttpRequest, slug: str, client_id: UUID) -> JsonResponse:
    """The photo of a card this telephone has sent: who knows its identifier wrote it."""
    event = _event(slug)
    refused = _refused_sender(request)
    if refused is not None:
        return refused
    card, now = queries.captured_as(client_id), timezone.now()
    upload = request.FILES.get("photo")
    if card is None or card.event_id != event.pk or now - card.captured_at > PHOTO_LATER:
        return errors([("", _("Zu dieser Karte lässt sich kein Foto mehr annehmen."))], HTTPStatus.NOT_FOUND)
    if upload is None:
        return errors([("photo", _("Das Foto fehlt."))])
    try:
        actions.keep_card_photo(
            actor=Participant(), process=event.process, event=event, contribution=card, upload=upload,
            alt=request.POST.get("alt", ""), now=now,
        )  # fmt: skip
    except (DomainError, ValidationError) as error:
        return refusal(error)
    return answer({"kept": True})


def _refused_sender(request: HttpRequest) -> JsonResponse | None:
    """Why this request gets nothing: it comes from another site, or without a token of ours."""
    if not same_origin(request) or device_of(request.headers.get("X-Faden-Device", "")) is None:
        return errors([("", _("Diese Karte kam nicht von unserer Seite."))], HTTPStatus.FORBIDDEN)
    return None


def _wait() -> JsonResponse:
    """Too much at once; the device keeps its cards and tries again."""
    found = [("", _("Es kommen gerade sehr viele Karten an. Ihre wartet auf diesem Gerät."))]
    return errors(found, HTTPStatus.TOO_MANY_REQUESTS)


def _table(request: HttpRequest) -> int | None:
    typed = request.POST.get("table", "")
    return int(typed) if typed.isdecimal() and len(typed) < 4 else None  # noqa: PLR2004 -- tables have two digits


def phone_words(form: PhoneForm) -> dict[str, Any]:
    """What the scripts of the page say, in the reader's language; and which questions say their kind."""
    return card_words() | {
        "saved": _("Ihre Karte ist angekommen. Danke! Ihr Code:"),
        "file": "karte",
        "kinds": {str(number): kind for number, kind in form.question_kinds.items() if kind},
        "next": _("Weiter"),
        "submit": _("Karte absenden"),
        "step": _("Schritt %(current)s von %(total)s"),
        "noQuestion": _("Bitte wählen Sie, worauf Sie antworten."),
        "noGroup": _("Bitte wählen Sie, für wen Sie sprechen."),
    }
