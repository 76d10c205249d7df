"""Forms for offers, joint units and the filters above the lists. What is allowed, the actions say."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Node
from roterfaden.implementation.enums import Answer, Standing
from roterfaden.implementation.methods import USUAL_DAYS
from roterfaden.implementation.models import JointUnit
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.ui.forms import DateInput, FilterForm

KINDS = [("", _("Ziele und Maßnahmen")), (ElementKind.GOAL, _("Ziele")), (ElementKind.INITIATIVE, _("Maßnahmen"))]
REMINDERS = (28, 14, 7, 3, -7, -21)


def _when(days: int) -> str:
    if days > 0:
        return ngettext("%(days)s Tag vorher", "%(days)s Tage vorher", days) % {"days": days}
    return ngettext("%(days)s Tag danach", "%(days)s Tage danach", -days) % {"days": -days}


class _Dates(forms.Form):
    """When something is offered, by when an answer is asked for, and when coordinators are reminded."""

    offered_on = forms.DateField(label=_("angeboten am"), widget=DateInput())
    answer_by = forms.DateField(label=_("Antwort erbeten bis"), widget=DateInput(), required=False)
    reminder_days = forms.TypedMultipleChoiceField(
        label=_("Per E-Mail erinnern"),
        coerce=int,
        initial=list(USUAL_DAYS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nur solange etwas offen ist, und an jede Ansprechperson je einmal."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["reminder_days"].choices = [(days, _when(days)) for days in REMINDERS]


class OfferForm(_Dates):
    """What of an adopted version is offered to whom; municipalities that have had it all are left out."""

    elements = forms.TypedMultipleChoiceField(label=_("Was"), coerce=int, widget=forms.CheckboxSelectMultiple)
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Kommunen"), queryset=Area.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, nodes: Sequence[Node], on: date, complete: Iterable[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        by_kind: dict[str, list[tuple[int, str]]] = {}
        for node in nodes:
            label = f"{node.number} {node.revision.title}"
            by_kind.setdefault(str(node.element.get_kind_display()), []).append((node.element_id, label))
        fields["elements"].choices = list(by_kind.items())
        fields["municipalities"].queryset = partners(on).exclude(pk__in=list(complete))
        self.order_fields(["elements", "municipalities"])


class RenewForm(_Dates):
    """Who is offered the new version, and what of the new elements is offered besides."""

    municipalities = forms.ModelMultipleChoiceField(
        label=_("Kommunen"), queryset=Area.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    elements = forms.TypedMultipleChoiceField(
        label=_("Neu dazu"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, areas: Sequence[Area], added: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["municipalities"].queryset = Area.objects.filter(pk__in=[area.pk for area in areas]).order_by(
            "short_name", "pk"
        )
        fields["municipalities"].initial = [area.pk for area in areas]
        fields["elements"].choices = list(added)
        if not added:
            del self.fields["elements"]
        self.order_fields(["municipalities", "elements"])


class JointUnitForm(forms.Form):
    """A joint unit with its members."""

    name = forms.CharField(label=_("Name"), max_length=160)
    since = forms.DateField(label=_("besteht seit"), widget=DateInput())
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Kommunen"), queryset=Area.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["municipalities"].queryset = partners(on)


class EndUnitForm(forms.Form):
    """The day a joint unit ends."""

    ended_on = forms.DateField(label=_("beendet am"), widget=DateInput())


class MatrixFilterForm(FilterForm):
    """What of the matrix is looked at, and what the map shows."""

    feld = forms.ChoiceField(label=_("Handlungsfeld"))
    art = forms.ChoiceField(label=_("Was"), choices=KINDS)
    antwort = forms.ChoiceField(
        label=_("Antwort"), choices=[("", _("alle Antworten")), ("open", _("noch offen")), *Answer.choices]
    )
    karte = forms.ChoiceField(
        label=_("Karte zeigt"), choices=[("", _("Anteil beantwortet")), ("uebernommen", _("Anteil übernommen"))]
    )

    def __init__(self, *args: Any, fields_of: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["feld"].choices = [("", _("alle Handlungsfelder")), *fields_of]


class DeskFilterForm(FilterForm):
    """Which rows of a municipality's desk are looked at."""

    stand = forms.ChoiceField(
        label=_("Stand"), choices=[("", _("alle")), ("waiting", _("wartet auf Antwort")), *Standing.choices]
    )
    feld = forms.ChoiceField(label=_("Handlungsfeld"))
    art = forms.ChoiceField(label=_("Was"), choices=KINDS)

    def __init__(self, *args: Any, fields_of: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["feld"].choices = [("", _("alle Handlungsfelder")), *fields_of]


def units_to_choose(units: Sequence[JointUnit]) -> list[tuple[str, Any]]:
    """Joint units as choices, with "for itself" on top."""
    return [("", _("für sich allein")), *((str(unit.pk), unit.name) for unit in units)]
