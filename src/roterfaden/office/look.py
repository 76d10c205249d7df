"""Aussehen: the colour and the logo of the house on every page."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from roterfaden.office.nav import office_page, opens_with
from roterfaden.places.actions import change_look
from roterfaden.places.methods.colours import for_the_dark
from roterfaden.places.models import Instance
from roterfaden.places.queries import house
from roterfaden.web.pages import actor_of, attempt

OPENS = "places.change_look"


class LookForm(forms.Form):
    """One colour and one picture."""

    colour = forms.CharField(
        label=gettext_lazy("Hauptfarbe"), required=False, max_length=7,
        help_text=gettext_lazy(
            "Als # und sechs Zeichen, zum Beispiel #1a5f2b. Für Verweise und Knöpfe auf allen Seiten. Leer: die Farbe "
            "des Programms. Ob alle sie lesen können, prüft das Programm."
        ),
    )  # fmt: skip
    upload = forms.FileField(
        label=gettext_lazy("Logo"), required=False,
        help_text=gettext_lazy("Ein Bild (PNG, JPEG, WebP), am besten breiter als hoch und auf weißem Grund."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}), allow_empty_file=True,
    )  # fmt: skip
    drops_logo = forms.BooleanField(label=gettext_lazy("Logo entfernen"), required=False)


@dataclass(frozen=True)
class LookPage:
    """The form, and the look there is; `dark` is the colour on dark pages."""

    instance: Instance
    form: LookForm
    dark: str


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def look(request: HttpRequest) -> HttpResponse:
    """Change the look; it holds on the next page anybody opens."""
    instance = house()
    if instance is None:
        return redirect("office:setup")
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LookForm(data, files, initial={"colour": instance.colour})
    if instance.logo_id is None:
        del form.fields["drops_logo"]
    if form.is_valid():
        values = form.cleaned_data
        done = attempt(form, lambda: change_look(
            actor=actor_of(request), instance=instance, colour=values["colour"], logo=values["upload"],
            drops_logo=values.get("drops_logo", False), now=timezone.now(),
        ))  # fmt: skip
        if done:
            messages.success(request, _("So sehen jetzt alle Seiten aus."))
            return redirect("office:look")
    dark = for_the_dark(instance.colour) if instance.colour else ""
    return office_page(request, "office/settings/look.html", LookPage(instance, form, dark))


urlpatterns: list[URLPattern] = [path("einstellungen/aussehen/", look, name="look")]
