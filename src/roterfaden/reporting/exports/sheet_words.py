"""A data sheet in words: values, comparisons and developments as sentences. The language is the active one."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.reporting.enums import Absence, Comparing
from roterfaden.reporting.methods import SheetFigure, SheetPoint, SheetValue, compared, development
from roterfaden.ui.filters import day, number

LAST_OF_YEAR = (12, 31)


def amount(value: float | None, decimals: int, unit: str) -> str:
    """A value with its unit: "25,4 Prozent"."""
    return f"{number(value, decimals)} {unit}".strip()


def value_words(value: SheetValue, figure: SheetFigure) -> str:
    """A value as it stands in the sheet: the number, what qualifies it, or the words in its place."""
    if value.value is None:
        return value.words or _("nicht verfügbar")
    said = amount(value.value, figure.decimals, figure.unit)
    return f"{said} ({value.words})" if value.words else said


def own_words(figure: SheetFigure) -> str:
    """The figure of the municipality; "nicht verfügbar" where there is none."""
    if figure.own is None:
        return _("nicht verfügbar")
    return value_words(figure.own, figure)


def absence_words(figure: SheetFigure) -> str:
    """Why there is no figure, in a sentence; empty where there is one."""
    if not figure.absence:
        return ""
    reason = str(Absence(figure.absence).label)
    return f"{reason} {figure.own.words}." if figure.absence == Absence.SIGN and figure.own else reason


def day_words(on: date) -> str:
    """The year for a value at its end, else the day."""
    return str(on.year) if (on.month, on.day) == LAST_OF_YEAR else day(on, "medium")


def _points(value: float, decimals: int, unit: str) -> str:
    """A difference: of shares in points, of anything else in its unit."""
    if unit.strip().lower() in {"prozent", "%"}:
        return ngettext("%(count)s Prozentpunkt", "%(count)s Prozentpunkte", 1 if value == 1 else 2) % {
            "count": number(value, decimals)
        }
    return amount(value, decimals, unit)


def comparison_words(figure: SheetFigure, county: str) -> str:
    """The municipality beside the county, in a sentence; empty where nothing can be compared."""
    found = compared(figure)
    if found is None:
        if figure.own is not None and figure.own.value is not None and figure.county is None:
            return _("Für diesen Stand gibt es keinen Vergleichswert.")
        return ""
    if found.kind == Comparing.SHARE:
        return _("%(share)s %% (%(county)s = 100 %%)") % {"share": number(found.amount, 1), "county": county}
    if found.amount == 0:
        return _("gleich wie %(county)s") % {"county": county}
    values = {"points": _points(abs(found.amount), figure.decimals, figure.unit), "county": county}
    if found.amount > 0:
        return _("%(points)s mehr als %(county)s") % values
    return _("%(points)s weniger als %(county)s") % values


def development_words(figure: SheetFigure, county: str) -> str:
    """How the figure moved since the last break, in a sentence; empty where there is no course."""
    found = development(figure)
    if found is None:
        return ""
    said = _("%(first)s → %(last)s: %(change)s") % {
        "first": day_words(found.first.on), "last": day_words(found.last.on),
        "change": _change(found.change, figure, is_growth=found.is_growth),
    }  # fmt: skip
    if found.county is None:
        return said
    wide = _change(found.county, figure, is_growth=found.is_growth)
    return _("%(own)s (%(county)s: %(change)s)") % {"own": said, "county": county, "change": wide}


def county_course_words(figure: SheetFigure, county: str) -> str:
    """The county's own course, where the municipality has no figure."""
    known = [each for each in figure.county_course if each.value is not None]
    if figure.own is not None or len(known) < 2:  # noqa: PLR2004 -- from one value to another
        return ""
    return f"{county}: {_ends(known[0], known[-1], figure)}"


def _ends(first: SheetPoint, last: SheetPoint, figure: SheetFigure) -> str:
    return _("%(then)s (%(first)s) → %(now)s (%(last)s)") % {
        "then": number(first.value, figure.decimals), "first": day_words(first.on),
        "now": number(last.value, figure.decimals), "last": day_words(last.on),
    }  # fmt: skip


def _change(value: float, figure: SheetFigure, *, is_growth: bool) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    if is_growth:
        return f"{sign}{number(abs(value), 1)} %"
    return f"{sign}{_points(abs(value), figure.decimals, figure.unit)}"


def picture_words(figure: SheetFigure, name: str, county: str) -> str:
    """What the picture shows, for whoever does not see it."""
    known = [each for each in figure.course if each.value is not None]
    if len(known) > 2:  # noqa: PLR2004 -- what pictures.FEWEST draws as a line
        return _("Linie: %(figure)s, %(name)s, %(ends)s.") % {
            "figure": figure.title, "name": name, "ends": _ends(known[0], known[-1], figure),
        }  # fmt: skip
    if figure.own is None:
        return _("Linie: %(figure)s, %(ends)s.") % {"figure": figure.title, "ends": county_course_words(figure, county)}
    return _("Zwei Punkte: %(name)s %(own)s, %(county)s %(wide)s.") % {
        "name": name, "own": own_words(figure), "county": county,
        "wide": value_words(figure.county, figure) if figure.county else "",
    }  # fmt: skip
