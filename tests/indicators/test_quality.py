"""Checks of figures: small cases for each, and the 21 real errors of the oracle where the data lies beside us."""

import csv
import json
from collections import defaultdict
from datetime import date
from functools import cache

import pytest

from roterfaden.indicators.enums import FigureCheck, ObservationStatus
from roterfaden.indicators.errors import UnreadablePeriod
from roterfaden.indicators.methods import read_period
from roterfaden.indicators.methods.protection import Frame, Ratio
from roterfaden.indicators.methods.quality import Figure, Line, all_findings
from roterfaden.indicators.queries import sentence
from tests.indicators.files import SHARED

SERIES = SHARED / "series"
real = pytest.mark.skipif(not SERIES.is_dir(), reason="real data do not lie beside this checkout")


def line(values, key=1, *, first=2010, **more):
    """A series of yearly values at the end of each year; a text is a sign."""
    figures = []
    for place, value in enumerate(values):
        if value is None:
            continue
        day, is_sign = date(first + place, 12, 31), isinstance(value, str)
        status = ObservationStatus.NIL if value == "-" else ObservationStatus.NORMAL
        figures.append(
            Figure(day, None if is_sign else value, str(value), status, start=day, end=day, key=key * 100 + place)
        )
    return Line(
        **{
            "key": key, "indicator": "m", "definition": 1, "area": key, "area_name": f"Ort {key}", "breakdown": "",
            "label": "", "level": "kreis", "figures": tuple(figures),
        }
        | more
    )  # fmt: skip


def kinds(*lines, frame=None):
    return {found.kind for found in all_findings(lines, frame or Frame())}


STEADY = [1000.0, 1011.0, 1023.0, 1034.0, 1047.0, 1059.0, 1071.0, 1082.0, 1093.0]


def test_steady_series_are_not_suspicious():
    lines = [line([round(value * factor) for value in STEADY], key) for key, factor in enumerate((1, 2.03, 3.1), 1)]

    assert kinds(*lines) == set()


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([line([1.25 * key, 2.37 * key, 2.37 * key], key) for key in range(1, 7)], FigureCheck.IDENTICAL),
        (
            [line([2.3417 + year / 7.03 if year != 4 else 3.1 for year in range(9)], key) for key in (1, 2)],
            FigureCheck.ROUNDING,
        ),
        ([line([1013, 1027, 1031, 1044, 1057, 1061, *range(1070, 1120, 5)])], FigureCheck.ROUNDING),
        ([line([1000, 1010, None, 1030])], FigureCheck.GAP),
        ([line([1000, 1010, 1020]), line([1000, 1010], 2), line([1000, 1010, 1030], 3)], FigureCheck.ENDS_EARLY),
        ([line([*STEADY[:4], 5000.0, *STEADY[5:]])], FigureCheck.JUMP),
        ([line([1234.0, 1.241, 1.25])], FigureCheck.UNIT_SHIFT),
        (
            [line([1000 + 10 * key, (1000 + 10 * key) * (0.9 if key == 5 else 1.09)], key) for key in range(1, 12)],
            FigureCheck.PEER_OUTLIER,
        ),
        ([line(["-", 5], key) for key in range(1, 12)], FigureCheck.DASHES),
        ([line([4711, "-"])], FigureCheck.DASHES),
        ([line([5, 2, 7], limit=3)], FigureCheck.SMALL_CELLS),
    ],
)
def test_each_check_finds_its_error(lines, wanted):
    found = [each for each in all_findings(lines, Frame()) if each.kind == wanted]

    assert found
    assert sentence(found[0].kind, found[0].facts)


def test_event_in_many_series_is_told_once():
    lines = [line([*STEADY[:4], 5000.0 + key, *STEADY[5:]], key) for key in range(1, 6)]

    (found,) = [each for each in all_findings(lines, Frame()) if each.kind == FigureCheck.JUMP]

    assert found.facts["series"] == 5


def test_break_explains_a_new_base():
    day = date(2022, 12, 31)
    figures = (Figure(date(2021, 12, 31), 100.0, base="Zensus 2011"), Figure(day, 97.0, base="Zensus 2022"))

    assert FigureCheck.BASE in kinds(line([], figures=figures))
    assert FigureCheck.BASE not in kinds(line([], figures=figures, breaks=(date(2022, 5, 15),)))


def test_two_sources_for_one_day():
    day = date(2024, 12, 31)
    new, old = Figure(day, 354821.0, source="Regionaldatenbank"), Figure(day, 355740.0, source="LSN")

    (found,) = all_findings([line([], figures=(new,), earlier=(old,))], Frame())

    assert found.kind == FigureCheck.CONFLICT
    assert "354.821" in sentence(found.kind, found.facts)
    again = Figure(day, 355740.0, source="Regionaldatenbank")
    assert kinds(line([], figures=(new,), earlier=(again,))) == set()


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("Bevölkerung am 31.12.1988", True), ("31121988_Auszug.xlsx", True), ("am 31.12.1987, Stand 18.12.2025", False)],
)
def test_contradicting_reference_dates(text, is_found):
    figures = (Figure(date(1987, 12, 31), 100.0, base=text),)

    assert (FigureCheck.DATES in kinds(line([], figures=figures))) == is_found


def test_finding_keeps_its_name_when_its_numbers_change():
    first, second = (
        next(each for each in all_findings([line([1000, after])], Frame()) if each.kind == FigureCheck.UNIT_SHIFT)
        for after in (100000, 101000)
    )

    assert first.key == second.key
    assert first.fingerprint != second.fingerprint


# --- the oracle -------------------------------------------------------------------------------------------------------
SHARES = ("%", "Prozent", "Quote")


@cache
def real_lines(name, indicator):
    """The series of one indicator of the state monitor; the unit makes it a definition of its own."""
    groups = defaultdict(dict)
    with (SERIES / name).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["indikator"] == indicator and row["jahr"].isdigit():
                parts = json.loads(row["dimensionen"] or "{}")
                breakdown = ";".join(f"{k}={v}" for k, v in parts.items() if v.lower() != "insgesamt")
                groups[(row["einheit"], row["geocode"], row["gebiet"], breakdown)][int(row["jahr"])] = row["wert"]
    found = []
    units = sorted({unit for unit, *_rest in groups})
    sorted_codes = {code: place for place, code in enumerate(sorted({key[1] for key in groups}), 1)}
    for key, ((unit, code, area, breakdown), values) in enumerate(sorted(groups.items()), 1):
        figures = tuple(
            Figure(date(year, 12, 31), float(value) if value else None, value, start=date(year, 12, 31),
                   end=date(year, 12, 31), key=key * 100 + place)
            for place, (year, value) in enumerate(sorted(values.items()))
        )  # fmt: skip
        found.append(
            Line(key, indicator, units.index(unit) + 1, sorted_codes[code], area, breakdown, breakdown, code[:1],
                 figures, is_share=unit in SHARES, limit=3)
        )  # fmt: skip
    return tuple(found)


BENCHMARK, COUNTY = "lsn_benchmark_niedersachsen_kreise.csv", "lsn_integrationsmonitoring_03459.csv"


def found_in(name, indicator, kind, **facts):
    return [
        each
        for each in all_findings(real_lines(name, indicator), Frame())
        if each.kind == kind and all(each.facts.get(key) == value for key, value in facts.items())
    ]


@real
@pytest.mark.parametrize(
    ("case", "name", "indicator", "kind", "year", "facts"),
    [
        ("DQ01", BENCHMARK, "3-1-2", FigureCheck.IDENTICAL, 2011, {"same": 94, "series": 94}),
        ("DQ02", BENCHMARK, "1-2-2", FigureCheck.ROUNDING, 2020, {"decimals": 1, "series": 47}),
        ("DQ07", COUNTY, "1-2-1", FigureCheck.ROUNDING, 2016, {"base": 5}),
        ("DQ07", BENCHMARK, "1-2-1", FigureCheck.ROUNDING, 2016, {"base": 5, "numbers": 423}),
        ("DQ11", COUNTY, "1-4-5", FigureCheck.JUMP, 2015, {}),
        ("DQ12", BENCHMARK, "5-2-1", FigureCheck.PEER_OUTLIER, 2021, {"before": 17707.0, "after": 16016.0}),
        ("DQ13", COUNTY, "6-2-1", FigureCheck.GAP, 2014, {"periods": 1}),
        ("DQ13", COUNTY, "6-2-1", FigureCheck.GAP, 2018, {"periods": 3}),
        ("DQ13", COUNTY, "4-1-4", FigureCheck.GAP, 2011, {"periods": 5}),
        ("DQ13", COUNTY, "6-2-2", FigureCheck.ENDS_EARLY, 2022, {}),
        ("DQ19", COUNTY, "4-1-1", FigureCheck.SMALL_CELLS, None, {"cells": 3}),
    ],
)
def test_real_error_is_found(case, name, indicator, kind, year, facts):
    found = [each for each in found_in(name, indicator, kind, **facts) if not year or each.on.year == year]

    assert found, case
    assert sentence(found[0].kind, found[0].facts)


@real
def test_dq03_share_is_not_what_it_is_made_of():
    """2021 to 2024, in 41 to 46 of 47 regions: the population was revised and the share was not."""
    lines = [
        Line(**{**vars(each), "definition": place, "key": each.key + 1000 * place, "is_share": place == 3})
        for place, indicator in enumerate(("1-2-1", "1-1-1", "1-2-2"), 1)
        for each in real_lines(BENCHMARK, indicator)
    ]
    frame = Frame(ratios={3: Ratio((1,), (2,), 100.0)}, shares=frozenset({3}))

    found = [each for each in all_findings(lines, frame) if each.kind == FigureCheck.RATIO]

    assert [(each.on.year, each.facts["wrong"]) for each in found] == [(2021, 43), (2022, 46), (2023, 46), (2024, 41)]
    osnabrueck = next(each for each in lines if each.definition == 3 and each.area_name == "Osnabrück")
    assert round(osnabrueck.at(date(2022, 12, 31)).value, 3) == 11.249


def county_population():
    with (SERIES / "bevoelkerung_kreis_1990-2024.csv").open(encoding="utf-8") as stream:
        return [
            Figure(date.fromisoformat(row["stichtag"]), float(row["bevoelkerung"]), base=row["methodik"],
                   source=row["quelle"], start=date.fromisoformat(row["stichtag"]),
                   end=date.fromisoformat(row["stichtag"]), key=place)
            for place, row in enumerate(csv.DictReader(stream))
            if row["bevoelkerung"]
        ]  # fmt: skip


@real
def test_dq05_new_base_of_the_population_asks_for_a_break():
    found = [
        each
        for each in all_findings([line([], figures=tuple(county_population()))], Frame())
        if each.kind == FigureCheck.BASE
    ]

    assert any("Zensus 2022" in each.facts["after"] for each in found)


@real
@pytest.mark.parametrize(("case", "day"), [("DQ04", date(2024, 12, 31)), ("DQ06", date(2011, 12, 31))])
def test_dq04_dq06_one_day_and_two_values(case, day):
    other = next(each for each in county_population() if each.on == day)
    (state,) = real_lines(COUNTY, "1-1-1")
    newest = state.at(day)._replace(source="LSN 1-1-1")

    found = all_findings([line([], figures=(newest,), earlier=(other,))], Frame())

    assert FigureCheck.CONFLICT in {each.kind for each in found}, case


@real
def test_dq08_codes_within_codes():
    """AK-2 (7,025) is not AK-3 and AK-4 (7,000), though rounding explains 7.5; AK-1 is within its room."""
    totals = defaultdict(float)
    with (SHARED / "schutzsuchende" / "schutzsuchende_niedersachsen_kreise_status_geschlecht.csv").open() as stream:
        for row in csv.DictReader(stream):
            if row["ags"] == "03459":
                totals[row["status_code"]] += float(row["anzahl"] or 0)
    day = date(2024, 12, 31)
    lines = [
        line([], key, area=1, breakdown=f"status={code}", label=code,
             figures=(Figure(day, amount, start=day, end=day, key=key),))
        for key, (code, amount) in enumerate(sorted(totals.items()), 1)
    ]  # fmt: skip
    broader = {("status", part): whole for part, whole in PARTS_OF_CODES.items()}

    found = [each for each in all_findings(lines, Frame(broader=broader)) if each.kind == FigureCheck.SUM]

    assert sorted((each.facts["total"], each.facts["sum"]) for each in found) == [(465.0, 390.0), (7025.0, 7000.0)]


PARTS_OF_CODES = {
    "SCHUTZST-AK-2": "SCHUTZST-AK-1", "SCHUTZST-AK-5": "SCHUTZST-AK-1", "SCHUTZST-AK-3": "SCHUTZST-AK-2",
    "SCHUTZST-AK-4": "SCHUTZST-AK-2", "AUSRPFL-G": "SCHUTZST-X", "AUSRPFL-L": "SCHUTZST-X", "AUSRPFL-V": "SCHUTZST-X",
}  # fmt: skip


@real
def test_dq09_dashes_where_people_work():
    day = date(2025, 6, 30)
    lines = []
    with (SHARED / "ffcsv" / "13111-01-03-4_de_flat.csv").open(encoding="utf-8-sig") as stream:
        for key, row in enumerate(csv.DictReader(stream, delimiter=";"), 1):
            value, is_dash = row["value"], row["value"] == "-"
            status = ObservationStatus.NIL if is_dash else ObservationStatus.NORMAL
            figure = Figure(
                day, None if not value.isdigit() else float(value), value, status, start=day, end=day, key=key
            )
            lines.append(line([], key, figures=(figure,)))

    found = [each for each in all_findings(lines, Frame()) if each.kind == FigureCheck.DASHES]

    assert [each.facts for each in found] == [{"dashes": 2898, "values": 3300}]


def test_dq14_span_of_years_is_no_period():
    """Also in the importer: units and codes of areas are normalised by the plan (test_importing)."""
    for text in ("2024 / 2005", "Veränderung aktuelles Jahr (2024) zu 2005"):
        with pytest.raises(UnreadablePeriod):
            read_period(text)


ELSEWHERE = {
    "DQ10": "signs and quality marks are kept by the reader (test_formats: signs, quality, thousands)",
    "DQ15": "merged heads and footnotes are read by the wizard for heads (test_formats: official workbook)",
    "DQ16": "the workbook does not lie here, only its extract; the rule is tested on its text above",
    "DQ17": "both forms of the flat file are told apart by their heads (test_formats: old and new)",
    "DQ18": "the file is a list of contributions and does not lie here; lists are read by participation",
    "DQ20": "areas are found by key only, a name is refused (test_importing: AreaWithoutKey)",
    "DQ21": "two definitions, no error: definition, denominator and source are fields of the definition",
}


@real
def test_every_case_of_the_oracle_has_its_place():
    """Each of the 21 is found by a check above, or stands in the list with the reason why it is none for the checks."""
    with (SHARED / "dq_testfaelle.csv").open(encoding="utf-8") as stream:
        cases = {row["id"] for row in csv.DictReader(stream)}
    checked = {f"DQ{number:02d}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 19)}

    assert cases == checked | ELSEWHERE.keys()
