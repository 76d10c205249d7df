"""What people type when they capture, withhold and translate voices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.actions import CARDS_AT_ONCE
from roterfaden.participation.enums import (
    Channel,
    ContributionKind,
    Language,
    TranslationStatus,
)
from roterfaden.participation.models import ActorGroup, Event, Process
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput, LongText


class CaptureForm(forms.Form):
    """One card, typed in the room: the words first, everything else stays as it was for the next card."""

    STICKY = {
        "table": "tisch",
        "round": "runde",
        "question": "frage",
        "kind": "art",
        "actor_group": "gruppe",
        "area": "kommune",
        "language": "sprache",
        "channel": "weg",
    }

    text = forms.CharField(
        label=_("Was steht auf der Karte?"),
        help_text=_("Wort für Wort, in der Sprache der Karte. Der Text kann später nicht mehr geändert werden."),
        widget=LongText(rows=4, attrs={"autofocus": True, "dir": "auto"}),
        max_length=4000,
    )
    kind = forms.ChoiceField(label=_("Art des Beitrags"), choices=ContributionKind.choices, widget=forms.RadioSelect)
    question = forms.TypedChoiceField(label=_("Frage"), coerce=int, empty_value=None, required=False)
    table = forms.IntegerField(label=_("Tisch"), min_value=1, required=False)
    round = forms.IntegerField(label=_("Runde"), min_value=1, max_value=20, required=False)
    actor_group = forms.ModelChoiceField(
        label=_("Akteursgruppe"), queryset=ActorGroup.objects.none(), required=False, empty_label=_("keine Angabe")
    )
    area = forms.ModelChoiceField(
        label=_("Kommune"), queryset=Area.objects.none(), required=False, empty_label=_("keine Angabe")
    )
    weight = forms.IntegerField(
        label=_("Punkte"), help_text=_("Wie viele Klebepunkte trägt die Karte?"), min_value=0, max_value=999,
        required=False,
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Sprache"), choices=Language.choices, initial=Language.DE)
    channel = forms.ChoiceField(label=_("Weg"), choices=Channel.choices, initial=Channel.CARD)
    said_on = forms.DateField(label=_("Gesagt am"), widget=DateInput)
    code = forms.CharField(
        label=_("Code auf der Karte"),
        help_text=_("Ohne Code auf der Karte leer lassen. Das Programm vergibt dann einen."),
        max_length=20,
        required=False,
    )
    photo = forms.FileField(
        label=_("Foto der Karte"), help_text=_("Zum Beispiel bei Zeichnungen. Zu sehen nur für die Moderation."),
        widget=forms.FileInput(attrs={"accept": "image/*"}), required=False,
    )  # fmt: skip
    late = forms.BooleanField(
        label=_("Nachträglich aufnehmen"),
        help_text=_("Nur ankreuzen, wenn der Abschnitt schon geschlossen ist. Das wird im Protokoll vermerkt."),
        required=False,
    )

    def __init__(self, *args: Any, process: Process, event: Event | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        groups = (event.actor_groups if event and event.actor_groups.exists() else process.actor_groups).order_by(
            "position", "pk"
        )
        fields["actor_group"].queryset = groups
        fields["actor_group"].to_field_name = "slug"
        fields["area"].queryset = Area.objects.partners().order_by("name", "pk")
        fields["area"].to_field_name = "slug"
        opened = set(event.stage.openings.values_list("kind", flat=True)) if event else set()
        if opened:  # what the stage of the event asks for; the rest would only be refused
            fields["kind"].choices = [(kind.value, kind.label) for kind in ContributionKind if kind in opened]
        if event is None or not event.tables:
            del self.fields["table"], self.fields["round"]
        else:
            self.fields["table"].widget.attrs["max"] = event.tables

        if event is None or not event.questions:
            del self.fields["question"]
        else:
            asked = [(number, f"{number}. {wordings[0].text}") for number, wordings in enumerate(event.asked, start=1)]
            fields["question"].choices = [("", _("keine bestimmte")), *asked]

    def clean_weight(self) -> int:
        return self.cleaned_data["weight"] or 0

    def words(self) -> dict[str, Any]:
        """Everything the card says, as the action takes it."""
        words = {name: value for name, value in self.cleaned_data.items() if name != "photo"}
        return words | {"code": words["code"] or None}

    def sticky(self) -> dict[str, str]:
        """What stays for the next card, as parts of the address."""
        return {
            part: self.data[name] for name, part in self.STICKY.items() if name in self.fields and self.data.get(name)
        }

    @classmethod
    def kept(cls, query: Any) -> dict[str, str]:
        """Initial values from the address."""
        return {name: query[part] for name, part in cls.STICKY.items() if query.get(part)}


class IssueCodesForm(forms.Form):
    """How many cards shall be printed."""

    count = forms.IntegerField(
        label=_("Anzahl der Karten"),
        help_text=_("Jede Karte bekommt einen eigenen Code. Drucken Sie lieber ein paar mehr."),
        min_value=1,
        max_value=CARDS_AT_ONCE,
        initial=40,
    )
    question = forms.ChoiceField(label=_("Was steht auf den Karten?"), required=False)

    EACH = "je"

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        asked = [(str(number), f"{number}. {wordings[0].text}") for number, wordings in enumerate(event.asked, start=1)]
        together, each = _("alle Fragen auf jeder Karte"), _("für jede Frage so viele Karten")
        fields["question"].choices = [("", together), (self.EACH, each), *asked]
        if len(asked) < 2:  # noqa: PLR2004 -- one question needs no choice
            del self.fields["question"]

    def printed(self) -> list[int | None]:
        """The questions (from 1) that get cards of their own; None is one kind of card with all of them."""
        chosen = self.cleaned_data.get("question", "")
        if chosen == self.EACH:
            return list(range(1, len(self.fields["question"].choices) - 1))
        return [int(chosen) if chosen else None]


class WithholdForm(forms.Form):
    """Why a card is not shown."""

    reason = forms.CharField(
        label=_("Grund"),
        help_text=_("Zum Beispiel: nennt eine Person mit Namen. Der Text bleibt erhalten, wird aber nicht gezeigt."),
        max_length=300,
    )


class DraftTranslationForm(forms.Form):
    """Into which language a translator drafts; not into the one of the original."""

    language = forms.ChoiceField(label=_("Sprache des Vorschlags"), choices=Language.choices)

    def __init__(self, *args: Any, original: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [choice for choice in Language.choices if choice[0] != original]


class TranslationForm(forms.Form):
    """A translation beside the original."""

    language = forms.ChoiceField(label=_("Sprache der Übersetzung"), choices=Language.choices)
    text = forms.CharField(label=_("Übersetzung"), widget=LongText(rows=4, attrs={"dir": "auto"}), max_length=4000)
    status = forms.ChoiceField(
        label=_("Wer hat übersetzt?"), choices=TranslationStatus.choices, initial=TranslationStatus.CHECKED
    )
