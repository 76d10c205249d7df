"""Courses, sites and providers as people type them: by keyboard, weekly times in one line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from roterfaden.courses.enums import CancelReason, Level, RunState
from roterfaden.courses.errors import TimesUnreadable
from roterfaden.courses.methods.running import RunFacts
from roterfaden.courses.methods.weekly import read_times, written_times
from roterfaden.courses.models import CourseType, Provider, Site
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput

NUMBERS = {
    "seats_max": _("Plätze"),
    "seats_min": _("Findet statt ab"),
    "seats_taken_otherwise": _("Davon von Ihnen selbst belegt"),
    "reserve_seats": _("Plätze auf der Nachrückliste"),
    "child_care_seats": _("Plätze der Kinderbetreuung"),
}
HELP = {
    "seats_min": _("So viele Anmeldungen braucht der Kurs, um zu beginnen."),
    "seats_taken_otherwise": _("Ohne die Plätze, die über das Netzwerk reserviert oder zugesagt sind."),
}
FLAGS = {
    "women_only": _("Nur für Frauen"),
    "online": _("Online, ohne Weg zum Kursort"),
    "teacher_missing": _("Es fehlt noch eine Lehrkraft"),
}


class TimesField(forms.CharField):
    """Weekly times in one line."""

    def to_python(self, value: Any) -> Any:
        """The times read; a refusal names the piece that is not understood."""
        try:
            return read_times(super().to_python(value) or "")
        except TimesUnreadable as error:
            raise forms.ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        """The times written, or what was typed."""
        return written_times(value) if isinstance(value, tuple) else value


class RunForm(forms.Form):
    """Everything a provider says about a course, in the order one thinks of it."""

    number = forms.CharField(label=_("Kursnummer"), max_length=40)
    course_type = forms.ModelChoiceField(label=_("Kursart"), queryset=CourseType.objects.none())
    section = forms.IntegerField(label=_("Beginnt mit Kursabschnitt"), min_value=1, max_value=20, initial=1)
    level_from = forms.ChoiceField(label=_("Niveau am Anfang"), choices=Level.choices, initial=Level.A0)
    level_to = forms.ChoiceField(label=_("Niveau am Ende"), choices=Level.choices, initial=Level.B1)
    starts_on = forms.DateField(label=_("Beginnt am"), widget=DateInput())
    ends_on = forms.DateField(label=_("Endet am"), widget=DateInput())
    times = TimesField(
        label=_("Unterrichtszeiten"), required=False, help_text=_("Zum Beispiel: Mo–Do 8:30–12:45; Fr 8:30–11:00")
    )
    site = forms.ModelChoiceField(label=_("Kursort"), queryset=Site.objects.none())
    room = forms.CharField(label=_("Raum"), max_length=60, required=False)

    def __init__(self, *args: Any, types: QuerySet[CourseType], sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course_type"].queryset = types
        self.fields["site"].queryset = sites
        for name, label in NUMBERS.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=500, required=name == "seats_max", help_text=HELP.get(name, "")
            )
        for name, label in FLAGS.items():
            self.fields[name] = forms.BooleanField(label=label, required=False)
        self.fields["note"] = forms.CharField(label=_("Hinweis für Interessierte"), max_length=300, required=False)

    def facts(self) -> RunFacts:
        """What was written."""
        data = dict(self.cleaned_data)
        numbers: dict[str, Any] = {name: data.pop(name) or 0 for name in NUMBERS}
        return RunFacts(**numbers, site_id=data.pop("site").pk, course_type_id=data.pop("course_type").pk, **data)


class StateForm(forms.Form):
    """Where a course goes next; why, if it goes back or falls through."""

    state = forms.ChoiceField(label=_("Neuer Stand"))
    cancel_reason = forms.ChoiceField(
        label=_("Abgesagt wegen"), choices=[("", _("wird nicht abgesagt")), *CancelReason.choices], required=False
    )
    state_note = forms.CharField(
        label=_("Bemerkung"), max_length=300, required=False,
        help_text=_("Nötig, wenn es einen Schritt zurück geht oder aus einem anderen Grund abgesagt wird."),
    )  # fmt: skip

    def __init__(self, *args: Any, states: tuple[RunState, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state.value, state.label) for state in states]

    def clean(self) -> dict[str, Any]:
        """Calling off needs one of the reasons."""
        cancels = self.cleaned_data.get("state") == RunState.CANCELLED
        if cancels and not self.cleaned_data.get("cancel_reason"):
            self.add_error("cancel_reason", _("Bitte wählen Sie, warum der Kurs abgesagt wird."))
        return self.cleaned_data


class TableForm(forms.Form):
    """The table of a provider."""

    provider = forms.ModelChoiceField(label=_("Träger"), queryset=Provider.objects.none(), to_field_name="code")
    upload = forms.FileField(
        label=_("Tabelle"), help_text=_("Excel (XLSX), ODS oder CSV. Am besten die Vorlage von hier.")
    )

    def __init__(self, *args: Any, providers: Sequence[Provider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Provider.objects.filter(pk__in=[row.pk for row in providers])
        self.fields["provider"].queryset = rows.order_by("name", "pk")
        if not providers:
            del self.fields["provider"]


class ProviderForm(forms.Form):
    """A provider."""

    code = forms.SlugField(
        label=_("Kurzname"),
        max_length=60,
        help_text=_("Kleinbuchstaben und Bindestriche. Er bleibt, weil Zugänge an ihm hängen."),
    )
    name = forms.CharField(label=_("Name"), max_length=160)
    email = forms.EmailField(
        label=_("Funktionsadresse"), help_text=_("Eine Adresse der Stelle, nicht die einer Person: kurse@…"),
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    phone = forms.CharField(label=_("Telefon für Anmeldungen"), max_length=40, required=False)
    website = forms.URLField(label=_("Internetseite"), required=False, max_length=300, assume_scheme="https")

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"]


class SiteForm(forms.Form):
    """A place where courses are held."""

    name = forms.CharField(label=_("Name des Ortes"), max_length=120, help_text=_("Zum Beispiel: Alte Schule"))
    address = forms.CharField(label=_("Anschrift"), max_length=200)
    area = forms.ModelChoiceField(label=_("Kommune"), queryset=Area.objects.none())
    latitude = forms.DecimalField(
        label=_("Breite"), required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6,
        help_text=_("Grad, zum Beispiel 52.409. Leer: Die Mitte der Kommune zählt."),
    )  # fmt: skip
    longitude = forms.DecimalField(
        label=_("Länge"), required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6
    )
    step_free = forms.BooleanField(label=_("Stufenlos erreichbar"), required=False)
    child_care_possible = forms.BooleanField(label=_("Kinderbetreuung ist möglich"), required=False)

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas


class ReaderForm(forms.Form):
    """Somebody who gets the overview."""

    name = forms.CharField(label=_("Name der Stelle"), max_length=160)
    email = forms.EmailField(label=_("Funktionsadresse"), widget=forms.EmailInput(attrs={"dir": "ltr"}))
