"""The line chart: observations, the red target path, a forecast band, a baseline and breaks."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.scales import Scale, date_text, date_ticks, is_yearly, nice_ticks, tick_texts
from roterfaden.ui.charts.shapes import BandPoint, LineChart, Point
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Column, Row, Text

TOP = 34
BOTTOM = 34
FEW_MARKS, MANY_MARKS = 4, 8


@dataclass(frozen=True)
class _Frame:
    """Where things stand in one drawing."""

    width: int
    height: int
    left: float
    right: float
    x: Scale
    y: Scale
    ticks: tuple[float, ...]


def names(chart: LineChart) -> tuple[Text, Text, Text]:
    """The words for observations, target path and baseline."""
    return (
        chart.name or _("gemessen"),
        chart.target_name or _("Zielpfad"),
        chart.baseline_name or _("Ausgangswert"),
    )


def _days(chart: LineChart) -> list[date]:
    points = [point.on for point in (*chart.observations, *chart.target_path)]
    return points + [band.on for band in chart.forecast]


def _frame(chart: LineChart, width: int) -> _Frame:
    values = [point.value for point in (*chart.observations, *chart.target_path) if point.value is not None]
    values += [bound for band in chart.forecast for bound in (band.low, band.high)]
    values += [chart.baseline] if chart.baseline is not None else []
    low = chart.lowest if chart.lowest is not None else min([0.0, *values])
    ticks = nice_ticks(low, max([low, *values]))
    height = 400 if width == svg.WIDE else 320
    left = max(svg.text_width(text, svg.TICK_SIZE) for text in tick_texts(ticks)) + 14
    right = 168 if width == svg.WIDE else 112
    days = [day.toordinal() for day in _days(chart)]
    x = Scale(min(days), max(days), left + 10, width - right)
    return _Frame(width, height, left, right, x, Scale(ticks[0], ticks[-1], height - BOTTOM, TOP), tuple(ticks))


def _axes(chart: LineChart, frame: _Frame) -> str:
    out = []
    for tick, words in zip(frame.ticks, tick_texts(frame.ticks), strict=True):
        y = frame.y(tick)
        out.append(svg.line(frame.left, y, frame.width - frame.right, y, "rf-c-zero" if tick == 0 else "rf-c-grid"))
        out.append(svg.text(words, frame.left - 8, y + 4, anchor="end", class_="rf-c-tick"))
    for day, words in date_ticks(_days(chart), MANY_MARKS if frame.width == svg.WIDE else FEW_MARKS):
        out.append(svg.text(words, frame.x.at(day), frame.height - 10, anchor="middle", class_="rf-c-tick"))
    return "".join(out)


def _segments(chart: LineChart) -> list[list[Point]]:
    """Runs of observations without a gap and without a break between them."""
    runs: list[list[Point]] = [[]]
    previous = None
    for point in sorted(chart.observations, key=lambda each: each.on):
        broken = previous is not None and any(previous < mark.on <= point.on for mark in chart.breaks)
        if (broken or point.value is None) and runs[-1]:
            runs.append([])
        if point.value is not None:
            runs[-1].append(point)
        previous = point.on
    return [run for run in runs if run]


def _at(frame: _Frame, point: Point) -> tuple[float, float]:
    return frame.x.at(point.on), frame.y(point.value or 0)


def _band(frame: _Frame, band: tuple[BandPoint, ...]) -> str:
    if not band:
        return ""
    upper = [(frame.x.at(each.on), frame.y(each.high)) for each in band]
    lower = [(frame.x.at(each.on), frame.y(each.low)) for each in band]
    corners = " ".join(f"{svg.num(x)},{svg.num(y)}" for x, y in (*upper, *reversed(lower)))
    middle = [(frame.x.at(each.on), frame.y(each.middle)) for each in band]
    return (
        svg.element("polygon", points=corners, class_="rf-c-band")
        + svg.polyline(upper, "rf-c-band-edge")
        + svg.polyline(lower, "rf-c-band-edge")
        + svg.polyline(middle, "rf-c-forecast")
    )


def _breaks(chart: LineChart, frame: _Frame) -> str:
    out = []
    for index, mark in enumerate(chart.breaks, start=1):
        x = frame.x.at(mark.on)
        out.append(svg.line(x, TOP - 8, x, frame.height - BOTTOM, "rf-c-break"))
        out.append(svg.text(_break_name(chart, index), x, TOP - 14, anchor="middle", class_="rf-c-tick"))
    return "".join(out)


def _break_name(chart: LineChart, index: int) -> str:
    return _("Bruch") if len(chart.breaks) == 1 else _("Bruch %(number)s") % {"number": index}


def _labels(chart: LineChart, frame: _Frame) -> str:
    """Direct labels at the right ends, moved apart; each begins level with what it names."""
    observed, target, _baseline = names(chart)
    wanted: list[tuple[float, list[str], str]] = []
    room = frame.right - 18
    measured = [point for point in chart.observations if point.value is not None]

    def add(y: float, words: str, class_: str) -> None:
        wanted.append((y, svg.wrap(words, room), class_))

    if measured:
        last = max(measured, key=lambda each: each.on)
        words = {"name": observed, "value": number(last.value, chart.decimals)}
        add(frame.y(last.value or 0), _("%(name)s: %(value)s") % words, "rf-c-label rf-c-label--strong")
    if chart.target_path:
        end = chart.target_path[-1]
        words = {"name": target, "value": number(end.value, chart.decimals)}
        add(frame.y(end.value or 0), _("%(name)s: %(value)s") % words, "rf-c-label rf-c-label--thread")
    if chart.forecast:
        band = chart.forecast[-1]
        words = {"low": number(band.low, chart.decimals), "high": number(band.high, chart.decimals)}
        add(frame.y(band.middle), _("Prognose: %(low)s bis %(high)s") % words, "rf-c-label")
    gap = max((len(rows) for _y, rows, _c in wanted), default=1) * svg.LINE_HEIGHT + 4
    places = spread_labels([y for y, _rows, _class in wanted], gap, frame)
    x = frame.width - frame.right + 14
    return "".join(
        svg.lines(rows, x, y + 5 - (len(rows) - 1) * svg.LINE_HEIGHT / 2, class_=class_)
        for y, (_y, rows, class_) in zip(places, wanted, strict=True)
    )


def spread_labels(positions: list[float], gap: float, frame: _Frame) -> list[float]:
    """Labels apart from each other and inside the drawing."""
    return svg.spread(positions, gap, TOP, frame.height - BOTTOM - gap / 2)


def _baseline(chart: LineChart, frame: _Frame) -> str:
    if chart.baseline is None:
        return ""
    y = frame.y(chart.baseline)
    return svg.line(frame.left, y, frame.width - frame.right, y, "rf-c-baseline")


def _baseline_label(chart: LineChart, frame: _Frame) -> str:
    """Drawn last, at the end and on the side of the line where the curves leave most room."""
    if chart.baseline is None:
        return ""
    words = _("%(name)s: %(value)s") % {"name": names(chart)[2], "value": number(chart.baseline, chart.decimals)}
    wide = svg.text_width(words, svg.TICK_SIZE)
    ends = {"start": frame.left + 6, "end": frame.width - frame.right - 6}
    level = frame.y(chart.baseline)
    places = [(anchor, x, y) for anchor, x in ends.items() for y in (level - 6, level + 16)]
    inside = [place for place in places if TOP <= place[2] <= frame.height - BOTTOM - 4]

    def room(place: tuple[str, float, float]) -> float:
        anchor, x, y = place
        left = x if anchor == "start" else x - wide
        passing = _heights(chart, frame, left, left + wide)
        return min((abs(y - 4 - height) for height in passing), default=float(frame.height))

    anchor, x, y = max(inside or places, key=room)
    return svg.text(words, x, y, anchor=anchor, class_="rf-c-tick")


def _heights(chart: LineChart, frame: _Frame, left: float, right: float) -> list[float]:
    """Where the curves pass between two places of the horizontal axis, looked at in eight steps."""
    lines = [_segments(chart), [list(chart.target_path)] if chart.target_path else []]
    drawn = [[_at(frame, point) for point in run if point.value is not None] for runs in lines for run in runs]
    looks = [left + (right - left) * step / 8 for step in range(9)]
    return [
        y0 + (y1 - y0) * ((x - x0) / (x1 - x0) if x1 > x0 else 0.0)
        for run in drawn
        for (x0, y0), (x1, y1) in pairwise(run)
        for x in looks
        if x0 <= x <= x1
    ]


def draw(chart: LineChart, width: int) -> SafeString:
    """The drawing in one width."""
    frame = _frame(chart, width)
    target = [_at(frame, point) for point in chart.target_path]
    runs = _segments(chart)
    return svg.picture(
        _axes(chart, frame),
        _breaks(chart, frame),
        _baseline(chart, frame),
        _band(frame, chart.forecast),
        svg.polyline(target, "rf-c-thread"),
        "".join(svg.circle(x, y, 4.5, "rf-c-thread-dot") for x, y in target[1:]),
        "".join(svg.polyline([_at(frame, point) for point in run], "rf-c-line") for run in runs),
        "".join(svg.circle(*_at(frame, point), 4, "rf-c-dot") for run in runs for point in run),
        _baseline_label(chart, frame),
        _labels(chart, frame),
        width=width,
        height=frame.height,
        title=chart.question,
        description=describe(chart),
    )


def describe(chart: LineChart) -> str:
    """Every number of the chart in words, for those who do not see it."""
    yearly = is_yearly(_days(chart))
    observed, target, baseline = names(chart)
    parts = [str(chart.answer)] if chart.answer else []

    def series(name: Text, points: tuple[Point, ...]) -> str:
        listed = "; ".join(f"{date_text(point.on, yearly)}: {value_text(point, chart.decimals)}" for point in points)
        return f"{name} ({chart.unit}): {listed}."

    parts.append(series(observed, chart.observations))
    if chart.target_path:
        parts.append(series(target, chart.target_path))
    if chart.forecast:
        listed = "; ".join(
            f"{date_text(each.on, yearly)}: {band_text(each, chart.decimals)}" for each in chart.forecast
        )
        parts.append(_("Prognose: %(numbers)s.") % {"numbers": listed})
    if chart.baseline is not None:
        parts.append(f"{baseline}: {number(chart.baseline, chart.decimals)}.")
    return " ".join([*parts, *(f"{note}." for note in notes(chart))])


def value_text(point: Point, decimals: int) -> str:
    """A value as the chart's numbers, or the words in its place."""
    return number(point.value, decimals) if point.value is not None else str(point.text or _("keine Angabe"))


def band_text(band: BandPoint, decimals: int) -> str:
    """A forecast in words: middle, lower and upper bound."""
    words = {
        name: number(value, decimals)
        for name, value in (("middle", band.middle), ("low", band.low), ("high", band.high))
    }
    return _("%(middle)s (%(low)s bis %(high)s)") % words


def notes(chart: LineChart) -> tuple[str, ...]:
    """What must be said beside the picture: each break and its reason."""
    yearly = is_yearly(_days(chart))
    return tuple(
        _("%(name)s (%(day)s): %(reason)s")
        % {"name": _break_name(chart, index), "day": date_text(mark.on, yearly), "reason": mark.reason}
        for index, mark in enumerate(chart.breaks, start=1)
    )


def table(chart: LineChart) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The same numbers, one row for each date."""
    yearly = is_yearly(_days(chart))
    observed, target, _baseline = names(chart)
    measured = {point.on: point for point in chart.observations}
    wanted = {point.on: point for point in chart.target_path}
    expected = {band.on: band for band in chart.forecast}
    columns = [Column(_("Stichtag"), row_head=True), Column(observed, numeric=True)]
    columns += [Column(target, numeric=True)] if wanted else []
    columns += [Column(_("Prognose"), numeric=True)] if expected else []
    rows = []
    for day in sorted(measured | wanted | expected):
        row = [date_text(day, yearly), _observation_cell(measured.get(day), chart.decimals)]
        if wanted:
            row.append(value_text(wanted[day], chart.decimals) if day in wanted else "")
        if expected:
            row.append(band_text(expected[day], chart.decimals) if day in expected else "")
        rows.append(tuple(row))
    return tuple(columns), tuple(rows)


def _observation_cell(point: Point | None, decimals: int) -> str:
    if point is None:
        return ""
    words = value_text(point, decimals)
    return f"{words} ({point.text})" if point.value is not None and point.text else words
