"""What the overview of outcomes and the synopsis are narrowed to: one form for the public pages and the office."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roterfaden.participation.enums import ContributionKind
from roterfaden.thread.queries.versions import current_version, nodes_of
from roterfaden.thread.queries.voices import NOWHERE, Choices, VoiceFilter
from roterfaden.ui.forms import FilterForm

ALL = ("", gettext_lazy("Alle"))


class OutcomesFilter(FilterForm):
    """Field, kind, group, municipality and event; one element, when a link names it. The names stand in addresses."""

    feld = forms.ChoiceField(label=gettext_lazy("Handlungsfeld"))
    art = forms.ChoiceField(label=gettext_lazy("Art"), choices=[ALL, *ContributionKind.choices])
    gruppe = forms.ChoiceField(label=gettext_lazy("Akteursgruppe"))
    kommune = forms.ChoiceField(label=gettext_lazy("Kommune"))
    veranstaltung = forms.ChoiceField(label=gettext_lazy("Veranstaltung"))
    ziel = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    verfahren = forms.SlugField(widget=forms.HiddenInput)
    von = forms.SlugField(widget=forms.HiddenInput)

    def __init__(self, *args: object, offered: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feld"].choices = [ALL, *offered.fields, (NOWHERE, gettext_lazy("ohne Handlungsfeld"))]
        self.fields["gruppe"].choices = [ALL, *offered.actor_groups, (NOWHERE, gettext_lazy("ohne Angabe"))]
        self.fields["kommune"].choices = [ALL, *offered.areas]
        self.fields["veranstaltung"].choices = [ALL, *offered.events]

    def narrowing(self) -> dict[str, Any]:
        """The valid filters, without the process of the office and without how the overview is laid out."""
        return {name: value for name, value in self.chosen().items() if name not in ("verfahren", "von")}

    def wanted(self) -> VoiceFilter:
        """The filter for the query; what is not valid does not narrow."""
        chosen = self.narrowing()
        return VoiceFilter(
            field=chosen.get("feld", ""),
            kind=chosen.get("art", ""),
            actor_group=chosen.get("gruppe", ""),
            area=chosen.get("kommune", ""),
            event=chosen.get("veranstaltung", ""),
            element=chosen.get("ziel"),
        )

    def in_words(self) -> str:
        """What the list is narrowed to, such as "Handlungsfeld: Wohnen · Kommune: Melle"; empty: nothing.

        Two queries when an element is named.
        """
        chosen = self.narrowing()
        said = [self._said(name, value) for name, value in chosen.items() if name != "ziel"]
        if "ziel" in chosen:
            said.append(_("Stelle im Konzept: %(place)s") % {"place": _place(chosen["ziel"])})
        return " · ".join(said)

    def _said(self, name: str, value: Any) -> str:
        field = self.fields[name]
        return f"{field.label}: {dict(field.choices)[value]}"


def _place(element: int) -> str:
    node = nodes_of(current_version()).filter(element=element).first()
    return f"{node.number} {node.revision.title}" if node else str(element)
