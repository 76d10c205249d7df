"""The sheet of cards for the printer: four A6 cards on an A4 page, cut with two cuts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from roterfaden.kernel.codes import readable
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation import queries
from roterfaden.participation.enums import ConsentPurpose, Language
from roterfaden.participation.methods import Wording, consent_text, question_kind
from roterfaden.participation.models import Event, ReceiptCode
from roterfaden.ui.forms import FilterForm
from roterfaden.web.pages import get_visible
from roterfaden.web.qr import card_qr


@dataclass(frozen=True)
class Card:
    """One card as printed: its code twice, the kind its question asks for, and the question in two languages."""

    code: str
    qr: SafeString
    kind: str
    questions: tuple[tuple[Wording, ...], ...]


class SheetForm(FilterForm):
    """In which second language the questions stand on the cards."""

    sprache = forms.ChoiceField(label=gettext_lazy("Zweite Sprache"))

    def __init__(self, *args: object, event: Event, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        known = {wording.language for wordings in event.asked for wording in wordings[1:]}
        self.others = [code for code in Language.values if code in known]
        named = [(code, Language(code).label) for code in self.others]
        self.fields["sprache"].choices = [("", gettext_lazy("die erste, in der es die Frage gibt")), *named]


@require_safe
@opens_with("participation.view_board")
def event_cards(request: HttpRequest, slug: str) -> HttpResponse:
    """One card for each code that nobody has used yet."""
    events = Event.objects.filter(process__in=own_processes(request, *MODERATION))
    event = get_visible(events.select_related("process", "stage", "area"), slug=slug)
    form = SheetForm(request.GET, event=event)
    context = {
        "event": event,
        "filter": form,
        "agreement": consent_text(ConsentPurpose.PUBLISH),
        "cards": [_card(receipt, event, form.chosen().get("sprache", "")) for receipt in queries.free_codes(event)],
        "lead": _(
            "Vier Karten auf einer Seite A4. Drucken Sie auf festes Papier, ohne Rand, und schneiden Sie zweimal."
        ),
    }
    return office_page(request, "office/events/cards.html", context)


def _card(receipt: ReceiptCode, event: Event, second: str) -> Card:
    printed = [receipt.question] if receipt.question else range(1, len(event.questions) + 1)
    kinds = {question_kind(event.questions[number - 1]) for number in printed if number <= len(event.questions)}
    kind = kinds.pop() if len(kinds) == 1 else None
    questions = (event.asked[number - 1] for number in printed if number <= len(event.questions))
    return Card(
        code=readable(receipt.code),
        qr=card_qr(receipt.code),
        kind=str(kind.label) if kind else "",
        questions=tuple(tuple(_two(wordings, second)) for wordings in questions),
    )


def _two(wordings: tuple[Wording, ...], second: str) -> Iterator[Wording]:
    """A question in its first language and in a second one, as far as it is written in any."""
    yield wordings[0]
    yield from [each for each in wordings[1:] if each.language == second or not second][:1]


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/<slug:slug>/karten/", event_cards, name="event_cards"),
]
