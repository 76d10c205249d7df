"""Free times, who gets them, and how long people wait: pure calculations."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.advice.methods import (
    Hours,
    OpenTime,
    Slot,
    Span,
    WaitingDays,
    Wish,
    as_hours,
    choose,
    fits,
    free_slots,
    half_day,
    next_number,
    offer_until,
    reminder_due,
    waiting_days,
)

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2017, 6, 15)
LONG_AGO = datetime(2017, 1, 1, tzinfo=UTC)


def hours(**values) -> Hours:
    given_values = {
        "counsellor": 1, "site": 7, "weekday": 3, "starts": time(9), "ends": time(12), "minutes": 45, "buffer": 15,
        "first_on": date(2017, 1, 1), "languages": frozenset({"de", "ar"}),
    }  # fmt: skip
    return Hours(**given_values | values)


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), BERLIN)


def free(*all_hours: Hours, absences=(), taken=(), closed=(), days: int = 0, not_before=LONG_AGO) -> list[Slot]:
    return free_slots(
        all_hours, absences=absences, taken=taken, is_closed=lambda day: day in closed, first_on=THURSDAY,
        last_on=THURSDAY + timedelta(days=days), not_before=not_before,
    )  # fmt: skip


def begins(slots: list[Slot]) -> list[datetime]:
    return [slot.starts_at for slot in slots]


def test_hours_are_cut_into_times_with_a_pause_after_each():
    assert begins(free(hours())) == [at(9), at(10), at(11)]


@pytest.mark.parametrize(
    "without",
    [
        {"absences": [Span(1, at(8), at(20))]},
        {"closed": [THURSDAY]},
        {"not_before": at(11, 1)},
        {"taken": [Span(1, at(9, 30), at(12))], "not_before": at(9, 1)},
    ],
    ids=["away", "holiday", "too soon", "overlapped by another length"],
)
def test_no_time_is_free(without):
    assert free(hours(), **without) == []


def test_hours_outside_of_their_period_give_nothing():
    assert free(hours(first_on=date(2017, 6, 16)), hours(last_on=date(2017, 6, 14)), days=6) == []


def test_seats_fill_one_by_one():
    taken = [Span(1, at(9), at(9, 45), seat=1)]

    first, *others = free(hours(capacity=2), taken=taken)

    assert (first.starts_at, first.seat) == (at(9), 2)
    assert [slot.seat for slot in others] == [1, 1]


def test_time_keeps_its_hour_when_the_clocks_change():
    sunday = date(2017, 10, 29)  # clocks go back at three
    found = free_slots(
        [hours(weekday=6)], absences=(), taken=(), is_closed=lambda _day: False, first_on=sunday, last_on=sunday,
        not_before=LONG_AGO,
    )  # fmt: skip

    assert [slot.starts_at.astimezone(BERLIN).hour for slot in found] == [9, 10, 11]


@given(
    buffers=st.lists(st.integers(0, 40), min_size=1, max_size=4),
    lengths=st.lists(st.integers(10, 90), min_size=4, max_size=4),
)
def test_times_of_one_counsellor_never_overlap(buffers, lengths):
    """However hours overlap that somebody entered, nobody is in two talks at once."""
    entered = [
        hours(starts=time(8 + number), ends=time(14), minutes=lengths[number], buffer=buffer)
        for number, buffer in enumerate(buffers)
    ]

    found = free(*entered)

    assert all(one.ends_at <= other.starts_at for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(None, None, "ar"), True),
        (Wish(None, 8, "ar"), False),
        (Wish(3, 7, "ar"), True),
        (Wish(4, 7, "ar"), False),
        (Wish(3, 7, "fa"), False),
        (Wish(3, 7, "fa", needs_interpreter=True), True),
    ],
)
def test_hours_fit_place_topic_and_language(wish, expected):
    assert fits(hours(topics=frozenset({3})), wish) is expected


def test_time_goes_to_whoever_speaks_the_language_then_has_least_to_do():
    slots = [Slot(at(9), 7, counsellor, 1, at(9, 45)) for counsellor in (1, 2, 3)]
    wanted = OpenTime(at(9), 7)

    assert choose(slots, wanted, spoken=frozenset({2, 3}), load={2: 4, 3: 1}).counsellor == 3
    assert choose(slots, wanted, spoken=frozenset(), load={1: 1}).counsellor == 2
    assert choose(slots, OpenTime(at(10), 7), spoken=frozenset(), load={}) is None


@pytest.mark.parametrize(
    ("hours_ahead", "lasts"), [(100, 24), (20, 17), (5, 2), (3, None)], ids=["a day", "less", "shortest", "none"]
)
def test_offer_leaves_time_to_answer_and_to_come(hours_ahead, lasts):
    now = at(9)

    until = offer_until(now, now + timedelta(hours=hours_ahead))

    assert until == (None if lasts is None else now + timedelta(hours=lasts))


@pytest.mark.parametrize(
    ("ahead", "booked_before", "due"), [(29, 100, True), (31, 100, False), (20, 25, False), (-1, 100, False)]
)
def test_reminder_is_due_the_day_before_unless_just_booked(ahead, booked_before, due):
    starts_at = at(9) + timedelta(hours=ahead)

    booked_at = starts_at - timedelta(hours=booked_before)

    assert reminder_due(starts_at=starts_at, booked_at=booked_at, now=at(9)) is due


def test_waiting_days_give_median_and_share():
    spans = [(THURSDAY, THURSDAY + timedelta(days=days)) for days in (2, 10, 14, 40)]

    assert waiting_days(spans) == WaitingDays(4, 12.0, 0.75)
    assert waiting_days([]) == WaitingDays(0, None, None)


def test_small_words():
    assert (next_number([]), next_number([1, 2]), as_hours(95), half_day(at(9)), half_day(at(12))) == (
        1, 3, "1:35", "3-am", "3-pm",
    )  # fmt: skip
