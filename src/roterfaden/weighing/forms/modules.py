"""What people type when they keep a text module."""

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.enums import Outcome
from roterfaden.ui.forms import LongText


class ModuleForm(forms.Form):
    """Words for using again."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=120,
        help_text=_("So finden Sie ihn beim Antworten wieder. Nur das Büro sieht ihn."),
    )
    outcome = forms.ChoiceField(label=_("Ergebnis"), choices=Outcome.choices, widget=forms.RadioSelect)
    plain_reason = forms.CharField(
        label=_("Begründung in einfachen Worten"),
        help_text=_("Das liest die Person. Kurze Sätze, mit „Sie“. Lücken wie {nummer} füllt das Programm."),
        widget=LongText(rows=6),
    )
    file_reason = forms.CharField(label=_("Begründung für die Akte"), widget=LongText(rows=3))
    reason = forms.CharField(label=_("Warum ändern Sie ihn?"), max_length=300, required=False)

    def __init__(self, *args: object, is_new: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if is_new:
            del self.fields["reason"]
