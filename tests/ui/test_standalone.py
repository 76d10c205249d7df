"""Drawings that leave the page: readable without our style sheets."""

import re
from datetime import date

import pytest
from lxml import etree

from roterfaden.ui.charts import figures, shapes
from roterfaden.ui.charts.standalone import standalone, styles

DAYS = (date(2020, 12, 31), date(2021, 12, 31))
POINTS = (shapes.Point(DAYS[0], 1.0), shapes.Point(DAYS[1], 2.5))
PLACES = (shapes.MapArea("A", 1.0, point=(8.0, 52.0)), shapes.MapArea("B & Co", 2.0, point=(8.2, 52.2)))
CHARTS = (
    shapes.LineChart("Wie viele <b>?", "Personen", POINTS, decimals=1),
    shapes.BarChart("Wie viele?", "Personen", (shapes.Bar("A & B", 3, emphasised=True), shapes.Bar("C", None, "…"))),
    shapes.SmallMultiples("Wo?", "Prozent", (shapes.Panel("A", POINTS), shapes.Panel("B", POINTS)), target=2.0),
    shapes.AreaMap("Wo?", "Prozent", PLACES),
)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_drawing_stands_alone_with_question_words_and_source(chart):
    drawn = standalone(figures.figure(chart), source="Quelle: Amt & Co", site="Landkreis")

    root = etree.fromstring(drawn)
    said = "".join(root.itertext())
    assert root.find(f"{SVG}title").text == chart.question
    assert root.find(f"{SVG}desc").text
    assert len(root.findall(f".//{SVG}desc")) == 1
    assert "Quelle: Amt & Co" in said
    assert "Landkreis" in said
    assert not re.search(r"href=|url\(|@import|<script", drawn.replace("http://www.w3.org/2000/svg", ""))


def test_styles_are_plain_rules_with_fixed_colours():
    css = styles()

    assert "var(" not in css
    assert "@" not in css
    assert ":is(" not in css
    assert ":hover" not in css
    assert ".rf-svg line,.rf-svg polyline{fill: none}" in css
    assert ".rf-c-thread{stroke: #b3122a" in css
    assert css.count("{") == css.count("}")
