"""Small multiples: one small line for each place, all on the same scale."""

from datetime import date
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.line import value_text
from roterfaden.ui.charts.scales import Scale, date_text, is_yearly, nice_ticks
from roterfaden.ui.charts.shapes import Panel, Point, SmallMultiples
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Cell, Column, Row

GAP = 22
TITLE_ROOM = 40
PLOT = 72
PANEL = TITLE_ROOM + PLOT + 30


def _days(chart: SmallMultiples) -> list[date]:
    return sorted({point.on for panel in chart.panels for point in panel.observations})


def draw(chart: SmallMultiples, width: int) -> SafeString:
    """The drawing in one width."""
    across = 4 if width == svg.WIDE else 2
    each = (width - GAP * (across - 1)) / across
    known = [point.value for panel in chart.panels for point in panel.observations if point.value is not None]
    known += [chart.target] if chart.target is not None else []
    ticks = nice_ticks(min([0, *known]), max([1, *known]) if not known else max(known))
    drawn = []
    for index, panel in enumerate(chart.panels):
        left, top = (index % across) * (each + GAP), (index // across) * PANEL
        y = Scale(ticks[0], ticks[-1], top + TITLE_ROOM + PLOT, top + TITLE_ROOM)
        drawn.append(_panel(chart, panel, left, top, each, y))
    height = PANEL * ceil(len(chart.panels) / across)
    return svg.picture(*drawn, width=width, height=height, title=chart.question, description=describe(chart))


def _panel(chart: SmallMultiples, panel: Panel, left: float, top: float, width: float, y: Scale) -> str:
    days = _days(chart)
    x = Scale(days[0].toordinal(), days[-1].toordinal(), left + 4, left + width - 44)
    points = [point for point in panel.observations if point.value is not None]
    title = svg.wrap(panel.label, width, svg.TICK_SIZE, most=2)
    out = [
        svg.lines(title, left, top + (14 if len(title) > 1 else 30), class_="rf-c-panel"),
        svg.line(left, y(y.low), left + width - 40, y(y.low), "rf-c-zero"),
    ]
    if chart.target is not None:
        out.append(svg.line(left, y(chart.target), left + width - 40, y(chart.target), "rf-c-thread rf-c-thread--thin"))
    out.append(svg.polyline([(x.at(point.on), y(point.value or 0)) for point in points], "rf-c-line"))
    if points:
        last = points[-1]
        out.append(svg.circle(x.at(last.on), y(last.value or 0), 3.5, "rf-c-dot"))
        out.append(
            svg.text(
                number(last.value, chart.decimals),
                x.at(last.on) + 8,
                y(last.value or 0) + 5,
                class_="rf-c-label rf-c-label--strong",
            )
        )
    else:
        out.append(svg.text(_("keine Angabe"), left + 4, y(y.low) - 8, class_="rf-c-label rf-c-label--missing"))
    yearly = is_yearly(days)
    out.append(svg.text(date_text(days[0], yearly), left, y(y.low) + 17, class_="rf-c-tick"))
    if len(days) > 1:
        out.append(
            svg.text(date_text(days[-1], yearly), left + width - 40, y(y.low) + 17, anchor="end", class_="rf-c-tick")
        )
    return "".join(out)


def describe(chart: SmallMultiples) -> str:
    """Every number in words."""
    yearly = is_yearly(_days(chart))

    def panel_text(panel: Panel) -> str:
        listed = ", ".join(
            f"{date_text(point.on, yearly)}: {value_text(point, chart.decimals)}" for point in panel.observations
        )
        return f"{panel.label}: {listed}"

    parts = [str(chart.answer)] if chart.answer else []
    parts.append(f"{chart.unit}: {'; '.join(panel_text(panel) for panel in chart.panels)}.")
    parts += notes(chart)
    return " ".join(parts)


def notes(chart: SmallMultiples) -> tuple[str, ...]:
    """What the red line means and that the scale is shared."""
    shared = _("Alle Linien haben dieselbe Skala.")
    if chart.target is None:
        return (shared,)
    words = {"name": chart.target_name or _("Ziel"), "value": number(chart.target, chart.decimals)}
    return (_("Rote Linie: %(name)s (%(value)s).") % words, shared)


def table(chart: SmallMultiples) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """One row for each place, one column for each date."""
    days = _days(chart)
    yearly = is_yearly(days)
    columns = (
        Column(chart.label_name or _("Kommune"), row_head=True),
        *(Column(date_text(day, yearly), numeric=True) for day in days),
    )
    rows: list[Row] = []
    for panel in chart.panels:
        known = {point.on: point for point in panel.observations}
        cells = [value_text(known[day] if day in known else Point(day, None), chart.decimals) for day in days]
        rows.append((Cell(panel.label, panel.url), *cells))
    return columns, tuple(rows)
