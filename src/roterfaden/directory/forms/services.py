"""Forms of the office for organisations, places, services and their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.directory.actions import ServiceContent
from roterfaden.directory.enums import SPOKEN, PageStatus, Weekday
from roterfaden.directory.errors import DaysNotUnderstood, HoursNotUnderstood
from roterfaden.directory.methods import Special, Spell, parse_specials, parse_spells, specials_text, spells_text
from roterfaden.directory.models import Organisation, Service, ServiceText, Site
from roterfaden.directory.queries import areas_with_services, hours_of, specials_of
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.filters import lang_name
from roterfaden.ui.forms import LongText


class OrganisationForm(forms.ModelForm):
    """An organisation and how it is reached."""

    website = forms.URLField(label=_("Internetseite"), max_length=300, required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = ("name", "kind", "email", "phone", "website", "is_fictitious")
        help_texts = {
            "email": _("Eine Adresse der Stelle, keine persönliche. An sie geht die Bitte, die Angaben zu prüfen."),
            "is_fictitious": _("Für Beispiele und Schulungen: Es steht bei jedem Angebot dabei."),
        }


class SiteForm(forms.ModelForm):
    """A place with its hours, a line for each weekday."""

    specials = forms.CharField(
        label=_("Tage mit anderen Zeiten"), required=False, widget=LongText(4),
        help_text=_("Eine Zeile je Tag oder Zeitraum: 24.12.2026 geschlossen Heiligabend. An Feiertagen gilt der Ort "
                    "als geschlossen, wenn hier nichts anderes steht."),
    )  # fmt: skip

    class Meta:
        model = Site
        fields = (
            "name", "street", "postcode", "town", "area", "latitude", "longitude", "stop", "step_free", "directions",
        )  # fmt: skip
        widgets = {"directions": LongText(3)}
        help_texts = {"latitude": _("Für Entfernungen. Ohne Angabe zählt die Mitte der Kommune.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = self.fields["area"].queryset.filter(
            pk__in=[area.pk for area in areas_with_services()]
        ).order_by("short_name", "pk")  # fmt: skip
        for day in Weekday:
            self.fields[f"day_{day.value}"] = forms.CharField(label=day.label, required=False, max_length=80)
        self.fields["day_0"].help_text = _("Zum Beispiel 9–12, 14:30–18. Leer heißt geschlossen.")
        self.order_fields([*self.Meta.fields, *(f"day_{day.value}" for day in Weekday), "specials"])
        if self.instance.pk:
            hours = hours_of(self.instance)
            for day in Weekday:
                self.initial[f"day_{day.value}"] = spells_text(each.spell for each in hours if each.weekday == day)
            self.initial["specials"] = specials_text(specials_of(self.instance))

    def clean(self) -> dict[str, Any]:
        """The hours as the calculation wants them, under `hours` and `specials`."""
        values = super().clean() or self.cleaned_data
        hours: dict[int, Sequence[Spell]] = {}
        for day in Weekday:
            try:
                hours[day.value] = parse_spells(values.get(f"day_{day.value}", ""))
            except HoursNotUnderstood as error:
                self.add_error(f"day_{day.value}", str(error))
        specials: Sequence[Special] = ()
        try:
            specials = parse_specials(values.get("specials", ""))
        except (DaysNotUnderstood, HoursNotUnderstood) as error:
            self.add_error("specials", str(error))
        return values | {"hours": hours, "special_days": specials}

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return facts | {"hours": self.cleaned_data["hours"], "specials": self.cleaned_data["special_days"]}


class TopicChoices(forms.ModelMultipleChoiceField):
    """Fields of action by their short names."""

    def label_from_instance(self, obj: FieldOfAction) -> str:
        """Number and short name."""
        return f"{obj.number} {obj.short_name}"


class ServiceForm(forms.ModelForm):
    """A service. One checkbox says that its facts are right today."""

    topics = TopicChoices(
        label=_("Lebenslagen"), queryset=FieldOfAction.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("In diesen Sprachen wird geholfen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_checked = forms.BooleanField(
        label=_("Ich habe die Angaben heute geprüft."),
        required=False,
        help_text=_("Ohne dieses Häkchen bleibt das Datum der letzten Prüfung, wie es ist."),
    )

    class Meta:
        model = Service
        fields = ("title", "text", "site", "target_group", "cost", "cost_note", "by_appointment")
        widgets = {"text": LongText(6)}
        help_texts = {
            "text": _("Kurze Sätze, keine Abkürzungen: Was bekomme ich, was bringe ich mit?"),
            "cost_note": _("Zum Beispiel: 2 Euro für Material."),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.filter(organisation=organisation).order_by("name", "pk")
        self.fields["site"].empty_label = _("kein fester Ort: am Telefon oder im Internet")
        self.fields["topics"].queryset = FieldOfAction.objects.order_by("number", "pk")
        self.fields["languages"].choices = [(code, lang_name(code)) for code in SPOKEN]
        self.order_fields(["title", "text", "site", "topics", "languages", "target_group", "cost", "cost_note"])
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.fields.values_list("pk", flat=True))
            self.initial["languages"] = list(self.instance.languages.values_list("language", flat=True))

    def content(self) -> ServiceContent:
        """What the action takes."""
        names = ("site", "topics", "languages", *self.Meta.fields)
        return ServiceContent(**{name: self.cleaned_data[name] for name in dict.fromkeys(names)})


class ServiceTextForm(forms.ModelForm):
    """The words of a service in another language."""

    is_checked = forms.BooleanField(
        label=_("Jemand, der die Sprache spricht, hat den Text gelesen."),
        required=False,
        help_text=_("Erst dann lesen ihn die Besucherinnen und Besucher."),
    )

    class Meta:
        model = ServiceText
        fields = ("title", "text")
        widgets = {"text": LongText(6)}

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("is_checked", bool(self.instance.pk) and self.instance.status == PageStatus.CHECKED)
        for name in ("title", "text"):
            self.fields[name].widget.attrs |= _spoken(language)


def _spoken(language: str) -> Mapping[str, str]:
    """A field in which another language is written says so."""
    return {"lang": language, "dir": "auto"}


class ListingForm(forms.Form):
    """A file of services."""

    upload = forms.FileField(
        label=_("Datei"), help_text=_("Tabelle (CSV, XLSX, ODS) oder Open Referral (JSON), bis 20 MB.")
    )
