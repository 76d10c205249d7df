"""Agenda, seats, hidden counts, addresses on lists: calculated without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.participation.enums import ImportField
from roterfaden.participation.forms.invitees import WORDS
from roterfaden.participation.methods import (
    FEWEST,
    free_seats,
    invitee_key,
    known_columns,
    move_up,
    read_agenda,
    shown_counts,
    write_agenda,
)
from roterfaden.participation.methods.bulk import guess_columns
from roterfaden.participation.methods.hosting import AgendaFault
from roterfaden.participation.methods.wordlists import headings, question_words


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("18:00 Begrüßung", ("18:00", "", "Begrüßung", [])),
        ("9.05 Uhr: Kaffee", ("09:05", "", "Kaffee", [])),
        ("18:30–19:15 Runde 1 (Fragen 1, 2)", ("18:30", "19:15", "Runde 1", [1, 2])),
        ("18.30 bis 19.15 Uhr Runde 1 (Fragen 1 und 3)", ("18:30", "19:15", "Runde 1", [1, 3])),
        ("18:30 to 19:15 Round 1 (questions 1 and 2)", ("18:30", "19:15", "Round 1", [1, 2])),
        ("18:30 Раунд 1 (питання 1, 2)", ("18:30", "", "Раунд 1", [1, 2])),
        ("18:30 الجولة (الأسئلة 1، 2)", ("18:30", "", "الجولة", [1, 2])),
        ("18:30 Raumwechsel (Raum 12)", ("18:30", "", "Raumwechsel (Raum 12)", [])),
        ("18:30-19:15 Karten (siehe unten) (Frage 4)", ("18:30", "19:15", "Karten (siehe unten)", [4])),
    ],
)
def test_agenda_is_read_as_people_write_it(typed, item):
    items, wrong = read_agenda(typed)

    assert [tuple(each.values()) for each in items] == [item]
    assert wrong == []


def test_agenda_reads_back_what_it_writes():
    text = "18:00 Begrüßung\n18:30–19:15 Runde 1 (Fragen 1, 2)\n19:15–20:00 Runde 2 (Frage 3)"

    assert write_agenda(read_agenda(text)[0]) == text


@pytest.mark.parametrize("language", [*question_words(), "xx"])
def test_agenda_is_written_and_read_back_in_every_language(language):
    items = read_agenda("18:00 Begrüßung\n18:30–19:15 Runde 1 (Fragen 1, 2)\n19:15 Runde 2 (Frage 3)")[0]

    written = write_agenda(items, language)

    assert read_agenda(written) == (items, [])
    assert question_words().get(language, ("Frage", "Fragen"))[1] in written


@pytest.mark.parametrize("line", ["Begrüßung", "25:00 Begrüßung", "18:00"])
def test_line_without_time_or_title_is_given_back(line):
    assert read_agenda(f"\n{line}") == ([], [AgendaFault(2, line)])


def test_seats_and_who_moves_up():
    assert [free_seats(None, 9), free_seats(0, 9), free_seats(10, 9), free_seats(10, 12)] == [None, None, 1, 0]
    assert move_up(10, 8, ["a", "b", "c"]) == ["a", "b"]
    assert move_up(None, 8, ["a", "b"]) == ["a", "b"]


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 20), max_size=6))
def test_no_small_number_is_shown_nor_can_be_calculated(counts):
    shown = shown_counts(counts)
    hidden = [key for key, each in shown.items() if each.is_hidden]

    assert all(each.count == 0 or each.is_hidden or each.count >= FEWEST for each in shown.values())
    assert len(hidden) != 1 or all(count == 0 for key, count in counts.items() if key not in hidden)


def test_nobody_is_hidden_without_need():
    assert [each.count for each in shown_counts({"a": 0, "b": 3, "c": 40}).values()] == [0, 3, 40]


def test_invitees_are_told_apart_by_mail_or_by_name_and_postcode():
    named = {"organisation": "Verein  A", "name": "", "postcode": "49074"}

    assert invitee_key(email="A@Example.org ", **named) == "a@example.org"
    assert invitee_key(email="", **named) == "verein a||49074"


def test_columns_are_known_by_the_names_people_give_them():
    header = ["E-Mail-Adresse", "EINRICHTUNG", "Bemerkung", "e mail"]

    assert known_columns(header, {"email": ("E-Mail", "E-Mail-Adresse"), "organisation": ("Einrichtung",)}) == {
        "email": 0,
        "organisation": 1,
    }


# --- headings -----------------------------------------------------------------------------------------------------
def test_headings_are_data_for_every_field():
    assert set(headings("cards")) == set(ImportField.values)
    assert set(headings("invitees")) == {*WORDS, "language", "actor_group", "area"}


def test_english_headings_are_known():
    assert guess_columns(["Card text", "Kind", "Actor group", "Date", "Points", "Colour"]) == {
        "Card text": "text", "Kind": "kind", "Actor group": "actor_group", "Date": "said_on", "Points": "weight",
    }  # fmt: skip
    invitees = known_columns(["Institution", "Contact person", "ZIP code", "Email"], headings("invitees"))
    assert invitees == {"organisation": 0, "name": 1, "postcode": 2, "email": 3}


@pytest.mark.parametrize("table", ["cards", "invitees"])
def test_a_heading_means_one_field(table):
    words = [(word.casefold(), field) for field, all_words in headings(table).items() for word in all_words]

    assert len({word for word, _field in words}) == len(set(words))
