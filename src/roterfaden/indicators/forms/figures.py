"""Forms for figures. They check what is typed; what is allowed, the actions say."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import Notation, ObservationStatus
from roterfaden.indicators.errors import PeriodUpsideDown
from roterfaden.indicators.methods import last_day, months_later
from roterfaden.indicators.queries import IndicatorSheet, ShownValue
from roterfaden.ui.forms import DateInput


class ValueForm(forms.Form):
    """One value as the source printed it. People name the last day of a period; stored is the day after it."""

    period_start = forms.DateField(label=_("Stichtag oder erster Tag des Zeitraums"), widget=DateInput())
    period_end = forms.DateField(
        label=_("Letzter Tag des Zeitraums"),
        widget=DateInput(),
        required=False,
        help_text=_("Leer lassen, wenn der Wert an einem Stichtag gilt."),
    )
    raw = forms.CharField(
        label=_("Wert oder Zeichen"),
        max_length=60,
        help_text=_(
            "So, wie die Quelle es druckt: 1.234,5 oder eines der Zeichen - . / x ... – ein Strich wird nie zur Null."
        ),
    )
    status = forms.ChoiceField(
        label=_("Bedeutung"),
        choices=[("", _("wie gedruckt")), *ObservationStatus.choices],
        required=False,
        help_text=_(
            "Nur nötig, wenn die Quelle das Zeichen anders erklärt oder der Wert vorläufig oder geschätzt ist."
        ),
    )
    known_on = forms.DateField(
        label=_("Datenstand vom"),
        widget=DateInput(),
        help_text=_("Seit wann der Wert bekannt ist. Frühere Stände bleiben daneben stehen."),
    )
    base = forms.CharField(
        label=_("Bevölkerungsbasis"),
        max_length=120,
        required=False,
        help_text=_("Zum Beispiel: Fortschreibung auf Grundlage des Zensus 2022."),
    )
    source = forms.CharField(label=_("Quelle"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """The period as it is stored, and the German notation of the office."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", str(PeriodUpsideDown()))
        elif start and "period_end" in cleaned:
            cleaned["period_end"] = end + timedelta(days=1) if end else start
        cleaned["notation"] = Notation.GERMAN
        return cleaned


def first_guess(sheet: IndicatorSheet, *, on: date, again: ShownValue | None) -> dict[str, Any]:
    """What the form starts with: the period of the value to renew, or the one after the newest; source as before."""
    newest = sheet.periods[0].value if sheet.periods else None
    guess: dict[str, Any] = {"known_on": on, "source": newest.source if newest else sheet.source}
    if newest:
        guess["base"] = newest.base
    told, months = (again, 0) if again else (newest, sheet.rhythm_months)
    if told:
        guess["period_start"] = months_later(told.period_start, months)
        if told.period_end != told.period_start:
            guess["period_end"] = months_later(last_day(told.period_start, told.period_end), months)
    return guess


class BreakForm(forms.Form):
    """From when on values must not be compared with those before, and why."""

    on = forms.DateField(label=_("Neue Zählweise ab"), widget=DateInput())
    note = forms.CharField(
        label=_("Grund"),
        max_length=300,
        help_text=_("Steht auf allen Seiten neben den Werten, zum Beispiel: Zensus 2022."),
    )


class AreaLimitForm(forms.Form):
    """How small a count may be where few people live."""

    valid_from = forms.DateField(
        label=_("Gilt für Werte ab"), widget=DateInput(),
        help_text=_("Ab diesem Tag gelten nur noch die Zahlen, die Sie für ihn eintragen."),
    )  # fmt: skip
    below = forms.IntegerField(
        label=_("In Gebieten mit weniger Menschen als"), min_value=0, initial=20_000,
        help_text=_("0: Ab diesem Tag gilt überall wieder die allgemeine Mindestzahl."),
    )  # fmt: skip
    minimum_count = forms.IntegerField(label=_("kleinste gezeigte Fallzahl"), min_value=1, max_value=1000, initial=5)
    reason = forms.CharField(label=_("Grund"), max_length=300)
