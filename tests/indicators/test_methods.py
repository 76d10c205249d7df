"""Reading printed figures: numbers, signs, small counts, periods."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.indicators.enums import Notation, ObservationStatus
from roterfaden.indicators.errors import (
    AmbiguousNumber,
    NumberTooLarge,
    NumberWithSign,
    SignWithoutNumber,
    UnreadableToken,
)
from roterfaden.indicators.methods import (
    Inhabitants,
    Limits,
    Step,
    breakdown_parts,
    is_hidden,
    last_day,
    months_later,
    parse_number,
    parse_token,
    read_token,
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,75", "0.75"),
        ("0.750", "0.75"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234 567", "1234567"),
        ("356\u202f158", "356158"),
        ("356\u00a0158,4", "356158.4"),
        ("-3,2", "-3.2"),
        ("−3,2", "-3.2"),
        ("–7", "-7"),
        ("+4", "4"),
        (" 27.98 ", "27.98"),
        ("1.01809260962895", "1.018093"),
    ],
)
def test_number_in_either_notation(raw, value):
    assert parse_number(raw) == Decimal(value)


@pytest.mark.parametrize("raw", ["1.234", "1,234", "-12.500"])
def test_number_that_could_be_two_is_refused(raw):
    with pytest.raises(AmbiguousNumber):
        parse_number(raw)


@pytest.mark.parametrize(
    ("raw", "notation", "value"),
    [
        ("1.234", Notation.GERMAN, "1234"),
        ("1.234", Notation.ENGLISH, "1.234"),
        ("1,234", Notation.GERMAN, "1.234"),
        ("1,234", Notation.ENGLISH, "1234"),
    ],
)
def test_notation_decides_what_auto_does_not_guess(raw, notation, value):
    assert parse_number(raw, notation) == Decimal(value)


@pytest.mark.parametrize("raw", ["", "abc", "1,2,3", "12,34.5.6", "1..2", "12 Personen", "٣", "1e5", "--3"])
def test_number_that_is_none_is_refused(raw):
    with pytest.raises(UnreadableToken):
        parse_number(raw)


def test_german_notation_refuses_english_fraction():
    with pytest.raises(UnreadableToken):
        parse_number("12.5", Notation.GERMAN)


def test_number_too_large_is_refused():
    with pytest.raises(NumberTooLarge):
        parse_number("1234567890123")


def test_negative_zero_is_zero():
    assert str(parse_number("-0,0")) == "0.000000"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("-", ObservationStatus.NIL),
        ("–", ObservationStatus.NIL),
        (".", ObservationStatus.UNKNOWN),
        ("*", ObservationStatus.UNKNOWN),
        ("/", ObservationStatus.UNRELIABLE),
        ("x", ObservationStatus.BLOCKED),
        ("X", ObservationStatus.BLOCKED),
        ("...", ObservationStatus.LATER),
        ("…", ObservationStatus.LATER),
        ("( )", ObservationStatus.LIMITED),
    ],
)
def test_sign_has_no_value(raw, status):
    reading = parse_token(raw)

    assert reading.value is None
    assert reading.status == status


@pytest.mark.parametrize(
    ("raw", "value", "status"),
    [
        ("(7,5)", "7.5", ObservationStatus.LIMITED),
        ("12,5 p", "12.5", ObservationStatus.PROVISIONAL),
        ("12,5s", "12.5", ObservationStatus.ESTIMATED),
        ("12,5 r", "12.5", ObservationStatus.NORMAL),
        ("12,5e", "12.5", ObservationStatus.NORMAL),
    ],
)
def test_number_with_mark_of_quality(raw, value, status):
    assert parse_token(raw).value == Decimal(value)
    assert parse_token(raw).status == status


def test_dash_may_mean_unknown_but_never_a_value():
    assert read_token("-", ObservationStatus.UNKNOWN).value is None
    with pytest.raises(SignWithoutNumber):
        read_token("-", ObservationStatus.NORMAL)


@pytest.mark.parametrize("status", ["nil", "unknown", "unreliable", "blocked", "later"])
def test_number_called_a_sign_is_refused(status):
    with pytest.raises(NumberWithSign):
        read_token("0", status)


def test_number_may_be_called_estimated():
    assert read_token("3", ObservationStatus.ESTIMATED).status == ObservationStatus.ESTIMATED


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False))
def test_german_and_english_spelling_give_the_same_number(number):
    german = f"{number:,.4f}".replace(",", " ").replace(".", ",").replace(" ", ".")

    assert parse_number(german, Notation.GERMAN) == parse_number(f"{number:,.4f}", Notation.ENGLISH) == number


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_by_name(raw):
    try:
        reading = parse_token(raw)
    except (UnreadableToken, AmbiguousNumber, NumberTooLarge):
        return

    assert (reading.value is None) <= (reading.status not in {ObservationStatus.NORMAL, ObservationStatus.PROVISIONAL})


@pytest.mark.parametrize(
    ("value", "minimum", "denominator", "hidden"),
    [
        ("2", 3, "", True),
        ("1", 3, "", True),
        ("3", 3, "", False),
        ("0", 3, "", False),
        ("9", 10, "", True),
        ("2", 0, "", False),
        ("1.2", 3, "Alle Abgänge", False),
        (None, 3, "", False),
    ],
)
def test_small_count_is_hidden(value, minimum, denominator, hidden):
    number = None if value is None else Decimal(value)

    assert is_hidden(number, minimum_count=minimum, multiplier=1, denominator=denominator) is hidden


def test_small_count_takes_the_multiplier_into_account():
    assert not is_hidden(Decimal(1), minimum_count=3, multiplier=1000, denominator="")


def test_last_day_of_reference_date_and_of_year():
    assert last_day(date(2016, 12, 31), date(2016, 12, 31)) == date(2016, 12, 31)
    assert last_day(date(2016, 1, 1), date(2017, 1, 1)) == date(2016, 12, 31)


def test_months_later_stays_inside_the_month():
    assert months_later(date(2016, 1, 31), 1) == date(2016, 2, 29)
    assert months_later(date(2016, 12, 31), 24) == date(2018, 12, 31)
    assert months_later(date(2016, 11, 30), 1) == date(2016, 12, 30)
    assert months_later(date(2016, 12, 31), 2) == date(2017, 2, 28)


def test_breakdown_parts_in_order():
    assert breakdown_parts("nationalitaet=auslaendisch;geschlecht=weiblich") == (
        ("nationalitaet", "auslaendisch"),
        ("geschlecht", "weiblich"),
    )
    assert breakdown_parts("") == ()


# --- small areas ------------------------------------------------------------------------------------------------------
STEPS = Limits(
    steps={1: [
        Step(date(2015, 1, 1), 20_000, 5), Step(date(2015, 1, 1), 5_000, 10), Step(date(2020, 1, 1), 0, 1),
    ]},
    inhabitants={7: [Inhabitants(date(2016, 12, 31), 19_999), Inhabitants(date(2018, 12, 31), 20_000)]},
)  # fmt: skip


@pytest.mark.parametrize(
    ("definition", "usual", "area", "day", "limit"),
    [
        (1, 3, 7, date(2014, 12, 31), 3),  # not yet
        (1, 3, 7, date(2016, 6, 30), 5),  # nobody counted before: the first count
        (1, 3, 7, date(2018, 12, 30), 5),
        (1, 3, 7, date(2018, 12, 31), 3),  # not fewer than 20,000
        (1, 3, 8, date(2018, 12, 31), 10),  # nobody knows: counts as small
        (1, 3, 8, date(2020, 1, 1), 3),  # ended
        (1, 0, 8, date(2018, 12, 31), 0),  # no people, no cases
        (2, 3, 8, date(2018, 12, 31), 3),  # another definition
    ],
)
def test_limit_follows_the_people_of_the_area_and_the_day(definition, usual, area, day, limit):
    assert STEPS.limit(definition, usual, area, day) == limit
