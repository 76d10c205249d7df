"""What people type on the board."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roterfaden.participation.enums import (
    ContributionKind,
)
from roterfaden.participation.methods import Card
from roterfaden.participation.models import Event, Process, Theme
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.forms import FilterForm, LongText


class ThemeForm(forms.Form):
    """A new theme in a field of action."""

    field = forms.ModelChoiceField(
        label=_("Handlungsfeld"), queryset=FieldOfAction.objects.order_by("number", "pk"), to_field_name="slug"
    )
    title = forms.CharField(
        label=_("Titel"), help_text=_("Wovon die Karten handeln, in wenigen Worten."), max_length=120
    )
    summary = forms.CharField(label=_("Zusammenfassung"), widget=LongText(rows=3), required=False)


class ThemeChangeForm(ThemeForm):
    """Another title, summary or field for a theme, and why."""

    reason = forms.CharField(label=_("Warum?"), max_length=300, required=False)


class MergeForm(forms.Form):
    """Into which other theme all cards go."""

    into = forms.TypedChoiceField(label=_("Alle Karten kommen in das Thema"), empty_value=None)
    reason = forms.CharField(label=_("Warum?"), max_length=300, required=False)

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        by_key = {str(theme.pk): theme for theme in themes}
        fields["into"].choices = [("", _("Bitte wählen")), *by_field(themes)]
        fields["into"].coerce = by_key.__getitem__


class ReasonForm(forms.Form):
    """Why something is done; nobody has to say it."""

    reason = forms.CharField(label=_("Warum?"), max_length=300, required=False)


class CardsField(forms.Field):
    """The cards somebody has ticked, as `queries.BoardCard.key` names them."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("Wählen Sie zuerst Karten aus.")}
    KEY = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})")

    def to_python(self, value: Any) -> list[Card]:
        """What fits the pattern; whether such a card exists is for the action to say."""
        found = [match for key in value or () if (match := self.KEY.fullmatch(key))]
        return [
            Card(int(voice), segment=int(segment) or None, seen=int(lies) or None)
            for voice, segment, lies in (match.groups() for match in found)
        ]


class SortForm(forms.Form):
    """What is done to the cards somebody has ticked on the board. The cards themselves are drawn by the page."""

    OPEN = "open"

    cards = CardsField()
    theme = forms.ChoiceField(label=_("Verschieben nach"), required=False)
    reason = forms.CharField(label=_("Warum?"), max_length=300, required=False)

    marks_optional = False

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.themes = {str(theme.pk): theme for theme in themes}
        fields["theme"].choices = [("", _("Bitte wählen")), (self.OPEN, _("ohne Thema")), *by_field(themes)]

    @property
    def place(self) -> Theme | None:
        """The chosen theme; None for the open list."""
        return self.themes.get(self.cleaned_data["theme"])


class CutForm(forms.Form):
    """Where a voice is cut into parts: an empty line between them, the words themselves unchanged."""

    cut = forms.CharField(
        label=_("Text mit Leerzeilen zwischen den Teilen"),
        help_text=_("Drücken Sie zweimal die Eingabetaste, wo ein neuer Teil beginnt. Ändern Sie sonst nichts."),
        widget=LongText(rows=10), strip=False,
    )  # fmt: skip


class PartForm(forms.Form):
    """One part of a voice that is being split: where it goes, and whether it says anything of its own."""

    theme = forms.ChoiceField(label=_("Thema"), required=False)
    silent = forms.BooleanField(label=_("ohne eigene Aussage"), required=False)

    marks_optional = False

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.themes = {str(theme.pk): theme for theme in themes}
        fields["theme"].choices = [("", _("ohne Thema")), *by_field(themes)]

    @property
    def place(self) -> Theme | None:
        """The chosen theme; None for the open list."""
        return self.themes.get(self.cleaned_data["theme"])


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
