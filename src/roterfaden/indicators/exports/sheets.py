"""The sheet of an indicator as PDF, with everything that belongs to it."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from roterfaden.indicators.queries import AreaLimitLine, IndicatorSheet, Period
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import day, number

TEMPLATE = "indicators/typst/sheet.typ"


def sheet_pdf(sheet: IndicatorSheet, *, site: str, on: date, made_at: datetime) -> bytes:
    """PDF/UA-1. The same sheet on the same day gives the same bytes."""
    return pdf(TEMPLATE, sheet_content(sheet, site=site, on=on), made_at=made_at)


def sheet_content(sheet: IndicatorSheet, *, site: str, on: date) -> dict[str, Any]:
    """What the template is given: nothing but texts."""
    return {
        "title": sheet.title, "kicker": _("Messgröße"), "language": get_language() or "de", "site": site,
        "day": str(day(on)), "text": sheet.text, "facts": [[str(word), value] for word, value in facts(sheet) if value],
        "parts": [part for part in (_definitions(sheet), _breaks(sheet), _values(sheet)) if part["rows"]],
    }  # fmt: skip


def facts(sheet: IndicatorSheet) -> list[tuple[str, str]]:
    """Everything a definition says besides its text, in words; empty where it says nothing."""
    months = ngettext("jeden Monat", "alle %(months)s Monate", sheet.rhythm_months) % {"months": sheet.rhythm_months}
    is_count = bool(sheet.minimum_count) and not sheet.denominator
    return [
        (_("Einheit"), sheet.unit),
        (_("Vervielfacher"), str(number(sheet.multiplier)) if sheet.multiplier > 1 else ""),
        (_("bezogen auf"), sheet.denominator),
        (_("Richtung"), str(sheet.direction_label)),
        (_("beschreibt"), str(sheet.accountability_label)),
        (_("Handlungsfeld"), sheet.field_name),
        (_("Gliederungen"), sheet.breakdowns),
        (_("Rhythmus"), months),
        (_("kleinste gezeigte Fallzahl"), str(sheet.minimum_count) if is_count else _("keine")),
        (_("in kleinen Gebieten"), "; ".join(_area_limit(each) for each in sheet.area_limits)),
        (_("zuständig"), sheet.responsible),
        (_("Quelle"), sheet.source),
        (_("gilt ab"), str(day(sheet.valid_from))),
        (_("Hinweis"), _("Werte erfunden für das Beispiel") if sheet.is_fictitious else ""),
    ]


def _area_limit(each: AreaLimitLine) -> str:
    said = {"day": day(each.valid_from, "medium"), "below": number(each.below), "count": each.minimum_count}
    if not each.below:
        return _("ab %(day)s überall gleich") % said
    return _("ab %(day)s unter %(below)s Menschen: %(count)s") % said


def _definitions(sheet: IndicatorSheet) -> dict[str, Any]:
    rows = [[str(day(each.valid_from, "medium")), each.text, each.unit, each.reason] for each in sheet.definitions]
    heads = [_("gilt ab"), _("Was wird gezählt?"), _("Einheit"), _("Was sich geändert hat")]
    return _part(_("Definitionen"), heads, rows if len(rows) > 1 else [])


def _breaks(sheet: IndicatorSheet) -> dict[str, Any]:
    rows = [[str(day(each.on, "medium")), each.note] for each in sheet.breaks]
    return _part(_("Brüche in der Reihe"), [_("ab"), _("Grund")], rows)


def _values(sheet: IndicatorSheet) -> dict[str, Any]:
    label = sheet.chosen.label if sheet.chosen else ""
    rows = [_value(period, sheet.decimals) for period in sheet.periods]
    heads = [_("Stand"), sheet.unit, _("bekannt seit"), _("Bevölkerungsbasis")]
    return _part(_("Werte: %(series)s") % {"series": label}, heads, rows, numbers=[1])


def _value(period: Period, decimals: int) -> list[str]:
    value = period.value
    said = f"{number(value.value, decimals)} {value.words}" if value.value is not None else str(value.words)
    return [str(day(value.on, "medium")), said.strip(), str(day(value.known_on, "medium")), value.base]


def _part(heading: str, heads: list[str], rows: list[list[str]], numbers: list[int] | None = None) -> dict[str, Any]:
    return {"heading": heading, "heads": heads, "rows": rows, "numbers": numbers or []}
