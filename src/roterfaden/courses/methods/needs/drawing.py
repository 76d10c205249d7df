"""A table in words, and as one of the house's charts."""

from datetime import date

from babel.dates import format_date
from django.utils.translation import gettext as _

from roterfaden.courses.methods.needs.content import BAR, HEAT, LINE, PAIRS, Change, Drawing, Sheet, Value
from roterfaden.ui.charts import shapes
from roterfaden.ui.charts.figures import Drawable
from roterfaden.ui.filters import current_locale, number
from roterfaden.ui.parts import Column

HIDDEN = "–"
"""What stands for a number that is hidden."""


def written(value: Value) -> str:
    """A cell in words: hidden numbers as a dash."""
    if value is None:
        return HIDDEN
    if isinstance(value, str):
        return value
    return number(value, 0 if float(value).is_integer() else 1)


def month_name(iso: str) -> str:
    """The first day of a month as "November 2026" is written."""
    return format_date(date.fromisoformat(iso), "LLLL y", locale=current_locale())


def columns_of(sheet: Sheet) -> tuple[Column, ...]:
    """The columns of a table on a page."""
    return tuple(
        Column(head, numeric=place in sheet.numbers, row_head=place == 0) for place, head in enumerate(sheet.heads)
    )


def rows_of(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """The rows of a table in words."""
    return tuple(
        (month_name(str(name)) if sheet.by_month else str(name), *(written(value) for value in values))
        for name, *values in sheet.rows
    )


def change_words(change: Change) -> tuple[str, str, str]:
    """Before, now and the difference of a key figure; empty where nothing is known."""
    difference = change.difference
    if difference is None:
        said = ""
    else:
        said = f"{'+' if difference > 0 else '−' if difference < 0 else '±'}{written(abs(difference))}"
    before, now = (
        _("nicht bekannt") if value is None else f"{written(value)} {change.figure.unit}"
        for value in (change.before, change.figure.value)
    )
    return before, now, said


def chart_of(sheet: Sheet) -> Drawable | None:
    """The picture of a table; None where it has none, or nothing to draw."""
    drawing = sheet.drawing
    if drawing is None or not any(_amount(row[place]) for row in sheet.rows for place in drawing.places):
        return None
    return DRAWN[drawing.kind](sheet, drawing)


def _amount(value: Value) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


def _words(value: Value) -> str:
    """What stands in a picture where there is no number."""
    return value if isinstance(value, str) else HIDDEN


def _bars(sheet: Sheet, drawing: Drawing) -> Drawable:
    (place,) = drawing.places
    return shapes.BarChart(
        question=drawing.question, unit=drawing.unit, label_name=sheet.heads[0], reference=drawing.reference,
        reference_name=drawing.reference_name,
        bars=tuple(shapes.Bar(str(row[0]), _amount(row[place]), _words(row[place])) for row in sheet.rows),
    )  # fmt: skip


def _pairs(sheet: Sheet, drawing: Drawing) -> Drawable:
    before, after = drawing.places
    return shapes.DumbbellChart(
        question=drawing.question, unit=drawing.unit, label_name=sheet.heads[0], before_name=sheet.heads[before],
        after_name=sheet.heads[after],
        pairs=tuple(
            shapes.Pair(str(row[0]), _amount(row[before]), _amount(row[after]), HIDDEN) for row in sheet.rows
        ),
    )  # fmt: skip


def _heat(sheet: Sheet, drawing: Drawing) -> Drawable:
    return shapes.HeatMatrix(
        question=drawing.question, unit=drawing.unit, row_name=sheet.heads[0], column_name=_("Kommune"),
        columns=tuple(sheet.heads[place] for place in drawing.places), hidden=HIDDEN,
        rows=tuple(
            shapes.HeatRow(str(row[0]), tuple(_amount(row[place]) for place in drawing.places)) for row in sheet.rows
        ),
    )  # fmt: skip


def _line(sheet: Sheet, drawing: Drawing) -> Drawable:
    seen, middle, low, high = drawing.places
    points = [(date.fromisoformat(str(row[0])), row) for row in sheet.rows]
    return shapes.LineChart(
        question=drawing.question, unit=drawing.unit, name=sheet.heads[seen],
        observations=tuple(
            shapes.Point(on, _amount(row[seen]), HIDDEN) for on, row in points if not isinstance(row[seen], str)
        ),
        forecast=tuple(
            shapes.BandPoint(on, _amount(row[low]) or 0.0, _amount(row[middle]) or 0.0, _amount(row[high]) or 0.0)
            for on, row in points
            if isinstance(row[middle], int | float)
        ),
    )  # fmt: skip


DRAWN = {BAR: _bars, PAIRS: _pairs, HEAT: _heat, LINE: _line}
