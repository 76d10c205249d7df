"""What the office types around an event: agenda, place and access, registration, invitations, counts, documentation."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import (
    AccessFeature,
    HeadcountOf,
    InviteeState,
    Language,
    PhotoConsent,
    RegistrationState,
)
from roterfaden.participation.methods import AgendaItem, read_agenda, write_agenda
from roterfaden.participation.models import ActorGroup, Documentation, Event, InvitationText
from roterfaden.participation.queries import HeadcountChoice, HeadcountKey, Tally
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateTimeInput, FilterForm, LongText


class AgendaForm(forms.Form):
    """The agenda as text, one point a line."""

    agenda = forms.CharField(
        label=_("Ablauf"), widget=LongText(rows=10), required=False,
        help_text=_("Ein Punkt in jeder Zeile, zum Beispiel: 18:30–19:15 Runde 1: Was gelingt? (Fragen 1, 2)"),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs["initial"] = {"agenda": write_agenda(event.agenda, get_language() or "de")}
        super().__init__(*args, **kwargs)

    def clean_agenda(self) -> list[AgendaItem]:
        items, wrong = read_agenda(self.cleaned_data["agenda"])
        if wrong:
            raise forms.ValidationError(
                _("Zeile %(number)s beginnt nicht mit einer Uhrzeit, oder ihr fehlt der Titel: %(line)s"),
                params={"number": wrong[0].number, "line": wrong[0].line},
            )
        return items


class AccessForm(forms.Form):
    """How people get there and in."""

    address = forms.CharField(
        label=_("Adresse"), help_text=_("Straße, Hausnummer, Postleitzahl und Ort."), max_length=200, required=False
    )
    directions = forms.CharField(
        label=_("Anreise"), help_text=_("Welcher Bus hält dort, wo kann man parken?"), widget=LongText(rows=3),
        required=False,
    )  # fmt: skip
    access_features = forms.MultipleChoiceField(
        label=_("Zugang"), choices=AccessFeature.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    access_note = forms.CharField(
        label=_("Hinweise zum Zugang"), widget=LongText(rows=3), required=False,
        help_text=_("Was nicht geht, gehört auch hierher, zum Beispiel: Die Höranlage reicht nur bis Reihe vier."),
    )  # fmt: skip
    interpreters = forms.MultipleChoiceField(
        label=_("Dolmetschen"), help_text=_("In welche Sprachen wird gedolmetscht?"),
        choices=[choice for choice in Language.choices if choice[0] != Language.DE],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    child_care = forms.BooleanField(label=_("Es gibt Kinderbetreuung"), required=False)
    child_care_note = forms.CharField(
        label=_("Hinweis zur Kinderbetreuung"), help_text=_("Für welches Alter, in welchem Raum?"), max_length=200,
        required=False,
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Auskunft"), help_text=_("Eine Stelle mit Telefon oder E-Mail, keine Person."), max_length=200,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(event, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class RegistrationWindowForm(forms.Form):
    """From when until when people can register."""

    registration_from = forms.DateTimeField(
        label=_("Anmeldung ab"), help_text=_("Beide Felder leer: Man braucht sich nicht anzumelden."),
        widget=DateTimeInput, required=False,
    )  # fmt: skip
    registration_until = forms.DateTimeField(label=_("Anmeldung bis"), widget=DateTimeInput, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(event, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        super().clean()
        start, end = self.cleaned_data.get("registration_from"), self.cleaned_data.get("registration_until")
        if not self.errors and bool(start) != bool(end):
            missing = "registration_until" if start else "registration_from"
            self.add_error(missing, _("Geben Sie Anfang und Ende an, oder keins von beiden."))
        return self.cleaned_data


class CancelEventForm(forms.Form):
    """Why an event does not take place."""

    reason = forms.CharField(
        label=_("Warum fällt sie aus?"), help_text=_("Das lesen alle, auch in der E-Mail an die Angemeldeten."),
        max_length=300, widget=LongText(rows=3),
    )  # fmt: skip


# --- guests -----------------------------------------------------------------------------------------------------------
class GuestFilter(FilterForm):
    """Which registrations are listed."""

    stand = forms.ChoiceField(label=_("Stand"), choices=[("", _("alle")), *RegistrationState.choices])
    suche = forms.CharField(label=_("Name oder Einrichtung"), max_length=80)


class WalkInForm(forms.Form):
    """Somebody comes without registration: only what is counted."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    actor_group = forms.ModelChoiceField(
        label=_("Akteursgruppe"), queryset=ActorGroup.objects.none(), required=False, empty_label=_("keine Angabe")
    )
    area = forms.ModelChoiceField(
        label=_("Kommune"), queryset=Area.objects.none(), required=False, empty_label=_("keine Angabe")
    )
    language = forms.ChoiceField(label=_("Sprache"), choices=Language.choices, initial=Language.DE)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"submission": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["actor_group"].queryset = event.process.actor_groups.order_by("position", "pk")
        fields["area"].queryset = Area.objects.partners().order_by("short_name", "pk")


class HeadcountForm(forms.Form):
    """The counting sheet: how many came, all together and by group, municipality and language."""

    total = forms.IntegerField(label=_("Wie viele Menschen sind gekommen?"), min_value=0, max_value=99_999)

    def __init__(
        self, *args: Any, choices: list[HeadcountChoice], known: dict[HeadcountKey, Tally], **kwargs: Any
    ) -> None:
        self.choices = choices
        everybody = known.get((HeadcountOf.ALL.value, ""))
        initial = {"total": everybody.attended if everybody else None}
        for choice in choices:
            tally = known.get((choice.of.value, choice.key))
            initial[self.name_of(choice)] = tally.attended if tally else None
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for choice in choices:
            self.fields[self.name_of(choice)] = forms.IntegerField(
                label=choice.label, min_value=0, max_value=99_999, required=False
            )

    @staticmethod
    def name_of(choice: HeadcountChoice) -> str:
        """The name of the field of one line."""
        return f"{choice.of.value}-{choice.key}"

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The lines by what they count: (title, fields)."""
        titles = {
            HeadcountOf.GROUP: _("Nach Akteursgruppe"),
            HeadcountOf.AREA: _("Nach Kommune"),
            HeadcountOf.LANGUAGE: _("Nach Sprache"),
        }
        return [
            (str(title), [self[self.name_of(choice)] for choice in self.choices if choice.of == of])
            for of, title in titles.items()
        ]

    def attended(self) -> dict[HeadcountKey, int]:
        """What was filled in, without the total."""
        found = {}
        for choice in self.choices:
            count = self.cleaned_data[self.name_of(choice)]
            if count is not None:
                found[choice.of.value, choice.key] = count
        return found


# --- invitations ------------------------------------------------------------------------------------------------------
class InviteeFilter(FilterForm):
    """Which invitations are listed."""

    stand = forms.ChoiceField(label=_("Stand"), choices=[("", _("alle")), *InviteeState.choices])
    gruppe = forms.ModelChoiceField(
        label=_("Akteursgruppe"), queryset=ActorGroup.objects.none(), to_field_name="slug", empty_label=_("alle")
    )
    suche = forms.CharField(label=_("Name, Einrichtung oder Ort"), max_length=80)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["gruppe"].queryset = event.process.actor_groups.order_by("position", "pk")


class InviteeForm(forms.Form):
    """One invitation. An organisation or a function is enough; a name is only needed where a person is meant."""

    organisation = forms.CharField(label=_("Einrichtung"), max_length=160, required=False)
    name = forms.CharField(
        label=_("Name oder Funktion"), help_text=_("Zum Beispiel: Vorstand, Schulleitung."), max_length=120,
        required=False,
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-Mail"), help_text=_("Ohne E-Mail-Adresse bekommt sie einen Brief."), required=False
    )
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Postleitzahl"), max_length=10, required=False)
    city = forms.CharField(label=_("Ort"), max_length=80, required=False)
    language = forms.ChoiceField(
        label=_("Sprache"), help_text=_("Der deutsche Text steht immer dabei."), choices=Language.choices,
        initial=Language.DE,
    )  # fmt: skip
    actor_group = forms.ModelChoiceField(
        label=_("Akteursgruppe"), queryset=ActorGroup.objects.none(), required=False, empty_label=_("keine")
    )
    area = forms.ModelChoiceField(
        label=_("Kommune"), queryset=Area.objects.none(), required=False, empty_label=_("keine")
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["actor_group"].queryset = event.process.actor_groups.order_by("position", "pk")
        fields["area"].queryset = Area.objects.partners().order_by("short_name", "pk")


class InviteesImportForm(forms.Form):
    """A list to read in: pasted from a spreadsheet, or a file."""

    pasted = forms.CharField(
        label=_("Liste einfügen"), widget=LongText(rows=8), required=False,
        help_text=_("Aus einer Tabelle kopieren. Die erste Zeile nennt die Spalten: Einrichtung, Name, Straße, PLZ, "
                    "Ort, E-Mail, Sprache, Akteursgruppe, Kommune. Nur Einrichtung oder Name muss da sein."),
    )  # fmt: skip
    upload = forms.FileField(
        label=_("Oder eine Datei"), help_text=_("CSV, XLSX oder ODS, mit denselben Spalten."), required=False
    )

    def clean(self) -> dict[str, Any]:
        """One of both."""
        super().clean()
        if not self.cleaned_data.get("pasted") and not self.cleaned_data.get("upload"):
            self.add_error("pasted", _("Fügen Sie eine Liste ein, oder wählen Sie eine Datei."))
        return self.cleaned_data


class InvitationTextForm(forms.Form):
    """What the invitation says in one language."""

    subject = forms.CharField(label=_("Betreff"), max_length=160, widget=forms.TextInput(attrs={"dir": "auto"}))
    text = forms.CharField(
        label=_("Text"), widget=LongText(rows=10, attrs={"dir": "auto"}),
        help_text=_("Ohne Anrede und Gruß. Ort, Zeit und der persönliche Link stehen von selbst darunter."),
    )  # fmt: skip

    def __init__(self, *args: Any, words: InvitationText | None, **kwargs: Any) -> None:
        if words is not None:
            kwargs["initial"] = {"subject": words.subject, "text": words.text}
        super().__init__(*args, **kwargs)


# --- documentation ----------------------------------------------------------------------------------------------------
class DocumentationForm(forms.Form):
    """What the event was. Counts, agenda, questions and cards are shown by themselves."""

    summary = forms.CharField(
        label=_("Was war"), help_text=_("Wer kam zusammen, worum ging es, wie war die Stimmung? Kurze Sätze."),
        widget=LongText(rows=6),
    )  # fmt: skip
    emphases = forms.CharField(
        label=_("Worüber am meisten gesprochen wurde"), widget=LongText(rows=4), required=False,
        help_text=_("Die häufigsten Themen stehen von selbst da. Hier ist Platz für das, was Zahlen nicht zeigen."),
    )  # fmt: skip
    next_steps = forms.CharField(
        label=_("Wie es weitergeht"), help_text=_("Was geschieht mit den Karten, wer macht was bis wann?"),
        widget=LongText(rows=4),
    )  # fmt: skip

    def __init__(self, *args: Any, documentation: Documentation | None, **kwargs: Any) -> None:
        if documentation is not None:
            kwargs["initial"] = {name: getattr(documentation, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class PhotoForm(forms.Form):
    """A photo with a description for those who cannot see it."""

    upload = forms.FileField(label=_("Foto"), help_text=_("JPEG, PNG, WebP oder AVIF. Ort und Kamera werden entfernt."))
    alt = forms.CharField(
        label=_("Was ist zu sehen?"), max_length=300,
        help_text=_("Für Menschen, die das Foto nicht sehen können, zum Beispiel: Vier Tische mit Karten, von oben."),
    )  # fmt: skip
    caption = forms.CharField(label=_("Bildunterschrift"), max_length=300, required=False)


class ReleasePhotoForm(forms.Form):
    """Why a photo may be shown to everybody."""

    consent = forms.ChoiceField(
        label=_("Darf das Foto gezeigt werden?"), choices=PhotoConsent.choices, widget=forms.RadioSelect,
        help_text=_("Wer zu erkennen ist, muss vorher zugestimmt haben, bei Kindern die Eltern. Ohne Zustimmung bleibt "
                    "das Foto im Büro."),
    )  # fmt: skip
