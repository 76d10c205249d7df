"""Figures on pages: values and promises in words, a series as a chart. Shared by public pages and office."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from roterfaden.indicators.queries import IndicatorSheet, ShownValue
from roterfaden.monitoring.queries.views import TargetView
from roterfaden.ui.charts import shapes
from roterfaden.ui.filters import number

ISOLATE, END = "\u2068", "\u2069"
"""Unicode marks around text with a direction of its own (UAX 9)."""


def amount(value: Decimal | float | None, decimals: int, unit: str) -> str:
    """A value with its unit, for a sentence: "42 Tage". In a right-to-left sentence it keeps its own order."""
    words = f"{number(value, decimals)} {unit}".strip()
    return f"{ISOLATE}{words}{END}" if get_language_bidi() else words


def needed_decimals(values: Iterable[Decimal | None], most: int) -> int:
    """As many decimals as the values have, at most `most`: a target of 25 is no "25,0"."""
    places = [max(0, -value.normalize().as_tuple().exponent) for value in values if value is not None]  # type: ignore[operator]
    return min(most, max(places, default=0))


def promise(target: TargetView) -> str:
    """What a target promises, in words: "25 Prozent", "zwischen 40 und 60 Tage"."""
    decimals = needed_decimals([target.target_value, target.corridor_low, target.corridor_high], target.decimals)
    if target.corridor_low is not None and target.corridor_high is not None:
        return _("zwischen %(low)s und %(high)s") % {
            "low": number(target.corridor_low, decimals),
            "high": amount(target.corridor_high, decimals, target.unit),
        }
    return amount(target.target_value, decimals, target.unit)


def unit_words(title: str, breakdown: str, unit: str) -> str:
    """What an axis shows: "Wartezeit (Tage)", "Mindestsicherung, Nationalität: deutsch (je 1.000)"."""
    name = f"{title}, {breakdown}" if breakdown else title
    return f"{name} ({unit})"


def chart_point(value: ShownValue) -> shapes.Point:
    """A value as it may be shown, for a chart."""
    return shapes.Point(value.on, float(value.value) if value.value is not None else None, value.words)


def series_chart(sheet: IndicatorSheet) -> shapes.LineChart | None:
    """One series of an indicator over time; None without a single number."""
    values = [period.value for period in reversed(sheet.periods)]
    if sheet.chosen is None or not any(value.value is not None for value in values):
        return None
    return shapes.LineChart(
        question=_("Wie hat sich das entwickelt: %(series)s?") % {"series": sheet.chosen.label},
        unit=unit_words(sheet.title, "", sheet.unit),
        observations=tuple(chart_point(value) for value in values),
        breaks=tuple(shapes.Break(each.on, each.note) for each in sheet.breaks),
        decimals=sheet.decimals,
    )
