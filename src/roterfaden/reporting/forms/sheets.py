"""Forms for data sheets."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.reporting.methods import FigurePlan, SheetPlan
from roterfaden.ui.forms import LongText


class SheetEditionForm(forms.Form):
    """A new edition of all data sheets."""

    title = forms.CharField(label=_("Titel"), max_length=160)
    known_on = forms.DateField(
        label=_("Datenstand"),
        help_text=_("Gezeigt wird, was an diesem Tag bekannt war."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self.today = today

    def clean_known_on(self) -> date:
        """No day in the future: nobody knows what will be known then."""
        day: date = self.cleaned_data["known_on"]
        if day > self.today:
            raise forms.ValidationError(_("Dieser Tag liegt in der Zukunft."))
        return day


class AddFigureForm(forms.Form):
    """A figure for a chapter of the template."""

    chapter = forms.ChoiceField(label=_("Kapitel"))
    figure = forms.ChoiceField(label=_("Messgröße"))

    def __init__(self, *args: Any, plan: SheetPlan, free: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["chapter"].choices = [(each.key, each.title) for each in plan.chapters]
        self.fields["figure"].choices = list(free)

    def planned(self) -> FigurePlan:
        """The figure that was chosen."""
        indicator, _bar, breakdown = self.cleaned_data["figure"].partition("|")
        return FigurePlan(indicator, breakdown)


class TemplateFileForm(forms.Form):
    """The whole template as text."""

    text = forms.CharField(
        label=_("Vorlage (TOML)"),
        widget=LongText(rows=20),
        max_length=60_000,
        help_text=_("Kapitel und Messgrößen in der Reihenfolge, in der sie im Datenspiegel stehen."),
    )
