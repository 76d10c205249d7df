"""Naming places, asking them, and what they fill in through their link."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import Notation
from roterfaden.indicators.methods import read_token
from roterfaden.indicators.models import Indicator
from roterfaden.kernel.errors import DomainError
from roterfaden.monitoring.actions.requests import Said
from roterfaden.monitoring.enums import AnswerKind
from roterfaden.monitoring.models import Deliverer
from roterfaden.monitoring.queries.asking import AskedValue
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput, LongText


class DelivererForm(forms.Form):
    """A place that delivers figures, and which."""

    name = forms.CharField(label=_("Name der Stelle"), max_length=160, help_text=_("Zum Beispiel: Fachdienst Jugend"))
    email = forms.EmailField(
        label=_("Funktionsadresse"),
        help_text=_("Eine Adresse der Stelle, nicht die einer Person: jugend@…"),
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )
    municipality = forms.ModelChoiceField(
        label=_("Kommune"), queryset=Area.objects.none(), required=False, empty_label=_("keine, Stelle des Landkreises")
    )
    indicators = forms.ModelMultipleChoiceField(
        label=_("Liefert"), queryset=Indicator.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], indicators: QuerySet[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = areas
        self.fields["indicators"].queryset = indicators


class AskForm(forms.Form):
    """Who is asked, until when."""

    due_on = forms.DateField(label=_("Antwort erbeten bis"), widget=DateInput())
    deliverers = forms.ModelMultipleChoiceField(
        label=_("Meldestellen"), queryset=Deliverer.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, deliverers: QuerySet[Deliverer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deliverers"].queryset = deliverers


class QuestionForm(forms.Form):
    """What the office wants to know about a value."""

    question = forms.CharField(label=_("Ihre Rückfrage"), widget=LongText(3), max_length=600)


class RevokeForm(forms.Form):
    """Why a request is taken back."""

    reason = forms.CharField(label=_("Warum wird die Anfrage zurückgenommen?"), max_length=300)


class FileForm(forms.Form):
    """A document that is sent along."""

    upload = forms.FileField(label=_("Datei anhängen"), help_text=_("PDF, Word, Excel, ODF oder CSV."))


class AnswersForm(forms.Form):
    """One answer for each value; any of them may be left open, so none is marked.

    A number without a choice counts as the value. What is taken over already has no fields.
    """

    marks_optional = False

    def __init__(self, data: Any, *, values: Iterable[AskedValue], note: str = "") -> None:
        super().__init__(data)
        self.values = tuple(values)
        for value in self.values:
            if value.row.taken_over_at is None:
                self._add(value)
        self.fields["anmerkung"] = forms.CharField(
            label=_("Anmerkung zum Ganzen"), widget=LongText(2), max_length=2000, required=False, initial=note
        )

    def _add(self, value: AskedValue) -> None:
        choice, number, note = _names(value)
        kinds = [("", _("noch offen")), (AnswerKind.VALUE.value, AnswerKind.VALUE.label)]
        if value.before is not None:
            kinds.append((AnswerKind.UNCHANGED.value, AnswerKind.UNCHANGED.label))
        kinds.append((AnswerKind.MISSING.value, AnswerKind.MISSING.label))
        row = value.row
        self.fields[choice] = forms.ChoiceField(label=_("Antwort"), choices=kinds, required=False, initial=row.answer)
        self.fields[number] = forms.CharField(
            label=_("Wert (%(unit)s)") % {"unit": value.unit}, max_length=60, required=False,
            initial=row.raw if row.answer == AnswerKind.VALUE else "",
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )  # fmt: skip
        self.fields[note] = forms.CharField(
            label=_("Anmerkung oder Grund"), max_length=600, required=False, initial=row.note
        )

    def clean(self) -> dict[str, Any]:
        """Read every number, and ask for the reason where there is none."""
        for value in self.values:
            choice, number, note = _names(value)
            if choice not in self.fields or choice not in self.cleaned_data:
                continue
            kind, raw = self.cleaned_data[choice], self.cleaned_data.get(number, "")
            if raw and not kind:
                kind = self.cleaned_data[choice] = AnswerKind.VALUE.value
            if kind == AnswerKind.VALUE:
                self._check_number(number, raw)
            if kind == AnswerKind.MISSING and not self.cleaned_data.get(note, "").strip():
                self.add_error(note, _("Bitte sagen Sie kurz, warum der Wert nicht vorliegt."))
        return self.cleaned_data

    def _check_number(self, field: str, raw: str) -> None:
        if not raw:
            self.add_error(field, _("Bitte tragen Sie den Wert ein."))
            return
        try:
            read_token(raw, "", Notation.GERMAN)
        except DomainError as error:
            self.add_error(field, str(error))

    @property
    def rows(self) -> list[tuple[AskedValue, tuple[BoundField, ...]]]:
        """Each value with its three fields; none for what is taken over."""
        return [(value, tuple(self[name] for name in _names(value) if name in self.fields)) for value in self.values]

    def said(self) -> dict[int, Said]:
        """What was written, by the key of the value."""
        found = {}
        for value in self.values:
            choice, number, note = _names(value)
            if choice in self.fields:
                found[value.row.pk] = Said(*(self.cleaned_data[name] for name in (choice, number, note)))
        return found


def _names(value: AskedValue) -> tuple[str, str, str]:
    key = value.row.pk
    return f"antwort-{key}", f"wert-{key}", f"anmerkung-{key}"
