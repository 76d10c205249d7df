"""Opening a review, rating a goal, noting a meeting. Forms check what is typed; what is allowed, the actions say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Version
from roterfaden.monitoring.enums import Status
from roterfaden.ui.forms import DateInput, LongText


class VersionChoice(forms.ModelChoiceField):
    """Versions with the name of their concept."""

    def label_from_instance(self, version: Version) -> str:
        return f"{version.concept.title}: {version.title}"


class CycleForm(forms.Form):
    """Which version is reviewed, at which date, with the figures of which day."""

    version = VersionChoice(label=_("Fassung"), queryset=Version.objects.none(), empty_label=None)
    title = forms.CharField(label=_("Titel"), max_length=160, help_text=_("Zum Beispiel: Überprüfung 2019."))
    reference_date = forms.DateField(label=_("Stichtag"), widget=DateInput())
    known_on = forms.DateField(
        label=_("Datenstand vom"),
        widget=DateInput(),
        help_text=_("Es zählt, was an diesem Tag bekannt war. So lässt sich die Überprüfung später nachrechnen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = Version.objects.published().select_related("concept")
        self.fields["version"].queryset = published.order_by("-frozen_at", "-pk")


class RatingForm(forms.Form):
    """The group's own view of a goal."""

    status = forms.ChoiceField(label=_("Bewertung"), choices=Status.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Begründung"),
        widget=LongText(4),
        help_text=_("Steht öffentlich neben dem berechneten Status, der bestehen bleibt."),
    )
    expires_on = forms.DateField(
        label=_("Gilt bis"), widget=DateInput(), help_text=_("Danach zählt wieder allein der berechnete Status.")
    )


class SessionForm(forms.Form):
    """How many members of the group are there."""

    held_on = forms.DateField(label=_("Tag"), widget=DateInput())
    present = forms.IntegerField(
        label=_("Anwesende"), min_value=1, max_value=999, help_text=_("Nur die Zahl, keine Namen.")
    )
