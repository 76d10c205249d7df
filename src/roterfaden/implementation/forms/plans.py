"""Small forms for the plan of an initiative, and for a report through a link."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element, Version
from roterfaden.implementation.enums import Progress, Weight
from roterfaden.implementation.queries import nodes_of_kind, possible_caretakers
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput, LongText

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Euros(forms.DecimalField):
    """An amount as people write it here: "12500", "12.500", "12.500,00 €"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=12, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs take it for an integer
        """The number, with points as marks of thousands and a comma before the cents."""
        if isinstance(value, str):
            value = re.sub(r"[\s€]", "", value)
            if "," in value or re.fullmatch(r"\d{1,3}(\.\d{3})+", value):
                value = value.replace(".", "").replace(",", ".")
        return super().to_python(value)


class PlanForm(forms.Form):
    """Who leads, who helps, what weight."""

    unit = forms.CharField(
        label=_("federführende Stelle"), max_length=200, required=False, help_text=_("Eine Stelle, kein Name.")
    )
    partners = forms.CharField(
        label=_("Partner"),
        required=False,
        widget=LongText(4),
        help_text=_("Organisationen, eine je Zeile. Stehen öffentlich auf der Seite der Maßnahme."),
    )
    weight = forms.ChoiceField(
        label=_("Gewicht"), choices=[("", _("keins von beiden")), *Weight.choices], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip


class BudgetForm(forms.Form):
    """Own money in a year."""

    year = forms.IntegerField(label=_("Jahr"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    amount = Euros(
        label=_("Betrag in Euro"),
        help_text=_("Eigene Mittel. Ein neuer Betrag ersetzt den alten, der alte bleibt in der Akte."),
    )
    reason = forms.CharField(label=_("Grund der Änderung"), required=False, max_length=300)


class FundingForm(forms.Form):
    """One funding line."""

    funder = forms.CharField(label=_("Mittelgeber"), max_length=200, help_text=_("Land, Bund, EU, Stiftung, Programm"))
    amount = Euros(label=_("Betrag in Euro"), required=False, help_text=_("Wird nicht veröffentlicht."))
    starts_on = forms.DateField(label=_("von"), widget=DateInput())
    ends_on = forms.DateField(label=_("bis"), widget=DateInput())
    afterwards = forms.CharField(
        label=_("wie es danach weitergeht"), required=False, max_length=300,
        help_text=_("Zum Beispiel: Antrag für die nächste Runde, Übernahme in den Stellenplan, Ende."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is struck out."""

    reason = forms.CharField(label=_("Grund"), widget=LongText(2))


class DependencyForm(forms.Form):
    """Which other initiative has to come first."""

    needs = forms.TypedChoiceField(label=_("setzt voraus"))
    reason = forms.CharField(label=_("warum"), required=False, max_length=300)

    def __init__(self, *args: Any, version: Version, element: Element, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = nodes_of_kind(version, ElementKind.INITIATIVE).exclude(element=element)
        self._elements = {str(node.element_id): node.element for node in nodes}
        names = [(str(node.element_id), f"{node.number} {node.revision.title}") for node in nodes]
        self.fields["needs"].choices = [("", _("Bitte wählen")), *names]
        self.fields["needs"].coerce = self._elements.__getitem__


class CaretakerForm(forms.Form):
    """Somebody with an account, or a mail address."""

    person = forms.ModelChoiceField(
        label=_("Person mit Zugang"), queryset=User.objects.none(), required=False, empty_label=_("niemand von diesen")
    )
    address = forms.EmailField(
        label=_("oder E-Mail-Adresse"), required=False,
        help_text=_("Bleibt verschlossen, erscheint nirgends öffentlich und wird gelöscht, wenn die Betreuung endet."),
    )  # fmt: skip

    def __init__(self, *args: Any, now: datetime, municipality: Area | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = possible_caretakers(now, municipality)
        self.fields["person"].label_from_instance = lambda person: person.name


class LinkReportForm(forms.Form):
    """How far an initiative is today, from whoever holds the link."""

    progress = forms.ChoiceField(
        label=_("Wie weit ist die Maßnahme?"), choices=Progress.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Erläuterung"),
        required=False,
        max_length=1000,
        widget=LongText(4),
        help_text=_("Ein bis zwei Sätze: Was ist geschehen, was kommt als Nächstes? Bitte keine Namen."),
    )
    carried_on_by = forms.CharField(
        label=_("läuft weiter bei"),
        required=False,
        max_length=200,
        help_text=_("Nur wenn die Arbeit zum Regelbetrieb gehört: Stelle, Stellenplan, Haushaltsstelle."),
    )
