"""Holding deletion back, and erasing at once."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.courses.enums import HoldReason
from roterfaden.ui.forms import DateInput

USUAL_HOLD = timedelta(days=180)


class HoldForm(forms.Form):
    """Why nothing is deleted, and how long."""

    reason = forms.ChoiceField(label=_("Warum?"), choices=HoldReason.choices, widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("Bis"), widget=DateInput(), help_text=_("Danach löscht das Programm wieder, ohne zu fragen.")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"until": on + USUAL_HOLD, "reason": HoldReason.OBJECTION}} | kwargs)


class EraseCandidateForm(forms.Form):
    """That it is meant."""

    sure = forms.BooleanField(label=_("Die Person möchte, dass alles gelöscht wird. Das lässt sich nicht zurückholen."))
