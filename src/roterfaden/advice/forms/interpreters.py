"""What the office types about interpreters; what they answer themselves stands in `public.interpreting`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.forms.calendars import LanguagesField
from roterfaden.advice.methods import HALF_DAYS, language_choices
from roterfaden.advice.models.interpreters import MOST_MINUTES
from roterfaden.advice.queries import Candidate
from roterfaden.directory.enums import Weekday
from roterfaden.ui.forms import DateTimeInput


def half_day_choices() -> list[tuple[str, str]]:
    """The half-days of a working week in words: "Montag vormittags"."""
    parts = {"am": gettext("%(day)s vormittags"), "pm": gettext("%(day)s nachmittags")}
    words = []
    for token in HALF_DAYS:
        weekday, half = token.split("-")
        words.append((token, parts[half] % {"day": Weekday(int(weekday)).label}))
    return words


class InterpreterForm(forms.Form):
    """Who it is, how to reach them, what they interpret, when they usually can."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-Mail"), help_text=_("Dorthin gehen Anfragen. Wird verschlüsselt gespeichert."))
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    half_days = forms.MultipleChoiceField(
        label=_("Kann meistens"), choices=half_day_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = LanguagesField(label=_("Dolmetscht zwischen Deutsch und"))


class AskForm(forms.Form):
    """Whom to ask for an appointment."""

    interpreter = forms.ChoiceField(label=_("Wen anfragen?"))

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(each.interpreter.uid): each for each in candidates}
        fields: dict[str, Any] = self.fields
        fields["interpreter"].choices = [(uid, _words(each)) for uid, each in self.candidates.items()]

    def clean_interpreter(self) -> Any:
        """The chosen person."""
        return self.candidates[self.cleaned_data["interpreter"]].interpreter


def _words(each: Candidate) -> str:
    if each.busy:
        return gettext("%(name)s (dann schon angefragt)") % {"name": each.interpreter.name}
    if each.usual:
        return gettext("%(name)s (kann dann meistens)") % {"name": each.interpreter.name}
    return each.interpreter.name


class RecordInterpretingForm(forms.Form):
    """Something that was interpreted without a request: on the telephone, or for a walk-in."""

    language = forms.ChoiceField(label=_("Sprache"))
    starts_at = forms.DateTimeField(label=_("Wann"), widget=DateTimeInput)
    minutes = forms.IntegerField(label=_("Minuten"), min_value=1, max_value=MOST_MINUTES)
    place = forms.CharField(label=_("Ort"), max_length=300, help_text=_("Zum Beispiel: am Telefon."))

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = set(languages)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [each for each in language_choices() if each[0] in spoken]
