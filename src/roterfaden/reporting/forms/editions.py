"""Forms for reports and editions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.ui.forms import LongText


class ReportForm(forms.Form):
    """A new report on a review."""

    title = forms.CharField(label=_("Titel"), max_length=160)


class EditionForm(forms.Form):
    """What stands above the figures of an edition."""

    title = forms.CharField(label=_("Titel der Ausgabe"), max_length=200)
    foreword = forms.CharField(
        label=_("Vorwort"),
        widget=LongText(6),
        required=False,
        help_text=_("Ein paar Sätze, was in dieser Ausgabe wichtig ist. Bitte keine Namen von Beteiligten."),
    )
