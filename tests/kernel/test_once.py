"""Answers that hold for one request."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count

import pytest

from roterfaden.kernel.once import afresh, once, remembering


@pytest.fixture
def ask():
    numbers = count(1)
    return lambda: once("how often", lambda: next(numbers))


def test_question_is_asked_once_in_a_request_and_anew_in_the_next(ask):
    with remembering():
        assert (ask(), ask()) == (1, 1)
    with remembering():
        assert (ask(), ask()) == (2, 2)


def test_thread_beside_shares_nothing_and_request_that_fails_leaves_nothing(ask):
    with ThreadPoolExecutor(1) as beside, remembering():
        assert (ask(), beside.submit(ask).result(), ask()) == (1, 2, 1)
    with suppress(ZeroDivisionError), remembering():
        assert ask() == 3
        raise ZeroDivisionError
    assert (ask(), ask()) == (4, 5)


def test_outside_of_a_request_nothing_is_remembered(ask):
    assert (ask(), ask()) == (1, 2)


def test_act_asks_afresh_and_what_was_remembered_before_is_forgotten(ask):
    with remembering():
        assert ask() == 1
        with afresh():
            assert (ask(), ask()) == (2, 3)
        assert (ask(), ask()) == (4, 4)
