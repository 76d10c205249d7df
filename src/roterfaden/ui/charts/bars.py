"""Bars and dumbbells: one row for each thing, label first, value at the end."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.scales import Scale
from roterfaden.ui.charts.shapes import Bar, BarChart, DumbbellChart, Pair
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Cell, Column, Row, Text

BAR = 22
ROW_WIDE, ROW_NARROW = 40, 58
HEAD = 30
VALUE_ROOM = 74


def _label_width(labels: Sequence[Text], width: int) -> float:
    """Room for labels beside the rows; none on narrow drawings, where they stand above."""
    return 0 if width == svg.NARROW else min(max(svg.text_width(label) for label in labels) + 14, 260)


def _value(value: float | None, words: Text, decimals: int) -> str:
    return number(value, decimals) if value is not None else str(words or _("keine Angabe"))


def _row_label(label: Text, left: float, top: float, middle: float) -> str:
    if not left:
        return svg.text(label, 6, top + 16, class_="rf-c-label")
    rows = svg.wrap(label, left - 10, most=2)
    return svg.lines(rows, left - 10, middle + 5 - (len(rows) - 1) * svg.LINE_HEIGHT / 2, anchor="end")


# --- bars ---------------------------------------------------------------------------------------------------------
def draw_bars(chart: BarChart, width: int) -> SafeString:
    """The drawing in one width."""
    left = _label_width([bar.label for bar in chart.bars], width)
    row = ROW_WIDE if left else ROW_NARROW
    known = [bar.value for bar in chart.bars if bar.value is not None]
    known += [chart.reference] if chart.reference is not None else []
    x = Scale(min([0, *known]), max([0, *known]) or 1, left + 1, width - VALUE_ROOM)
    head = HEAD + 8 if chart.reference is not None else 6
    height = head + row * len(chart.bars) + 6
    rows = [(bar, _bar_top(head + index * row, row, left)) for index, bar in enumerate(chart.bars)]
    drawn = [_bar(bar, x, top) for bar, top in rows]
    words = [_bar_words(bar, x, left, top, chart.decimals) for bar, top in rows]
    zero = svg.line(x(0), head, x(0), height - 4, "rf-c-zero")
    return svg.picture(
        *drawn,
        zero,
        _reference(chart, x, head, height, width),
        *words,
        width=width,
        height=height,
        title=chart.question,
        description=describe_bars(chart),
    )


def _bar_top(top: float, row: float, left: float) -> float:
    """Upper edge of a bar in its row: in the middle, or at the foot when the label stands above."""
    return top + (row - BAR) / 2 if left else top + row - BAR - 6


def _bar(bar: Bar, x: Scale, top: float) -> str:
    if bar.value is None:
        return ""
    start, end = sorted((x(0), x(bar.value)))
    class_ = "rf-c-bar rf-c-bar--strong" if bar.emphasised else "rf-c-bar"
    return svg.element("rect", x=float(start), y=float(top), width=float(end - start), height=float(BAR), class_=class_)


def _bar_words(bar: Bar, x: Scale, left: float, top: float, decimals: int) -> str:
    """Label and value of a bar; drawn after the reference line so that it does not cross them."""
    middle = top + BAR / 2
    label = _row_label(bar.label, left, top - 22, middle)
    words = _value(bar.value, bar.text, decimals)
    if bar.value is None:
        return label + svg.text(words, x(0) + 8, middle + 5, class_="rf-c-label rf-c-label--missing")
    return label + svg.text(words, max(x(0), x(bar.value)) + 8, middle + 5, class_="rf-c-label rf-c-label--strong")


def _reference(chart: BarChart, x: Scale, head: float, height: float, width: int) -> str:
    if chart.reference is None:
        return ""
    at = x(chart.reference)
    words = _("%(name)s: %(value)s") % {
        "name": chart.reference_name or _("Ziel"),
        "value": number(chart.reference, chart.decimals),
    }
    half = svg.text_width(words) / 2
    anchor = "end" if at + half > width else "start" if at < half else "middle"
    return svg.line(at, head - 8, at, height - 4, "rf-c-thread") + svg.text(
        words, at, head - 16, anchor=anchor, class_="rf-c-label rf-c-label--thread"
    )


def describe_bars(chart: BarChart) -> str:
    """Every number in words."""
    parts = [str(chart.answer)] if chart.answer else []
    listed = "; ".join(f"{bar.label}: {_value(bar.value, bar.text, chart.decimals)}" for bar in chart.bars)
    parts.append(f"{chart.unit}: {listed}.")
    if chart.reference is not None:
        parts.append(f"{chart.reference_name or _('Ziel')}: {number(chart.reference, chart.decimals)}.")
    return " ".join(parts)


def table_bars(chart: BarChart) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The same numbers as rows."""
    columns = (Column(chart.label_name or _("Bezeichnung"), row_head=True), Column(chart.unit, numeric=True))
    rows: list[Row] = [(Cell(bar.label, bar.url), _value(bar.value, bar.text, chart.decimals)) for bar in chart.bars]
    if chart.reference is not None:
        rows.append((str(chart.reference_name or _("Ziel")), number(chart.reference, chart.decimals)))
    return columns, tuple(rows)


# --- then and now -------------------------------------------------------------------------------------------------
def draw_dumbbells(chart: DumbbellChart, width: int) -> SafeString:
    """The drawing in one width."""
    left = _label_width([pair.label for pair in chart.pairs], width)
    row = ROW_WIDE if left else ROW_NARROW + 8
    known = [value for pair in chart.pairs for value in (pair.before, pair.after) if value is not None] or [0, 1]
    x = Scale(min(0, *known), max(known), left + 34, width - 40)
    head = HEAD if left else 6
    height = head + row * len(chart.pairs) + 6
    first = next((pair for pair in chart.pairs if pair.before is not None and pair.after is not None), None)
    drawn = [
        _dumbbell(chart, pair, x, left, head + index * row, row, named=pair is first)
        for index, pair in enumerate(chart.pairs)
    ]
    return svg.picture(*drawn, width=width, height=height, title=chart.question, description=describe_dumbbells(chart))


def _dumbbell(chart: DumbbellChart, pair: Pair, x: Scale, left: float, top: float, row: float, *, named: bool) -> str:
    y = top + row / 2 if left else top + row - 18
    out = [_row_label(pair.label, left, top, y), svg.line(x.start, y, x.end, y, "rf-c-grid")]
    if pair.before is None and pair.after is None:
        out.append(svg.text(pair.text or _("keine Angabe"), x.start, y - 6, class_="rf-c-label rf-c-label--missing"))
    if pair.before is not None and pair.after is not None:
        out.append(svg.line(x(pair.before), y, x(pair.after), y, "rf-c-span"))
    before_is_left = pair.after is None or pair.before is None or pair.before <= pair.after
    for value, name, class_, leftmost in (
        (pair.before, chart.before_name, "rf-c-open", before_is_left),
        (pair.after, chart.after_name, "rf-c-dot", not before_is_left),
    ):
        if value is None:
            continue
        out.append(svg.circle(x(value), y, 6.5, class_))
        offset, anchor = (-13, "end") if leftmost else (13, "start")
        strong = "rf-c-label rf-c-label--strong" if class_ == "rf-c-dot" else "rf-c-label"
        out.append(svg.text(number(value, chart.decimals), x(value) + offset, y + 5, anchor=anchor, class_=strong))
        if named:
            out.append(svg.text(name, x(value) - offset / 3, y - 14, anchor=anchor, class_="rf-c-tick"))
    return "".join(out)


def describe_dumbbells(chart: DumbbellChart) -> str:
    """Every number in words."""

    def words(value: float | None, pair: Pair) -> str:
        return _value(value, pair.text, chart.decimals)

    listed = "; ".join(f"{pair.label}: {words(pair.before, pair)} → {words(pair.after, pair)}" for pair in chart.pairs)
    return " ".join(
        part
        for part in (str(chart.answer), f"{chart.unit}, {chart.before_name} → {chart.after_name}: {listed}.")
        if part
    )


def table_dumbbells(chart: DumbbellChart) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The same numbers as rows."""
    columns = (
        Column(chart.label_name or _("Bezeichnung"), row_head=True),
        Column(chart.before_name, numeric=True),
        Column(chart.after_name, numeric=True),
    )
    rows = tuple(
        (
            Cell(pair.label, pair.url),
            _value(pair.before, pair.text, chart.decimals),
            _value(pair.after, pair.text, chart.decimals),
        )
        for pair in chart.pairs
    )
    return columns, rows
