"""Einrichten, Rechtliche Seiten: what the house says itself on pages the program writes from its settings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import add_entry, opens_with
from roterfaden.places.actions import write_house_text
from roterfaden.places.enums import HousePage
from roterfaden.places.models import HouseText
from roterfaden.places.queries import house_texts
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, posted

add_entry(
    route="office:house_texts", label=gettext_lazy("Rechtliche Seiten"), position=885,
    permission="places.write_house_text",
)  # fmt: skip

LONGEST = 20_000


def _words(help_text: Any) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10}), help_text=help_text
    )


class HouseTextsForm(forms.Form):
    """One text for each page; empty: the page says only what the program knows."""

    privacy = _words(
        gettext_lazy(
            "Zum Beispiel: Name und Anschrift der oder des Datenschutzbeauftragten, Auftragsverarbeiter, wie lange der"
            " Webserver davor Protokolle aufhebt."
        )
    )
    accessibility = _words(
        gettext_lazy("Zum Beispiel: wer geprüft hat und wann, was noch fehlt, Telefonnummer und Anschrift.")
    )
    imprint = _words(gettext_lazy("Zum Beispiel: Anschrift, Telefon, Vertretung, Umsatzsteuer-Nummer."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for page in HousePage:
            self.fields[page.value].label = page.label


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("places.write_house_text")
def texts(request: HttpRequest) -> HttpResponse:
    """The three texts in one form; what did not change stays as it is."""
    form = HouseTextsForm(posted(request), initial=house_texts())
    if request.method == "POST" and form.is_valid():
        actor, now = actor_of(request), timezone.now()

        def write() -> list[HouseText]:
            return [
                write_house_text(actor=actor, on_page=on_page, text=text, now=now)
                for on_page, text in form.cleaned_data.items()
            ]

        if attempt(form, write):
            messages.success(request, _("Die Texte stehen jetzt auf den Seiten."))
            return redirect("office:house_texts")
    return form_page(
        request,
        FormPage(
            title=_("Rechtliche Seiten"),
            lead=_(
                "Das Programm schreibt diese Seiten aus seinen Einstellungen. Hier ergänzen Sie, was nur Sie wissen."
                " Leerzeilen trennen Absätze, „- “ beginnt eine Liste."
            ),
            form=form,
            submit=_("Texte speichern"),
            cancel=reverse("public:privacy"),
            crumbs=(Link(_("Einstellungen"), reverse("office:settings")),),
        ),
    )


urlpatterns: list[URLPattern] = [path("einstellungen/rechtliche-seiten/", texts, name="house_texts")]
