"""Spans of time: one row for each, label first, a bar from its first to its last day, today as the red thread."""

from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.scales import Scale, date_ticks, month_starts
from roterfaden.ui.charts.shapes import ScheduleChart, Span
from roterfaden.ui.filters import day
from roterfaden.ui.parts import Cell, Column, Row

BAR = 16
ROW_WIDE, ROW_NARROW = 34, 50
HEAD, FOOT = 26, 28
LABELS = 240
OPEN_END = timedelta(days=60)
"""How long something without an end is drawn at least."""
EDGE = 8


def draw(chart: ScheduleChart, width: int) -> SafeString:
    """The drawing in one width."""
    left = 0 if width == svg.NARROW else LABELS
    row = ROW_WIDE if left else ROW_NARROW
    first, last = _reach(chart)
    x = Scale(first.toordinal(), last.toordinal(), left + 4, width - EDGE)
    height = HEAD + row * len(chart.spans) + FOOT
    foot = height - FOOT
    ticks = date_ticks(month_starts(first, last), most=6 if left else 4)
    grid = [svg.line(x.at(on), HEAD, x.at(on), foot, "rf-c-grid") for on, _text in ticks]
    names = [
        svg.text(text, x.at(on), height - 8, anchor="middle", class_="rf-c-tick")
        for on, text in ticks
        if left + 30 < x.at(on) < width - 30
    ]
    rows = []
    for index, span in enumerate(chart.spans):
        top = HEAD + index * row
        rows.append(_label(span, left, top, row) + _bar(span, x, last, top + row - BAR - (row - BAR) / 2 * bool(left)))
    return svg.picture(
        *grid, *rows, *names, _today(chart, x, first, last, foot, width),
        width=width, height=height, title=chart.question, description=describe(chart),
    )  # fmt: skip


def _reach(chart: ScheduleChart) -> tuple[date, date]:
    """First and last day drawn."""
    first = min(span.starts_on for span in chart.spans)
    last = max(span.ends_on or max(span.starts_on, chart.today) + OPEN_END for span in chart.spans)
    return first, max(last, first + OPEN_END)


def _label(span: Span, left: float, top: float, row: float) -> str:
    class_ = "rf-c-label rf-c-label--strong" if span.emphasised else "rf-c-label"
    if not left:
        return svg.text(span.label, 6, top + 18, class_=class_)
    rows = svg.wrap(span.label, left - 12, most=2)
    return svg.lines(rows, left - 12, top + row / 2 + 5 - (len(rows) - 1) * svg.LINE_HEIGHT / 2, anchor="end",
                     class_=class_)  # fmt: skip


def _bar(span: Span, x: Scale, last: date, top: float) -> str:
    start, end = x.at(span.starts_on), x.at(span.ends_on or last)
    class_ = "rf-c-bar rf-c-bar--strong" if span.emphasised else "rf-c-bar"
    bar = svg.element("rect", x=float(start), y=float(top), width=float(max(end - start, 3)), height=float(BAR),
                      class_=class_)  # fmt: skip
    marks = [svg.circle(x.at(on), top + BAR / 2, 4, "rf-c-open") for on, _title in span.marks]
    return bar + "".join(marks)


def _today(chart: ScheduleChart, x: Scale, first: date, last: date, foot: float, width: int) -> str:
    if not first <= chart.today <= last:
        return ""
    at = x.at(chart.today)
    words = _("heute")
    half = svg.text_width(words) / 2
    anchor = "end" if at + half > width else "start" if at < half else "middle"
    return svg.line(at, HEAD - 6, at, foot, "rf-c-thread") + svg.text(
        words, at, HEAD - 11, anchor=anchor, class_="rf-c-label rf-c-label--thread"
    )


def _days(span: Span) -> str:
    if span.ends_on is None:
        return _("ab %(day)s") % {"day": day(span.starts_on, "medium")}
    return f"{day(span.starts_on, 'medium')} – {day(span.ends_on, 'medium')}"


def describe(chart: ScheduleChart) -> str:
    """Every span in words."""
    parts = [str(chart.answer)] if chart.answer else []
    parts.append("; ".join(f"{span.label}: {_days(span)}{_more(span)}" for span in chart.spans) + ".")
    return " ".join(parts)


def _more(span: Span) -> str:
    """State and single days of a span, in brackets."""
    said = [str(span.text)] if span.text else []
    said += [f"{day(on, 'medium')}: {title}" for on, title in span.marks]
    return f" ({', '.join(said)})" if said else ""


def table(chart: ScheduleChart) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The same spans as rows, with their marks."""
    columns = (
        Column(chart.label_name or _("Bezeichnung"), row_head=True), Column(_("Zeit")),
        Column(chart.text_name or _("Stand")), Column(_("einzelne Tage")),
    )  # fmt: skip
    rows: list[Row] = [
        (
            Cell(span.label, span.url), _days(span), str(span.text),
            ", ".join(f"{day(on, 'medium')}: {title}" for on, title in span.marks),
        )
        for span in chart.spans
    ]  # fmt: skip
    return columns, tuple(rows)
