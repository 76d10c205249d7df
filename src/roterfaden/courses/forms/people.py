"""Forms about people who wait."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from roterfaden.courses import errors
from roterfaden.courses.enums import Disclosure, LeaveReason, Level, OpenPurpose, PartnerKind, TimeOfDay
from roterfaden.courses.methods.periods import after
from roterfaden.courses.methods.words import PersonWords
from roterfaden.courses.models import Agreement, Candidate, CourseType, EntitlementKind, Provider
from roterfaden.courses.queries.people import areas_of_people, by_code
from roterfaden.kernel.names import validate_name
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput, LongText

NAME_LENGTH = 120
MOST_CHILDREN = 9
MOST_MINUTES = 180
OFF = {"autocomplete": "off"}
"""Names of people are not offered to the next one at the same machine."""


class EntitlementFields(forms.Form):
    """A right, admission or obligation, as it stands on the paper."""

    kind = forms.ModelChoiceField(
        label=_("Berechtigung oder Verpflichtung"), queryset=EntitlementKind.objects.none(),
        empty_label=_("Liegt noch nicht vor"),
    )  # fmt: skip
    issued_on = forms.DateField(label=_("Ausgestellt am"), widget=DateInput())
    valid_until = forms.DateField(
        label=_("Gilt bis"), widget=DateInput(), required=False,
        help_text=_("Leer: Die Frist des Gesetzes wird eingetragen, wenn es eine gibt."),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = EntitlementKind.objects.on(on).order_by("-is_obligation", "name", "pk")
        self.fields["kind"].queryset = kinds

    def entitlement(self) -> dict[str, Any]:
        """What was entered, with the end the law gives where none was."""
        values = {name: self.cleaned_data[name] for name in ("kind", "issued_on", "valid_until")}
        months = values["kind"].valid_months
        if values["valid_until"] is None and months:
            values["valid_until"] = after(values["issued_on"], months, "months")
        return values


class CandidateForm(EntitlementFields):
    """Everything § 7 (1) IntV asks for, in the order it is asked in a conversation."""

    family = forms.CharField(
        label=_("Familienname"), max_length=NAME_LENGTH, validators=[validate_name], widget=forms.TextInput(attrs=OFF)
    )
    given = forms.CharField(
        label=_("Vornamen"), max_length=NAME_LENGTH, validators=[validate_name], widget=forms.TextInput(attrs=OFF)
    )
    born_on = forms.DateField(
        label=_("Geburtsdatum"), widget=DateInput(attrs=OFF), help_text=_("Wie im Ausweis, auch der 1. Januar.")
    )
    is_woman = forms.BooleanField(label=_("Frau"), required=False)
    language = forms.ChoiceField(label=_("Sprache für Schreiben"), choices=settings.LANGUAGES)
    area = forms.ModelChoiceField(label=_("Wohnt in"), queryset=Area.objects.none())
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=NAME_LENGTH, required=False)
    postcode = forms.CharField(label=_("Postleitzahl"), max_length=10, required=False)
    town = forms.CharField(label=_("Ort"), max_length=NAME_LENGTH, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False, widget=forms.TextInput(attrs=OFF))
    email = forms.EmailField(label=_("E-Mail"), required=False)
    slots = forms.MultipleChoiceField(
        label=_("Kann kommen"), choices=TimeOfDay.choices, widget=forms.CheckboxSelectMultiple,
        initial=[TimeOfDay.MORNING],
    )  # fmt: skip
    online = forms.BooleanField(label=_("Kann online lernen"), required=False)
    children = forms.IntegerField(
        label=_("Kinder, die während des Kurses betreut werden müssen"), min_value=0, max_value=MOST_CHILDREN, initial=0
    )
    small_children = forms.BooleanField(label=_("Lebt mit kleinen Kindern"), required=False)
    women_only = forms.BooleanField(label=_("Nur in einen Kurs für Frauen"), required=False)
    max_minutes = forms.IntegerField(
        label=_("Weg höchstens (Minuten)"), min_value=5, max_value=MOST_MINUTES, required=False
    )
    wished = forms.ModelChoiceField(
        label=_("Gewünschter Kursträger"), queryset=Provider.objects.none(), required=False, empty_label=_("Keiner")
    )
    apart = forms.CharField(
        label=_("Nicht zur gleichen Zeit wie"), max_length=13, required=False, widget=forms.TextInput(attrs=OFF),
        help_text=_("Kennwort der Person, mit der sie sich zu Hause abwechselt."),
    )  # fmt: skip
    waiting_since = forms.DateField(
        label=_("Angemeldet am"), widget=DateInput(), help_text=_("Ab diesem Tag laufen die Fristen.")
    )
    birth_place = forms.CharField(label=_("Geburtsort"), max_length=NAME_LENGTH, required=False)
    nationalities = forms.CharField(label=_("Staatsangehörigkeiten"), max_length=NAME_LENGTH, required=False)
    schooling = forms.CharField(
        label=_("Schule, Beruf, Schriften"), max_length=300, required=False,
        help_text=_("Auch: in welcher Schrift jemand liest und schreibt."),
    )  # fmt: skip
    remarks = forms.CharField(label=_("Bemerkung"), max_length=600, required=False, widget=LongText(2))
    anyway = forms.BooleanField(
        label=_("Geprüft: Das ist eine andere Person"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, candidate: Candidate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidate = candidate
        self.fields["area"].queryset = areas_of_people()
        providers = Provider.objects.filter(retired_at=None).order_by("name", "pk")
        self.fields["wished"].queryset = providers
        for name in ("kind", "issued_on"):
            self.fields[name].required = False
        if candidate is not None:
            for name in ("kind", "issued_on", "valid_until", "anyway"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The other half of a couple exists; an entitlement has a day."""
        values = super().clean() or {}
        values["apart_from"] = by_code(values["apart"]) if values.get("apart") else None
        if values.get("apart") and values["apart_from"] is None:
            self.add_error("apart", str(errors.UnknownCode()))
        if values.get("kind") and not values.get("issued_on"):
            self.add_error("issued_on", _("Bitte geben Sie an, wann die Berechtigung ausgestellt wurde."))
        return values

    def words(self) -> PersonWords:
        """What is sealed."""
        return PersonWords(**{name: self.cleaned_data[name] for name in PersonWords.__dataclass_fields__})

    def facts(self) -> dict[str, Any]:
        """What stands open."""
        names = (
            "language", "area", "waiting_since", "online", "children", "small_children", "is_woman", "women_only",
            "max_minutes", "wished", "apart_from",
        )  # fmt: skip
        slots = {name: name in self.cleaned_data["slots"] for name in TimeOfDay.values}
        return {name: self.cleaned_data[name] for name in names} | slots

    def new_entitlement(self) -> dict[str, Any] | None:
        """The entitlement, where there is one."""
        return self.entitlement() if self.cleaned_data.get("kind") else None


def candidate_initial(candidate: Candidate, words: PersonWords) -> dict[str, Any]:
    """What is known of somebody, for the form that corrects it."""
    names = (
        "language", "area", "waiting_since", "online", "children", "small_children", "is_woman", "women_only",
        "max_minutes", "wished",
    )  # fmt: skip
    apart = candidate.apart_from.pseudonym if candidate.apart_from else ""
    open_facts = {name: getattr(candidate, name) for name in names}
    return vars(words) | open_facts | {"slots": list(candidate.slots), "apart": apart}


class SearchForm(forms.Form):
    """Somebody by pseudonym or by name. Sent by POST: a name never stands in an address."""

    code = forms.CharField(label=_("Kennwort"), max_length=13, required=False, widget=forms.TextInput(attrs=OFF))
    family = forms.CharField(
        label=_("Familienname"), max_length=NAME_LENGTH, required=False, widget=forms.TextInput(attrs=OFF)
    )
    given = forms.CharField(
        label=_("Vorname"), max_length=NAME_LENGTH, required=False, widget=forms.TextInput(attrs=OFF)
    )


class OpenForm(forms.Form):
    """Why name and address are opened."""

    purpose = forms.ChoiceField(
        label=_("Wozu?"),
        choices=[
            (each.value, each.label)
            for each in (OpenPurpose.CONTACT, OpenPurpose.IDENTITY, OpenPurpose.DUPLICATE, OpenPurpose.ACCESS)
        ],
    )


class TestForm(forms.Form):
    """An appointment, or a result."""

    __test__ = False

    planned_for = forms.DateField(
        label=_("Verabredet für den"), widget=DateInput(), required=False,
        help_text=_("Nur für einen Termin. Liegt das Ergebnis vor, lassen Sie das Feld leer."),
    )  # fmt: skip
    taken_on = forms.DateField(label=_("Abgelegt am"), widget=DateInput(), required=False)
    place = forms.CharField(label=_("Teststelle"), max_length=120, required=False)
    oral = forms.ChoiceField(label=_("Mündlich"), choices=[("", "–"), *Level.choices], required=False)
    written = forms.ChoiceField(label=_("Schriftlich"), choices=[("", "–"), *Level.choices], required=False)
    recommended = forms.ModelChoiceField(
        label=_("Empfohlene Kursart"), queryset=CourseType.objects.none(), required=False, empty_label="–"
    )
    section = forms.IntegerField(label=_("Beginnt mit Kursabschnitt"), min_value=1, max_value=20, required=False)
    deviates = forms.CharField(
        label=_("Grund der Abweichung vom Testergebnis"), max_length=400, required=False, widget=LongText(2),
        help_text=_("Nur wenn die Empfehlung abweicht: § 11 Abs. 2 IntV verlangt, dass der Grund dasteht."),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_types = CourseType.objects.filter(closed_on=None).order_by("name", "pk")
        self.fields["recommended"].queryset = open_types

    def clean(self) -> dict[str, Any]:
        """Either a day to come, or a complete result."""
        values = super().clean() or {}
        if not values.get("planned_for") and not values.get("taken_on"):
            self.add_error("taken_on", _("Bitte geben Sie den Tag des Tests oder einen Termin an."))
        if values.get("taken_on"):
            for name in ("oral", "written", "recommended", "section"):
                if not values.get(name):
                    self.add_error(name, _("Das gehört zum Ergebnis."))
        return values

    @property
    def is_result(self) -> bool:
        """Whether the test was taken."""
        return bool(self.cleaned_data.get("taken_on"))

    def result(self) -> dict[str, Any]:
        """The result as record_test takes it."""
        names = ("taken_on", "oral", "written", "recommended", "section", "place", "deviates")
        return {name: self.cleaned_data[name] for name in names}


class LeaveForm(forms.Form):
    """Why somebody no longer waits."""

    because = forms.ChoiceField(label=_("Grund"), choices=LeaveReason.choices, widget=forms.RadioSelect)


class MergeForm(forms.Form):
    """The other record of the same person."""

    other = forms.CharField(label=_("Kennwort des anderen Eintrags"), max_length=13, widget=forms.TextInput(attrs=OFF))
    reason = forms.CharField(
        label=_("Woran haben Sie erkannt, dass es dieselbe Person ist?"), max_length=300, widget=LongText(2),
        help_text=_("Ohne Namen: Das steht im Protokoll."),
    )  # fmt: skip

    def clean_other(self) -> Candidate:
        """The record itself."""
        found = by_code(self.cleaned_data["other"])
        if found is None:
            raise forms.ValidationError(str(errors.UnknownCode()))
        return found


class AgreementForm(forms.ModelForm):
    """What the network agreed with a partner."""

    discloses = forms.MultipleChoiceField(
        label=_("Erfährt, wenn die Person einwilligt"), choices=Disclosure.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label=_("Art"), choices=PartnerKind.choices)

    class Meta:
        model = Agreement
        fields = ("name", "kind", "provider", "purpose", "discloses", "legal_source", "valid_from")
        widgets = {"valid_from": DateInput(), "purpose": LongText(2)}
