"""Forms for files that come by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import FetchRhythm
from roterfaden.indicators.models import FigureSource, ImportProfile
from roterfaden.indicators.queries import profiles


class FigureSourceForm(forms.Form):
    """An address, how often it is read, and what its file means."""

    title = forms.CharField(label=_("Titel"), max_length=160)
    url = forms.CharField(
        label=_("Adresse der Datei"), max_length=1000,
        help_text=_("Beginnt mit https:// und führt ohne Anmeldung zu einer Datei: CSV, ZIP, XLSX oder ODS."),
    )  # fmt: skip
    profile = forms.ModelChoiceField(
        label=_("Einleseprofil"), queryset=ImportProfile.objects.none(), empty_label=_("Bitte wählen"),
        help_text=_("Lesen Sie die Datei zuerst einmal von Hand ein, und merken Sie sich dabei das Profil."),
    )  # fmt: skip
    rhythm = forms.ChoiceField(label=_("Wie oft?"), choices=FetchRhythm.choices, initial=FetchRhythm.MONTHLY)
    is_active = forms.BooleanField(label=_("regelmäßig abrufen"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = profiles()

    @staticmethod
    def begin_with(source: FigureSource) -> dict[str, Any]:
        """What the form starts with for a source that is there."""
        return {name: getattr(source, name) for name in ("title", "url", "profile", "rhythm", "is_active")}


class ProfilePatternForm(forms.Form):
    """Which files of the drop-in folder a profile is for."""

    file_pattern = forms.CharField(
        label=_("Muster für Dateinamen"), max_length=120, required=False,
        help_text=_("Zum Beispiel: 12411-*.csv – ein Stern steht für beliebige Zeichen. Leer: erkannt am Inhalt."),
    )  # fmt: skip
