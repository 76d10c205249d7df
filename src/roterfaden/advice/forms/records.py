"""The record of a talk: ticked and chosen in half a minute, by keyboard."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.enums import Place, Referral, Result
from roterfaden.advice.methods import language_choices
from roterfaden.advice.models import LONGEST_MINUTES
from roterfaden.advice.queries import Defaults, advice_sites
from roterfaden.directory.models import Organisation, Site
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.forms import DateInput, LongText

KEYS = 9
"""Topics that a digit of the keyboard ticks."""


class NumberedTopics(forms.CheckboxSelectMultiple):
    """Check boxes with an access key each: Alt and the number of the field; with scripts the number alone."""

    def create_option(self, name: str, value: Any, label: str, selected: bool, index: int, **kwargs: Any) -> Any:  # type: ignore[override]
        """One check box. `label` begins with the number of the field of action."""
        option = super().create_option(name, value, label, selected, index, **kwargs)
        if index < KEYS:
            option["attrs"] |= {"accesskey": str(index + 1), "data-digit": str(index + 1)}
        return option


class TopicsField(forms.ModelMultipleChoiceField):
    """Fields of action under their numbers."""

    widget = NumberedTopics

    def label_from_instance(self, obj: Any) -> str:
        """The number and the everyday name."""
        return f"{obj.number} {obj.short_name}"


class RecordForm(forms.Form):
    """One talk. There is no field for a name or a status, and no free words; a note only goes into a case."""

    marks_optional = False

    topics = TopicsField(label=_("Worum ging es?"), queryset=FieldOfAction.objects.none())
    language = forms.ChoiceField(label=_("Sprache"), choices=language_choices)
    with_interpreter = forms.BooleanField(label=_("mit Dolmetschen"), required=False)
    area = forms.ModelChoiceField(
        label=_("Wohnt in"), queryset=Area.objects.none(), required=False, empty_label=_("nicht gefragt")
    )
    duration_minutes = forms.IntegerField(
        label=_("Dauer in Minuten"), min_value=1, max_value=LONGEST_MINUTES, widget=forms.NumberInput({"step": 5})
    )
    result = forms.ChoiceField(label=_("Ergebnis"), choices=Result.choices)
    referral = forms.ChoiceField(label=_("Verwiesen an"), choices=Referral.choices)
    held_on = forms.DateField(label=_("Tag"), widget=DateInput())
    place = forms.ChoiceField(label=_("Wie"), choices=Place.choices)
    site = forms.ModelChoiceField(
        label=_("Standort"), queryset=Site.objects.none(), required=False, empty_label=_("keiner")
    )
    note = forms.CharField(
        label=_("Notiz für das Team"), required=False, max_length=4000, widget=LongText(3),
        help_text=_("Verschlossen. Keine Namen, kein Aufenthaltsstatus."),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, takes_note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topics"].queryset = FieldOfAction.objects.order_by("number", "pk")
        fields["area"].queryset = partners(on)
        fields["site"].queryset = advice_sites()
        fields["held_on"].widget.attrs["max"] = on.isoformat()
        if not takes_note:
            del self.fields["note"]

    @staticmethod
    def proposed(defaults: Defaults, *, on: date) -> Mapping[str, Any]:
        """What stands in the form before anybody types: today, and what was chosen the last time."""
        return {
            "held_on": on, "site": defaults.site, "place": defaults.place, "language": defaults.language,
            "area": defaults.area, "duration_minutes": defaults.duration_minutes, "result": Result.ANSWERED,
            "referral": Referral.NONE, "with_interpreter": defaults.with_interpreter, "topics": defaults.topics,
        }  # fmt: skip


class LetterForm(forms.Form):
    """Where somebody is sent. What is typed stands in the letter and is kept nowhere."""

    organisation = forms.ModelChoiceField(
        label=_("Stelle aus dem Verzeichnis"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("steht nicht im Verzeichnis"),
    )  # fmt: skip
    name = forms.CharField(label=_("Name der Stelle"), required=False, max_length=160)
    address = forms.CharField(
        label=_("Anschrift"), required=False, max_length=300, widget=LongText(3),
        help_text=_("Nur für den Brief. Der Name der Person gehört nicht hierher."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Zweite Sprache"), choices=language_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        """A place of the directory, or a name."""
        values = super().clean() or {}
        if not values.get("organisation") and not values.get("name"):
            self.add_error("name", _("Wählen Sie eine Stelle, oder schreiben Sie ihren Namen auf."))
        return values
