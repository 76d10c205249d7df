"""What people type when they leave out passages, open an original, look again at a voice, and set a period."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import PassageKind, ReviewOutcome
from roterfaden.participation.methods import LONGEST
from roterfaden.participation.models import Contribution, Translation
from roterfaden.ui.forms import LongText


class SealForm(forms.Form):
    """Which words are left out, in the original and in each translation, and why."""

    passages = forms.CharField(
        label=_("Diese Wörter auslassen"),
        help_text=_("Eine Stelle in jeder Zeile, genau wie im Text. Sie wird überall ausgelassen, wo sie vorkommt."),
        widget=LongText(rows=3, attrs={"dir": "auto", "data-passages": ""}), required=False,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Warum?"), choices=PassageKind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Näheres"),
        help_text=_("Nötig bei „anderer Grund“. Steht im Protokoll: bitte ohne die Wörter selbst."),
        max_length=300, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.translations: list[Translation] = list(contribution.translations.order_by("language", "pk"))
        self.fields["passages"].required = not self.translations
        for each in self.translations:
            language = each.get_language_display()
            self.fields[f"in_{each.language}"] = forms.CharField(
                label=_("Diese Wörter in der Übersetzung auslassen (%(language)s)") % {"language": language},
                widget=LongText(rows=2, attrs={"dir": "auto", "data-passages": each.language}), required=False,
            )  # fmt: skip
            self.fields[f"not_in_{each.language}"] = forms.BooleanField(
                label=_("In der Übersetzung (%(language)s) ist nichts auszulassen.") % {"language": language},
                required=False,
            )
        self.order_fields(["passages", *[name for name in self.fields if "in_" in name], "kind", "reason"])

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "passages": data["passages"].splitlines(),
            "kind": data["kind"],
            "reason": data["reason"],
            "in_translations": {each.language: data[f"in_{each.language}"].splitlines() for each in self.translations},
            "untouched": [each.language for each in self.translations if data[f"not_in_{each.language}"]],
        }


class WhyForm(forms.Form):
    """A reason that stands in the log."""

    reason = forms.CharField(
        label=_("Warum?"), help_text=_("Steht mit Ihrem Namen im Protokoll."), widget=LongText(rows=2), max_length=300
    )


class AnswerForm(forms.Form):
    """The answer to somebody who asked to look again."""

    outcome = forms.ChoiceField(label=_("Ergebnis"), choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Antwort"), help_text=_("Die Person liest sie mit ihrem Code. Kurze Sätze, mit „Sie“."),
        widget=LongText(rows=4), max_length=2000,
    )  # fmt: skip


class RetentionForm(forms.Form):
    """For how long a kind of data is kept."""

    days = forms.IntegerField(label=_("Tage"), min_value=1, max_value=LONGEST)
    reason = forms.CharField(
        label=_("Warum so lange?"), help_text=_("Zum Beispiel: so im Verzeichnis der Verarbeitungstätigkeiten."),
        widget=LongText(rows=2), max_length=300,
    )  # fmt: skip
