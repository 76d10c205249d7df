"""Forms of the review. They check what is typed; what is allowed, the actions say."""

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


class CorrectionForm(forms.Form):
    """Fact, cause, action – with an owner and a date."""

    fact = forms.CharField(label=_("Feststellung"), widget=LongText(3), help_text=_("Was zeigen Wert und Verlauf?"))
    reason = forms.CharField(label=_("Ursache"), widget=LongText(3), help_text=_("Woran liegt das?"))
    action = forms.CharField(label=_("Was wir tun"), widget=LongText(3))
    owner = forms.CharField(label=_("Verantwortlich"), max_length=160, help_text=_("Stelle oder Funktion, kein Name."))
    due_on = forms.DateField(label=_("Bis"), widget=DateInput())
    effect = forms.CharField(
        label=_("Folge für das Konzept"),
        widget=LongText(2),
        required=False,
        help_text=_("Zum Beispiel: Die Maßnahme 3.1.2 wird um ein Jahr verlängert."),
    )
