"""Early warnings: what fires, what does not, at the exact bounds."""

from datetime import date

from roterfaden.monitoring.enums import ReasonCode, SignalKind, Status
from roterfaden.monitoring.methods.warnings import Review, early_warnings


def warned(*reviews, known_on=date(2019, 6, 30)):
    return set(early_warnings(reviews, known_on=known_on, rhythm_months=12))


def review(status=Status.ON_TRACK, **values):
    return Review(**{"status": status, "reason": ReasonCode.LIKELY, "value_on": date(2018, 12, 31)} | values)


def test_two_steps_down_warn():
    down = [review(Status.AT_RISK), review(Status.UNCERTAIN), review(Status.ON_TRACK)]

    assert warned(*down) == {SignalKind.WORSENED}
    assert warned(*down[:2]) == set()
    assert warned(review(Status.AT_RISK), review(Status.AT_RISK), review(Status.ON_TRACK)) == set()
    assert warned(review(Status.AT_RISK), review(Status.NOT_ASSESSABLE), review(Status.ON_TRACK)) == set()


def test_falling_chance_warns_from_twenty_points():
    assert warned(review(probability=0.5), review(probability=0.7)) == {SignalKind.LESS_LIKELY}
    assert warned(review(probability=0.51), review(probability=0.7)) == set()


def test_value_far_from_the_path_warns():
    assert warned(review(gap=-2.1, mean_change=1.0)) == {SignalKind.OFF_PATH}
    assert warned(review(gap=-2.0, mean_change=1.0)) == set()


def test_overdue_value_warns_but_not_where_nothing_is_measured():
    assert warned(review(value_on=date(2016, 12, 31))) == {SignalKind.VALUE_OVERDUE}
    assert warned(review(value_on=None, reason=ReasonCode.NO_VALUE)) == {SignalKind.VALUE_OVERDUE}
    assert warned(review(value_on=None, reason=ReasonCode.NOT_MEASURABLE)) == set()
    assert warned(review(value_on=None, reason=ReasonCode.SUPPRESSED)) == set()
    assert warned(review(value_on=date(2012, 12, 31), reason=ReasonCode.TARGET_NOT_MET)) == set()
