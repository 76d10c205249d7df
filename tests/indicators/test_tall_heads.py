"""Official workbooks as they are: places merged over several rows, broken words, days in heads, sections, one place."""

import io
from collections import defaultdict

import openpyxl
import pytest

from roterfaden.indicators.methods.formats import Head, first_plan, read_rows
from tests.indicators.files import source


def book(rows, *merges):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for merge in merges:
        made.active.merge_cells(merge)
    stream = io.BytesIO()
    made.save(stream)
    return source(stream.getvalue(), "tabelle.xlsx")


BY_SEX = book(
    [
        ["Tabelle 5: Schutzsuchende in Niedersachsen 1)", None, None, None, None],
        ["AGS", "Kreis", "Geschlecht", "Schutzsuchende am 31.12.", None],
        [None, None, None, "2022 2)", "2023"],
        [None, None, None, "Anzahl", None],
        ["03459", "Osnabrück, Landkreis", "insgesamt", 15000, 16000],
        [None, None, "männlich", 8000, 8500],
        [None, None, "weiblich", 7000, "/"],
        ["03460", "Vechta", "insgesamt", 5000, 6000],
        [None, None, "männlich", 3000, 3500],
        [None, None, "weiblich", 2000, 2500],
        ["1) Ausländerzentralregister.", None, None, None, None],
        ["2) Revidiert.", None, None, None, None],
    ],
    "A2:A4", "B2:B4", "C2:C4", "D2:E2", "D4:E4", "A5:A7", "B5:B7", "A8:A10", "B8:B10",
)  # fmt: skip
BROKEN_WORDS = book(
    [
        ["Schutzsuchende nach Schutzstatus"], ["Stichtag: 31.12.2023"], [],
        ["Schlüssel-\nnummer", "Gebiet", "Schutz-\nsuchende\ninsgesamt", None, "davon mit", None, None],
        [None, None, None, None, "offenem\nSchutzstatus", "anerkanntem Schutzstatus", None],
        [None, None, None, None, None, "befristet", "unbefristet"],
        [None, None, "Personen", None, None, None, None], [1, 2, 3, None, 4, 5, 6],
        ["03", "Niedersachsen", 100, None, 20, 50, 30], ["03459", "Osnabrück", 10, None, 2, "-", 3],
        ["© Landesamt 2024"],
    ],
    "A4:A7", "B4:B7", "C4:C6", "E4:G4", "F5:G5", "E5:E6", "C7:G7",
)  # fmt: skip
ONE_PLACE = book(
    [
        ["Einbürgerungen im Landkreis Osnabrück"], ["Jahr", "Insgesamt1)", "davon", None],
        [None, None, "Männer", "Frauen"],
        ["2019", 100, 60, 40], ["2020*", 90, 50, 40], ["2021", 80, "...", "..."],
    ],
    "A2:A3", "B2:B3", "C2:D2",
)  # fmt: skip
SECTIONS = book(
    [
        ["Bevölkerung"], ["Gemeinde", "31.12.2021", None, "31.12.2022"], [None, "insgesamt", "weiblich", "insgesamt"],
        ["Landkreis Osnabrück"], ["Alfhausen", 4000, 2000, 4100], ["Landkreis Vechta"], ["Damme", 17000, 8000, 17100],
    ],
    "A2:A3", "B2:C2", "A4:D4", "A6:D6",
)  # fmt: skip


@pytest.mark.parametrize(
    ("file", "sums"),
    [
        (
            BY_SEX,
            {
                ("03459", "2022", ""): 15000, ("03459", "2022", "männlich"): 8000, ("03459", "2022", "weiblich"): 7000,
                ("03459", "2023", ""): 16000, ("03459", "2023", "männlich"): 8500, ("03460", "2022", ""): 5000,
                ("03460", "2022", "männlich"): 3000, ("03460", "2022", "weiblich"): 2000, ("03460", "2023", ""): 6000,
                ("03460", "2023", "männlich"): 3500, ("03460", "2023", "weiblich"): 2500,
            },
        ),
        (BROKEN_WORDS, {("03", "31.12.2023", ""): 200, ("03459", "31.12.2023", ""): 15}),
        (ONE_PLACE, {("", "2019", ""): 200, ("", "2020", ""): 180, ("", "2021", ""): 80}),
        (
            SECTIONS,
            {
                ("Alfhausen", "31.12.2021", ""): 6000, ("Alfhausen", "31.12.2022", ""): 4100,
                ("Damme", "31.12.2021", ""): 25000, ("Damme", "31.12.2022", ""): 17100,
            },
        ),
    ],
)  # fmt: skip
def test_every_number_is_read_for_its_place_day_and_part(file, sums):
    plan = first_plan(file)
    found = defaultdict(int)
    for row in read_rows(file, plan):
        if row.raw.isdecimal():
            found[row.area, row.period, "".join(part.value for part in row.parts)] += int(row.raw)

    assert dict(found) == sums
    assert Head.from_json(plan.head).as_json() == plan.head


def test_headings_lose_broken_words_and_footnotes():
    labels = [each[1] for each in first_plan(BROKEN_WORDS).head["columns"]]

    assert labels == [
        "Schutzsuchende insgesamt", "davon mit / offenem Schutzstatus",
        "davon mit / anerkanntem Schutzstatus / befristet", "davon mit / anerkanntem Schutzstatus / unbefristet",
    ]  # fmt: skip
    assert first_plan(BY_SEX).head["cuts"] == [[2, "Geschlecht"]]
