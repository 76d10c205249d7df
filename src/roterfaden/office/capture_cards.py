"""Cards from the scribe's device, as JSON: the office twin of public.phone. Django's token protects these addresses."""

from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.errors import DomainError
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.participation import actions, queries
from roterfaden.participation.errors import OtherCardKept
from roterfaden.participation.forms import CaptureForm
from roterfaden.participation.models import Contribution, Event, Process
from roterfaden.web.cards import answer, client_id_of, conflict, errors, form_errors, receipt, refusal
from roterfaden.web.pages import actor_of, get_visible


def save(
    request: HttpRequest, form: CaptureForm, process: Process, event: Event | None, client_id: UUID | None = None
) -> Contribution:
    """Capture what a valid form holds, with its photo if there is one."""
    actor, now = actor_of(request), timezone.now()
    card = actions.capture_contribution(
        actor=actor, process=process, event=event, client_id=client_id, now=now, **form.words()
    )
    if form.cleaned_data["photo"]:
        actions.keep_card_photo(
            actor=actor, process=process, event=event, contribution=card, upload=form.cleaned_data["photo"], now=now
        )
    return card


# Not signed in is 401 here, not a way to the sign-in page: the device asks, not a person, and keeps its cards.
@login_not_required
@require_http_methods(["GET", "POST"])
def cards(request: HttpRequest, slug: str) -> JsonResponse:
    """GET: the token of the form. POST: one card, kept once however often it is sent; its receipt."""
    refused = _refused(request)
    if refused is not None:
        return refused
    event = _event(request, slug)
    if request.method == "GET":
        return answer({"csrf": get_token(request)})
    client_id = client_id_of(request)
    form = CaptureForm(request.POST, process=event.process, event=event)
    if client_id is None:
        return errors([("", _("Dieser Karte fehlt die Kennung Ihres Geräts."))])
    if not form.is_valid():
        return form_errors(form)
    try:
        card = save(request, form, event.process, event, client_id)
    except OtherCardKept as error:
        return conflict(error, client_id)
    except (DomainError, ValidationError) as error:
        return refusal(error, form)
    return answer(receipt(card, **_office(card)))


@login_not_required
@require_POST
def photo(request: HttpRequest, slug: str, client_id: UUID) -> JsonResponse:
    """The photo of a card that has arrived."""
    refused = _refused(request)
    if refused is not None:
        return refused
    event, upload = _event(request, slug), request.FILES.get("photo")
    card = queries.captured_as(client_id)
    if card is None or card.event_id != event.pk:
        return errors([("", _("Zu dieser Karte lässt sich kein Foto annehmen."))], HTTPStatus.NOT_FOUND)
    if upload is None:
        return errors([("photo", _("Das Foto fehlt."))])
    try:
        actions.keep_card_photo(
            actor=actor_of(request), process=event.process, event=event, contribution=card, upload=upload,
            now=timezone.now(),
        )  # fmt: skip
    except (DomainError, ValidationError) as error:
        return refusal(error)
    return answer({"kept": True})


@login_not_required
@require_POST
def slip(request: HttpRequest, slug: str, client_id: UUID) -> JsonResponse:
    """Take back one's own card as a slip."""
    refused = _refused(request)
    if refused is not None:
        return refused
    event, card = _event(request, slug), queries.captured_as(client_id)
    if card is None or card.event_id != event.pk:
        return errors([("", _("Diese Karte gibt es nicht."))], HTTPStatus.NOT_FOUND)
    try:
        actions.withdraw_capture(actor=actor_of(request), contribution=card, now=timezone.now())
    except DomainError as error:
        return refusal(error)
    return answer({"number": card.number})


def _refused(request: HttpRequest) -> JsonResponse | None:
    if not request.user.is_authenticated:
        return errors([("", _("Bitte melden Sie sich an."))], HTTPStatus.UNAUTHORIZED)
    if not allowed(actor_of(request), "participation.view_board"):
        return errors([("", _("Dafür fehlt Ihnen die Berechtigung."))], HTTPStatus.FORBIDDEN)
    return None


def _event(request: HttpRequest, slug: str) -> Event:
    events = Event.objects.filter(process__in=own_processes(request, *MODERATION))
    return get_visible(events.select_related("process", "stage"), slug=slug)


def _office(card: Contribution) -> dict[str, str]:
    """Where the office finds the card, and where it takes it back."""
    found = {"page": reverse("office:card", args=[card.pk])}
    if card.event and card.client_id:
        found["slip"] = reverse("office:capture_event_slip", args=[card.event.slug, card.client_id])
    return found


BASE = "erfassen/veranstaltung/<slug:slug>/karten/"
urlpatterns: list[URLPattern] = [
    path(BASE, cards, name="capture_event_cards"),
    path(f"{BASE}<uuid:client_id>/foto/", photo, name="capture_event_photo"),
    path(f"{BASE}<uuid:client_id>/zurueck/", slip, name="capture_event_slip"),
]
