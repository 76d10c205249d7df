"""Sprachen: how much of each language is translated and checked, and which of them the public pages offer."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.languages import Review, Share, codes, offered_codes, review_of, share_of
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places import actions
from roterfaden.web.context import house_of
from roterfaden.web.pages import actor_of

add_entry(route="office:languages", label=gettext_lazy("Sprachen"), position=880, permission="places.offer_languages")


class LanguagesForm(forms.Form):
    """Which languages the public pages offer. German always; it is not asked."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Diese Sprachen anbieten"),
        help_text=gettext_lazy("Deutsch gibt es immer. Wer eine ausgeschaltete Sprache öffnet, liest Deutsch."),
        choices=[language for language in settings.LANGUAGES if language[0] != settings.LANGUAGE_CODE],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip


@dataclass(frozen=True)
class LanguageRow:
    """One language: what of it is translated, who has read it, and whether it is offered."""

    code: str
    share: Share
    review: Review
    is_source: bool
    is_offered: bool


@dataclass(frozen=True)
class LanguagesPage:
    """All languages of the interface; `form` is None before set-up and for those who may not choose."""

    rows: tuple[LanguageRow, ...]
    form: LanguagesForm | None


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("places.offer_languages")
def languages(request: HttpRequest) -> HttpResponse:
    """The list, and below it the choice."""
    house = house_of(request)
    offered = offered_codes(house.closed_languages if house else ())
    form = None
    if house is not None and allowed(actor_of(request), "places.offer_languages", house):
        form = LanguagesForm(request.POST if request.method == "POST" else None, initial={"languages": offered})
    if request.method == "POST" and form is not None and house is not None and form.is_valid():
        chosen = [settings.LANGUAGE_CODE, *form.cleaned_data["languages"]]
        try:
            actions.offer_languages(actor=actor_of(request), instance=house, languages=chosen, now=timezone.now())
        except NotAllowed:
            raise
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Die Auswahl gilt ab sofort."))
        return redirect("office:languages")
    rows = tuple(
        LanguageRow(code, share_of(code), review_of(code), code == settings.LANGUAGE_CODE, code in offered)
        for code in codes()
    )
    return office_page(request, "office/languages/languages.html", LanguagesPage(rows, form))


urlpatterns: list[URLPattern] = [path("sprachen/", languages, name="languages")]
