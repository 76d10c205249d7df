"""The figure of a goal under review as a chart. Shared by the office and whoever shows a review."""

from django.utils.translation import gettext as _

from roterfaden.monitoring.queries.figures import GoalFigure
from roterfaden.ui.charts import shapes
from roterfaden.web.figures import chart_point, unit_words


def goal_chart(figure: GoalFigure, *, answer: str = "") -> shapes.LineChart | None:
    """Series, target path and forecast; None when there is nothing to draw."""
    target = figure.target
    if target is None or figure.is_empty:
        return None
    return shapes.LineChart(
        question=target.indicator_title,
        unit=unit_words(target.indicator_title, target.series_label, target.unit),
        observations=tuple(chart_point(value) for value in figure.values),
        target_path=tuple(shapes.Point(point.on, point.value) for point in figure.path),
        target_name=_("Zielpfad"),
        forecast=tuple(shapes.BandPoint(each.on, each.low, each.middle, each.high) for each in figure.band),
        baseline=float(target.baseline_value) if target.baseline_value is not None else None,
        baseline_name=_("Ausgangswert"),
        breaks=tuple(shapes.Break(each.on, each.note) for each in figure.breaks),
        decimals=target.decimals,
        answer=answer,
    )
