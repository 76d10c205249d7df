"""The outline of a concept and the SMART check of targets."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.concept.enums import ElementKind, TargetFault
from roterfaden.concept.methods import TargetValues, may_stand_under, order_key, outline_number, target_faults
from roterfaden.indicators.enums import Direction
from roterfaden.indicators.models import Series

CONCEPT = {"starts_on": date(2018, 1, 1), "ends_on": date(2023, 1, 1)}
SMART = TargetValues(
    series=Series(),
    baseline_value=Decimal("21.4"),
    baseline_on=date(2016, 12, 31),
    baseline_source="Landesamt für Statistik",
    target_value=Decimal("25"),
    target_on=date(2022, 12, 31),
    tolerance=Decimal("0.5"),
)


def faults(direction=Direction.UP, **changes):
    return [tuple(fault) for fault in target_faults(replace(SMART, **changes), direction=direction, **CONCEPT)]


def test_smart_target_has_no_faults():
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "field", "fault"),
    [
        ({"target_value": None}, "target_value", TargetFault.NO_VALUE),
        ({"corridor_low": Decimal(1)}, "corridor_high", TargetFault.CORRIDOR_HALF),
        ({"corridor_high": Decimal(1)}, "corridor_low", TargetFault.CORRIDOR_HALF),
        ({"corridor_low": Decimal(2), "corridor_high": Decimal(2)}, "corridor_high", TargetFault.CORRIDOR_ORDER),
        ({"target_on": None}, "target_on", TargetFault.NO_DATE),
        ({"target_on": date(2017, 12, 31)}, "target_on", TargetFault.DATE_BEFORE_CONCEPT),
        ({"target_on": date(2023, 1, 2)}, "target_on", TargetFault.DATE_AFTER_CONCEPT),
        ({"baseline_on": date(2022, 12, 31)}, "target_on", TargetFault.DATE_BEFORE_BASELINE),
        ({"baseline_on": None}, "baseline_on", TargetFault.BASELINE_DATE),
        ({"baseline_source": " "}, "baseline_source", TargetFault.BASELINE_SOURCE),
        ({"target_value": Decimal("21.4")}, "target_value", TargetFault.WRONG_WAY),
        ({"tolerance": Decimal("-1")}, "tolerance", TargetFault.NEGATIVE_TOLERANCE),
        ({"not_measurable_reason": "noch keine Zahlen"}, "not_measurable_reason", TargetFault.SERIES_AND_REASON),
        ({"series": None}, "series", TargetFault.VALUE_WITHOUT_SERIES),
        ({"series": None, "target_value": None}, "series", TargetFault.MISSING),
    ],
)
def test_fault_is_named_at_its_field(changes, field, fault):
    assert faults(**changes) == [(field, fault)]


def test_all_faults_are_named_at_once():
    assert [field for field, _fault in faults(target_value=None, target_on=None, baseline_source="")] == [
        "target_value",
        "target_on",
        "baseline_source",
    ]


@pytest.mark.parametrize("direction", [Direction.HOLD, Direction.CORRIDOR, Direction.NONE])
def test_holding_a_value_is_a_target_where_neither_way_is_good(direction):
    assert faults(direction, target_value=Decimal("21.4")) == []


def test_less_is_better_turns_the_check_round():
    assert faults(Direction.DOWN) == [("target_value", TargetFault.WRONG_WAY)]
    assert faults(Direction.DOWN, target_value=Decimal(20)) == []


def test_reason_instead_of_figure_is_enough():
    assert target_faults(TargetValues(not_measurable_reason="Die Erhebung beginnt 2019."), **CONCEPT) == []


@given(st.lists(st.integers(1, 999), min_size=2, max_size=5, unique=True), st.lists(st.integers(1, 999), max_size=3))
def test_order_keys_sort_like_positions(positions, above):
    parent = ""
    for position in above:
        parent = order_key(parent, position)

    assert sorted(order_key(parent, position) for position in positions) == [
        order_key(parent, position) for position in sorted(positions)
    ]


def test_outline_numbers_read_as_usual():
    assert (outline_number("", 2), outline_number("2.1", 3)) == ("2", "2.1.3")


@pytest.mark.parametrize(
    ("kind", "parent", "allowed"),
    [
        (ElementKind.FIELD, None, True),
        (ElementKind.FIELD, ElementKind.FIELD, False),
        (ElementKind.CHALLENGE, ElementKind.FIELD, True),
        (ElementKind.GOAL, ElementKind.CHALLENGE, True),
        (ElementKind.GOAL, None, False),
        (ElementKind.INITIATIVE, ElementKind.GOAL, True),
        (ElementKind.INITIATIVE, ElementKind.TEXT, False),
        (ElementKind.TEXT, None, True),
        (ElementKind.TEXT, ElementKind.GOAL, True),
    ],
)
def test_outline_says_what_may_stand_where(kind, parent, allowed):
    assert may_stand_under(kind, parent) is allowed
