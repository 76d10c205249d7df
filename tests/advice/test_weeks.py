"""The counsellors' week: free beside taken, moving, and what the desk may give."""

from datetime import timedelta

import pytest

from roterfaden.advice import actions, errors, queries
from roterfaden.advice.methods import OpenTime
from roterfaden.advice.models import Absence
from roterfaden.advice.queries import FreeTime
from roterfaden.kernel.time import local_day
from tests.factories import NOW
from tests.factories import appointments as made

MONDAY = local_day(NOW) + timedelta(days=4)
"""The Monday after NOW, a Thursday."""


@pytest.fixture
def place(db):
    return made.centre()


@pytest.fixture
def berta(place):
    """Speaks German and Arabic; two times on Thursdays from nine."""
    row = made.counsellor("de", "ar")
    made.weekly(row, place)
    return row


def thursday(**values):
    return queries.week(MONDAY, **{"now": NOW} | values).days[3]


def free_times(day) -> list[FreeTime]:
    return [each for each in day.entries if isinstance(each, FreeTime)]


def test_week_shows_taken_and_free_in_one_order_and_who_is_away(berta, place):
    carla = made.counsellor("de")
    made.weekly(carla, place)
    nine, ten = free_times(thursday())
    row = made.booked(berta, place, nine.starts_at)
    Absence.objects.create(counsellor=carla, first_on=MONDAY, last_on=MONDAY)
    made.number(place, NOW + timedelta(days=7))

    day = thursday()

    assert set(nine.counsellors) == {berta, carla}
    assert [type(each).__name__ for each in day.entries] == ["CalendarRow", "FreeTime", "FreeTime"]
    assert day.rows[0].appointment == row
    assert [each.counsellors for each in free_times(day)] == [(carla,), ten.counsellors]
    assert (day.drawn, day.waiting) == (1, 1)
    assert thursday(counsellor=berta).entries[1].counsellors == (berta,)
    assert queries.week(MONDAY, now=NOW).days[0].away == (carla.person.name,)


def test_week_for_moving_shows_only_times_that_fit(berta, place):
    carla = made.counsellor("de")
    made.weekly(carla, place, weekday=4)
    nine, ten = free_times(thursday())
    row = made.booked(berta, place, nine.starts_at, language="ar")

    week = queries.week(MONDAY, now=NOW, moving=row)

    assert [each.token for day in week.days for each in free_times(day)] == [ten.token]


def test_week_that_is_over_has_no_free_time(berta):
    assert queries.week(MONDAY - timedelta(days=14), now=NOW).days[3].entries == ()


def test_desk_gives_a_time_to_whom_it_names_with_an_interpreter_if_need_be(berta, place, counsellor):
    carla = made.counsellor("de")
    made.weekly(carla, place)
    nine = free_times(thursday())[0]

    row = actions.book_appointment(
        actor=counsellor, time=OpenTime(nine.starts_at, place.pk), topic=None, language="ar", counsellor=carla, now=NOW
    )

    assert (row.counsellor, row.needs_interpreter) == (carla, True)
    assert row.code


def test_desk_is_told_when_nobody_can_interpret_so_soon(berta, place, counsellor):
    nine = free_times(thursday())[0]
    day_before = nine.starts_at - timedelta(days=1)
    time = OpenTime(nine.starts_at, place.pk)

    with pytest.raises(errors.TimeDoesNotFit):
        actions.book_appointment(actor=counsellor, time=time, topic=None, language="fa", now=day_before)


@pytest.mark.parametrize("count", [1, 3])
def test_week_costs_the_same_however_full(berta, place, query_count, count):
    free = free_times(thursday())
    for number in range(count):
        other = made.counsellor("de")
        made.weekly(other, place, weekday=number)
        row = made.booked(other, place, free[0].starts_at, needs_interpreter=True)
        made.asked(made.interpreter("ar"), row)
        made.number(place, NOW + timedelta(days=number))

    assert query_count(lambda: queries.week(MONDAY, now=NOW)) == 11
