"""Forms of participation: they read and check what was typed; one action does the rest."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roterfaden.participation.actions import CARDS_AT_ONCE
from roterfaden.participation.enums import Channel, ContributionKind, Language, TranslationStatus
from roterfaden.participation.models import ActorGroup, Event, Process, Theme
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.forms import DateInput, FilterForm, LongText


class CaptureForm(forms.Form):
    """One card, typed in the room: the words first, everything else stays as it was for the next card."""

    STICKY = {
        "table": "tisch",
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
    table = forms.IntegerField(label=_("Tisch"), min_value=1, required=False)
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
        if event is None or not event.tables:
            del self.fields["table"]
        else:
            self.fields["table"].widget.attrs["max"] = event.tables

    def clean_weight(self) -> int:
        return self.cleaned_data["weight"] or 0

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


class WithholdForm(forms.Form):
    """Why a card is not shown."""

    reason = forms.CharField(
        label=_("Grund"),
        help_text=_("Zum Beispiel: nennt eine Person mit Namen. Der Text bleibt erhalten, wird aber nicht gezeigt."),
        max_length=300,
    )


class TranslationForm(forms.Form):
    """A translation beside the original."""

    language = forms.ChoiceField(label=_("Sprache der Übersetzung"), choices=Language.choices)
    text = forms.CharField(label=_("Übersetzung"), widget=LongText(rows=4, attrs={"dir": "auto"}), max_length=4000)
    status = forms.ChoiceField(
        label=_("Wer hat übersetzt?"), choices=TranslationStatus.choices, initial=TranslationStatus.CHECKED
    )


class ThemeForm(forms.Form):
    """A new theme in a field of action."""

    field = forms.ModelChoiceField(
        label=_("Handlungsfeld"), queryset=FieldOfAction.objects.order_by("number", "pk"), to_field_name="slug"
    )
    title = forms.CharField(
        label=_("Titel"), help_text=_("Wovon die Karten handeln, in wenigen Worten."), max_length=120
    )
    summary = forms.CharField(label=_("Zusammenfassung"), widget=LongText(rows=3), required=False)


class AssignForm(forms.Form):
    """Into which theme a card goes. A prefix keeps the ids of many such forms on one page apart.

    `themes` is a list made once for all forms of a page, so that fifty cards do not ask fifty times.
    """

    theme = forms.TypedChoiceField(label=_("Thema"), empty_value=None)
    reason = forms.CharField(label=_("Warum dorthin?"), max_length=300, required=False)

    def __init__(self, *args: Any, themes: Sequence[Theme], with_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        by_key = {str(theme.pk): theme for theme in themes}
        fields["theme"].choices = [("", _("Bitte wählen")), *by_field(themes)]
        fields["theme"].coerce = by_key.__getitem__
        if not with_reason:
            del self.fields["reason"]


def by_field(themes: Sequence[Theme]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of themes under the name of their field of action, in the order given."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for theme in themes:
        groups.setdefault(theme.field.name, []).append((str(theme.pk), theme.title))
    return list(groups.items())


STATES = [
    ("", _("ohne Thema")),
    ("pending", _("noch zu prüfen")),
    ("withheld", _("zurückgehalten")),
    ("all", pgettext_lazy("contributions", "alle")),
]


class BoardFilter(FilterForm):
    """Which cards lie on the board."""

    verfahren = forms.CharField(widget=forms.HiddenInput)
    stand = forms.ChoiceField(label=_("Karten"), choices=STATES)
    art = forms.ChoiceField(label=_("Art"), choices=[("", _("alle Arten")), *ContributionKind.choices])
    veranstaltung = forms.ModelChoiceField(
        label=_("Veranstaltung"), queryset=Event.objects.none(), to_field_name="slug", empty_label=_("alle")
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["veranstaltung"].queryset = process.events.order_by("starts_at", "pk")


class EventFilter(FilterForm):
    """Which events are listed."""

    verfahren = forms.ModelChoiceField(
        label=_("Verfahren"), queryset=Process.objects.none(), to_field_name="slug", empty_label=_("alle Verfahren")
    )
    zeit = forms.ChoiceField(label=_("Zeit"), choices=[("", _("alle")), ("kommend", _("heute und später"))])

    def __init__(self, *args: Any, processes: QuerySet[Process], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["verfahren"].queryset = processes.order_by("-opened_on", "pk")
