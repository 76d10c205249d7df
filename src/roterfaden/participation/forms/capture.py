"""What people type in the room: a card from a telephone, the wall, photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roterfaden.participation.enums import ContributionKind, Language, Wall
from roterfaden.participation.methods import question_kind
from roterfaden.participation.models import ActorGroup, Event, Opening
from roterfaden.participation.queries import groups_at
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.ui.filters import text_dir, writing_language
from roterfaden.ui.forms import LongText

LONGEST = 2000
OTHER = "0"
"""The answer to "which question?" of somebody who wants to say something else."""


@dataclass(frozen=True)
class Step:
    """One page of the form: the names of its fields."""

    name: str
    fields: tuple[str, ...]


class PhoneForm(forms.Form):
    """A card somebody writes on their own telephone, one question after the other. Nobody has to give a name.

    `kinds` are those the stage opens today. A step that leaves no choice is not asked.
    """

    use_required_attribute = False  # a hidden step would stop the browser from sending the form
    marks_optional = False

    question = forms.ChoiceField(label=_("Worauf antworten Sie?"), widget=forms.RadioSelect, required=False)
    kind = forms.ChoiceField(label=_("Was ist das?"), widget=forms.RadioSelect, required=False)
    text = forms.CharField(
        label=_("Was möchten Sie sagen?"),
        help_text=_("In Ihrer Sprache, in Ihren Worten. Bitte nennen Sie keine Namen und keine Adressen."),
        widget=LongText(rows=6, attrs={"dir": "auto"}),
        max_length=LONGEST,
    )
    language = forms.ChoiceField(label=_("In welcher Sprache schreiben Sie?"), choices=Language.choices)
    actor_group = forms.ModelChoiceField(
        label=_("Für wen sprechen Sie?"), queryset=ActorGroup.objects.none(), to_field_name="slug", required=False,
        empty_label=_("Das möchte ich nicht angeben"),
    )  # fmt: skip
    area = forms.ModelChoiceField(
        label=_("Wo wohnen oder arbeiten Sie?"), queryset=Area.objects.none(), to_field_name="slug", required=False,
        empty_label=_("Das möchte ich nicht angeben"),
    )  # fmt: skip
    photo = forms.FileField(
        label=_("Foto Ihrer Karte"),
        help_text=_("Wenn Sie etwas gezeichnet haben. Bitte keine Gesichter. Zuerst sieht es nur die Moderation."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        required=False,
    )
    alt = forms.CharField(label=_("Was ist auf dem Foto zu sehen?"), max_length=300, required=False)

    def __init__(self, *args: Any, event: Event, kinds: Sequence[ContributionKind], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        fields: dict[str, Any] = self.fields
        self.question_kinds = _usable_questions(event, kinds)
        if self.question_kinds:
            asked = [(str(number), _in_own_language(event, number)) for number in self.question_kinds]
            fields["question"].choices = [*asked, (OTHER, pgettext_lazy("question", "Etwas anderes"))]
        else:
            del self.fields["question"]
        fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0].value)
        groups = groups_at(event)
        named = Opening.objects.filter(stage=event.stage_id).values_list("actor_group", flat=True)
        fields["actor_group"].queryset = groups
        if None not in set(named):
            fields["actor_group"].queryset = groups.filter(pk__in=named)
            fields["actor_group"].required = True
            fields["actor_group"].empty_label = _("Bitte wählen")
        fields["area"].queryset = partners(on)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The pages, in their order."""
        only_kind = len(self.fields["kind"].choices) == 1
        return (
            *([Step("frage", ("question",))] if "question" in self.fields else []),
            *([] if only_kind else [Step("art", ("kind",))]),
            Step("text", ("text", "language")),
            Step("gruppe", ("actor_group",)),
            Step("ort", ("area", "photo", "alt")),
        )

    def asked(self) -> tuple[Step, ...]:
        """The pages somebody with these answers sees: the kind only where the chosen question does not say it."""
        chosen = self["question"].value() if "question" in self.fields else OTHER
        says = self.kind_of_question() if chosen else any(self.question_kinds.values())
        return tuple(step for step in self.steps if step.name != "art" or not says)

    def kind_of_question(self) -> str:
        """The kind the chosen question asks for; empty when it leaves that open."""
        chosen = self["question"].value() if "question" in self.fields else None
        number = str(chosen or "")
        return self.question_kinds.get(int(number), "") if number.isdecimal() else ""

    def clean_question(self) -> int | None:
        return int(self.cleaned_data["question"] or OTHER) or None

    def clean(self) -> dict[str, Any]:
        """The kind is the one the question asks for, the only one there is, or the chosen one."""
        super().clean()
        only = [value for value, _label in self.fields["kind"].choices]
        kind = self.kind_of_question() or self.cleaned_data.get("kind") or (only[0] if len(only) == 1 else "")
        if kind:
            self.cleaned_data["kind"] = kind
        elif "kind" not in self.errors:
            self.add_error("kind", _("Bitte wählen Sie, was Sie beitragen möchten."))
        return self.cleaned_data

    def words(self) -> dict[str, Any]:
        """Everything the card says, as the action takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("photo", "alt")}


def _usable_questions(event: Event, kinds: Sequence[ContributionKind]) -> dict[int, str]:
    """Number → kind it asks for (empty: any), without questions that ask for something the stage does not open."""
    asked = {number: question_kind(question) for number, question in enumerate(event.questions, start=1)}
    return {number: kind.value if kind else "" for number, kind in asked.items() if kind is None or kind in kinds}


def _in_own_language(event: Event, number: int) -> str:
    """A question in the reader's language, or as it was written, with its own language and direction."""
    wordings = event.asked[number - 1]
    spoken = next(
        (wording for wording in wordings if wording.language == writing_language(Language.values)), wordings[0]
    )
    return format_html('<span lang="{}" dir="{}">{}</span>', spoken.language, text_dir(spoken.language), spoken.text)


class RoomForm(forms.Form):
    """What the wall shows and whether telephones may send."""

    wall = forms.ChoiceField(
        label=_("Was zeigt die Wand?"), choices=Wall.choices, widget=forms.RadioSelect,
        help_text=_("Ungeprüfte Karten sind öffentlich zu lesen. Wählen Sie das nur, wenn jemand mitliest."),
    )  # fmt: skip
    phones_open = forms.BooleanField(label=_("Karten vom eigenen Telefon annehmen"), required=False)


class WallPhotoForm(forms.Form):
    """A photo of a wall of cards, to be typed from."""

    photo = forms.FileField(
        label=_("Foto der Wand"), widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Zu sehen nur für die Moderation. Ort und Zeit der Aufnahme löscht das Programm aus der Datei."),
    )  # fmt: skip
    alt = forms.CharField(label=_("Was ist auf dem Foto zu sehen?"), max_length=300, required=False)


class ReleaseCardPhotoForm(forms.Form):
    """What is on a photo, for those who do not see it, and that nobody is on it. The domain says what is missing."""

    alt = forms.CharField(label=_("Was ist auf dem Foto zu sehen?"), max_length=300, required=False)
    shows_nobody = forms.BooleanField(
        label=_("Kein Name, kein Gesicht und keine Adresse ist zu erkennen."), required=False
    )
