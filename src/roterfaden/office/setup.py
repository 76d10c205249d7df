"""Einrichtung: first start from a directory file to a house in two steps; later what the house says of itself."""

from dataclasses import dataclass
from typing import Any

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

from roterfaden.kernel.time import local_day
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.setting_up import Choices, CommitteeOrder, committee_order, set_up
from roterfaden.places import actions
from roterfaden.places.methods import (
    SetUpPlan,
    plan_from_data,
    plan_of,
    plan_to_data,
    read_boundaries,
    read_directory,
    with_boundaries,
)
from roterfaden.places.models import Instance
from roterfaden.places.queries import house
from roterfaden.topics.methods import OfferedField, model_case
from roterfaden.ui.parts import Text
from roterfaden.web.pages import actor_of, attempt, posted

OPENS = "places.set_up_house"
PLAN = "set_up_plan"
"""Where the session holds what was read until it is carried out."""

add_entry(route="office:setup", label=gettext_lazy("Einrichtung"), position=870, permission=OPENS)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class DirectoryForm(forms.Form):
    """The directory and the key of the area in it."""

    upload = forms.FileField(
        label=gettext_lazy("Gemeindeverzeichnis"),
        help_text=gettext_lazy("Die Datei GV100AD der Statistischen Ämter, oder eine Tabelle (CSV, XLSX)."),
    )
    key = forms.CharField(
        label=gettext_lazy("Amtlicher Schlüssel"),
        help_text=gettext_lazy("Landkreis: 5 Ziffern. Samtgemeinde: 9 Ziffern. Stadt oder Gemeinde: 8 Ziffern."),
        max_length=20,
    )
    area_name = forms.CharField(
        label=gettext_lazy("Name des Gebiets"),
        help_text=gettext_lazy("Nur nötig, wenn die Datei ihn nicht nennt."),
        max_length=120, required=False,
    )  # fmt: skip
    boundaries = forms.FileField(
        label=gettext_lazy("Umrisse"),
        help_text=gettext_lazy("GeoJSON mit Länge und Breite in Grad. Zugeordnet wird nach Schlüsseln."),
        required=False,
    )


class HouseForm(forms.Form):
    """What every page says of the house."""

    name = forms.CharField(label=gettext_lazy("Name der Einrichtung"), max_length=120)
    contact_unit = forms.CharField(label=gettext_lazy("Zuständige Stelle"), max_length=160)
    contact_email = forms.EmailField(label=gettext_lazy("E-Mail der zuständigen Stelle"))


class ChoicesForm(HouseForm):
    """The house, and what it begins with."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Sprachen der öffentlichen Seiten"),
        help_text=gettext_lazy("Deutsch gibt es immer."),
        choices=[language for language in settings.LANGUAGES if language[0] != settings.LANGUAGE_CODE],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    with_bodies = forms.BooleanField(label=gettext_lazy("Diese Gremien anlegen"), required=False)
    with_fields = forms.BooleanField(label=gettext_lazy("Diese neun Handlungsfelder anlegen"), required=False)

    def choices(self) -> Choices:
        """The answers as `set_up` takes them."""
        values = dict(self.cleaned_data)
        values["languages"] = [settings.LANGUAGE_CODE, *values["languages"]]
        return Choices(**values)


@dataclass(frozen=True)
class Look:
    """Something to look at before setting up: in words, and the names it is about."""

    label: Text
    names: tuple[str, ...]


@dataclass(frozen=True)
class PreviewPage:
    """What will be created, and the questions that are left."""

    plan: SetUpPlan
    counts: tuple[tuple[int, Text], ...]
    looks: tuple[Look, ...]
    order: CommitteeOrder
    fields_of_action: tuple[OfferedField, ...]
    form: ChoicesForm


@dataclass(frozen=True)
class HousePage:
    """What the house says of itself, and the form to change it."""

    instance: Instance
    form: HouseForm


@form_methods
@opens_with(OPENS)
def setup(request: HttpRequest) -> HttpResponse:
    """Without a house: file and key. With one: its name and contact."""
    instance = house()
    if instance is not None:
        return _change(request, instance)
    form = DirectoryForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        plan = attempt(form, lambda: _plan(form.cleaned_data))
        if plan:
            request.session[PLAN] = plan_to_data(plan)
            return redirect("office:setup_preview")
    return office_page(request, "office/setup/start.html", {"form": form})


@form_methods
@opens_with(OPENS)
def setup_preview(request: HttpRequest) -> HttpResponse:
    """What will be created; then it is."""
    data = request.session.get(PLAN)
    if data is None or house() is not None:
        return redirect("office:setup")
    plan = plan_from_data(data)
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    initial = {"name": plan.house.name, "languages": languages, "with_bodies": True, "with_fields": True}
    form = ChoicesForm(posted(request), initial=initial)
    if form.is_valid():
        done = attempt(
            form, lambda: set_up(actor=actor_of(request), plan=plan, choices=form.choices(), now=timezone.now())
        )
        if done:
            del request.session[PLAN]
            messages.success(request, _("Die Einrichtung ist angelegt."))
            return redirect("office:setup")
    return office_page(request, "office/setup/preview.html", _preview(plan, form))


def _change(request: HttpRequest, instance: Instance) -> HttpResponse:
    initial = {name: getattr(instance, name) for name in HouseForm.base_fields}
    form = HouseForm(posted(request), initial=initial)
    if form.is_valid():
        values: dict[str, Any] = {"actor": actor_of(request), "instance": instance, "now": timezone.now()}
        if attempt(form, lambda: actions.change_house(**values, **form.cleaned_data)):
            messages.success(request, _("Gespeichert."))
            return redirect("office:setup")
    return office_page(request, "office/setup/house.html", HousePage(instance, form))


def _plan(values: dict[str, Any]) -> SetUpPlan:
    file = values["upload"]
    directory = read_directory(file.read(), file.name)
    plan = plan_of(directory, values["key"], on=local_day(timezone.now()), area_name=values["area_name"])
    if values["boundaries"]:
        plan = with_boundaries(plan, read_boundaries(values["boundaries"].read()))
    return plan


def _preview(plan: SetUpPlan, form: ChoicesForm) -> PreviewPage:
    return PreviewPage(
        plan=plan,
        counts=tuple((count, kind.label) for kind, count in plan.counts().items()),
        looks=tuple(Look(doubt.kind.label, doubt.subjects) for doubt in plan.doubts),
        order=committee_order(plan.house.key, plan.kind),
        fields_of_action=model_case(),
        form=form,
    )


urlpatterns: list[URLPattern] = [
    path("einrichtung/", setup, name="setup"),
    path("einrichtung/pruefen/", setup_preview, name="setup_preview"),
]
