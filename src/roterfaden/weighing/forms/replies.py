"""What people say to an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.ui.forms import LongText
from roterfaden.weighing.enums import Verdict


class ReplyForm(forms.Form):
    """Whether the answer meets the point, and what is missing if it does not."""

    verdict = forms.ChoiceField(
        label=_("Die Antwort trifft mein Anliegen"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Was fehlt?"),
        help_text=_("Das Feld kann leer bleiben. Zuerst liest es nur unser Büro. Schreiben Sie bitte keine Namen."),
        widget=LongText(rows=3), max_length=1000, required=False,
    )  # fmt: skip
