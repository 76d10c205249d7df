"""What people type when they link a concept with the one before it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.enums import ElementKind, MapKind
from roterfaden.concept.methods.continuing import TitleEntry, TitleLine, title_tree
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import Table, read_table
from roterfaden.ui.forms import DateInput

MOST_FAULTS = 10
COLUMNS = {"number": ("Nummer", "Nr.", "Nr"), "kind": ("Art",), "title": ("Titel", "Überschrift")}


class PredecessorForm(forms.Form):
    """The concept before as a list of its titles."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    starts_on = forms.DateField(label=_("Galt von"), widget=DateInput)
    ends_on = forms.DateField(label=_("Galt bis"), widget=DateInput)
    upload = forms.FileField(
        label=_("Liste der Titel"),
        help_text=_(
            "Als CSV, XLSX oder ODS mit den Spalten Nummer, Art und Titel. 2.1 steht unter 2. Die Art darf fehlen: "
            "Dann ist 1 ein Handlungsfeld, 1.1 ein Ziel und 1.1.1 eine Maßnahme."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}), allow_empty_file=True,
    )  # fmt: skip

    def clean_upload(self) -> list[TitleEntry]:
        """The outline the list describes; every line that cannot be read is named."""
        upload = self.cleaned_data["upload"]
        try:
            table = read_table(upload.read(), upload.name)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        kinds = {str(label).casefold(): value for value, label in ElementKind.choices}
        entries, faults = title_tree(_lines(table), kinds)
        if faults:
            told = gettext("Zeile %(line)s: %(fault)s")
            raise forms.ValidationError(
                [told % {"line": each.line, "fault": each.fault.label} for each in faults[:MOST_FAULTS]]
            )
        return entries

    def clean(self) -> dict[str, Any]:
        """A concept ends after it begins."""
        super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", gettext("Das Ende liegt nicht nach dem Beginn."))
        return self.cleaned_data


def _lines(table: Table) -> list[TitleLine]:
    places = {
        name: next((place for title in titles if (place := table.column(title)) is not None), None)
        for name, titles in COLUMNS.items()
    }
    if places["title"] is None:
        raise forms.ValidationError(gettext("In der Liste fehlt die Spalte „Titel“."))

    def cell(cells: tuple[str, ...], name: str) -> str:
        place = places[name]
        return cells[place] if place is not None else ""

    return [
        TitleLine(row.line, cell(row.cells, "number"), cell(row.cells, "kind"), cell(row.cells, "title"))
        for row in table.rows
    ]


class ContinueForm(forms.Form):
    """Where one element of the predecessor continues. Left open, it changes nothing."""

    marks_optional = False

    kind = forms.ChoiceField(label=_("Was wurde daraus?"), required=False)
    targets = forms.CharField(
        label=_("Nummer im neuen Konzept"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"list": "elemente", "autocomplete": "off"}),
    )  # fmt: skip
    reason = forms.CharField(label=_("Grund"), max_length=2000, required=False)

    def __init__(self, *args: Any, numbered: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbered = numbered
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", _("noch offen")), *MapKind.choices]

    def clean_targets(self) -> list[int]:
        """The elements behind the numbers."""
        typed = [part.strip().rstrip(".") for part in self.cleaned_data["targets"].replace(";", ",").split(",")]
        numbers = [part for part in typed if part]
        unknown = [number for number in numbers if number not in self.numbered]
        if unknown:
            told = gettext("Diese Nummer gibt es im neuen Konzept nicht: %(numbers)s.")
            raise forms.ValidationError(told % {"numbers": ", ".join(unknown)})
        return [self.numbered[number] for number in dict.fromkeys(numbers)]
