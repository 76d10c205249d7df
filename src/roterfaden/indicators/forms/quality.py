"""What people type about findings of the checks, and how they call breakdowns."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import FigureCheck, FindingState
from roterfaden.indicators.models import BreakdownTerm
from roterfaden.ui.forms import DateInput, FilterForm, LongText

VALUE, BROADER = "name_", "part_"
"""Fields of one value: prefix and number."""


class FigureFindingFilter(FilterForm):
    """Which findings the work list shows. The names stand in addresses."""

    art = forms.ChoiceField(label=_("Art"), choices=[("", _("Alle")), *FigureCheck.choices])
    messgroesse = forms.ChoiceField(label=_("Messgröße"))
    stand = forms.ChoiceField(label=_("Stand"), choices=[("", _("offen")), *FindingState.choices])

    def __init__(self, *args: Any, indicators: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["messgroesse"].choices = [("", _("Alle")), *indicators]

    def wanted(self) -> dict[str, Any]:
        """The arguments of the query."""
        chosen = self.chosen()
        return {
            "kind": chosen.get("art", ""), "indicator": chosen.get("messgroesse", ""), "state": chosen.get("stand", ""),
        }  # fmt: skip


class FindingAnswerForm(forms.Form):
    """What was made of a finding."""

    state = forms.ChoiceField(label=_("Was ist damit?"), choices=FindingState.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Warum?"), widget=LongText(rows=4), max_length=2000,
        help_text=_("Zum Beispiel: 2015 zählt die Aufnahmestelle des Landes in Bramsche mit."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Zurückgestellt bis"), widget=DateInput(), required=False,
        help_text=_("Nur beim Zurückstellen: An diesem Tag steht es wieder auf der Liste."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A day counts only where something is put off."""
        cleaned = super().clean() or {}
        if cleaned.get("state") != FindingState.IGNORED:
            cleaned["until"] = None
        return cleaned


class BreakdownForm(forms.Form):
    """How one dimension and its values are called, and which values are part of others."""

    dimension = forms.CharField(label=_("Bezeichnung des Merkmals"), max_length=120, required=False)

    def __init__(self, *args: Any, values: Sequence[str], terms: Mapping[str, BreakdownTerm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values = list(values)
        self.fields["dimension"].initial = terms[""].words if "" in terms else ""
        for number, value in enumerate(self.values):
            term = terms.get(value)
            name = forms.CharField(
                label=_("„%(value)s“ heißt") % {"value": value}, max_length=120, required=False,
                initial=term.words if term else "",
            )  # fmt: skip
            others = [("", _("zu nichts")), *((other, other) for other in self.values if other != value)]
            part = forms.ChoiceField(
                label=_("„%(value)s“ gehört zu") % {"value": value}, choices=others, required=False,
                initial=term.broader if term else "",
            )  # fmt: skip
            self.fields[f"{VALUE}{number}"], self.fields[f"{BROADER}{number}"] = name, part

    def named(self) -> list[tuple[str, str, str]]:
        """Value (empty: the dimension), words and the value it is part of."""
        rows = [("", self.cleaned_data["dimension"], "")]
        for number, value in enumerate(self.values):
            rows.append((value, self.cleaned_data[f"{VALUE}{number}"], self.cleaned_data[f"{BROADER}{number}"]))
        return rows
