"""What became of my card? The code on it opens the page, without an account, years later too."""

import unicodedata
from urllib.parse import urlencode, urlsplit

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.concept.queries import is_remark_code
from roterfaden.kernel.codes import ALPHABET, LENGTH, is_valid, normalise
from roterfaden.participation.enums import Channel
from roterfaden.participation.models import Contribution
from roterfaden.participation.queries import code_trail, own_voice
from roterfaden.public.asked import asked_about
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import page_language, private, public_page
from roterfaden.reporting.queries.texts import feedback_for
from roterfaden.thread.queries.voice import card_status as find_card

GUESSES = 20
"""Well written but unknown codes from one address in ten minutes. Mistyping costs nothing: the check sign finds it."""


def tidy(typed: str) -> str:
    """What somebody typed, pasted or scanned, in stored form: also a whole address, full-width or foreign digits."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if "/" in text:
        parts = [part for part in urlsplit(text).path.split("/") if part]
        text = parts[-1] if parts else ""
    return normalise("".join(str(unicodedata.digit(sign, sign)) for sign in text))


class CodeForm(forms.Form):
    """One field: the code."""

    code = forms.CharField(
        label=_("Code auf Ihrer Karte"),
        help_text=_("Neun Zeichen, zum Beispiel K7M-2QX-9AB. Groß oder klein, mit oder ohne Striche – alles geht."),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def clean_code(self) -> str:
        """The code in stored form, or a word on what is wrong with it."""
        code = tidy(self.cleaned_data["code"])
        foreign = sorted({sign for sign in code if sign not in ALPHABET})
        if foreign:
            raise forms.ValidationError(
                _("Diese Zeichen kommen in keinem Code vor: %(signs)s. Sehen Sie bitte noch einmal genau hin."),
                params={"signs": ", ".join(foreign)},
            )
        if len(code) != LENGTH:
            raise forms.ValidationError(
                _("Ein Code hat %(length)s Zeichen, Sie haben %(typed)s eingegeben."),
                params={"length": LENGTH, "typed": len(code)},
            )
        if not is_valid(code):
            raise forms.ValidationError(
                _(
                    "In diesem Code stimmt ein Zeichen nicht, oder zwei sind vertauscht. "
                    "Oft verwechselt werden: 8 und B, 5 und S, 2 und Z, 6 und G."
                )
            )
        return code


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest) -> HttpResponse:
    """Ask for the code and lead to the card."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if too_many("card", request, GUESSES):
            return private(public_page(request, "public/card/too_many.html", status=429))
        if find_card(form.cleaned_data["code"]) is not None:
            return private(redirect("public:card_status", form.cleaned_data["code"]))
        if is_remark_code(form.cleaned_data["code"]):
            return private(redirect("public:remark_status", form.cleaned_data["code"]))
        tried("card", request)
        form.add_error("code", _("Diesen Code gibt es bei uns nicht. Vergleichen Sie ihn bitte mit Ihrer Karte."))
    return private(public_page(request, "public/card/card.html", {"form": form}))


@login_not_required
@require_safe
def card_status(request: HttpRequest, code: str) -> HttpResponse:
    """The card and everything that became of it; for whoever holds the code, so nothing of it is kept anywhere."""
    stored = tidy(code)
    if too_many("card", request, GUESSES):
        return private(public_page(request, "public/card/too_many.html", status=429))
    status = find_card(stored, page_language()) if is_valid(stored) else None
    if status is None:
        if is_valid(stored) and is_remark_code(stored):
            return private(redirect("public:remark_status", stored))
        if is_valid(stored):
            tried("card", request)
        return private(public_page(request, "public/card/unknown.html", {"form": CodeForm()}, status=404))
    if stored != code:
        return private(redirect("public:card_status", stored))
    language = status.voice.language if status.voice else ""
    context = {
        "status": status,
        "own": own_voice(status.voice) if status.voice else None,
        "story": status.story,
        "asked": asked_about(status.story),
        "trail": code_trail(status.code),
        "is_new": "neu" in request.GET,
        "another": another_card(status.voice) if status.voice and "neu" in request.GET else "",
        "feedback": feedback_for(status.voice.process_id) if status.voice else None,
        "own_language": language if language and language != get_language() else "",
    }
    return private(public_page(request, "public/card/status.html", context))


def another_card(voice: Contribution) -> str:
    """Where somebody writes the next card after one from their telephone: same table, kind and language; else empty."""
    event = voice.event
    if event is None or voice.channel != Channel.PHONE or not event.takes_phones:
        return ""
    named = [event.slug, *([voice.table] if voice.table else [])]
    address = reverse("public:phone_table" if voice.table else "public:phone", args=named)
    return f"{address}?{urlencode({'art': voice.kind, 'sprache': voice.language})}"
