"""Forms for offers, answers and reports. They check what is typed; what is allowed, the actions say."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.implementation.enums import Answer, Progress
from roterfaden.implementation.models import Offer
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.ui.forms import DateInput, LongText


class OfferForm(forms.Form):
    """To whom an adopted version is offered; municipalities that have the offer are left out."""

    municipalities = forms.ModelMultipleChoiceField(
        label=_("Kommunen"), queryset=Area.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    offered_on = forms.DateField(label=_("angeboten am"), widget=DateInput())
    answer_by = forms.DateField(label=_("Antwort erbeten bis"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, version_id: int, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Offer.objects.filter(version=version_id).values("municipality")
        self.fields["municipalities"].queryset = partners(on).exclude(pk__in=asked)


class AnswerForm(forms.Form):
    """A municipality's answer to one goal."""

    answer = forms.ChoiceField(label=_("Antwort"), choices=Answer.choices, widget=forms.RadioSelect)
    adapted_text = forms.CharField(
        label=_("Angepasster Wortlaut"),
        required=False,
        widget=LongText(4),
        help_text=_("Nur wenn Ihre Kommune das Ziel anpasst: So lautet es bei Ihnen."),
    )
    reason = forms.CharField(
        label=_("Begründung"),
        required=False,
        widget=LongText(3),
        help_text=_("Steht öffentlich neben der Antwort. Nötig, wenn das Ziel nicht zutrifft."),
    )
    resolution_reference = forms.CharField(
        label=_("Eigener Beschluss"),
        required=False,
        max_length=120,
        help_text=_("Gremium und Nummer, wenn Rat oder Samtgemeinderat beschlossen hat."),
    )
    resolved_on = forms.DateField(label=_("beschlossen am"), required=False, widget=DateInput())


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
        help_text=_("Nötig, wenn die Maßnahme zurückgestellt oder nicht weiterverfolgt wird."),
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
