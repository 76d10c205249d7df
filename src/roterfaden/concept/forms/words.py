"""What people type when they write the concept."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods import TargetMilestone, TargetValues, may_stand_under, target_faults
from roterfaden.concept.methods.merging import is_undecided
from roterfaden.concept.models import Concept, Consideration, Element
from roterfaden.indicators.enums import Accountability, Direction
from roterfaden.indicators.models import Series
from roterfaden.indicators.queries import series_label
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.filters import day, number
from roterfaden.ui.forms import DateInput, LongText
from roterfaden.ui.rows import RowsField

TARGET_FIELDS = tuple(field.name for field in fields(TargetValues))

Outline = Sequence[tuple[Element, str]]


def told_milestone(each: TargetMilestone) -> str:
    """A value on the way as people read it: "31.12.2020: 22 (Start der Kurse)"."""
    exponent = each.value.normalize().as_tuple().exponent
    said = f"{day(each.on, 'medium')}: {number(each.value, max(0, -int(exponent)))}"
    return f"{said} ({each.reason})" if each.reason else said


class SeriesChoice(forms.ModelChoiceField):
    """Series by the name of what they count."""

    def label_from_instance(self, obj: Series) -> str:
        parts = [f"{obj.definition.indicator.title} ({obj.definition.unit})", obj.area.name, series_label(obj)]
        return " · ".join(part for part in parts if part)


class ElementForm(forms.Form):
    """The words of one element; a goal has a target below, an initiative its time."""

    title = forms.CharField(label=_("Titel"), max_length=240)
    body = forms.CharField(
        label=_("Text"), help_text=_("Absätze durch eine Leerzeile trennen, Listen mit „- “ beginnen."),
        widget=LongText(rows=8), required=False,
    )  # fmt: skip
    accountable = forms.CharField(
        label=_("Verantwortlich"), help_text=_("Eine Stelle, keine Person."), max_length=200, required=False
    )
    starts_on = forms.DateField(label=_("Beginn"), widget=DateInput, required=False)
    ends_on = forms.DateField(label=_("Ende"), widget=DateInput, required=False)

    accountability = forms.ChoiceField(
        label=_("Das Ziel beschreibt"),
        help_text=_("Die Lage im Landkreis kann niemand allein ändern; die eigene Leistung schon."),
        choices=Accountability.choices,
    )
    series = SeriesChoice(
        label=_("Zahlenreihe"), required=False,
        help_text=_("Woran wird das Ziel gemessen? Nehmen Sie eine Reihe, die es schon gibt und die weitergeht."),
        queryset=Series.objects.select_related("definition__indicator", "area").order_by(
            "definition__indicator__title", "breakdown", "pk"
        ),
        empty_label=_("noch nicht messbar"),
    )  # fmt: skip
    baseline_value = forms.DecimalField(
        label=_("Ausgangswert"), help_text=_("Wo stehen wir heute? Ohne Ausgangswert ist kein Fortschritt zu sehen."),
        max_digits=18, decimal_places=6, required=False,
    )  # fmt: skip
    baseline_on = forms.DateField(
        label=_("Stand des Ausgangswerts"), help_text=_("Von welchem Tag stammt der Ausgangswert?"), widget=DateInput,
        required=False,
    )  # fmt: skip
    baseline_source = forms.CharField(
        label=_("Quelle des Ausgangswerts"), help_text=_("Damit andere ihn nachprüfen können."), max_length=300,
        required=False,
    )  # fmt: skip
    target_value = forms.DecimalField(
        label=_("Zielwert"), help_text=_("Welche Zahl soll erreicht sein? Für eine Spanne lassen Sie das Feld leer."),
        max_digits=18, decimal_places=6, required=False,
    )  # fmt: skip
    target_on = forms.DateField(
        label=_("Zu erreichen bis"), help_text=_("Ein Tag innerhalb der Laufzeit des Konzepts."), widget=DateInput,
        required=False,
    )  # fmt: skip
    tolerance = forms.DecimalField(
        label=_("Toleranz"), help_text=_("So weit darf der Wert abweichen und gilt noch als erreicht."),
        max_digits=18, decimal_places=6, required=False,
    )  # fmt: skip
    corridor_low = forms.DecimalField(
        label=_("Spanne von"), help_text=_("Wenn der Wert zwischen zwei Grenzen bleiben soll."), max_digits=18,
        decimal_places=6, required=False,
    )  # fmt: skip
    corridor_high = forms.DecimalField(label=_("Spanne bis"), max_digits=18, decimal_places=6, required=False)
    not_measurable_reason = forms.CharField(
        label=_("Warum noch nicht messbar?"),
        help_text=_("Nur ausfüllen, wenn es noch keine Zahlenreihe gibt. Schreiben Sie auch, ab wann es sie gibt."),
        widget=LongText(rows=3), required=False,
    )  # fmt: skip
    milestones = RowsField(
        label=_("Zwischenziele"), required=False,
        help_text=_("Wenn der Weg nicht gerade ist: Werte, die bis zu einem Tag erreicht sein sollen. Leere Zeilen "
                    "zählen nicht. Nach dem Speichern gibt es wieder freie Zeilen."),
        columns={
            "on": forms.DateField(label=_("Bis"), widget=DateInput),
            "value": forms.DecimalField(label=_("Wert"), max_digits=18, decimal_places=6),
            "reason": forms.CharField(label=_("Warum so viel?"), max_length=300, required=False),
        },
        build=TargetMilestone, tell=told_milestone,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Grund"), help_text=_("Was hat dazu geführt? Das ist öffentlich nachlesbar."), widget=LongText(rows=2)
    )

    def __init__(self, *args: Any, concept: Concept, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concept, self.kind = concept, kind
        if kind != ElementKind.GOAL:
            self._without(*TARGET_FIELDS)
        if kind != ElementKind.INITIATIVE:
            self._without("starts_on", "ends_on")
        if kind not in (ElementKind.GOAL, ElementKind.INITIATIVE):
            self._without("accountable")

    def _without(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Check the target as a whole; every fault stands at its field."""
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and is_undecided(value):
                self.add_error(name, _("Im Text stehen noch Stellen in ⟦ ⟧. Entscheiden Sie, was dort gelten soll."))
        target = self.target()
        if target is not None and not set(TARGET_FIELDS) & set(self.errors):
            direction = Direction(target.series.definition.direction) if target.series else Direction.NONE
            for name, fault in target_faults(
                target, starts_on=self.concept.starts_on, ends_on=self.concept.ends_on, direction=direction
            ):
                self.add_error(name, str(fault.label) % {"direction": direction.label})
        return self.cleaned_data

    def target(self) -> TargetValues | None:
        """The target that was typed; None for everything but goals."""
        if self.kind != ElementKind.GOAL:
            return None
        typed = {name: self.cleaned_data.get(name) for name in TARGET_FIELDS}
        return TargetValues(**{name: value for name, value in typed.items() if value not in (None, "", ())})

    def words(self) -> dict[str, Any]:
        """Everything but the target, as the actions take it."""
        names = ("title", "body", "accountable", "starts_on", "ends_on", "reason")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class NewElementForm(ElementForm):
    """An element at a new place of the working draft."""

    parent = forms.TypedChoiceField(label=_("Steht unter"), empty_value=None, required=False)
    field = forms.ModelChoiceField(
        label=_("Handlungsfeld"), queryset=FieldOfAction.objects.order_by("number", "pk"), to_field_name="slug",
        help_text=_("Leer lassen, wenn es dasselbe ist wie beim Element darüber."), required=False,
        empty_label=_("wie darüber"),
    )  # fmt: skip
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ["parent", "field", "title", "body", "accountable", "starts_on", "ends_on", *TARGET_FIELDS, "reason"]

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        places = {str(element.pk): element for element, _label in outline if may_stand_under(self.kind, element.kind)}
        top = [("", _("oberste Ebene"))] if may_stand_under(self.kind, None) else [("", _("Bitte wählen"))]
        fields["parent"].choices = top + [
            (str(element.pk), label) for element, label in outline if str(element.pk) in places
        ]
        fields["parent"].coerce = places.__getitem__
        self.fields["parent"].required = not may_stand_under(self.kind, None)
        self.fields["reason"].required = False


class ReviseElementForm(ElementForm):
    """A new wording. Carries the number of the revision the author saw, and the voices that led to the change."""

    voices = forms.TypedMultipleChoiceField(
        label=_("Diese Beiträge haben zu der Änderung geführt"), required=False, widget=forms.CheckboxSelectMultiple
    )
    expected_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, waiting: Sequence[Consideration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        fields: dict[str, Any] = self.fields
        if not waiting:
            del self.fields["voices"]
            return
        by_key = {str(answer.pk): answer for answer in waiting}
        fields["voices"].choices = [
            (key, f"{answer.contribution.number}: {answer.contribution.words.text[:120]}")
            for key, answer in by_key.items()
        ]
        fields["voices"].coerce = by_key.__getitem__


class ConceptForm(forms.Form):
    """A new concept for a process."""

    title = forms.CharField(
        label=_("Titel"), help_text=_("Zum Beispiel: Konzept Migration und Integration 2018–2022"), max_length=200
    )
    starts_on = forms.DateField(label=_("Gilt von"), widget=DateInput)
    ends_on = forms.DateField(
        label=_("Gilt bis vor"), help_text=_("Der erste Tag, an dem das Konzept nicht mehr gilt."), widget=DateInput
    )
    predecessor = forms.ModelChoiceField(
        label=_("Folgt auf"), queryset=Concept.objects.none(), to_field_name="slug", required=False,
        empty_label=_("keines – es ist das erste"),
    )  # fmt: skip

    def __init__(self, *args: Any, concepts: QuerySet[Concept], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["predecessor"].queryset = concepts.order_by("-starts_on", "pk")

    def clean(self) -> dict[str, Any]:
        """A concept ends after it begins."""
        super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Das Ende liegt nicht nach dem Beginn."))
        return self.cleaned_data


class MoveElementForm(forms.Form):
    """Another place in the working draft."""

    parent = forms.TypedChoiceField(label=_("Steht unter"), empty_value=None, required=False)
    position = forms.IntegerField(
        label=_("An welcher Stelle?"), help_text=_("1 ist die erste. Leer lassen für die letzte."), min_value=1,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, element: Element, outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        places = {str(place.pk): place for place, _label in outline if may_stand_under(element.kind, place.kind)}
        top = [("", _("oberste Ebene"))] if may_stand_under(element.kind, None) else []
        fields["parent"].choices = top + [
            (str(place.pk), label) for place, label in outline if str(place.pk) in places and place != element
        ]
        fields["parent"].coerce = places.__getitem__
        fields["parent"].required = not may_stand_under(element.kind, None)


class WithdrawElementForm(forms.Form):
    """Why an element leaves the working draft."""

    reason = forms.CharField(
        label=_("Grund"), help_text=_("Warum steht das nicht mehr im Konzept? Das ist öffentlich nachlesbar."),
        widget=LongText(rows=3),
    )  # fmt: skip
