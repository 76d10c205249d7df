"""The heat matrix: rows against columns, darker is more. Every cell carries its number; nothing hangs on the shade."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.areas import class_bounds, shade_of
from roterfaden.ui.charts.shapes import HeatMatrix, HeatRow
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Cell, Column, Row, Text

LABELS_WIDE, LABELS_NARROW = 190, 126
ROW_WIDE, ROW_NARROW = 34, 48
DARK_SHADE = 4
MOST_NAMES = 8
"""With more columns, on a narrow drawing, or where a word is wider than its column, the columns carry numbers and the
names stand in a list below."""


def draw(chart: HeatMatrix, width: int) -> SafeString:
    """The drawing in one width; nothing without rows or columns."""
    if not chart.rows or not chart.columns:
        return SafeString("")
    narrow = width == svg.NARROW
    if narrow and len(chart.columns) > len(chart.rows):
        chart = _turned(chart)
    left = LABELS_NARROW if narrow else LABELS_WIDE
    each, high = (width - left) / len(chart.columns), ROW_NARROW if narrow else ROW_WIDE
    numbered = narrow or len(chart.columns) > MOST_NAMES or not _names_fit(chart, each)
    head = 26 if numbered else 16 + svg.LINE_HEIGHT * max(len(_name_lines(name, each)) for name in chart.columns)
    bounds = class_bounds([value for row in chart.rows for value in row.values if value], 5)
    drawn = [_head(chart, place, _x(left + place * each, each, width), each, head, numbered=numbered)
             for place in range(len(chart.columns))]  # fmt: skip
    for index, row in enumerate(chart.rows):
        top = head + index * high
        drawn.append(_label(row, left, top, high, width))
        drawn += [
            _cell(chart, value, _x(left + place * each, each, width), top, each, high, shade_of(value or None, bounds))
            for place, value in enumerate(row.values)
        ]
    key = _key(chart, head + len(chart.rows) * high + 10, width) if numbered else ("", 0.0)
    height = head + len(chart.rows) * high + 8 + key[1]
    return svg.picture(*drawn, key[0], width=width, height=height, title=chart.question, description=describe(chart))


def _turned(chart: HeatMatrix) -> HeatMatrix:
    """Columns as rows: the longer side goes down a narrow page."""
    rows = tuple(
        HeatRow(name, tuple(row.values[place] for row in chart.rows)) for place, name in enumerate(chart.columns)
    )
    return replace(chart, columns=tuple(row.label for row in chart.rows), rows=rows, totals=())


def _x(at: float, each: float, width: int) -> float:
    """The left edge of a cell; in languages written from the right the picture is mirrored."""
    return width - at - each if get_language_bidi() else at


def _names_fit(chart: HeatMatrix, each: float) -> bool:
    words = (word for name in chart.columns for word in str(name).split())
    return all(svg.text_width(word, svg.TICK_SIZE) <= each - 6 for word in words)


def _name_lines(name: Text, each: float) -> list[str]:
    return svg.wrap(name, each - 6, svg.TICK_SIZE)


def _head(chart: HeatMatrix, place: int, x: float, each: float, head: float, *, numbered: bool) -> str:
    middle = x + each / 2
    if numbered:
        return svg.text(place + 1, middle, head - 8, anchor="middle", class_="rf-c-tick")
    rows = _name_lines(chart.columns[place], each)
    top = head - 8 - (len(rows) - 1) * svg.LINE_HEIGHT
    return svg.lines(rows, middle, top, anchor="middle", class_="rf-c-tick")


def _label(row: HeatRow, left: float, top: float, high: float, width: int) -> str:
    rows = svg.wrap(row.label, left - 12, svg.TICK_SIZE if width == svg.NARROW else svg.LABEL_SIZE, most=3)
    first = top + high / 2 + 5 - (len(rows) - 1) * svg.LINE_HEIGHT / 2
    x, anchor = (width - left + 8, "start") if get_language_bidi() else (left - 8, "end")
    return svg.lines(rows, x, first, anchor=anchor, class_="rf-c-tick" if width == svg.NARROW else "rf-c-label")


def _cell(chart: HeatMatrix, value: float | None, x: float, top: float, each: float, high: float, shade: int) -> str:
    box = svg.element(
        "rect", x=x + 1, y=top + 1, width=each - 2, height=high - 2, class_=f"rf-c-area rf-c-step-{shade}"
    )
    words = str(chart.hidden) if value is None else number(value, chart.decimals)
    dark = " rf-c-value--on-dark" if shade >= DARK_SHADE else ""
    class_ = f"rf-c-value{dark}" if shade else "rf-c-place"
    return box + svg.text(words, x + each / 2, top + high / 2 + 4, anchor="middle", class_=class_)


def _key(chart: HeatMatrix, top: float, width: int) -> tuple[str, float]:
    """The names of numbered columns, in as many columns as there is room for."""
    across = 3 if width == svg.WIDE else 1
    each, down = width / across, -(-len(chart.columns) // across)
    drawn = [
        svg.text(
            f"{place + 1} {name}", _x(place // down * each, each, width) + (each if get_language_bidi() else 0),
            top + 14 + place % down * svg.LINE_HEIGHT, anchor="end" if get_language_bidi() else "start",
            class_="rf-c-tick",
        )
        for place, name in enumerate(chart.columns)
    ]  # fmt: skip
    return "".join(drawn), down * svg.LINE_HEIGHT + 16


def _words(chart: HeatMatrix, value: float | None) -> str:
    return str(chart.hidden) if value is None else number(value, chart.decimals)


def describe(chart: HeatMatrix) -> str:
    """Every number in words, with the totals the table has."""
    rows = [_spoken(chart, str(row.label), row.values, row.total) for row in chart.rows]
    if chart.totals:
        rows.append(_spoken(chart, _("zusammen"), chart.totals, _everything(chart)))
    return " ".join([*([str(chart.answer)] if chart.answer else []), f"{chart.unit}: {'; '.join(rows)}."])


def _spoken(chart: HeatMatrix, label: str, values: Sequence[float | None], total: float | None) -> str:
    parts = [f"{name} {_words(chart, value)}" for name, value in zip(chart.columns, values, strict=True)]
    if total is not None:
        parts.append(f"{_('zusammen')} {_words(chart, total)}")
    return f"{label}: {', '.join(parts)}"


def _everything(chart: HeatMatrix) -> float | None:
    """The sum of all rows, where they have one."""
    totals = [row.total for row in chart.rows if row.total is not None]
    return sum(totals) if totals else None


def notes(chart: HeatMatrix) -> tuple[str, ...]:
    """What the shades mean, and what a cell without a number means."""
    return (_("Je dunkler, desto mehr. Jedes Feld trägt seine Zahl."), *([str(chart.note)] if chart.note else []))


def table(chart: HeatMatrix) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The same numbers, with the totals of rows and columns where they are given."""
    has_totals = any(row.total is not None for row in chart.rows)
    columns = (
        Column(chart.row_name, row_head=True), *(Column(name, numeric=True) for name in chart.columns),
        *([Column(_("zusammen"), numeric=True)] if has_totals else []),
    )  # fmt: skip
    rows: list[Row] = [
        (Cell(row.label, row.url), *(_words(chart, value) for value in row.values),
         *([_words(chart, row.total)] if has_totals else []))
        for row in chart.rows
    ]  # fmt: skip
    if chart.totals:
        rows.append((
            _("zusammen"), *(_words(chart, value) for value in chart.totals),
            *([_words(chart, _everything(chart))] if has_totals else []),
        ))  # fmt: skip
    return columns, tuple(rows)
