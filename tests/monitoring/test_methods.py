"""Trend, forecast, judgement and warnings: real figures of the county, edge cases, properties."""

import math
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roterfaden.indicators.enums import Direction
from roterfaden.monitoring.enums import ReasonCode, Status
from roterfaden.monitoring.methods.forecast import (
    Forecast,
    damped_holt,
    damped_steps,
    damped_theil_sen,
    forecast,
    naive,
    probability_within,
    theta,
    width,
)
from roterfaden.monitoring.methods.judgement import Goal, attainment, gap, horizon, judge, target_path
from roterfaden.monitoring.methods.points import Known, Point, mean_change, positions, segment
from roterfaden.monitoring.methods.trend import CRITICAL_S, Course, mann_kendall, theil_sen, trend

# Landesamt für Statistik Niedersachsen, Integrationsmonitoring, values of the county of Osnabrück (K03459).
LEAVERS = {  # indicator 4-1-4: foreign school leavers without Hauptschulabschluss, number and all leavers of that group
    2011: (42, 193), 2012: (30, 167), 2013: (38, 160), 2014: (29, 172), 2015: (52, 220), 2016: (34, 181),
    2017: (69, 196), 2018: (78, 247), 2019: (51, 194), 2020: (69, 233), 2021: (74, 244), 2022: (77, 290),
    2023: (131, 327), 2024: (154, 381),
}  # fmt: skip
GERMAN_LEAVERS = {2011: (142, 3714), 2024: (159, 2888)}
NATURALISED = {  # indicator 2-3-3: naturalisations per 100 foreign residents
    2005: 1.018, 2006: 2.071, 2007: 1.086, 2008: 1.268, 2009: 1.088, 2010: 1.199, 2011: 1.053, 2012: 1.181,
    2013: 1.124, 2014: 0.939, 2015: 0.742, 2016: 0.766, 2017: 0.928, 2018: 0.913, 2019: 1.280, 2020: 0.560,
    2021: 0.733, 2022: 1.058, 2023: 1.14507, 2024: 0.835,
}  # fmt: skip
FOREIGN_SHARE = {2005: 4.54, 2006: 4.54, 2007: 4.70, 2008: 4.82, 2009: 4.86, 2010: 4.94}  # indicator 1-2-2
EIGHTH_GRADERS = {2011: (19, 982), 2024: (43, 740)}  # indicator 4-1-1: Gymnasium, foreign and German pupils

UP = {"direction": Direction.UP, "baseline": 20.0, "baseline_on": date(2016, 12, 31), "target": 30.0}
TARGET_ON = date(2022, 12, 31)


def yearly(values, first=2012):
    return [Point(date(first + index, 12, 31), value, index + 1) for index, value in enumerate(values)]


def known(values, first=2012):
    return [Known(date(first + index, 12, 31), value) for index, value in enumerate(values)]


def shares(counts):
    return {year: 100 * part / whole for year, (part, whole) in counts.items()}


def goal(**values):
    return Goal(**UP | {"target_on": TARGET_ON} | values)


def judged(promise, points, reference=date(2018, 12, 31), breaks=(), rhythm_months=12):
    return judge(promise, points, breaks=breaks, reference=reference, rhythm_months=rhythm_months)


# --- the county's own figures ------------------------------------------------------------


def test_foreign_leavers_without_certificate_rise_but_jump_too_much_for_a_clear_direction():
    series = shares(LEAVERS)

    found = trend(known(list(series.values()), 2011))

    assert (round(series[2011], 1), round(series[2024], 1)) == (21.8, 40.4)
    assert {year: round(value, 1) for year, value in shares(GERMAN_LEAVERS).items()} == {2011: 3.8, 2024: 5.5}
    assert (found.course, found.s) == (Course.UNCLEAR, 9)
    assert found.slope > 0


def test_naturalisation_rate_has_no_clear_direction():
    found = trend(known(list(NATURALISED.values()), 2005))

    assert found.course == Course.UNCLEAR
    assert {year: round(NATURALISED[year], 2) for year in (2005, 2020, 2023)} == {2005: 1.02, 2020: 0.56, 2023: 1.15}


def test_share_of_foreigners_is_context_and_nobody_is_judged_by_it():
    points = yearly(list(FOREIGN_SHARE.values()), 2005)

    found = judged(goal(direction=Direction.NONE, target=6.0), points, date(2010, 12, 31))

    assert (found.status, found.reason) == (Status.NOT_ASSESSABLE, ReasonCode.NOT_JUDGED)
    assert found.value is None


def test_share_of_foreign_pupils_at_the_gymnasium():
    """19 of 1,001 in 2011, 43 of 783 in 2024: 1.9 and 5.5 per cent of all eighth-graders there."""
    found = {year: round(100 * foreign / (foreign + german), 1) for year, (foreign, german) in EIGHTH_GRADERS.items()}

    assert found == {2011: 1.9, 2024: 5.5}


def test_fewer_leavers_was_an_open_question_in_2019():
    """A goal of 15 per cent by 2022, seen from 2019: far off the path, but the series jumps by seven points a year."""
    points = yearly(list(shares(LEAVERS).values()), 2011)
    promise = goal(direction=Direction.DOWN, baseline=18.8, target=15.0)

    found = judged(promise, points, date(2019, 12, 31))

    assert (found.status, found.reason) == (Status.UNCERTAIN, ReasonCode.OPEN)
    assert (round(found.gap, 1), round(found.attainment, 1)) == (-9.4, -2.0)
    assert round(found.mean_change, 1) == 6.7


# --- trend ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "share"), [(5, 0.083), (6, 0.056), (7, 0.069)])
def test_critical_values_give_the_stated_probability(size, share):
    every = [abs(mann_kendall(order)) for order in permutations(range(size))]

    assert round(sum(s >= CRITICAL_S[size] for s in every) / math.factorial(size), 3) == share


def test_theil_sen_ignores_one_outlier():
    assert theil_sen([0, 1, 2, 3, 4], [0, 1, 2, 100, 4]) == 1.0
    assert theil_sen([0], [5]) == 0.0


@pytest.mark.parametrize("values", [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]])
def test_fewer_than_five_values_have_no_direction(values):
    assert trend(known(values)).course == Course.UNCLEAR


def test_trend_looks_at_the_last_seven_values():
    assert trend(known([9, 8, 7, 6, 1, 2, 3, 4, 5, 6, 7])).course == Course.RISING
    assert trend(known([1, 1, 1, 1, 1, 1, 1])).course == Course.UNCLEAR
    assert trend(known([7, 6, 5, 4, 3])).course == Course.FALLING


# --- points --------------------------------------------------------------------------------------------------------


def test_segment_begins_at_the_last_break():
    points = known([1, 2, 3, 4], 2014)

    assert [point.on.year for point in segment(points, [date(2016, 1, 1)])] == [2016, 2017]
    assert [point.on.year for point in segment(points, [date(2016, 12, 31)])] == [2016, 2017]
    assert len(segment(points, [date(2018, 1, 1)])) == 4
    assert segment([], [date(2018, 1, 1)]) == []


def test_positions_keep_holes_and_change_is_shared_over_them():
    points = [Known(date(2005, 12, 31), 0.0), Known(date(2011, 12, 31), 6.0), Known(date(2012, 12, 31), 8.0)]

    places = positions(points, 12)

    assert places == [0, 6, 7]
    assert mean_change([0.0, 6.0, 8.0], places) == 1.5
    assert mean_change([5.0], [0]) == 0.0


# --- forecast ------------------------------------------------------------------------------------------------------


def test_width_follows_the_measured_table():
    assert [width(step) for step in range(1, 8)] == pytest.approx([2.1, 4.2, 6.0, 7.4, 9.0, 10.6, 12.2])
    assert damped_steps(2) == pytest.approx(0.85 + 0.85**2)


def test_constant_series_stays_where_it_is():
    values, places = [5.0] * 8, list(range(8))

    assert forecast(values, places, 3) == Forecast(3, 5.0, 5.0, 5.0)


def test_straight_line_goes_on_but_damped():
    values, places = [float(each) for each in range(10)], list(range(10))

    assert naive(values, places, 3) == 9.0
    assert damped_theil_sen(values, places, 3) == pytest.approx(9 + damped_steps(3))
    assert 9.4 < theta(values, places, 1) < 10.0
    assert 9.5 < damped_holt(values, places, 1) < 10.5
    assert naive(values, places, 3) < forecast(values, places, 3).middle < 12.0


def test_probability_is_a_half_at_the_middle_and_eighty_percent_in_the_range():
    expected = Forecast(2, 10.0, 6.0, 14.0)

    assert probability_within(expected, 10.0, math.inf) == pytest.approx(0.5)
    assert probability_within(expected, 6.0, 14.0) == pytest.approx(0.8)
    assert probability_within(expected, -math.inf, math.inf) == pytest.approx(1.0)


def test_probability_without_fluctuation_is_certain():
    still = Forecast(2, 10.0, 10.0, 10.0)

    assert probability_within(still, 10.0, math.inf) == 1.0
    assert probability_within(still, 10.1, math.inf) == 0.0


# --- judgement: edge cases -----------------------------------------------------------------------------------------


def test_goal_without_measure_says_so():
    found = judged(None, [])

    assert (found.status, found.reason) == (Status.NOT_ASSESSABLE, ReasonCode.NOT_MEASURABLE)


def test_status_follows_the_probability():
    rising = yearly([14, 15.5, 17, 18.5, 20, 22, 24])
    level = yearly([20, 21, 20, 21, 20, 21, 20])

    good = judged(goal(baseline=14.0, target=20.0), rising)
    open_ = judged(goal(target=21.0), level)
    bad = judged(goal(target=60.0), level)

    assert (good.status, good.reason) == (Status.ON_TRACK, ReasonCode.LIKELY)
    assert (open_.status, open_.reason) == (Status.UNCERTAIN, ReasonCode.OPEN)
    assert (bad.status, bad.reason) == (Status.AT_RISK, ReasonCode.UNLIKELY)
    assert bad.probability < 0.30 <= open_.probability < 0.70 <= good.probability


@pytest.mark.parametrize(
    ("last", "status", "reason"),
    [(30.0, Status.REACHED, ReasonCode.TARGET_MET), (29.9, Status.MISSED, ReasonCode.TARGET_NOT_MET)],
)
def test_when_the_date_has_come_the_value_decides(last, status, reason):
    found = judged(goal(), yearly([20, 22, 25, 28, last], 2018), date(2022, 12, 31))

    assert (found.status, found.reason, found.forecast) == (status, reason, None)


def test_value_after_the_target_date_does_not_count():
    found = judged(goal(), yearly([20, 22, 25, 28, 29, 35], 2018), date(2023, 12, 31))

    assert (found.status, found.value) == (Status.MISSED, 29)


def test_due_goal_without_the_value_of_its_date_is_open():
    found = judged(goal(), yearly([20, 22, 25, 31], 2018), date(2022, 12, 31))

    assert (found.status, found.reason) == (Status.NOT_ASSESSABLE, ReasonCode.NO_VALUE)


def test_due_goal_counts_a_value_less_than_a_period_before():
    points = [Point(date(2022, 3, 1), 31.0, 1)]

    assert judged(goal(), points, date(2022, 12, 31)).status == Status.REACHED


def test_target_reached_early_is_no_success_yet():
    found = judged(goal(target=24.0), yearly([20, 25, 20, 25, 20, 25, 24.5]))

    assert found.status == Status.UNCERTAIN
    assert found.attainment == pytest.approx(1.125)


def test_tolerance_lets_a_near_miss_pass_and_says_so():
    found = judged(goal(tolerance=1.0), yearly([20, 22, 25, 28, 29.5], 2018), date(2022, 12, 31))

    assert (found.status, found.reason) == (Status.REACHED, ReasonCode.HELD)


def test_target_equal_to_baseline_is_to_be_held():
    promise = goal(target=20.0, tolerance=0.5)

    held = judged(promise, yearly([20, 20, 20, 19.6], 2015))
    lost = judged(promise, yearly([20, 20, 20, 20, 20, 19, 18]))

    assert (held.status, held.reason, held.attainment) == (Status.REACHED, ReasonCode.HELD, 1.0)
    assert lost.status in {Status.AT_RISK, Status.UNCERTAIN}
    assert lost.attainment == 0.0


def test_hold_in_both_directions():
    promise = goal(direction=Direction.HOLD, target=20.0, tolerance=1.0)

    assert judged(promise, yearly([20, 20, 20, 21], 2015)).status == Status.REACHED
    assert judged(promise, yearly([20, 20, 20, 25], 2015)).gap == pytest.approx(-4.0)
    assert judged(promise, yearly([20] * 6 + [25], 2016), date(2022, 12, 31)).status == Status.MISSED


def test_corridor_comes_before_the_direction():
    promise = goal(direction=Direction.UP, baseline=4120.0, target=4800.0, corridor=(4000.0, 5500.0))

    inside = judged(promise, yearly([4100, 4300, 4200, 4400, 4500], 2018), date(2022, 12, 31))
    over = judged(promise, yearly([4100, 4300, 4200, 4400, 5800], 2018), date(2022, 12, 31))

    assert (inside.attainment, inside.gap, inside.expected) == (1.0, 0.0, None)
    assert (over.status, over.gap, over.attainment) == (Status.MISSED, -300.0, None)


def test_corridor_from_outside_counts_the_way_to_the_edge():
    promise = goal(direction=Direction.NONE, baseline=80.0, target=None, corridor=(20.0, 40.0))

    assert attainment(promise, 60.0) == 0.5
    assert attainment(promise, 30.0) == 1.0


def test_zero_and_change_of_sign_are_ordinary_numbers():
    promise = goal(baseline=0.0, target=10.0)
    through = goal(baseline=-10.0, target=10.0)
    to_zero = goal(direction=Direction.DOWN, baseline=10.0, target=0.0)

    assert attainment(promise, 5.0) == 0.5
    assert attainment(through, 0.0) == 0.5
    assert attainment(to_zero, 0.0) == 1.0
    assert judged(to_zero, yearly([10, 5, 2, 1, 0], 2018), date(2022, 12, 31)).status == Status.REACHED


def test_break_since_the_baseline_ends_the_comparison():
    found = judged(goal(), yearly([18, 19, 20, 20, 20, 21, 22]), breaks=[date(2017, 5, 15)])

    assert (found.status, found.reason, found.gap) == (Status.NOT_ASSESSABLE, ReasonCode.BREAK, None)


def test_break_before_the_baseline_shortens_the_series():
    found = judged(goal(), yearly([18, 19, 20, 20, 20, 21, 22]), breaks=[date(2016, 1, 1)])

    assert found.reason == ReasonCode.TOO_FEW_VALUES
    assert found.gap is not None


def test_fewer_than_four_values_are_too_few_for_a_forecast():
    assert judged(goal(), yearly([20, 21, 22], 2016)).reason == ReasonCode.TOO_FEW_VALUES
    assert judged(goal(), yearly([19, 20, 21, 22], 2015)).probability is not None


def test_value_older_than_two_periods_is_outdated():
    points = yearly([18, 19, 20, 20, 20])  # until 2016

    assert judged(goal(), points, date(2018, 12, 31)).reason != ReasonCode.OUTDATED
    assert judged(goal(), points, date(2019, 1, 1)).reason == ReasonCode.OUTDATED


def test_no_value_before_the_reference_date():
    assert judged(goal(), yearly([20, 21], 2019)).reason == ReasonCode.NO_VALUE
    assert judged(goal(), [Point(date(2017, 12, 31), None)]).reason == ReasonCode.NO_VALUE


def test_hidden_value_leaks_nothing():
    points = [*yearly([20, 21, 22, 23]), Point(date(2016, 12, 31), None, 9, is_hidden=True)]

    found = judged(goal(), points, date(2017, 12, 31))

    assert (found.status, found.reason) == (Status.NOT_ASSESSABLE, ReasonCode.SUPPRESSED)
    assert (found.value, found.attainment, found.gap, found.observation_ids) == (None, None, None, ())


def test_without_baseline_there_is_a_chance_but_no_path():
    found = judged(goal(baseline=None, baseline_on=None), yearly([18, 19, 20, 20, 20, 21, 22]))

    assert (found.attainment, found.expected, found.gap) == (None, None, None)
    assert found.probability is not None


def test_path_is_straight_and_level_outside():
    promise = goal()

    assert target_path(promise, date(2016, 12, 31)) == 20.0
    assert target_path(promise, date(2019, 12, 31)) == pytest.approx(25.0, abs=0.01)
    assert (target_path(promise, date(2010, 1, 1)), target_path(promise, date(2030, 1, 1))) == (20.0, 30.0)
    assert target_path(goal(baseline_on=TARGET_ON), TARGET_ON) == 30.0


def test_horizon_counts_periods():
    assert horizon(date(2018, 12, 31), TARGET_ON, 12) == 4
    assert horizon(date(2018, 12, 31), TARGET_ON, 6) == 8
    assert horizon(date(2022, 10, 1), TARGET_ON, 12) == 1


# --- judgement: properties -----------------------------------------------------------------------------------------

numbers = st.floats(min_value=-1000, max_value=1000, allow_nan=False).map(lambda value: round(value, 3))
series = st.lists(numbers, min_size=1, max_size=12)


@given(numbers, numbers)
def test_baseline_is_zero_and_target_is_one(start, end):
    promise = goal(baseline=start, target=end)
    if promise.is_hold:
        assert attainment(promise, end) == 1.0
    else:
        assert attainment(promise, start) == 0.0
        assert attainment(promise, end) == 1.0


@given(series, numbers, numbers)
@settings(deadline=None)
def test_mirrored_goal_gives_the_mirrored_result(values, start, end):
    promise = goal(baseline=start, target=end)
    mirror = goal(direction=Direction.DOWN, baseline=-start, target=-end)

    there, back = judged(promise, yearly(values)), judged(mirror, yearly([-value for value in values]))

    assert (there.status, there.reason) == (back.status, back.reason)
    assert there.gap == pytest.approx(back.gap)
    assert there.attainment == pytest.approx(back.attainment)
    assert there.probability == pytest.approx(back.probability, abs=1e-9)


@given(series, numbers, st.floats(min_value=0.1, max_value=50), numbers)
@settings(deadline=None)
def test_other_unit_gives_the_same_status(values, start, factor, end):
    """Counting in thousands instead of ones changes no status."""
    one = judged(goal(baseline=start, target=end), yearly(values))
    other = judged(
        goal(baseline=start * 1024, target=end * 1024), yearly([value * 1024 for value in values])
    )  # a power of two: no rounding

    assert (one.status, one.reason) == (other.status, other.reason)
    assert one.probability == pytest.approx(other.probability)


@given(series, numbers, numbers)
@settings(deadline=None)
def test_chance_and_range_are_sane(values, start, end):
    found = judged(goal(baseline=start, target=end), yearly(values))

    if found.probability is not None:
        assert 0.0 <= found.probability <= 1.0
        assert found.forecast.low <= found.forecast.middle <= found.forecast.high
    assert (found.probability is None) == (found.forecast is None)
    assert found.reason in ReasonCode


@given(series, numbers, numbers, numbers)
@settings(deadline=None)
def test_harder_target_is_never_more_likely(values, start, end, more):
    easy = judged(goal(baseline=start, target=end), yearly(values))
    hard = judged(goal(baseline=start, target=end + abs(more)), yearly(values))

    if easy.probability is not None and hard.probability is not None:
        assert hard.probability <= easy.probability + 1e-9


@given(series)
@settings(deadline=None)
def test_gap_is_zero_on_the_path(values):
    promise = goal()
    day = date(2018, 12, 31)

    assert gap(promise, target_path(promise, day), day) == pytest.approx(0.0)
