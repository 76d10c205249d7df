"""Windows of stages and codes on paper."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.kernel import codes
from roterfaden.participation.methods import Occasion, Window, fresh_codes

DAY = date(2017, 6, 15)
bodies = st.text(alphabet=codes.ALPHABET, min_size=8, max_size=8)
valid_codes = bodies.map(lambda body: body + codes.check_sign(body))


# --- codes --------------------------------------------------------------------------------------------------------
@given(valid_codes)
def test_code_survives_reading_aloud_and_typing(code):
    assert codes.is_valid(code)
    assert codes.normalise(codes.readable(code)) == code
    assert codes.normalise(f" {codes.readable(code).lower().replace('-', ' - ')} ") == code


@given(valid_codes, st.integers(0, 8), st.sampled_from(codes.ALPHABET))
def test_code_finds_every_single_wrong_sign(code, place, sign):
    typed = code[:place] + sign + code[place + 1 :]

    assert codes.is_valid(typed) is (typed == code)


@given(valid_codes, st.integers(0, 8), st.integers(0, 8))
def test_code_finds_every_swap_of_two_signs(code, one, other):
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]

    assert codes.is_valid("".join(signs)) is ("".join(signs) == code)


@given(st.text(max_size=20))
def test_code_check_never_breaks_on_what_people_type(typed):
    assert codes.is_valid(codes.normalise(typed)) in (True, False)


def test_new_codes_are_valid_and_readable():
    code = codes.new_code()

    assert codes.is_valid(code)
    assert [len(group) for group in codes.readable(code).split("-")] == [3, 3, 3]
    assert not set(code) & set("01ILOUV")


def test_fresh_codes_are_drawn_again_until_nobody_has_them():
    drawn = iter(["A", "A", "B", "C", "B", "D"])

    assert fresh_codes(3, lambda _candidates: {"A"}, lambda: next(drawn)) == ["B", "C", "D"]


def test_fresh_codes_asks_only_about_candidates():
    asked = []

    assert fresh_codes(2, lambda candidates: asked.extend(candidates) or [], iter(["X", "Y"]).__next__) == ["X", "Y"]
    assert sorted(asked) == ["X", "Y"]


# --- windows ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("window", "open_"),
    [
        (Window(DAY, DAY, "goal"), True),
        (Window(DAY, None, "goal"), True),
        (Window(DAY - timedelta(days=9), DAY - timedelta(days=1), "goal"), False),
        (Window(DAY + timedelta(days=1), None, "goal"), False),
        (Window(DAY, DAY, "measure"), False),
        (Window(DAY, DAY, "goal", 7), True),
        (Window(DAY, DAY, "goal", 8), False),
    ],
)
def test_occasion_is_open_when_a_window_admits_it(window, open_):
    assert Occasion("dialog", "goal", 7, DAY, (window,)).is_open is open_


def test_occasion_without_windows_is_closed():
    assert not Occasion("dialog", "goal", None, DAY, ()).is_open
