"""Asking a unit, and what it writes."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.models import Theme
from roterfaden.ui.forms import DateInput, LongText
from roterfaden.weighing.enums import Recommendation
from roterfaden.weighing.models import Unit
from roterfaden.weighing.queries import AdvisedVoice


class UnitForm(forms.Form):
    """A place of the administration, by its function."""

    name = forms.CharField(label=_("Name der Stelle"), max_length=120, help_text=_("Zum Beispiel: Fachdienst Jugend"))
    email = forms.EmailField(
        label=_("Funktionsadresse"),
        help_text=_("Eine Adresse der Stelle, nicht die einer Person: jugend@…"),
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )


class AdviceRequestForm(forms.Form):
    """Who is asked what, about which voices, until when."""

    unit = forms.ModelChoiceField(label=_("Stelle"), queryset=Unit.objects.none(), empty_label=None)
    question = forms.CharField(
        label=_("Ihre Frage"), widget=LongText(rows=3), max_length=2000,
        help_text=_("Was soll die Stelle fachlich beurteilen? Sie liest die Beiträge im Wortlaut, ohne Namen."),
    )  # fmt: skip
    theme = forms.ModelChoiceField(
        label=_("Alle Beiträge zu einem Thema"), queryset=Theme.objects.none(), required=False, empty_label=_("keins")
    )
    numbers = forms.CharField(
        label=_("Oder Nummern der Beiträge"), required=False, max_length=2000, help_text=_("Zum Beispiel: 12, 15, 31")
    )
    due_on = forms.DateField(label=_("Antwort erbeten bis"), widget=DateInput)

    def __init__(self, data: Any, *, units: Iterable[Unit], themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["theme"].queryset = themes

    def clean_numbers(self) -> list[int]:
        """The numbers, in any spelling with spaces, commas or lines."""
        typed = self.cleaned_data["numbers"]
        if re.search(r"[^\d\s,;.]", typed):
            raise forms.ValidationError(_("Schreiben Sie bitte nur Nummern, durch Kommas getrennt."))
        return [int(number) for number in re.findall(r"\d{1,9}", typed)]


class RevokeForm(forms.Form):
    """Why a request is taken back."""

    reason = forms.CharField(label=_("Warum wird die Bitte zurückgenommen?"), max_length=300)


class AdviceForm(forms.Form):
    """A recommendation and words for each voice; any of them may be left empty, so none is marked."""

    marks_optional = False

    def __init__(self, data: Any, *, voices: Iterable[AdvisedVoice]) -> None:
        super().__init__(data)
        self.voices = tuple(voices)
        for voice in self.voices:
            choice, words = self._names(voice)
            self.fields[choice] = forms.ChoiceField(
                label=_("Ihre Empfehlung"), choices=[("", _("noch keine")), *Recommendation.choices], required=False,
                initial=voice.recommendation,
            )  # fmt: skip
            self.fields[words] = forms.CharField(
                label=_("Ihre fachliche Einschätzung"), widget=LongText(rows=4), max_length=4000, required=False,
                initial=voice.words,
            )  # fmt: skip

    @staticmethod
    def _names(voice: AdvisedVoice) -> tuple[str, str]:
        number = voice.contribution.number
        return f"empfehlung-{number}", f"worte-{number}"

    @property
    def rows(self) -> list[tuple[AdvisedVoice, Any, Any]]:
        """Each voice with its two fields."""
        named = [(voice, self._names(voice)) for voice in self.voices]
        return [(voice, self[choice], self[words]) for voice, (choice, words) in named]

    def said(self) -> dict[int, tuple[str, str]]:
        """What was written, by the key of the voice."""
        found = {}
        for voice in self.voices:
            choice, words = self._names(voice)
            found[voice.contribution.pk] = (self.cleaned_data[choice], self.cleaned_data[words])
        return found
