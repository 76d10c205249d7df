"""Forms about one seat once somebody has it: the invitation, results, and how it goes on after the course."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.courses.enums import CourseKind, NextStep, ResultKind, ResultSource
from roterfaden.courses.methods.learning import OUTCOMES
from roterfaden.courses.models import Seat
from roterfaden.courses.queries.learning import NextChoices
from roterfaden.ui.forms import DateInput

LETTER, MAIL = "letter", "mail"


class InviteForm(forms.Form):
    """On which way somebody is invited."""

    way = forms.ChoiceField(
        label=_("Einladen mit"), widget=forms.RadioSelect, initial=LETTER,
        choices=[(LETTER, _("Brief (PDF zum Drucken)")), (MAIL, _("E-Mail an die Person"))],
    )  # fmt: skip


class ResultForm(forms.Form):
    """One result: test and outcome in one choice, so that only what exists can be chosen."""

    result = forms.ChoiceField(label=_("Ergebnis"), widget=forms.RadioSelect)
    taken_on = forms.DateField(label=_("Tag der Prüfung"), widget=DateInput())
    source = forms.ChoiceField(label=_("Woher wissen wir das?"), choices=ResultSource.choices)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vocational = seat.run.course_type.kind == CourseKind.VOCATIONAL
        kinds = [ResultKind.VOCATIONAL] if vocational else [ResultKind.LANGUAGE, ResultKind.LIFE]
        self.fields["result"].choices = [
            (f"{kind.value}:{outcome.value}", f"{kind.label}: {outcome.label}")
            for kind in kinds
            for outcome in OUTCOMES[kind]
        ]

    def values(self) -> dict[str, Any]:
        """What was entered."""
        kind, _colon, outcome = self.cleaned_data["result"].partition(":")
        return {"kind": kind, "outcome": outcome} | {name: self.cleaned_data[name] for name in ("taken_on", "source")}


class NextForm(forms.Form):
    """How it goes on: the proposed step first."""

    step = forms.ChoiceField(label=_("Wie geht es weiter?"), widget=forms.RadioSelect)
    section = forms.IntegerField(
        label=_("Wartet auf Kursabschnitt"), min_value=1, max_value=20, required=False,
        help_text=_("Leer: der vorgeschlagene. Wechseln, überspringen und wiederholen geht mit dem Kursträger."),
    )  # fmt: skip
    admitted_on = forms.DateField(
        label=_("Wiederholung vom Bundesamt zugelassen am"), widget=DateInput(), required=False,
        help_text=_("Nur für eine Wiederholung."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: NextChoices, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = {NextStep.SECTION: choices.section + 1, NextStep.REPEAT: choices.repeat_section}
        words = _("%(step)s (Abschnitt %(section)s)")
        self.fields["step"].choices = [
            (step.value, words % {"step": step.label, "section": sections[step]} if step in sections else step.label)
            for step in choices.steps
        ]
        self.fields["step"].initial = choices.steps[0]
        if NextStep.REPEAT not in choices.steps:
            del self.fields["admitted_on"]
        if not set(sections) & set(choices.steps):
            del self.fields["section"]


def step_day(seat: Seat, today: date) -> date:
    """The day a step is most likely about: the first day of a course that has begun, else today."""
    return seat.run.starts_on if seat.began_on is None and seat.run.starts_on <= today else today
