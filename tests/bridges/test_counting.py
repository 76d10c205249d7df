"""What is held back before it crosses, and what is counted of courses."""

from datetime import UTC, date, datetime, timedelta

import pytest

from roterfaden.bridges.carrying import carry_counts
from roterfaden.bridges.counting.cells import OTHERS, Cell, gathered, median_of, months_from, share_up_to
from roterfaden.courses.enums import SeatState
from roterfaden.courses.models import Candidate, Seat
from roterfaden.indicators.enums import ObservationStatus, Protection
from roterfaden.indicators.models import Observation
from tests import factories
from tests.courses import network

CLOSED = datetime(2026, 10, 12, 10, tzinfo=UTC)


def test_medians_and_shares_need_three_people():
    assert [median_of(days) for days in ([4, 9], [4, 9, 30], [4, 9, 10, 30])] == [None, 9, 9.5]
    assert share_up_to([1, 1], 42) is None
    assert share_up_to([1, 2, 3, 50], 42) is None  # one person lies outside
    assert share_up_to([1, 2, 3, 50, 60, 70, 80], 42) == 43
    assert [share_up_to([day] * 3, 42) for day in (1, 90)] == [100, 0]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ({"ar": 9, "uk": 2, "so": 1}, {"ar": 9, OTHERS: 3}),  # two small ones make a big one
        ({"ar": 9, "uk": 5, "so": 1}, {"ar": 9, OTHERS: 6}),  # a single small one takes the next along
        ({"ar": 9, "uk": 5}, {"ar": 9, "uk": 5}),
        ({"ar": 1, "uk": 1}, {}),
        ({"ar": 2, "uk": 2}, {}),  # together they are all there is: the total says it
    ],
)
def test_hours_of_few_people_are_taken_together(people, expected):
    found = gathered({name: (count / 1, count) for name, count in people.items()})

    assert found == expected
    assert OTHERS not in found or sum(found.values()) == sum(people.values())


def test_numbers_are_written_as_imports_read_them():
    assert [Cell(CLOSED.date(), value).raw for value in (7, 7.0, 38.5, None)] == ["7", "7", "38.5", "."]


def test_months_are_those_that_are_kept():
    assert months_from(date(2026, 7, 15), date(2026, 9, 3), 24) == [date(2026, month, 1) for month in (7, 8, 9)]
    assert months_from(date(2020, 1, 1), date(2026, 9, 3), 2) == [date(2026, month, 1) for month in (8, 9)]
    assert months_from(None, date(2026, 9, 3), 24) == []


@pytest.fixture
def september(course_coordinator):
    """Six people registered on the first of September; four began on the fifteenth, two of them after long."""
    factories.instance()
    waits = (14, 14, 20, 70, 80, 90)
    people = [network.ready(course_coordinator, number) for number in range(6)]
    course = network.run(starts_on=date(2026, 9, 15), ends_on=date(2026, 12, 1), seats_max=12, state="running")
    network.run("Q-2", starts_on=date(2026, 10, 20), ends_on=date(2026, 12, 1), seats_max=9, state="open")
    for person, days in zip(people, waits, strict=True):
        Candidate.objects.filter(pk=person.pk).update(waiting_since=date(2026, 9, 15) - timedelta(days=days))
    for person in people[:4]:
        Seat.objects.create(
            candidate=person, run=course, state=SeatState.STARTED, reserved_at=network.NOW, changed_on=network.TODAY
        )
    return people


def values(slug):
    rows = Observation.objects.filter(series__definition__indicator__slug=slug).select_related("series__area")
    return {(row.series.area.key, row.series.breakdown): row for row in rows}


def test_courses_cross_as_numbers_and_small_ones_do_not(september):
    found = carry_counts(now=CLOSED)

    waiting, town = values("wartende-auf-sprachkurs"), september[0].area
    cells = (waiting["03459", ""], waiting[town.key, ""], waiting["03459", "kursart=general"])
    assert [int(cell.value) for cell in cells] == [2, 2, 2]
    assert {row.protection != Protection.FREE for row in waiting.values() if row.value} == {True}
    assert int(values("kursbeginne-im-monat")["03459", ""].value) == 4
    assert float(values("wartetage-auf-sprachkurs")["03459", ""].value) == 17
    share = values("kursbeginn-in-sechs-wochen")["03459", ""]
    assert (share.value, share.status) == (None, ObservationStatus.UNKNOWN)  # one of four lies outside
    assert int(values("freie-kursplaetze")["03459", ""].value) == 9
    assert found["kursbeginne-im-monat"] == 1
    Candidate.objects.update(waiting_since=date(2026, 9, 14))
    assert carry_counts(now=CLOSED + timedelta(days=1)) == {}  # also what was held back is not counted again
