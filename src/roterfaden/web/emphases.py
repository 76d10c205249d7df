"""Emphases as people see them: pictures and a table to take away, the same for the public and the office."""

from collections.abc import Iterable
from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from roterfaden.kernel.tables import write_csv, write_xlsx
from roterfaden.sorting.enums import Dimension, Measure
from roterfaden.sorting.methods.emphases import FEWEST
from roterfaden.sorting.queries import Emphases, Measures
from roterfaden.ui.charts.shapes import Bar, BarChart, HeatMatrix, HeatRow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = ("xlsx", "csv")
HIDDEN = "–"


def value_of(measures: Measures, measure: str) -> int:
    """The number that is asked for."""
    by_name = {Measure.VOICES: measures.voices, Measure.POINTS: measures.points, Measure.SUPPORT: measures.support}
    return by_name[Measure(measure)]


def heat(found: Emphases, measure: str = Measure.VOICES) -> HeatMatrix:
    """The matrix; hidden cells carry a dash."""
    columns = [value for value, _name in found.columns.values]
    words = {"rows": Dimension(found.rows.dimension).label, "columns": Dimension(found.columns.dimension).label}
    return HeatMatrix(
        question=_("Was ist wem wichtig? %(rows)s und %(columns)s") % words,
        unit=str(Measure(measure).label),
        columns=tuple(name for _value, name in found.columns.values),
        rows=tuple(
            HeatRow(
                name,
                tuple(_shown(found, row, column, measure) for column in columns),
                value_of(found.row_total(row), measure),
            )
            for row, name in found.rows.values
        ),
        row_name=Dimension(found.rows.dimension).label,
        column_name=Dimension(found.columns.dimension).label,
        totals=tuple(
            None if column in found.hidden_totals else value_of(found.column_total(column), measure)
            for column in columns
        ),
        hidden=HIDDEN,
        note=hidden_words() if found.hidden else "",
    )


def _shown(found: Emphases, row: str, column: str, measure: str) -> int | None:
    return None if (row, column) in found.hidden else value_of(found.at(row, column), measure)


def hidden_words() -> str:
    """What a dash means."""
    return _("Ein Strich heißt: weniger als %(fewest)s Beiträge, oder die Zahl ließe sich sonst ausrechnen.") % {
        "fewest": FEWEST
    }


def bars(found: Emphases, measure: str) -> BarChart:
    """The rows by one measure, the largest first."""
    questions = {
        Measure.VOICES: _("Wozu gab es die meisten Beiträge?"),
        Measure.POINTS: _("Was bekam die meisten Punkte?"),
        Measure.SUPPORT: _("Was wird am meisten unterstützt?"),
    }
    rows = [(value_of(found.row_total(row), measure), name) for row, name in found.rows.values]
    return BarChart(
        question=questions[Measure(measure)],
        unit=str(Measure(measure).label),
        bars=tuple(Bar(name, number) for number, name in sorted(rows, key=lambda pair: -pair[0])),
        label_name=Dimension(found.rows.dimension).label,
    )


def bar_charts(found: Emphases) -> list[BarChart]:
    """A picture for each measure of which there is anything."""
    whole = sum((found.row_total(row) for row, _name in found.rows.values), Measures())
    return [bars(found, measure) for measure in Measure.values if value_of(whole, measure)]


# --- to take away -------------------------------------------------------------------------------------------------
def emphases_file(found: Emphases, form: str) -> HttpResponse | FileResponse | StreamingHttpResponse:
    """The numbers as "xlsx" or "csv": one line for each pair, and for each total."""
    heads = (
        str(Dimension(found.rows.dimension).label), str(Dimension(found.columns.dimension).label),
        *(str(measure.label) for measure in Measure),
    )  # fmt: skip
    name = f"schwerpunkte-{found.rows.dimension}-{found.columns.dimension}.{form}"
    if form == "csv":
        response = StreamingHttpResponse(write_csv(heads, _lines(found)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    title = _("Schwerpunkte: %(process)s") % {"process": found.process.title}
    above = [title, *([hidden_words()] if found.hidden else [])]
    made = write_xlsx(heads, _lines(found), sheet=_("Schwerpunkte"), widths=(34, 34, 12, 12, 16), above=above)
    return FileResponse(made, as_attachment=True, filename=name, content_type=XLSX)


def _lines(found: Emphases) -> Iterable[tuple[Any, ...]]:
    everything = _("zusammen")
    for row, row_name in found.rows.values:
        for column, column_name in found.columns.values:
            yield row_name, column_name, *_numbers(found.at(row, column), hidden=(row, column) in found.hidden)
        yield row_name, everything, *_numbers(found.row_total(row))
    for column, column_name in found.columns.values:
        yield everything, column_name, *_numbers(found.column_total(column), hidden=column in found.hidden_totals)


def _numbers(measures: Measures, *, hidden: bool = False) -> tuple[int | str, ...]:
    return (HIDDEN,) * 3 if hidden else (measures.voices, measures.points, measures.support)
