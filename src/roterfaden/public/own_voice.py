"""What whoever holds the code of a card may decide about the voice: take it back, ask to look again, be quoted.

Or leave an e-mail address. No account; guessing is limited as for cards.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roterfaden.kernel.actors import Participant
from roterfaden.kernel.codes import is_valid
from roterfaden.kernel.errors import DomainError
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import ConsentPurpose, Moderation, Retention
from roterfaden.participation.methods import consent_text
from roterfaden.participation.models import ContactAddress, Contribution, ReceiptCode
from roterfaden.public.card import GUESSES, CodeForm, tidy
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.ui.forms import LongText
from roterfaden.web.pages import attempt, posted

PARTICIPANT = Participant()
ADDRESSES = 10
"""Mails that one address of the network may cause in ten minutes."""

OwnView = Callable[..., HttpResponse]
"""(request, receipt, voice) and whatever else the address names."""


def own_voice(view: OwnView) -> Callable[..., HttpResponse]:
    """Decorator: the address holds the code of a captured card; the view gets the code and its voice."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, code: str, **named: Any) -> HttpResponse:
        if too_many("card", request, GUESSES):
            return private(public_page(request, "public/card/too_many.html", status=429))
        stored = tidy(code)
        known = ReceiptCode.objects.select_related("contribution") if is_valid(stored) else ReceiptCode.objects.none()
        receipt = known.filter(code=stored, contribution__isnull=False).first()
        if receipt is None or receipt.contribution is None:
            tried("card", request)
            return private(public_page(request, "public/card/unknown.html", {"form": CodeForm()}, status=404))
        return private(view(request, receipt, receipt.contribution, **named))

    return opened


class ReviewForm(forms.Form):
    """Why somebody asks to look again."""

    words = forms.CharField(
        label=gettext_lazy("Was sollen wir beim zweiten Lesen beachten?"),
        help_text=gettext_lazy("Sie können das Feld auch leer lassen. Die Antwort steht später auf dieser Karte."),
        widget=LongText(rows=4), max_length=2000, required=False,
    )  # fmt: skip


class AddressForm(forms.Form):
    """Where somebody wants to hear what becomes of the voice."""

    email = forms.EmailField(
        label=gettext_lazy("Ihre E-Mail-Adresse"),
        help_text=gettext_lazy("Wir schicken Ihnen zuerst einen Link. Erst wenn Sie ihn öffnen, gilt die Adresse."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_voice
def withdraw(request: HttpRequest, receipt: ReceiptCode, voice: Contribution) -> HttpResponse:
    """Say what taking back means, and take back."""
    if voice.is_withdrawn:
        return redirect("public:card_status", receipt.code)
    if request.method == "POST":
        done_or_told(request, lambda: actions.withdraw_voice(actor=PARTICIPANT, contribution=voice, now=timezone.now()))
        return redirect("public:card_status", receipt.code)
    context = {"receipt": receipt, "voice": voice, "days": queries.periods()[Retention.WITHDRAWN_WORDS]}
    return public_page(request, "public/card/withdraw.html", context)


@require_POST
@own_voice
def restore(request: HttpRequest, receipt: ReceiptCode, voice: Contribution) -> HttpResponse:
    """Undo the taking back."""
    if done_or_told(request, lambda: actions.restore_voice(actor=PARTICIPANT, contribution=voice, now=timezone.now())):
        messages.success(request, _("Ihr Beitrag ist wieder da, so wie er vorher war."))
    return redirect("public:card_status", receipt.code)


@require_POST
@own_voice
def quote(request: HttpRequest, receipt: ReceiptCode, voice: Contribution) -> HttpResponse:
    """Agree to be quoted in reports, or not any more."""
    now = timezone.now()
    if "nein" in request.POST:
        done_or_told(request, lambda: actions.withdraw_consent(
            actor=PARTICIPANT, contribution=voice, purpose=ConsentPurpose.QUOTE, now=now
        ))  # fmt: skip
    else:
        done_or_told(request, lambda: actions.give_consent(
            actor=PARTICIPANT, contribution=voice, purposes=[ConsentPurpose.QUOTE], now=now
        ))  # fmt: skip
    return redirect("public:card_status", receipt.code)


@require_http_methods(["GET", "HEAD", "POST"])
@own_voice
def review(request: HttpRequest, receipt: ReceiptCode, voice: Contribution) -> HttpResponse:
    """Ask to look again at a voice that is withheld."""
    if voice.moderation != Moderation.WITHHELD or voice.is_withdrawn:
        return redirect("public:card_status", receipt.code)
    form = ReviewForm(posted(request))
    if form.is_valid() and attempt(form, lambda: actions.ask_review(
        actor=PARTICIPANT, contribution=voice, words=form.cleaned_data["words"], now=timezone.now()
    )) is not None:  # fmt: skip
        messages.success(request, _("Wir lesen Ihren Beitrag noch einmal. Die Antwort steht später hier."))
        return redirect("public:card_status", receipt.code)
    context = {"form": form, "receipt": receipt, "voice": voice}
    return public_page(request, "public/card/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_voice
def address(request: HttpRequest, receipt: ReceiptCode, voice: Contribution) -> HttpResponse:
    """Leave an e-mail address."""
    if voice.is_withdrawn or ContactAddress.objects.filter(contribution=voice).exists():
        return redirect("public:card_status", receipt.code)
    return address_page(
        request,
        leave=lambda email: actions.leave_address(
            actor=PARTICIPANT, contribution=voice, email=email, language=get_language() or "de", now=timezone.now()
        ),
        back=redirect("public:card_status", receipt.code),
        template="public/card/address.html",
        context={"receipt": receipt},
    )


def address_page(
    request: HttpRequest,
    *,
    leave: Callable[[str], Any],
    back: HttpResponse,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The form for an e-mail address: `leave` takes it, then `back` is where people go on."""
    if request.method == "POST" and too_many("address", request, ADDRESSES):
        return public_page(request, "public/card/too_many.html", status=429)
    form = AddressForm(posted(request))
    if form.is_valid():
        tried("address", request)
        if attempt(form, lambda: leave(form.cleaned_data["email"])) is not None:
            told = _("Wir haben Ihnen einen Link geschickt. Bitte öffnen Sie ihn in den nächsten sieben Tagen.")
            messages.success(request, told)
            return back
    return public_page(request, template, context | {"form": form, "agreement": consent_text(ConsentPurpose.INFORM)})


@require_POST
@own_voice
def remove_address(request: HttpRequest, receipt: ReceiptCode, voice: Contribution) -> HttpResponse:
    """Erase the address."""
    if done_or_told(request, lambda: actions.remove_address(actor=PARTICIPANT, contribution=voice, now=timezone.now())):
        messages.success(request, _("Ihre Adresse ist gelöscht."))
    return redirect("public:card_status", receipt.code)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. Programs that look into mails open links: only the button confirms."""
    if request.method == "POST":
        try:
            contact = actions.confirm_address(actor=PARTICIPANT, token=token, now=timezone.now())
        except DomainError:
            return private(public_page(request, "public/card/address_gone.html", status=404))
        messages.success(request, _("Danke. Wir schreiben Ihnen, wenn es zu Ihrem Beitrag etwas Neues gibt."))
        return private(redirect("public:card_status", contact.contribution.code.code))
    context = {"agreement": consent_text(ConsentPurpose.INFORM)}
    return private(public_page(request, "public/card/address_confirm.html", context))


def done_or_told(request: HttpRequest, action: Callable[[], Any]) -> bool:
    """Whether `action` went through; if not, the next page says why."""
    try:
        action()
    except DomainError as error:
        messages.error(request, str(error))
        return False
    return True


urlpatterns: list[URLPattern] = [
    path("karte/adresse/<str:token>/", confirm_address, name="address_confirm"),
    path("karte/<str:code>/zurueckziehen/", withdraw, name="voice_withdraw"),
    path("karte/<str:code>/wiederherstellen/", restore, name="voice_restore"),
    path("karte/<str:code>/zitat/", quote, name="voice_quote"),
    path("karte/<str:code>/pruefen/", review, name="voice_review"),
    path("karte/<str:code>/adresse/", address, name="address_leave"),
    path("karte/<str:code>/adresse/entfernen/", remove_address, name="address_remove"),
]
