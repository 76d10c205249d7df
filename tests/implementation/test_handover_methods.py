"""What an answer lacks, what carries over to a newer version, and when a reminder is due: no database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.concept.enums import MapKind
from roterfaden.implementation.enums import Answer, Continued, Lack
from roterfaden.implementation.methods import (
    USUAL_DAYS,
    AnswerValues,
    Mapped,
    carry_over,
    count_answers,
    fitting,
    lacks,
    reminder_due,
    with_resolution,
)

DAY = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        (AnswerValues(), (Lack.ANSWER,)),
        (AnswerValues(Answer.ADOPT), ()),
        (AnswerValues(Answer.ADAPT, adapted_text="  "), (Lack.ADAPTED_TEXT,)),
        (AnswerValues(Answer.ADAPT, adapted_text="Bis 2030"), ()),
        (AnswerValues(Answer.ALREADY_DONE, done_since=2015), (Lack.DONE,)),
        (AnswerValues(Answer.ALREADY_DONE, reason="Die Stelle besteht."), ()),
        (AnswerValues(Answer.NOT_APPLICABLE), (Lack.REASON,)),
        (AnswerValues(Answer.ADOPT, resolution_body="Rat"), (Lack.RESOLUTION,)),
        (AnswerValues(Answer.ADOPT, resolved_on=DAY, resolution_reference="12/2018"), ()),
    ],
)
def test_answer_lacks_what_it_needs(values, missing):
    assert lacks(values) == missing


def test_fitting_drops_what_belongs_to_another_answer():
    typed = AnswerValues(Answer.ADOPT, " gut ", "Rest", Decimal(20), DAY, 2015)

    assert fitting(typed) == AnswerValues(Answer.ADOPT, "gut")


def test_one_resolution_stands_beside_answers_without_one_of_their_own():
    own = AnswerValues(Answer.ADOPT, resolution_reference="7/2018")

    assert with_resolution(own, body="Rat", reference="12/2018", on=DAY) == own
    taken = with_resolution(AnswerValues(Answer.ADOPT), body="Rat", reference="12/2018", on=DAY)
    assert (taken.resolution_body, taken.resolution_reference, taken.resolved_on) == ("Rat", "12/2018", DAY)


@given(st.lists(st.sampled_from(["", *Answer.values])))
def test_counts_add_up(answers):
    count = count_answers(answers, offered=len(answers))

    assert (count.offered, count.open) == (len(answers), answers.count(""))
    assert count.taken + count.not_applicable == count.answered


@pytest.mark.parametrize(
    ("old", "new", "maps", "expected"),
    [
        ({1: "a"}, {1: "a"}, [], [(1, (1,), Continued.SAME)]),
        ({1: "a"}, {1: "b"}, [], [(1, (1,), Continued.CHANGED)]),
        ({1: "a"}, {2: "a"}, [Mapped(1, 2, MapKind.SAME)], [(1, (2,), Continued.SAME)]),
        ({1: "a"}, {2: "b"}, [Mapped(1, 2, MapKind.MOVED)], [(1, (2,), Continued.CHANGED)]),
        ({1: "a"}, {2: "a", 3: "c"}, [Mapped(1, 2, MapKind.SPLIT), Mapped(1, 3, MapKind.SPLIT)],
         [(1, (2, 3), Continued.SPLIT)]),
        ({1: "a", 2: "b"}, {3: "c"}, [Mapped(1, 3, MapKind.MERGED), Mapped(2, 3, MapKind.MERGED)],
         [(1, (3,), Continued.MERGED), (2, (3,), Continued.MERGED)]),
        ({1: "a"}, {2: "b"}, [Mapped(1, None, MapKind.DROPPED)],
         [(1, (), Continued.DROPPED), (None, (2,), Continued.NEW)]),
        ({1: "a"}, {}, [], [(1, (), Continued.UNKNOWN)]),
        ({1: "a"}, {2: "b"}, [Mapped(1, 9, MapKind.SAME)], [(1, (), Continued.UNKNOWN), (None, (2,), Continued.NEW)]),
    ],
)  # fmt: skip
def test_carry_over_follows_each_element(old, new, maps, expected):
    assert [(each.old, each.new, each.change) for each in carry_over(old, new, maps)] == expected


@pytest.mark.parametrize(
    ("days_before", "due"),
    [(15, None), (14, 14), (10, 14), (4, None), (3, 3), (-3, 3), (-4, None), (-7, -7), (-13, -7), (-14, None)],
)
def test_reminder_is_due_on_its_day_and_a_few_days_after(days_before, due):
    assert reminder_due(USUAL_DAYS, answer_by=DAY, on=DAY - timedelta(days=days_before)) == due


def test_no_reminder_without_a_day_or_a_setting():
    assert reminder_due(USUAL_DAYS, answer_by=None, on=DAY) is None
    assert reminder_due([], answer_by=DAY, on=DAY) is None
