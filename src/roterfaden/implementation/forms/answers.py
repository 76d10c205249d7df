"""Forms for answers: one element, several at once, and sending them. They check what is typed; actions say the rest."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.implementation.enums import Answer
from roterfaden.implementation.forms.handover import units_to_choose
from roterfaden.implementation.methods import AnswerValues, values_of
from roterfaden.implementation.models import JointUnit
from roterfaden.ui.forms import DateInput, LongText


class ResolutionFields(forms.Form):
    """The municipality's own resolution, if it took one."""

    marks_optional = False

    resolution_body = forms.CharField(
        label=_("Gremium"), required=False, max_length=120, help_text=_("Zum Beispiel: Gemeinderat.")
    )
    resolution_reference = forms.CharField(
        label=_("Eigener Beschluss"), required=False, max_length=120, help_text=_("Nummer oder Aktenzeichen.")
    )
    resolved_on = forms.DateField(label=_("beschlossen am"), required=False, widget=DateInput())


class AnswerForm(ResolutionFields):
    """A municipality's answer to one goal or initiative, or to several at once; a draft may be incomplete."""

    answer = forms.ChoiceField(label=_("Antwort"), choices=Answer.choices, widget=forms.RadioSelect, required=False)
    adapted_text = forms.CharField(label=_("So lautet es bei Ihnen"), required=False, widget=LongText(4))
    own_target_value = forms.DecimalField(
        label=_("Eigener Zielwert"), required=False, max_digits=18, decimal_places=6, localize=True
    )
    own_target_on = forms.DateField(label=_("Eigener Zieltermin"), required=False, widget=DateInput())
    done_since = forms.IntegerField(label=_("Erledigt seit (Jahr)"), required=False, min_value=1945, max_value=2200)
    reason = forms.CharField(
        label=_("Begründung"), required=False, widget=LongText(3),
        help_text=_("Steht öffentlich dabei. Nötig bei „schon erledigt“ (was?) und bei „trifft nicht zu“ (warum?)."),
    )  # fmt: skip
    joint_unit = forms.TypedChoiceField(
        label=_("Gemeinsam mit anderen"), coerce=int, empty_value=None, required=False,
        help_text=_("Den anderen Mitgliedern wird die Antwort vorgeschlagen; jedes entscheidet selbst."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: Sequence[JointUnit] = (), unit: str = "", has_target: bool = True, **kwargs: Any
    ) -> None:
        """`unit` is that of the county's target; without a measurable target no own value is asked for."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if units:
            fields["joint_unit"].choices = units_to_choose(units)
        else:
            del fields["joint_unit"]
        if not has_target:
            del fields["own_target_value"]
        elif unit:
            fields["own_target_value"].help_text = unit
        self.order_fields(
            ["answer", "adapted_text", "own_target_value", "own_target_on", "done_since", "reason", "joint_unit"]
        )

    def values(self) -> AnswerValues:
        """What was typed."""
        return values_of(self.cleaned_data)

    def unit(self, units: Sequence[JointUnit]) -> JointUnit | None:
        """The joint unit that was chosen."""
        return next((unit for unit in units if unit.pk == self.cleaned_data.get("joint_unit")), None)


class SendForm(ResolutionFields):
    """Which drafts are sent, and a resolution for those that name none of their own."""

    elements = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, complete: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["elements"].choices = [(key, key) for key in complete]
        fields["elements"].error_messages["required"] = _("Kreuzen Sie mindestens eine Antwort an.")
