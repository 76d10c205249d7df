"""What the addresses for cards answer: a receipt, a refusal, a conflict; for telephones and scribes (ADR 18)."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from roterfaden.kernel.codes import readable
from roterfaden.kernel.errors import DomainError
from roterfaden.participation.errors import OtherCardKept
from roterfaden.participation.models import Contribution
from roterfaden.participation.queries import captured_as
from roterfaden.web.qr import card_address, qr_svg

SCREEN_MASK = 3


def same_origin(request: HttpRequest) -> bool:
    """Whether a request comes from one of our own pages, by what browsers say and no page can forge.

    Asked where there is no account whose rights another site could borrow, in place of a token (ADR 18). A request that
    says neither where it comes from is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def answer(content: dict[str, Any], status: int = HTTPStatus.OK) -> JsonResponse:
    """JSON nobody keeps: it may hold the code of a card."""
    response = JsonResponse(content, status=status)
    patch_cache_control(response, no_store=True, private=True)
    return response


def receipt(card: Contribution, **office: str) -> dict[str, Any]:
    """What somebody gets for a card: its number, and its code with QR code and address where it still has one."""
    code = getattr(card, "code", None)
    return {
        "number": card.number,
        "code": readable(code.code) if code else "",
        "address": reverse("public:card_status", args=[code.code]) if code else "",
        "qr": _standing_alone(code.code) if code else "",
        **office,
    }


def _standing_alone(code: str) -> str:
    """The QR code of a card as a document of its own, for an <img> on a screen."""
    svg = qr_svg(card_address(code), _("QR-Code zur Seite dieser Karte"), mask=SCREEN_MASK)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def refusal(error: DomainError | ValidationError, form: BaseForm | None = None) -> JsonResponse:
    """What the domain refuses, as the form would show it; for a conflict with the receipt of what is kept."""
    if isinstance(error, ValidationError):
        return errors([("", sentence) for sentence in error.messages])
    return errors([(error.field if form is not None and error.field in form.fields else "", str(error))])


def form_errors(form: BaseForm) -> JsonResponse:
    """Everything that is wrong with a form, sentence by sentence, each with the name of its field before it."""
    found = []
    for name, sentences in form.errors.items():
        label = str(form.fields[name].label).rstrip(".:?! ") if name in form.fields else ""
        found += [(name, f"{label}: {sentence}" if label else str(sentence)) for sentence in sentences]
    return errors(found)


def errors(found: Sequence[tuple[str | None, str]], status: int = HTTPStatus.UNPROCESSABLE_ENTITY) -> JsonResponse:
    """(field, sentence) as JSON."""
    return answer({"errors": [{"field": field or "", "message": message} for field, message in found]}, status)


def conflict(error: OtherCardKept, client_id: UUID, **office: str) -> JsonResponse:
    """Another card is kept under this identifier: its receipt, and the sentence that says so."""
    kept = captured_as(client_id)
    if kept is None:  # it came from another process, and went nowhere
        return refusal(error)
    said = {"errors": [{"field": "", "message": str(error)}], "receipt": receipt(kept, **office)}
    return answer(said, HTTPStatus.CONFLICT)


def client_id_of(request: HttpRequest) -> UUID | None:
    """The identifier a device drew for its card; None when it is none."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None


def card_words() -> dict[str, str]:
    """What the scripts of a capturing page say, in the reader's language; placeholders are filled by the scripts."""
    return {
        "waiting": _("wartet auf diesem Gerät"),
        "sent": _("gesendet"),
        "taken": _("als Fehleingabe zurückgenommen"),
        "refused": _("nicht angenommen:"),
        "gone": _("Diese Veranstaltung nimmt keine Karten mehr an."),
        "conflict": _("schon angekommen, aber anders:"),
        "photoWaiting": _("gesendet, das Foto wartet noch"),
        "photoRefused": _("gesendet, aber ohne Foto:"),
        "number": _("Beitrag %(number)s"),
        "open": _("Noch nicht gesendet: %(count)s. Nichts geht verloren, auch wenn Sie das Fenster schließen."),
        "allSent": _("Alles ist gesendet."),
        "kept": _("Auf diesem Gerät gespeichert."),
        "offline": _("Keine Verbindung. Ihre Karten sind auf diesem Gerät gespeichert und werden von selbst gesendet."),
        "server": _("Der Server antwortet nicht. Ihre Karten sind auf diesem Gerät gespeichert."),
        "later": _(
            "Es kommen gerade sehr viele Karten an. Ihre warten auf diesem Gerät, das Senden geht von selbst weiter."
        ),
        "signIn": _("Ihre Anmeldung ist abgelaufen. Ihre Karten sind sicher auf diesem Gerät."),
        "signInLink": _("Neu anmelden, dann wird gesendet"),
        "full": _("Dieses Gerät kann nichts mehr speichern. Der Text steht noch im Formular."),
        "noPhoto": _("Dieses Foto kann Ihr Gerät nicht lesen. Wählen Sie ein anderes oder lassen Sie es weg."),
        "noText": _("Bitte schreiben Sie etwas."),
        "noKind": _("Bitte wählen Sie, was das ist."),
        "again": _("Erneut senden"),
        "edit": _("Bearbeiten"),
        "editing": _("Ändern Sie den Text und speichern Sie ihn wieder."),
        "separate": _("Als eigene Karte senden"),
        "settle": _("So lassen, wie sie angekommen ist"),
        "slip": _("Fehleingabe"),
        "slipDone": _("Zurückgenommen. Der Text steht wieder im Formular."),
        "slipLater": _("Das geht nur mit Verbindung. Versuchen Sie es gleich noch einmal."),
        "clearAsk": _("Alle gesendeten Karten von diesem Gerät entfernen? Beim Landkreis bleiben sie."),
        "picture": _("Was wurde aus meiner Karte?"),
    }
