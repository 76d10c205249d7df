"""A line the size of a word, beside the sentence that says the same: no axes, no numbers, nothing to read out."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.scales import Scale
from roterfaden.ui.charts.shapes import Point

WIDTH, HEIGHT, EDGE = 144, 40, 6
FEWEST = 3
"""Fewer values are no course."""


def spark(points: Sequence[Point], target: float | None) -> SafeString:
    """The course of a series with its target as the red thread; nothing for too few values. Hidden from screen readers:
    whoever shows it says the same in words."""
    known = [point for point in points if point.value is not None]
    if len(known) < FEWEST:
        return mark_safe("")
    values = [point.value or 0 for point in known] + ([target] if target is not None else [])
    low, high = min(values), max(values)
    y = Scale(low, high if high > low else low + 1, HEIGHT - EDGE, EDGE)
    x = Scale(known[0].on.toordinal(), known[-1].on.toordinal(), EDGE, WIDTH - EDGE)
    drawn = [svg.line(0, y(target), WIDTH, y(target), "rf-c-thread rf-c-thread--thin")] if target is not None else []
    drawn.append(svg.polyline([(x.at(point.on), y(point.value or 0)) for point in known], "rf-c-line"))
    last = known[-1]
    drawn.append(svg.circle(x.at(last.on), y(last.value or 0), 3.5, "rf-c-dot"))
    made = svg.element(
        "svg", *drawn, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}", width=WIDTH, height=HEIGHT,
        aria_hidden="true", focusable="false", class_="rf-svg rf-spark",
    )  # fmt: skip
    return mark_safe(made)  # noqa: S308 -- built by element(), which escapes
