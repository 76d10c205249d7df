"""From a chart's shapes to what the template shows: drawings, description, notes, and the same numbers as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from roterfaden.ui.charts import areas, bars, flow, heat, line, multiples, plans, schedule, shapes, svg
from roterfaden.ui.parts import Column, Row, Text


@dataclass(frozen=True)
class Figure:
    """A drawn chart. ``wide`` and ``narrow`` are the same picture for two widths; only one is shown."""

    kind: str
    question: Text
    answer: Text
    unit: Text
    wide: SafeString
    narrow: SafeString
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()


ADOPTION_KINDS = (
    shapes.CellKind("adopt", pgettext_lazy("adoption", "übernommen"), "check-circle", "good"),
    shapes.CellKind("adapt", pgettext_lazy("adoption", "angepasst übernommen"), "half-circle", "part"),
    shapes.CellKind("already_done", pgettext_lazy("adoption", "schon umgesetzt"), "equals-circle", "good"),
    shapes.CellKind("not_applicable", pgettext_lazy("adoption", "trifft nicht zu"), "dash-circle", "open"),
)
OPEN = shapes.CellKind("", pgettext_lazy("adoption", "noch keine Antwort"), "circle", "none")


@dataclass(frozen=True)
class MatrixLine:
    """One row of a matrix with its kinds resolved."""

    label: Text
    url: str
    kinds: tuple[shapes.CellKind, ...]
    answered: int


@dataclass(frozen=True)
class MatrixFigure:
    """A matrix ready for the template; ``kinds`` is the key of the signs."""

    kinds: tuple[shapes.CellKind, ...]
    rows: tuple[MatrixLine, ...]


def matrix(chart: shapes.Matrix) -> MatrixFigure:
    """Resolve the codes of a matrix; an unknown code or a row of the wrong length is a ValueError."""
    kinds = (*(chart.kinds or ADOPTION_KINDS), OPEN)
    by_code = {kind.code: kind for kind in kinds}
    lines = []
    for row in chart.rows:
        if len(row.codes) != len(chart.columns):
            raise ValueError(f"row {row.label} has {len(row.codes)} codes for {len(chart.columns)} columns")
        unknown = set(row.codes) - set(by_code)
        if unknown:
            raise ValueError(f"unknown codes {sorted(unknown)} in row {row.label}")
        cells = tuple(by_code[code] for code in row.codes)
        lines.append(MatrixLine(row.label, row.url, cells, sum(1 for kind in cells if kind.tone != "none")))
    return MatrixFigure(kinds, tuple(lines))


Drawable = (
    shapes.LineChart
    | shapes.BarChart
    | shapes.DumbbellChart
    | shapes.SmallMultiples
    | shapes.AreaMap
    | shapes.ScheduleChart
    | shapes.PlanChart
    | shapes.FlowChart
    | shapes.HeatMatrix
)


def _drawn(
    kind: str, chart: Drawable, draw: Callable[..., SafeString], table: Callable[..., Any], notes: tuple[Text, ...] = ()
) -> Figure:
    columns, rows = table(chart)
    return Figure(
        kind,
        chart.question,
        chart.answer,
        chart.unit,
        draw(chart, svg.WIDE),
        draw(chart, svg.NARROW),
        columns,
        rows,
        notes,
    )


def figure(chart: Drawable) -> Figure:
    """Draw a chart in both widths and lay its numbers out as a table."""
    match chart:
        case shapes.LineChart():
            return _drawn("line", chart, line.draw, line.table, line.notes(chart))
        case shapes.BarChart():
            return _drawn("bar", chart, bars.draw_bars, bars.table_bars)
        case shapes.DumbbellChart():
            return _drawn("dumbbell", chart, bars.draw_dumbbells, bars.table_dumbbells)
        case shapes.SmallMultiples():
            return _drawn("multiples", chart, multiples.draw, multiples.table, multiples.notes(chart))
        case shapes.AreaMap():
            return _drawn("map", chart, areas.draw, areas.table)
        case shapes.ScheduleChart():
            return _drawn("schedule", chart, schedule.draw, schedule.table)
        case shapes.PlanChart():
            return _drawn("plan", chart, plans.draw, plans.table, plans.notes(chart))
        case shapes.FlowChart():
            return _drawn("flow", chart, flow.draw, flow.table)
        case shapes.HeatMatrix():
            return _drawn("heat", chart, heat.draw, heat.table, heat.notes(chart))
        case _:
            raise TypeError(f"cannot draw {type(chart).__name__}")
