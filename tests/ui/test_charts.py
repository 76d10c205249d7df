"""Charts: well-formed, named, the same numbers in picture, description and table, and no colour by attribute."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.ui import gallery
from roterfaden.ui.charts import areas, figures, heat, line, scales, svg
from roterfaden.ui.charts.shapes import Bar, BarChart, Break, LineChart, Matrix, MatrixColumn, MatrixRow, Point
from roterfaden.ui.parts import Cell

CHARTS = {
    "chart_line": gallery.LINE,
    "chart_bar": gallery.BAR,
    "chart_dumbbell": gallery.DUMBBELL,
    "small_multiples": gallery.MULTIPLES,
    "map_areas": gallery.MAP,
    "chart_schedule": gallery.SCHEDULE,
    "chart_plan": gallery.PLANS,
    "chart_flow": gallery.FLOW,
    "chart_heat": gallery.HEAT,
}
SVG = "{http://www.w3.org/2000/svg}"
both = pytest.mark.parametrize("name", CHARTS)


def numbers(text: str) -> set[str]:
    return set(re.findall(r"[−\d][\d.,]*\d|\d", text))


def table_text(figure: figures.Figure) -> str:
    cells = [cell for row in figure.rows for cell in row]
    return " ".join(str(cell.text if isinstance(cell, Cell) else cell) for cell in cells)


@both
def test_drawing_is_well_formed_and_named(name):
    figure = figures.figure(CHARTS[name])

    for drawing in (figure.wide, figure.narrow):
        root = ET.fromstring(drawing)  # noqa: S314 -- our own drawing
        assert root.tag == f"{SVG}svg"
        assert root.get("role") == ("group" if name == "chart_flow" else "img")
        assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert root[0].text == str(CHARTS[name].question)


@both
def test_drawing_is_coloured_by_class_only(name):
    figure = figures.figure(CHARTS[name])

    assert re.findall(r'\s(?:style|fill|stroke|id|on\w+)="', figure.wide + figure.narrow) == []


@both
def test_description_and_table_hold_the_same_numbers(name):
    figure = figures.figure(CHARTS[name])
    description = ET.fromstring(figure.wide)[1].text or ""  # noqa: S314 -- our own drawing

    for row in figure.rows:
        for cell in row[1:]:
            value = str(cell.text if isinstance(cell, Cell) else cell).split(" (")[0]
            assert value in description or " bis " in value or value.startswith("unter") or " und mehr" in value


@both
def test_every_value_label_in_the_picture_is_in_the_table(name):
    figure = figures.figure(CHARTS[name])
    known = numbers(table_text(figure))

    root = ET.fromstring(figure.wide)  # noqa: S314 -- our own drawing
    for text in root.iter(f"{SVG}text"):
        if "strong" in text.get("class", "") or "rf-c-value" in text.get("class", ""):
            assert numbers(text.text or "") <= known


@both
def test_tag_shows_question_both_widths_and_table(name):
    html = Template(f"{{% {name} chart=chart level=2 source='Amt' %}}").render(Context({"chart": CHARTS[name]}))

    assert f'<h2 class="rf-chart__question">{CHARTS[name].question}</h2>' in html
    assert html.count("<svg") == 2
    assert "<details" in html
    assert '<table class="rf-table">' in html
    assert "Amt" in html


def test_tag_refuses_a_chart_of_another_kind():
    with pytest.raises(TypeError, match="expected LineChart, got BarChart"):
        Template("{% chart_line chart=chart %}").render(Context({"chart": gallery.BAR}))


def test_texts_are_escaped():
    chart = BarChart("Was <b>fehlt</b>?", "Zahl & Anteil", (Bar("<script>", 1),))

    assert "<script>" not in figures.figure(chart).wide
    assert "<b>" not in figures.figure(chart).wide


def test_line_is_interrupted_by_gap_and_break():
    points = tuple(Point(date(year, 12, 31), float(year - 2010)) for year in range(2014, 2020))
    plain = LineChart("?", "u", points)
    broken = replace(plain, breaks=(Break(date(2017, 12, 31), "neue Zählung"),))
    gap = replace(plain, observations=(*points[:2], Point(points[2].on, None, "nicht erhoben"), *points[3:]))

    assert figures.figure(plain).wide.count('class="rf-c-line"') == 1
    assert figures.figure(broken).wide.count('class="rf-c-line"') == 2
    assert figures.figure(gap).wide.count('class="rf-c-line"') == 2
    assert figures.figure(broken).notes == ("Bruch (2017): neue Zählung",)
    assert "nicht erhoben" in line.describe(gap)


def test_line_with_a_single_observation_can_be_drawn():
    figure = figures.figure(LineChart("?", "u", (Point(date(2020, 12, 31), 3.0),)))

    assert figure.wide.count('class="rf-c-dot"') == 1


def test_line_without_any_value_can_be_drawn():
    figure = figures.figure(LineChart("?", "u", (Point(date(2020, 12, 31), None, "weniger als 3"),)))

    assert figure.rows == (("2020", "weniger als 3"),)


def test_missing_bar_is_not_drawn_as_zero():
    figure = figures.figure(BarChart("?", "u", (Bar("a", None, "weniger als 3"), Bar("b", 2))))

    assert figure.wide.count("<rect") == 1
    assert "weniger als 3" in figure.wide


def test_matrix_refuses_rows_of_other_length_and_unknown_codes():
    columns = (MatrixColumn("A"), MatrixColumn("B"))

    with pytest.raises(ValueError, match="1 codes for 2 columns"):
        figures.matrix(Matrix("?", (MatrixRow("Ziel", ("adopt",)),), columns, "Ziel"))
    with pytest.raises(ValueError, match="unknown codes"):
        figures.matrix(Matrix("?", (MatrixRow("Ziel", ("adopt", "yes")),), columns, "Ziel"))


def test_matrix_counts_answers_and_says_each_sign():
    chart = Matrix("?", (MatrixRow("Ziel", ("adopt", "")),), (MatrixColumn("A"), MatrixColumn("B")), "Ziel")

    html = Template("{% matrix chart=chart %}").render(Context({"chart": chart}))

    assert figures.matrix(chart).rows[0].answered == 1
    assert 'aria-label="übernommen"' in html
    assert 'aria-label="noch keine Antwort"' in html


def test_class_bounds_split_into_equal_counts():
    assert areas.class_bounds([1, 2, 3, 4, 5, 6, 7, 8], 4) == (3, 5, 7)
    assert areas.class_bounds([2, 2, 2], 4) == ()
    assert areas.class_bounds([], 4) == ()


def test_value_on_a_bound_belongs_to_the_class_above():
    assert [areas.class_of(value, (3, 5)) for value in (None, 2.9, 3, 5)] == [0, 1, 2, 3]


@given(low=st.floats(-1e6, 1e6), span=st.floats(0, 1e6))
def test_nice_ticks_enclose_the_values(low, span):
    ticks = scales.nice_ticks(low, low + span)

    hair = 1e-6 * max(1, abs(low) + span)  # far less than a pixel
    assert ticks[0] <= low + hair
    assert ticks[-1] >= low + span - hair
    assert 2 <= len(ticks) <= 13


@given(st.lists(st.floats(0, 400), min_size=1, max_size=6))
def test_spread_labels_keep_their_distance_and_order(positions):
    moved = svg.spread(positions, 20, 0, 400)

    ordered = sorted(moved)
    assert all(after - before >= 20 - 1e-6 for before, after in pairwise(ordered))
    assert ordered[0] >= -1e-6
    assert ordered[-1] <= 400 + 1e-6


def test_wrap_keeps_every_word():
    rows = svg.wrap("Prognose bei gleichem Verlauf der letzten Jahre", 80, most=2)

    assert len(rows) == 2
    assert " ".join(rows) == "Prognose bei gleichem Verlauf der letzten Jahre"


@pytest.mark.parametrize(
    ("name", "is_numbered"), [("Ehrenamtliche", False), ("Migrantenselbstorganisationen" * 2, True)]
)
def test_heat_matrix_gives_numbers_to_columns_whose_names_do_not_fit(name, is_numbered):
    drawn = heat.draw(replace(gallery.HEAT, columns=(name, "Unternehmen", "Zugewanderte")), svg.WIDE)

    assert (f">1 {name}<" in drawn) is is_numbered
    assert (f">{name}<" in drawn) is not is_numbered
