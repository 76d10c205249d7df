"""Counter-steering, looking after it, working with warnings."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Node
from roterfaden.monitoring.enums import Result
from roterfaden.ui.forms import DateInput, LongText


class PlaceChoice(forms.ModelChoiceField):
    """Places of the draft with number and title."""

    def label_from_instance(self, node: Node) -> str:
        return f"{node.number} {node.revision.title}"


class CorrectionForm(forms.Form):
    """Fact, cause, action – with an owner and a date."""

    fact = forms.CharField(label=_("Feststellung"), widget=LongText(3), help_text=_("Was zeigen Wert und Verlauf?"))
    reason = forms.CharField(label=_("Ursache"), widget=LongText(3), help_text=_("Woran liegt das?"))
    action = forms.CharField(label=_("Was wir tun"), widget=LongText(3))
    owner = forms.CharField(label=_("Verantwortlich"), max_length=160, help_text=_("Stelle oder Funktion, kein Name."))
    due_on = forms.DateField(label=_("Bis"), widget=DateInput())
    effect = forms.CharField(
        label=_("Folge für das Konzept"),
        widget=LongText(2),
        required=False,
        help_text=_("Zum Beispiel: Die Maßnahme 3.1.2 wird um ein Jahr verlängert."),
    )
    place = PlaceChoice(
        label=_("Stelle im Arbeitsentwurf"),
        queryset=Node.objects.none(),
        required=False,
        empty_label=_("keine"),
        help_text=_("Was im Entwurf zu ändern ist. Von dort führt ein Link hierher zurück."),
    )

    def __init__(self, *args: Any, places: QuerySet[Node] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if places is None:
            del self.fields["place"]
        else:
            self.fields["place"].queryset = places

    def agreed(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        place = values.pop("place", None)
        return values | {"draft_element": place.element if place else None}


class FollowUpForm(forms.Form):
    """What became of a correction."""

    outcome = forms.ChoiceField(label=_("Ergebnis"), choices=Result.choices, widget=forms.RadioSelect)
    effect = forms.CharField(
        label=_("Was hat es bewirkt?"), widget=LongText(3), required=False, help_text=_("Soweit man es sagen kann.")
    )
    reason = forms.CharField(label=_("Wenn es nicht erledigt ist: warum?"), widget=LongText(2), required=False)


class SnoozeForm(forms.Form):
    """Until when a warning sleeps, and why."""

    until = forms.DateField(label=_("Zurückstellen bis"), widget=DateInput())
    reason = forms.CharField(label=_("Grund"), max_length=300)


class CloseForm(forms.Form):
    """Why a warning is done with."""

    reason = forms.CharField(
        label=_("Warum ist das erledigt?"), max_length=300,
        help_text=_("Sie kommt erst wieder, wenn sich ihre Zahlen ändern."),
    )  # fmt: skip
