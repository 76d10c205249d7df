"""The path with milestones, the second reading, and what each status says in words: computed by hand."""

from datetime import date
from decimal import Decimal

import pytest

from roterfaden.indicators.enums import Direction
from roterfaden.monitoring.enums import ReasonCode, SdgClass, Status
from roterfaden.monitoring.methods.asking import as_typed, oddities, periods_due
from roterfaden.monitoring.methods.explaining import Case, explain
from roterfaden.monitoring.methods.judgement import Goal, attainment, gap, judge, path_days, target_path
from roterfaden.monitoring.methods.points import Point
from roterfaden.monitoring.methods.second_reading import second_reading

BASE_ON, TARGET_ON = date(2016, 12, 31), date(2022, 12, 31)


def goal(**values):
    plain = {
        "direction": Direction.UP, "baseline": 20.0, "baseline_on": BASE_ON, "target": 30.0, "target_on": TARGET_ON,
    }  # fmt: skip
    return Goal(**plain | values)


# --- the path with milestones -----------------------------------------------------------------------------------------
def test_path_bends_at_its_milestones():
    promise = goal(milestones=((date(2020, 12, 31), 22.0), (date(2018, 12, 31), 21.0), (date(2030, 1, 1), 99.0)))

    assert path_days(promise) == (
        (BASE_ON, 20.0), (date(2018, 12, 31), 21.0), (date(2020, 12, 31), 22.0), (TARGET_ON, 30.0),
    )  # fmt: skip
    assert target_path(promise, date(2017, 12, 31)) == pytest.approx(20.5)
    assert target_path(promise, date(2020, 12, 31)) == 22.0
    assert target_path(promise, date(2021, 12, 31)) == pytest.approx(26.0)
    assert (target_path(promise, date(2010, 1, 1)), target_path(promise, date(2040, 1, 1))) == (20.0, 30.0)
    assert gap(promise, 23.0, date(2020, 12, 31)) == 1.0


def test_corridor_has_no_path_to_bend():
    assert path_days(goal(corridor=(1.0, 2.0), milestones=((date(2018, 12, 31), 21.0),))) == ()


# --- each status and each trap by hand --------------------------------------------------------------------------------
def judged(promise, values, last_year, reference):
    points = [Point(date(last_year - len(values) + 1 + i, 12, 31), value, i + 1) for i, value in enumerate(values)]
    return judge(promise, points, breaks=(), reference=reference, rhythm_months=12)


@pytest.mark.parametrize(
    ("promise", "values", "due", "status", "share"),
    [
        # Constant series do not fluctuate: the forecast is certain, so each status can be told without a table.
        (goal(), [30, 30, 30, 30], False, Status.ON_TRACK, 1.0),
        (goal(), [25, 25, 25, 25], False, Status.AT_RISK, 0.5),
        (goal(), [30, 30, 30, 30], True, Status.REACHED, 1.0),
        (goal(), [29, 29, 29, 29], True, Status.MISSED, 0.9),
        (goal(), [40, 40, 40, 40], True, Status.REACHED, 2.0),  # not limited to 1
        (goal(), [15, 15, 15, 15], True, Status.MISSED, -0.5),  # nor to 0
        (goal(), [30, 30, 30], False, Status.NOT_ASSESSABLE, 1.0),
        # Target 0, lower is better.
        (goal(direction=Direction.DOWN, baseline=8.0, target=0.0), [2, 2, 2, 2], True, Status.MISSED, 0.75),
        (goal(direction=Direction.DOWN, baseline=8.0, target=0.0), [0, 0, 0, 0], True, Status.REACHED, 1.0),
        # Baseline 0.
        (goal(baseline=0.0, target=4.0), [1, 1, 1, 1], True, Status.MISSED, 0.25),
        # Target = baseline: to be held, no division by the zero way between them.
        (goal(target=20.0), [20, 20, 20, 20], True, Status.REACHED, 1.0),
        (goal(target=20.0, tolerance=1.0), [18, 18, 18, 18], True, Status.MISSED, 0.0),
        # Lower is better: above the baseline is a step back.
        (goal(direction=Direction.DOWN, baseline=30.0, target=20.0), [25, 25, 25, 25], True, Status.MISSED, 0.5),
        (goal(direction=Direction.DOWN, baseline=30.0, target=20.0), [35, 35, 35, 35], True, Status.MISSED, -0.5),
        # A corridor whose edge is the baseline itself has no way to measure.
        (goal(corridor=(20.0, 25.0)), [30, 30, 30, 30], True, Status.MISSED, None),
    ],
)
def test_status_and_attainment_computed_by_hand(promise, values, due, status, share):
    reference = TARGET_ON if due else date(2020, 12, 31)

    found = judged(promise, [float(value) for value in values], reference.year, reference)

    assert (found.status, found.attainment) == (status, pytest.approx(share) if share is not None else None)
    assert attainment(promise, float(values[-1])) == found.attainment


# --- the second reading -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("promise", "value", "on", "expected"),
    [
        # 20 → 30 in six years needs 6.99 % a year; after three years: 24.5 is 7.0 %, 23 is 4.8 % (.68), 21 is 1.6 %.
        (goal(), 24.5, date(2019, 12, 31), SdgClass.SUBSTANTIAL),
        (goal(), 23.0, date(2019, 12, 31), SdgClass.MODERATE),
        (goal(), 21.0, date(2019, 12, 31), SdgClass.LIMITED),
        (goal(), 20.0, date(2019, 12, 31), SdgClass.LIMITED),
        (goal(), 19.9, date(2019, 12, 31), SdgClass.AWAY),
        (goal(), 30.0, date(2019, 12, 31), SdgClass.ACHIEVED),
        # Lower is better: 30 → 20 needs −6.5 % a year.
        (goal(direction=Direction.DOWN, baseline=30.0, target=20.0), 24.0, date(2019, 12, 31), SdgClass.SUBSTANTIAL),
        (goal(direction=Direction.DOWN, baseline=30.0, target=20.0), 31.0, date(2019, 12, 31), SdgClass.AWAY),
        # Traps: zero is nearly zero, a change of sign and no way between have no answer.
        (goal(direction=Direction.DOWN, baseline=8.0, target=0.0), 4.0, date(2019, 12, 31), SdgClass.LIMITED),
        (goal(baseline=0.0, target=4.0), 1.0, date(2019, 12, 31), SdgClass.SUBSTANTIAL),
        (goal(baseline=-4.0, target=4.0), 1.0, date(2019, 12, 31), SdgClass.NOT_AVAILABLE),
        (goal(target=20.0), 20.0, date(2019, 12, 31), SdgClass.NOT_AVAILABLE),
        (goal(), 21.0, BASE_ON, SdgClass.NOT_AVAILABLE),
        (goal(corridor=(1.0, 2.0)), 1.5, date(2019, 12, 31), SdgClass.NOT_AVAILABLE),
        (goal(direction=Direction.NONE), 21.0, date(2019, 12, 31), SdgClass.NOT_AVAILABLE),
        (goal(baseline=None, baseline_on=None), 21.0, date(2019, 12, 31), SdgClass.NOT_AVAILABLE),
        (None, None, None, SdgClass.NOT_AVAILABLE),
    ],
)
def test_second_reading_computed_by_hand(promise, value, on, expected):
    assert second_reading(promise, value, on) == expected


# --- why, and what would have to happen -------------------------------------------------------------------------------
CASES = {
    ReasonCode.TARGET_MET: "Nichts. Das Ziel ist erreicht.",
    ReasonCode.HELD: "Der Wert müsste bleiben, wo er ist.",
    ReasonCode.TARGET_NOT_MET: "Das Zieldatum ist vorbei. Zu entscheiden ist über ein neues Ziel.",
    ReasonCode.NOT_MEASURABLE: "Für das Ziel müssten Messgröße, Ausgangswert und Zielwert festgelegt werden.",
    ReasonCode.NOT_JUDGED: "Nichts. Diese Messgröße beschreibt die Lage und hat kein Ziel.",
    ReasonCode.TOO_FEW_VALUES: "Es fehlen noch 2 vergleichbare Werte.",
    ReasonCode.BREAK: "Der Ausgangswert müsste in der neuen Zählweise neu festgelegt werden.",
    ReasonCode.OUTDATED: "Ein neuer Wert müsste eingetragen werden.",
    ReasonCode.NO_VALUE: "Ein Wert bis zum Stichtag müsste eingetragen werden.",
    ReasonCode.SUPPRESSED: "Die Zahl müsste für ein größeres Gebiet oder mehrere Jahre zusammen erhoben werden.",
}
PACE = {
    ReasonCode.LIKELY: (Status.ON_TRACK, "Es müsste weitergehen wie bisher."),
    ReasonCode.OPEN: (Status.UNCERTAIN, "jedes Jahr um 2,0 Prozentpunkte steigen"),
    ReasonCode.UNLIKELY: (Status.AT_RISK, "Bisher änderte er sich im Mittel um 0,5 Prozentpunkte."),
}


def test_every_reason_is_explained():
    assert set(CASES) | set(PACE) == set(ReasonCode)
    for reason, needed in CASES.items():
        assert explain(Case(Status.NOT_ASSESSABLE, reason, points=2)).needed == needed


@pytest.mark.parametrize("reason", PACE)
def test_pace_that_would_be_needed_stands_beside_the_pace_so_far(reason):
    status, words = PACE[reason]
    case = Case(
        status, reason, goal=goal(), unit="Prozent", decimals=1, value=24.0, value_on=date(2019, 12, 31), gap=-1.0,
        forecast=26.0, forecast_low=22.0, forecast_high=30.0, probability=0.12, mean_change=0.5, points=6,
    )  # fmt: skip

    found = explain(case)

    assert words in found.needed
    assert found.why == (
        str(reason.label),
        "Der letzte Wert ist 24,0 Prozent (31.12.2019).",
        "Ihm fehlen 1,0 Prozentpunkte zum Plan.",
        "Geht es weiter wie bisher, sind es am 31.12.2022 etwa 26,0 Prozent (22,0 bis 30,0). Aussicht: 12\u00a0%.",
    )


# --- asking -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("last", "rhythm", "until", "expected"),
    [
        ((date(2018, 12, 31),) * 2, 12, date(2019, 12, 31), [(date(2019, 12, 31),) * 2]),
        ((date(2019, 12, 31),) * 2, 12, date(2019, 12, 31), []),
        ((date(2019, 1, 1), date(2020, 1, 1)), 12, date(2020, 12, 31), [(date(2020, 1, 1), date(2021, 1, 1))]),
        ((date(2019, 6, 30),) * 2, 6, date(2019, 12, 31), [(date(2019, 12, 31),) * 2]),
        (None, 12, date(2019, 12, 31), [(date(2019, 1, 1), date(2020, 1, 1))]),
        (None, 12, date(2019, 6, 30), [(date(2019, 6, 30),) * 2]),
    ],
)
def test_periods_that_are_due(last, rhythm, until, expected):
    assert list(periods_due(last, rhythm_months=rhythm, until=until)) == expected


def test_at_most_the_last_three_periods_are_asked_for():
    found = periods_due((date(2010, 12, 31),) * 2, rhythm_months=12, until=date(2019, 12, 31))

    assert [start.year for start, _end in found] == [2017, 2018, 2019]


@pytest.mark.parametrize(
    ("value", "history", "unit", "words"),
    [
        ("120", ["100", "103", "101"], "Personen", "viel stärker"),
        ("1010", ["100", "103", "101"], "Personen", "Zehnfache"),
        ("0.1", ["100", "103", "101"], "Personen", "Tausendstel"),
        ("12.5", ["11.1", "12.0", "12.5"], "Prozent", "letzte Stelle"),
        ("104", ["90", "91", "92"], "Prozent", "zwischen 0 und 100"),
        ("-3", ["5", "6", "7"], "Personen", "negativ"),
        ("102", ["100", "103", "101"], "Personen", ""),
        ("7", [], "Personen", ""),
    ],
)
def test_hints_about_unusual_answers(value, history, unit, words):
    found = oddities(Decimal(value), [Decimal(each) for each in history], unit=unit)

    assert any(words in each for each in found) if words else found == ()


def test_last_value_is_written_as_people_write_it():
    assert [as_typed(Decimal(each)) for each in ("12.500000", "1200.000000", "0")] == ["12,5", "1200", "0"]
