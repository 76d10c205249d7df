"""What counsellors enter about their time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.methods import language_choices
from roterfaden.advice.models.calendars import LONGEST, MOST_AT_ONCE, SHORTEST
from roterfaden.directory.enums import Weekday
from roterfaden.directory.models import Site
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.forms import DateInput


class TimeInput(forms.TimeInput):
    """The browser's own control for a time of the day."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class LanguagesField(forms.MultipleChoiceField):
    """Languages as boxes, those most heard first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=language_choices, widget=forms.CheckboxSelectMultiple, **kwargs)


class CounsellorForm(forms.Form):
    """Languages and room."""

    room = forms.CharField(
        label=_("Raum"), max_length=40, required=False, help_text=_("Steht auf der Anzeige im Warteraum.")
    )
    languages = LanguagesField(label=_("Sprachen, in denen Sie beraten"))


class SiteField(forms.ModelChoiceField):
    """A site of the directory, with whose it is."""

    def label_from_instance(self, obj: Site) -> str:
        return f"{obj.name} ({obj.organisation.name})"


class HoursForm(forms.Form):
    """Weekly hours; for a single day, first and last day are the same."""

    site = SiteField(label=_("Ort"), queryset=Site.objects.none(), empty_label=None)
    weekday = forms.TypedChoiceField(label=_("Wochentag"), choices=Weekday.choices, coerce=int)
    starts = forms.TimeField(label=_("von"), widget=TimeInput)
    ends = forms.TimeField(label=_("bis"), widget=TimeInput)
    minutes = forms.IntegerField(label=_("Minuten je Termin"), min_value=SHORTEST, max_value=LONGEST, initial=45)
    buffer = forms.IntegerField(label=_("Minuten Pause danach"), min_value=0, max_value=LONGEST, initial=15)
    capacity = forms.IntegerField(label=_("Personen zur gleichen Zeit"), min_value=1, max_value=MOST_AT_ONCE, initial=1)
    topics = forms.ModelMultipleChoiceField(
        label=_("Nur für diese Themen"), queryset=FieldOfAction.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Nichts angekreuzt heißt: für alle."),
    )  # fmt: skip
    first_on = forms.DateField(label=_("ab"), widget=DateInput)
    last_on = forms.DateField(
        label=_("bis zum"), widget=DateInput, required=False, help_text=_("Leer: bis auf Weiteres.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["site"].queryset = Site.objects.select_related("organisation").order_by("name", "pk")
        fields["topics"].queryset = FieldOfAction.objects.order_by("number", "pk")


class AbsenceForm(forms.Form):
    """Days away, or hours of them."""

    first_on = forms.DateField(label=_("ab"), widget=DateInput)
    last_on = forms.DateField(label=_("bis einschließlich"), widget=DateInput)
    starts = forms.TimeField(label=_("nur von"), widget=TimeInput, required=False)
    ends = forms.TimeField(label=_("nur bis"), widget=TimeInput, required=False)
