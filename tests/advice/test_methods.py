"""Pure calculation: periods, words nobody writes down, languages."""

from datetime import date

import pytest

from roterfaden.advice.methods import (
    interface_language,
    is_countable,
    language_choices,
    month_of,
    months_after,
    own_language_word,
    status_word,
)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 3, 1), -1, date(2026, 2, 1)),
    ],
)
def test_months_after_keeps_within_the_month(day, months, after):
    assert months_after(day, months) == after


def test_month_is_counted_ten_days_after_its_end():
    assert month_of(date(2026, 12, 24)) == (date(2026, 12, 1), date(2027, 1, 1))
    assert not is_countable(date(2026, 12, 1), date(2027, 1, 10))
    assert is_countable(date(2026, 12, 1), date(2027, 1, 11))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Die Duldung läuft ab", "Duldung"),
        ("ist kettengeduldet seit Jahren", "kettengeduldet"),
        ("Aufenthaltserlaubnisse der Kinder", "Aufenthaltserlaubnisse"),
        ("Möchte das Abitur nachholen; wartet mit Geduld.", ""),
        ("Sucht Wohnung, hat Papiere zur Anerkennung dabei.", ""),
    ],
)
def test_words_about_a_residence_status_are_found(words, found):
    assert status_word(words) == found


def test_languages_have_a_german_name_and_their_own():
    choices = dict(language_choices())

    assert choices["ku"] == "Kurdisch"
    assert choices["rom"] == "Romani"
    assert all(name != code for code, name in choices.items())
    assert own_language_word("uk") == "українська"
    assert own_language_word("rom") == "Romani"
    assert (interface_language("ar"), interface_language("ti")) == ("ar", "de")
