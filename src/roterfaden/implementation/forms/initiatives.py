"""Forms for reports and milestones. They check what is typed; what is allowed, the actions say."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.implementation.enums import Progress
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.ui.forms import DateInput, LongText


class ProgressForm(forms.Form):
    """How far an initiative is."""

    progress = forms.ChoiceField(label=_("Stand"), choices=Progress.choices, widget=forms.RadioSelect)
    as_of = forms.DateField(label=_("Stand vom"), widget=DateInput())
    municipality = forms.ModelChoiceField(
        label=_("Kommune"), queryset=Area.objects.none(), required=False, empty_label=_("für den ganzen Landkreis")
    )
    reason = forms.CharField(
        label=_("Erläuterung"),
        required=False,
        widget=LongText(3),
        help_text=_("Nötig, wenn die Maßnahme zurückgestellt oder nicht weiterverfolgt wird. Steht öffentlich dabei."),
    )
    carried_on_by = forms.CharField(
        label=_("läuft weiter bei"),
        required=False,
        max_length=200,
        help_text=_("Nur wenn die Arbeit zum Regelbetrieb gehört: Stelle, Stellenplan, Haushaltsstelle."),
    )

    def __init__(self, *args: Any, on: date, own_keys: tuple[str, ...] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        field.queryset = partners(on)
        if own_keys is not None:
            field.queryset = field.queryset.filter(key__in=own_keys)
            field.required, field.empty_label = True, _("Bitte wählen")


class MilestoneForm(forms.Form):
    """A step with its due date."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    due_on = forms.DateField(label=_("fällig am"), widget=DateInput())


class ReachedForm(forms.Form):
    """The day a milestone was reached."""

    done_on = forms.DateField(label=_("erledigt am"), widget=DateInput())


class MoveForm(forms.Form):
    """Another day for a milestone, and why."""

    to_on = forms.DateField(label=_("neu fällig am"), widget=DateInput())
    reason = forms.CharField(label=_("Grund"), widget=LongText(2), help_text=_("Steht öffentlich dabei."))
