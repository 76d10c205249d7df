"""Forms about runs of the placement, decisions and seats."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.courses.actions.seats import STEPS
from roterfaden.courses.enums import CancelReason, LockKind, SeatState, TimeOfDay
from roterfaden.courses.methods.placement import Weights
from roterfaden.courses.models import CourseRun, CourseType, Seat, Site
from roterfaden.ui.forms import DateInput, LongText

MOST_POINTS = 100_000
MOST_SEATS = 60
REASON_LENGTH = 400
WEIGHTS = {
    "day_until_start": _("Je Tag bis zum Beginn"),
    "late_after_days": _("Als spät gilt ein Beginn nach so vielen Tagen"),
    "day_late": _("Je Tag danach"),
    "minute": _("Je Minute Weg"),
    "wish_missed": _("Wenn kein Wunsch erfüllt ist"),
    "proposal_changed": _("Wenn ein früherer Vorschlag geändert wird"),
    "course_opened": _("Je geplantem Kurs, der zustande kommt"),
    "unplaced": _("Wenn jemand weiter wartet"),
    "unplaced_week": _("Dazu je Woche, die jemand schon wartet"),
    "obliged": _("Dazu bei einer Verpflichtung"),
    "priority": _("Dazu bei gesetzlichem Vorrang"),
    "small_children": _("Dazu bei kleinen Kindern im Haushalt"),
    "expiring": _("Dazu, wenn die Berechtigung bald endet"),
    "expiring_within_days": _("Bald heißt: in so vielen Tagen"),
}
"""Every weight of the office, in words. Providers' shares are no part of it: they make one large problem of all."""


class WeightsForm(forms.Form):
    """How bad the round finds what, in points."""

    reason = forms.CharField(
        label=_("Wann und warum hat die Runde das beschlossen?"), max_length=REASON_LENGTH, widget=LongText(2)
    )

    def __init__(self, *args: Any, weights: Weights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = weights
        given = asdict(weights)
        own = {
            name: forms.IntegerField(label=label, min_value=0, max_value=MOST_POINTS, initial=given[name])
            for name, label in WEIGHTS.items()
        }
        self.fields = own | {"reason": self.fields["reason"]}  # the reason comes last

    def weights(self) -> Weights:
        """What was decided."""
        return Weights(**(asdict(self.before) | {name: self.cleaned_data[name] for name in WEIGHTS}))


class WhatIfForm(forms.Form):
    """A course that does not exist: who would start?"""

    course_type = forms.ModelChoiceField(label=_("Kursart"), queryset=CourseType.objects.none(), empty_label=None)
    section = forms.IntegerField(label=_("Beginnt mit Kursabschnitt"), min_value=1, max_value=20, initial=1)
    site = forms.ModelChoiceField(label=_("Ort"), queryset=Site.objects.none(), empty_label=None)
    starts_on = forms.DateField(label=_("Beginnt am"), widget=DateInput())
    slot = forms.ChoiceField(label=_("Tageszeit"), choices=TimeOfDay.choices)
    seats = forms.IntegerField(label=_("Plätze"), min_value=1, max_value=MOST_SEATS, initial=16)
    minimum = forms.IntegerField(label=_("Findet statt ab"), min_value=1, max_value=MOST_SEATS, initial=10)
    childcare_seats = forms.IntegerField(
        label=_("Plätze in der Kinderbetreuung"), min_value=0, max_value=MOST_SEATS, initial=0
    )
    women_only = forms.BooleanField(label=_("Nur für Frauen"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        types = CourseType.objects.filter(closed_on=None).order_by("name", "pk")
        self.fields["course_type"].queryset = types
        sites = Site.objects.filter(retired_at=None).select_related("area").order_by("area__short_name", "name", "pk")
        self.fields["site"].queryset = sites
        self.fields["site"].label_from_instance = _site_words

    def clean(self) -> dict[str, Any]:
        """It begins in the future and can hold its minimum."""
        values = super().clean() or {}
        if values.get("starts_on") and values["starts_on"] <= self.on:
            self.add_error("starts_on", _("Bitte wählen Sie einen Tag in der Zukunft."))
        if values.get("minimum") and values.get("seats") and values["minimum"] > values["seats"]:
            self.add_error("minimum", _("Das sind mehr, als der Kurs Plätze hat."))
        return values

    def question(self) -> dict[str, Any]:
        """The course as the placement knows courses, and what people call it."""
        values = self.cleaned_data
        plain = {name: values[name] for name in ("slot", "seats", "minimum", "childcare_seats", "women_only")}
        return plain | {
            "code": f"{values['course_type'].slug}/{values['section']}",
            "site": f"s{values['site'].pk}",
            "provider": values["site"].provider.code,
            "starts_on": values["starts_on"].isoformat(),
            "words": f"{values['course_type'].name} {values['section']}, {_site_words(values['site'])}",
        }


def _site_words(site: Site) -> str:
    return f"{site.area.short_name}: {site.name}"


def _run_words(run: CourseRun) -> str:
    return (
        f"{run.number} · {run.course_type.name} {run.section} · {run.site.area.short_name} · {run.starts_on:%d.%m.%Y}"
    )


class RunChoice(forms.Form):
    """A course that is still to come, and why."""

    run = forms.ModelChoiceField(label=_("Kurs"), queryset=CourseRun.objects.none(), empty_label=None)
    reason = forms.CharField(
        label=_("Begründung"), max_length=REASON_LENGTH, widget=LongText(2),
        help_text=_("Ohne Namen: Die Begründung steht im Verlauf und im Protokoll."),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        runs = CourseRun.objects.coming(on).select_related("course_type", "site__area").order_by("starts_on", "pk")
        self.fields["run"].queryset = runs
        self.fields["run"].label_from_instance = _run_words


class LockForm(RunChoice):
    """A decision before the next run."""

    kind = forms.ChoiceField(
        label=_("Die Person"), choices=LockKind.choices, widget=forms.RadioSelect, initial=LockKind.PIN
    )
    field_order = ("kind", "run", "reason")


class SeatForm(RunChoice):
    """A seat other than the proposed one."""


class StepForm(forms.Form):
    """How a seat goes on."""

    state = forms.ChoiceField(label=_("Neuer Stand"), widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("Am"), widget=DateInput(), help_text=_("Der Tag, an dem es war, nicht der Tag des Eintrags.")
    )
    lessons = forms.IntegerField(
        label=_("Besuchte Unterrichtseinheiten nach Angabe des Trägers"), min_value=0, max_value=2000, required=False,
        help_text=_("Leer: Das Programm zählt nach dem Stundenplan."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Bemerkung"), max_length=300, required=False, help_text=_("Ohne Namen und ohne Gründe wie Krankheit.")
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = STEPS.get(seat.state, ())
        self.fields["state"].choices = [(step, _step_words(seat, step)) for step in steps]
        if seat.began_on is None:
            del self.fields["lessons"]


def _step_words(seat: Seat, step: str) -> Any:
    back = seat.state == SeatState.INTERRUPTED and step == SeatState.STARTED
    return _("wieder da") if back else SeatState(step).label


class FallThroughForm(forms.Form):
    """Why a course does not take place."""

    cause = forms.ChoiceField(label=_("Grund"), choices=CancelReason.choices)
    reason = forms.CharField(label=_("Was ist geschehen?"), max_length=300, widget=LongText(2))
