"""Forms for the catalogue: a new indicator, a new definition of one, and taking over from the starter catalogue."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import Accountability, CatalogueGroup, Direction
from roterfaden.indicators.methods import CatalogueEntry
from roterfaden.indicators.models import Definition, Indicator
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.forms import DateInput, LongText

MOST_MONTHS = 120


class DefinitionForm(forms.Form):
    """How something is counted from a day on, and what changes by that."""

    text = forms.CharField(label=_("Was wird gezählt?"), widget=LongText(rows=4))
    unit = forms.CharField(label=_("Einheit"), max_length=60)
    multiplier = forms.IntegerField(
        label=_("Vervielfacher"), min_value=1, max_value=1_000_000, initial=1,
        help_text=_("1.000, wenn die Quelle in Tausend zählt; sonst 1."),
    )  # fmt: skip
    denominator = forms.CharField(
        label=_("bezogen auf"), max_length=200, required=False, help_text=_("Bei Quoten: worauf sie sich beziehen.")
    )
    counted = forms.ModelChoiceField(
        label=_("Zähler"), queryset=Indicator.objects.none(), required=False, empty_label=_("nicht verknüpft"),
        help_text=_("Bei Quoten: die Messgröße, die oben steht. Dann werden kleine Zahlen auch hier geschützt."),
    )  # fmt: skip
    whole = forms.ModelChoiceField(
        label=_("Nenner"), queryset=Indicator.objects.none(), required=False, empty_label=_("nicht verknüpft")
    )
    direction = forms.ChoiceField(label=_("Richtung"), choices=Direction.choices)
    breakdowns = forms.CharField(label=_("Gliederungen"), max_length=300, required=False)
    minimum_count = forms.IntegerField(
        label=_("kleinste gezeigte Fallzahl"), min_value=0, max_value=1000, initial=3,
        help_text=_("0 nur für Dinge, die keine Menschen und keine Fälle sind."),
    )  # fmt: skip
    decimals = forms.IntegerField(label=_("Nachkommastellen"), min_value=0, max_value=6, initial=1)
    source = forms.CharField(label=_("Quelle"), max_length=300)
    rhythm_months = forms.IntegerField(label=_("Rhythmus in Monaten"), min_value=1, max_value=MOST_MONTHS, initial=12)
    responsible = forms.CharField(label=_("zuständig"), max_length=160, required=False)
    valid_from = forms.DateField(label=_("gilt ab"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counts = Indicator.objects.filter(definitions__denominator="").distinct().order_by("title", "pk")
        for name in ("counted", "whole"):
            self.fields[name].queryset = counts


class NewDefinitionForm(DefinitionForm):
    """The next definition of an indicator; the one before stays, with its values."""

    reason = forms.CharField(label=_("Was ändert sich und warum?"), max_length=600, widget=LongText(rows=3))
    field_order = ("reason", "valid_from")


class NewIndicatorForm(DefinitionForm):
    """An indicator with its first definition."""

    title = forms.CharField(label=_("Titel"), max_length=160)
    slug = forms.SlugField(label=_("Kurzname in Adressen"), max_length=80)
    field = forms.ModelChoiceField(
        label=_("Handlungsfeld"), queryset=FieldOfAction.objects.none(), required=False, empty_label=_("keines")
    )
    accountability = forms.ChoiceField(label=_("beschreibt"), choices=Accountability.choices, widget=forms.RadioSelect)
    field_order = ("title", "slug", "field", "accountability")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = FieldOfAction.objects.order_by("number", "pk")


class CatalogueForm(forms.Form):
    """Which indicators of the catalogue to take over."""

    valid_from = forms.DateField(label=_("gilt ab"), widget=DateInput())

    def __init__(self, *args: Any, entries: Sequence[CatalogueEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        for group in CatalogueGroup:
            choices = [(each.slug, f"{each.title} ({each.unit})") for each in entries if each.group == group]
            if choices:
                self.fields[f"group_{group}"] = forms.MultipleChoiceField(
                    label=group.label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
                )

    def chosen(self) -> list[CatalogueEntry]:
        """The entries that were ticked, in the order of the catalogue."""
        ticked = {slug for name, slugs in self.cleaned_data.items() if name.startswith("group_") for slug in slugs}
        return [each for each in self.entries if each.slug in ticked]


def definition_initial(definition: Definition) -> dict[str, Any]:
    """What the form for the next definition starts with: everything as it was, but the day."""
    names = (
        "text", "unit", "multiplier", "denominator", "counted", "whole", "direction", "breakdowns", "minimum_count",
        "decimals", "source", "rhythm_months",
    )  # fmt: skip
    return {name: getattr(definition, name) for name in names} | {"responsible": definition.indicator.responsible}
