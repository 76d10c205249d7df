"""Plans side by side: one row for each, a bar by state, milestones as diamonds, the end of funding as a stroke, thin
arrows to what has to wait, and today as the red thread."""

from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.scales import Scale, date_ticks, month_starts
from roterfaden.ui.charts.shapes import PlanBar, PlanChart, PlanMark
from roterfaden.ui.filters import day
from roterfaden.ui.parts import Cell, Column, Row, Text

BAR = 14
ROW_WIDE, ROW_NARROW = 46, 68
HEAD, FOOT = 26, 28
LABELS = 250
EDGE = 16
DIAMOND = 6
SHORTEST = timedelta(days=60)
"""The axis is at least so long, and a bar without an end reaches so far behind today."""
STATES = {"open": "rf-c-plan--open", "running": "", "done": "rf-c-plan--done", "stopped": "rf-c-plan--stopped"}


def reach(chart: PlanChart) -> tuple[date, date]:
    """First and last day drawn: those of the chart, or those of everything in it."""
    days = [chart.today]
    for bar in chart.bars:
        days += [found for found in (bar.starts_on, bar.ends_on, bar.funded_until) if found]
        days += [mark.on for mark in bar.marks]
    first, last = chart.first or min(days), chart.last or max(days)
    return first, max(last, first + SHORTEST)


def draw(chart: PlanChart, width: int) -> SafeString:
    """The drawing in one width."""
    left = 0 if width == svg.NARROW else LABELS
    row = ROW_WIDE if left else ROW_NARROW
    first, last = reach(chart)
    x = Scale(first.toordinal(), last.toordinal(), left + 6, width - EDGE)
    height = HEAD + row * len(chart.bars) + FOOT
    foot = height - FOOT
    ticks = date_ticks(month_starts(first, last), most=6 if left else 4)
    grid = [svg.line(x.at(on), HEAD, x.at(on), foot, "rf-c-grid") for on, _text in ticks]
    names = [
        svg.text(text, x.at(on), height - 8, anchor="middle", class_="rf-c-tick")
        for on, text in ticks
        if left + 24 < x.at(on) < width - 24
    ]
    tops = [
        HEAD + index * row + (row - BAR) / 2 * bool(left) + (row - BAR - 8) * (not left)
        for index in range(len(chart.bars))
    ]
    spans = [_span(bar, x, chart.today, last) for bar in chart.bars]
    arrows = [_arrow(chart, spans, tops, index, needed) for index, bar in enumerate(chart.bars) for needed in bar.needs]
    rows = [
        _label(bar, left, HEAD + index * row, row) + _bar(bar, spans[index], x, tops[index])
        for index, bar in enumerate(chart.bars)
    ]
    return svg.picture(
        *grid, *arrows, _today(chart, x, first, last, foot, width), *rows, *names,
        width=width, height=height, title=chart.question, description=describe(chart),
    )  # fmt: skip


def _span(bar: PlanBar, x: Scale, today: date, last: date) -> tuple[float, float] | None:
    """First and last pixel of a bar; None when nobody said when it begins."""
    if bar.starts_on is None:
        return None
    end = bar.ends_on or min(max(bar.starts_on, today) + SHORTEST, last)
    start = x.at(bar.starts_on)
    return start, max(x.at(end), start + 3)


def _label(bar: PlanBar, left: float, top: float, row: float) -> str:
    room = left - 14 if left else svg.NARROW - 12
    rows = svg.wrap(bar.label, room, most=2)
    if not left:
        return svg.lines(rows, 6, top + row - BAR - 26 - (len(rows) - 1) * svg.LINE_HEIGHT)
    return svg.lines(rows, left - 12, top + row / 2 + 5 - (len(rows) - 1) * svg.LINE_HEIGHT / 2, anchor="end")


def _bar(bar: PlanBar, span: tuple[float, float] | None, x: Scale, top: float) -> str:
    parts = []
    if span:
        class_ = f"rf-c-plan {STATES[bar.state]}".strip()
        parts.append(
            svg.element("rect", x=span[0], y=float(top), width=span[1] - span[0], height=float(BAR), class_=class_)
        )
    if bar.funded_until:
        at = x.at(bar.funded_until)
        parts.append(svg.line(at, top - 5, at, top + BAR + 5, "rf-c-fund"))
        parts.append(svg.text("€", at + 3, top - 3, class_="rf-c-tick"))
    parts += [_diamond(mark, x.at(mark.on), top + BAR / 2) for mark in bar.marks]
    return "".join(parts)


def _diamond(mark: PlanMark, x: float, y: float) -> str:
    corners = " ".join(
        f"{svg.num(x + dx)},{svg.num(y + dy)}" for dx, dy in ((0, -DIAMOND), (DIAMOND, 0), (0, DIAMOND), (-DIAMOND, 0))
    )
    class_ = "rf-c-step-mark rf-c-step-mark--done" if mark.state == "done" else "rf-c-step-mark"
    drawn = svg.element("polygon", points=corners, class_=class_)
    return drawn + (svg.text("!", x, y - DIAMOND - 3, anchor="middle", class_="rf-c-label rf-c-label--strong")
                    if mark.state == "late" else "")  # fmt: skip


def _arrow(
    chart: PlanChart, spans: list[tuple[float, float] | None], tops: list[float], waiting: int, needed: int
) -> str:
    """From the bar that has to come first to the one that waits: across, then up or down to its edge."""
    before, after = spans[needed], spans[waiting]
    if before is None or after is None:
        return ""
    at = min(max(after[0] + 5, before[0] + 5), max(after[1] - 2, after[0] + 1))
    down = tops[waiting] > tops[needed]
    from_y = tops[needed] + BAR / 2
    to_y = tops[waiting] - 1 if down else tops[waiting] + BAR + 1
    start = min(before[1], at)
    head = -5 if down else 5
    tip = " ".join(
        f"{svg.num(px)},{svg.num(py)}" for px, py in ((at - 3.5, to_y + head), (at, to_y), (at + 3.5, to_y + head))
    )
    return svg.polyline([(start, from_y), (at, from_y), (at, to_y)], "rf-c-wait") + svg.element(
        "polygon", points=tip, class_="rf-c-wait-tip"
    )


def _today(chart: PlanChart, x: Scale, first: date, last: date, foot: float, width: int) -> str:
    if not first <= chart.today <= last:
        return ""
    at, words = x.at(chart.today), _("heute")
    half = svg.text_width(words) / 2
    anchor = "end" if at + half > width else "start" if at < half else "middle"
    return svg.line(at, HEAD - 6, at, foot, "rf-c-thread rf-c-thread--thin") + svg.text(
        words, at, HEAD - 11, anchor=anchor, class_="rf-c-label rf-c-label--thread"
    )


def notes(chart: PlanChart) -> tuple[Text, ...]:
    """The key of the picture, in words; the second of several pictures does without."""
    if not chart.has_key:
        return ()
    return (
        _("Balken: kräftig ist umgesetzt, zart läuft, ein Umriss hat nicht begonnen, gestrichelt ruht oder entfällt."),
        _("Raute: Meilenstein; gefüllt ist erreicht, mit Ausrufezeichen überfällig. €: Ende der Förderung."),
        _("Pfeil: von der Maßnahme, die zuerst kommt, zu der, die auf sie wartet."),
    )


def describe(chart: PlanChart) -> str:
    """Every plan in words."""
    parts = [str(chart.answer)] if chart.answer else []
    return " ".join([*parts, *(f"{bar.label}: {_in_words(chart, bar)}." for bar in chart.bars)])


def _in_words(chart: PlanChart, bar: PlanBar) -> str:
    said = [_when(bar), str(bar.text), _marks(bar)]
    if bar.funded_until:
        said.append(f"{_('Förderung bis')} {day(bar.funded_until, 'medium')}")
    if bar.needs:
        said.append(f"{_('setzt voraus')}: {_needs(chart, bar)}")
    return "; ".join(filter(None, said))


def _marks(bar: PlanBar) -> str:
    return "; ".join(map(_mark, bar.marks))


def _needs(chart: PlanChart, bar: PlanBar) -> str:
    return "; ".join(str(chart.bars[needed].label) for needed in bar.needs)


def table(chart: PlanChart) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The same plans as rows, with everything the picture shows."""
    columns = (
        Column(chart.label_name or _("Bezeichnung"), row_head=True), Column(_("Zeit")), Column(_("Stand")),
        Column(_("Meilensteine")), Column(_("Förderung bis")), Column(_("setzt voraus")),
    )  # fmt: skip
    rows: list[Row] = [
        (
            Cell(bar.label, bar.url), _when(bar), str(bar.text), _marks(bar),
            day(bar.funded_until, "medium") if bar.funded_until else "",
            _needs(chart, bar),
        )
        for bar in chart.bars
    ]  # fmt: skip
    return columns, tuple(rows)


def _mark(mark: PlanMark) -> str:
    states = {"done": _("erledigt"), "open": _("noch offen"), "late": _("überfällig")}
    return f"{day(mark.on, 'medium')}: {mark.label} ({states[mark.state]})"


def _when(bar: PlanBar) -> str:
    if bar.starts_on is None:
        return ""
    if bar.ends_on is None:
        return _("ab %(day)s") % {"day": day(bar.starts_on, "medium")}
    return f"{day(bar.starts_on, 'medium')} – {day(bar.ends_on, 'medium')}"
