"""Forms for reading another council system."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.council.enums import Result
from roterfaden.council.methods import allowed_results
from roterfaden.council.methods.sync import read_votes, suggested_result
from roterfaden.council.models import Consultation, CopiedDecision, Source
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput, LongText


class SourceForm(forms.ModelForm):
    """A council system by its address."""

    class Meta:
        model = Source
        fields = ("name", "url", "area")
        help_texts = {
            "url": _("Die Adresse des Systems oder der Körperschaft, zum Beispiel https://…/oparl/v1.1/system."),
            "area": _("Führt das System mehrere Körperschaften, wird die mit dem Schlüssel dieses Gebiets gelesen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.order_by("name", "pk")


class TakeOverForm(forms.Form):
    """What was copied, to be read over before it becomes our resolution."""

    result = forms.ChoiceField(label=_("Ergebnis"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Wortlaut"), widget=LongText(5))
    decided_on = forms.DateField(label=_("beschlossen am"), widget=DateInput())
    yes = forms.IntegerField(label=_("Ja-Stimmen"), min_value=0, required=False)
    no = forms.IntegerField(label=_("Nein-Stimmen"), min_value=0, required=False)
    abstentions = forms.IntegerField(label=_("Enthaltungen"), min_value=0, required=False)

    def __init__(self, *args: Any, copied: CopiedDecision, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = allowed_results(consultation.role)
        self.fields["result"].choices = [choice for choice in Result.choices if choice[0] in fitting]
        votes = read_votes(copied.result_words)
        told = {
            "result": suggested_result(copied.result, consultation.role),
            "text": copied.text or consultation.paper.proposal,
            "yes": votes.yes,
            "no": votes.no,
            "abstentions": votes.abstentions,
        }
        for name, value in told.items():
            self.initial.setdefault(name, value)
