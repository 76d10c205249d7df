"""Choosing parts, reading a file, adapting names, deciding what is taken over; ordering the whole stock."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Version
from roterfaden.participation.models import Process
from roterfaden.transfer.enums import Part
from roterfaden.transfer.methods import Found, Replacement, Wishes
from roterfaden.transfer.queries import Choice, Preview, offered_processes, offered_versions
from roterfaden.ui.forms import DateInput, LongText


class VersionChoice(forms.ModelChoiceField):
    """A version by the name of its concept."""

    def label_from_instance(self, version: Version) -> str:
        """Concept and version."""
        return f"{version.concept.title} – {version.title}"


class GiveForm(forms.Form):
    """What goes into a bundle."""

    marks_optional = False

    parts = forms.MultipleChoiceField(
        label=_("Was mitgeht"), choices=Part.choices, widget=forms.CheckboxSelectMultiple, initial=Part.values,
        required=False,
        help_text=_("Rechtliche Seiten nennen oft Menschen mit Namen. Lesen Sie sie vorher, wenn sie mitgehen sollen."),
    )  # fmt: skip
    process = forms.ModelChoiceField(
        Process.objects.none(), label=_("Verfahren"), required=False, empty_label=_("keines"),
        help_text=_("Gruppen, Abschnitte, Veranstaltungen, Kartenarten, Fragen und Einladungstexte dieses Verfahrens."),
    )  # fmt: skip
    version = VersionChoice(
        Version.objects.none(), label=_("Fassung des Konzepts"), required=False, empty_label=_("keine"),
        help_text=_("Nur veröffentlichte Fassungen. Zielwerte gehen nicht mit, nur woran gemessen wird."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"].queryset = offered_processes()
        self.fields["version"].queryset = offered_versions()

    def choice(self) -> Choice:
        """What was chosen."""
        data = self.cleaned_data
        return Choice(frozenset(data["parts"]), data["process"], data["version"])


class BundleFileForm(forms.Form):
    """A bundle from elsewhere."""

    upload = forms.FileField(
        label=_("Datei"), help_text=_("Das Bündel als ZIP-Datei, so wie Sie es bekommen haben. Höchstens 10 MB.")
    )


class NamesForm(forms.Form):
    """One field for each name of the origin that stands in the bundle."""

    marks_optional = False

    def __init__(self, *args: Any, found: Sequence[Found], chosen: Sequence[Replacement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = dict(chosen)
        self.found = tuple(found)
        for number, each in enumerate(self.found):
            self.fields[f"name_{number}"] = forms.CharField(
                label=each.search, initial=before.get(each.search, ""), required=False, max_length=300
            )

    def rows(self) -> list[tuple[forms.BoundField, Found]]:
        """Each field with the places where its name stands."""
        return [(self[f"name_{number}"], each) for number, each in enumerate(self.found)]

    def replacements(self) -> list[Replacement]:
        """What was typed, in the order of the list."""
        return [
            Replacement(each.search, self.cleaned_data[f"name_{number}"])
            for number, each in enumerate(self.found)
            if self.cleaned_data[f"name_{number}"]
        ]


class TakeForm(forms.Form):
    """What is taken over, and what only this house can say about it."""

    picks = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    starts_on = forms.DateField(label=_("Das Konzept gilt von"), widget=DateInput(), required=False)
    ends_on = forms.DateField(label=_("bis"), widget=DateInput(), required=False)
    opened_on = forms.DateField(
        label=_("Verfahren gleich eröffnen am"), widget=DateInput(), required=False,
        help_text=_("Ohne Datum kommt das Verfahren nur als Muster; eröffnen können Sie es später."),
    )  # fmt: skip
    mandate = forms.CharField(
        label=_("Wer hat das Verfahren beauftragt?"), widget=LongText(2), required=False, max_length=2000
    )

    def __init__(self, *args: Any, preview: Preview, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picks"].choices = [(step.pick, step.title) for step in preview.steps if step.is_takeable]
        if not preview.has_new_concept:
            del self.fields["starts_on"], self.fields["ends_on"]
        else:
            self.initial.setdefault("starts_on", date(today.year + 1, 1, 1))
            self.initial.setdefault("ends_on", date(today.year + 6, 1, 1))
        if not preview.may_open_process:
            del self.fields["opened_on"], self.fields["mandate"]

    @property
    def chosen(self) -> frozenset[str]:
        """The picks to be shown as ticked after a refusal."""
        return frozenset(self.data.getlist("picks")) if self.is_bound else frozenset()

    def wishes(self) -> Wishes:
        """What was typed."""
        data = self.cleaned_data
        return Wishes(data.get("starts_on"), data.get("ends_on"), data.get("opened_on"), data.get("mandate", ""))


class TakeoutForm(forms.Form):
    """Ordering the whole stock."""

    recipient = forms.CharField(
        label=_("Öffentlicher Schlüssel"), required=False, max_length=80,
        help_text=_("Nur wenn Sie schon einen von age haben (age1…). Leer: Das Programm macht einen neuen für Sie."),
    )  # fmt: skip
