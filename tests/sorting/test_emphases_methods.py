"""What may be shown, and what is particular: by hand, and against a solver of linear programs."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from roterfaden.sorting.methods.emphases import gathered, hidden_cells, particular

TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.sampled_from([0, 0, 1, 2, 3, 5, 20]), min_size=width, max_size=width),
                           min_size=1, max_size=5)
)  # fmt: skip


def without_small_rows(table):
    """The table as the page makes it: small rows taken together."""
    alone, together = gathered([sum(row) for row in table])
    rows = [list(table[place]) for place in alone]
    if together:
        rows.append([sum(table[place][column] for place in together) for column in range(len(table[0]))])
    return rows


def ranges(table, hidden):
    """(lowest, highest) each hidden number can have, given all that is shown: numbers, all totals of rows, the shown
    totals of columns. The matrix is totally unimodular, so the bounds are whole numbers."""
    inner = sorted(cell for cell in hidden if cell[0] < len(table))
    columns = range(len(table[0]))
    equations, sides = [], []
    for row, numbers in enumerate(table):
        equations.append([float(cell[0] == row) for cell in inner])
        sides.append(sum(numbers[column] for column in columns if (row, column) in hidden))
    for column in columns:
        if (len(table), column) not in hidden:
            equations.append([float(cell[1] == column) for cell in inner])
            sides.append(sum(numbers[column] for row, numbers in enumerate(table) if (row, column) in hidden))
    aims = [np.array([float(other == cell) for other in inner]) for cell in inner]
    totals = [column for row, column in sorted(hidden) if row == len(table)]
    aims += [np.array([float(cell[1] == column) for cell in inner]) for column in totals]
    for aim in aims:
        bounds = [
            linprog(sign * aim, A_eq=equations, b_eq=sides, bounds=(0, None), method="highs").fun * sign
            for sign in (1, -1)
        ]
        yield bounds


@given(TABLES)
def test_no_hidden_number_can_be_calculated(table):
    rows = without_small_rows(table)
    if not any(any(row) for row in rows) or sum(map(sum, rows)) < 3:
        return
    hidden = hidden_cells(rows)

    assert all((r, c) in hidden for r, row in enumerate(rows) for c, number in enumerate(row) if 0 < number < 3)
    assert all(highest - lowest > 0.5 for lowest, highest in ranges(rows, hidden))


def test_one_small_number_hides_another_of_its_row_and_column():
    # 1 is hidden; with it the smallest number of the row, and two below or the totals of both columns
    assert hidden_cells([[1, 5, 9], [6, 7, 8], [9, 9, 9]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_nothing_small_hides_nothing():
    assert hidden_cells([[3, 0], [4, 5]]) == set()


def test_total_of_a_column_is_hidden_rather_than_told():
    # 1+0 and 2+3: the total of the first column is small
    hidden = hidden_cells([[1, 9], [0, 9]])

    assert {(0, 0), (2, 0)} <= hidden


@pytest.mark.parametrize(
    ("totals", "alone", "together"),
    [
        ([5, 0, 9], (0, 1, 2), ()), ([5, 2, 1, 9], (0, 3), (1, 2)), ([5, 1, 9], (2,), (0, 1)), ([1, 0], (1,), (0,)),
    ],
)  # fmt: skip
def test_small_rows_are_taken_together(totals, alone, together):
    assert gathered(totals) == (alone, together)


def test_log_odds_by_hand():
    # group a names "bus" 6 times of 10, others 2 of 10; the prior is an average group of 10: α = 10 · 8/20 = 4
    found = particular({"a": {"bus": 6, "geld": 4}, "b": {"bus": 2, "geld": 8}}, most=1)
    delta = log((6 + 4) / (10 + 10 - 6 - 4)) - log((2 + 4) / (10 + 10 - 2 - 4))

    assert delta / sqrt(1 / 10 + 1 / 6) < 1.96
    assert found["a"] == ()
    more = particular({"a": {"bus": 60, "geld": 40}, "b": {"bus": 20, "geld": 80}})["a"][0]
    assert (more.thing, more.voices, more.others) == ("bus", 60, 20)
    assert more.z == pytest.approx(delta / sqrt(1 / 100 + 1 / 60))


def test_small_numbers_are_never_particular():
    assert particular({"a": {"tram": 2}, "b": {"bus": 500}})["a"] == ()
    assert particular({}) == {}
