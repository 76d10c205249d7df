"""What people type about findings of the checks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.ui.forms import FilterForm, LongText
from roterfaden.weighing.enums import CheckKind

TICKED_OFF = "abgehakt"


class FindingFilter(FilterForm):
    """Which findings the work list shows. The names stand in addresses."""

    art = forms.ChoiceField(label=_("Art des Hinweises"), choices=[("", _("Alle")), *CheckKind.choices])
    stand = forms.ChoiceField(label=_("Stand"), choices=[("", _("offen")), (TICKED_OFF, _("abgehakt"))])
    verfahren = forms.SlugField(widget=forms.HiddenInput)

    def wanted(self) -> dict[str, Any]:
        """The arguments of the query."""
        chosen = self.chosen()
        return {"kind": chosen.get("art", ""), "dismissed": chosen.get("stand") == TICKED_OFF}


class DismissForm(forms.Form):
    """Why nothing is to be done about a finding."""

    reason = forms.CharField(
        label=_("Warum ist hier nichts zu tun?"),
        help_text=_("Zum Beispiel: Die beiden Beiträge meinen verschiedene Orte. Der Hinweis kommt wieder, wenn sich "
                    "die Antworten ändern."),
        widget=LongText(rows=4), max_length=2000,
    )  # fmt: skip
