"""Entering a change of law or agreement: what, from when, and where it stands."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.courses.enums import Priority, Unit
from roterfaden.courses.models import CourseTypeTerms, EntitlementKind
from roterfaden.ui.forms import DateInput, LongText

TERMS = (
    "hours_language", "hours_orientation", "hours_repetition", "section_hours", "units_per_week", "size_min",
    "size_max",
)  # fmt: skip


class DatedForm(forms.Form):
    """From when, by which source. Fields of the change itself come before them."""

    valid_from = forms.DateField(
        label=_("Gilt ab"),
        widget=DateInput(),
        help_text=_("Der erste Tag der neuen Regel; bis zum Tag davor gilt die alte."),
    )
    legal_source = forms.CharField(
        label=_("Quelle"),
        max_length=300,
        help_text=_("Zum Beispiel: IntV § 7 Abs. 4, oder: Beschluss der Runde vom 12. März 2026"),
    )
    url = forms.URLField(label=_("Fundstelle im Netz"), required=False, max_length=400, assume_scheme="https")
    note = forms.CharField(label=_("Anmerkung"), required=False, max_length=600, widget=LongText(2))


class RuleForm(DatedForm):
    """A number with its unit."""

    value = forms.DecimalField(label=_("Wert"), min_value=0, max_digits=8, decimal_places=2)
    unit = forms.ChoiceField(label=_("Einheit"), choices=Unit.choices)
    field_order = ("value", "unit")


class TermsForm(DatedForm):
    """Hours and sizes of a type."""

    field_order = TERMS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = CourseTypeTerms._meta
        for name in TERMS:
            label = known.get_field(name).verbose_name
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=5000, required=False)
        self.order_fields(TERMS)

    def values(self) -> dict[str, int | None]:
        """What was written; no repetition is none."""
        found = {name: self.cleaned_data[name] for name in TERMS}
        return found | {"hours_repetition": found["hours_repetition"] or 0}


class KindForm(DatedForm):
    """A way into a course."""

    name = forms.CharField(label=_("Name"), max_length=200)
    issued_by = forms.CharField(label=_("Stellt aus"), max_length=160, required=False)
    is_obligation = forms.BooleanField(label=_("Das ist eine Verpflichtung"), required=False)
    priority = forms.ChoiceField(label=_("Vorrang"), choices=Priority.choices)
    valid_months = forms.IntegerField(
        label=_("Gilt so viele Monate"), min_value=1, max_value=240, required=False,
        help_text=_("Leer, wenn das Ende auf dem Bescheid steht."),
    )  # fmt: skip
    field_order = ("name", "issued_by", "is_obligation", "priority", "valid_months")

    def values(self) -> dict[str, Any]:
        """What was written about the kind."""
        return {name: self.cleaned_data[name] for name in self.field_order}


class StopForm(DatedForm):
    """Nobody new is admitted."""

    kind = forms.ChoiceField(label=_("Wer nicht mehr zugelassen wird"))
    valid_to = forms.DateField(
        label=_("Wieder zugelassen ab"),
        widget=DateInput(),
        required=False,
        help_text=_("Leer, wenn noch niemand es weiß."),
    )
    field_order = ("kind", "valid_from", "valid_to")

    def __init__(self, *args: Any, kinds: Iterable[EntitlementKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].label, self.fields["valid_from"].help_text = _("Zulassungsstopp ab"), ""
        self.fields["kind"].choices = [(row.slug, row.name) for row in kinds]


class ReopenForm(forms.Form):
    """A stop ends."""

    valid_to = forms.DateField(label=_("Wieder zugelassen ab"), widget=DateInput())
    legal_source = forms.CharField(label=_("Quelle"), max_length=300)
