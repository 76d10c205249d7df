"""The words people really write into a list."""

from datetime import date

import pytest
from django.utils import translation

from roterfaden.participation.enums import Channel, ContributionKind, ImportField, Language
from roterfaden.participation.methods.bulk import guess_columns, pasted_table
from roterfaden.participation.methods.understanding import (
    folded,
    read_channel,
    read_day,
    read_kind,
    read_language,
    read_number,
    read_points,
    tidy,
)


@pytest.mark.parametrize("written", ["11.05.2017", "11.5.17", "11. Mai 2017", "11 mai 2017", "Do, 11.05.2017",
    "2017-05-11", "11/05/2017", "2017-05-11 14:30", "Donnerstag, 11.05.2017 14:30 Uhr", "42866",
    " 11.05.2017 "])  # fmt: skip
def test_day_is_read(written):
    assert read_day(written) == date(2017, 5, 11)


@pytest.mark.parametrize("written", ["gestern", "31.02.2017", "Mai 2017", "5/2017", "11.13.2017", "KW 19", "", "1"])
def test_what_is_no_day_is_not_guessed(written):
    assert read_day(written) is None


@pytest.mark.parametrize("month", ["Jan", "Februar", "März", "mrz", "Jänner", "Dezember", "sept"])
def test_months_are_read_by_name(month):
    assert read_day(f"3. {month}. 2017") is not None


@pytest.mark.parametrize(
    ("written", "points"),
    [("3", 3), ("3 Punkte", 3), ("3x", 3), ("●●●", 3), ("|||", 3), ("x x", 2), ("0", 0), ("viele", None), ("-2", None),
     ("12345", None), ("2,5", None)],
)  # fmt: skip
def test_points_are_read(written, points):
    assert read_points(written) == points


@pytest.mark.parametrize(("written", "number"), [("3", 3), ("Tisch 3", 3), ("T3", 3), ("0", None), ("drei", None)])
def test_numbers_of_tables_are_read(written, number):
    assert read_number(written) == number


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_every_label_is_understood_whatever_language_the_reader_has(language):
    with translation.override("de"):
        labels = [
            *((str(kind.label), kind, read_kind) for kind in ContributionKind),
            *((str(channel.label), channel, read_channel) for channel in Channel),
            *((str(own.label), own, read_language) for own in Language),
        ]
    with translation.override(language):
        assert [read(label) for label, _value, read in labels] == [value for _label, value, _read in labels]


@pytest.mark.parametrize(
    ("written", "meant", "read"),
    [("IDEEN", "measure", read_kind), ("Schwächen:", "weakness", read_kind), ("Quatsch", None, read_kind),
     ("E-Mail", "letter", read_channel), ("Zuruf", "oral", read_channel), ("arabisch", "ar", read_language),
     ("Farsi", "fa", read_language), ("Ukrainisch", "uk", read_language), ("Klingonisch", None, read_language)],
)  # fmt: skip
def test_words_people_use_are_understood(written, meant, read):
    assert read(written) == meant


def test_folding_makes_ways_of_writing_equal():
    assert folded("  Straßen & Wege\u0308, Öffentlichkeit ") == folded("strassen wege\u0308 oeffentlichkeit")


def test_text_is_kept_word_for_word_in_one_form():
    assert tidy(" Mo\u0308bel \r\n\r\nund\x00 Stühle  \n") == "Möbel\n\nund Stühle"


# --- columns -------------------------------------------------------------------------------------------------------
def test_columns_are_guessed_by_their_headings():
    guessed = guess_columns(["Lfd. Nr.", "Karte", "Kategorie", "Gruppe", "Ort", "Punkte", "Bemerkung", "Text"])

    assert guessed == {
        "Lfd. Nr.": ImportField.OWN_ID, "Karte": ImportField.TEXT, "Kategorie": ImportField.KIND,
        "Gruppe": ImportField.ACTOR_GROUP, "Ort": ImportField.AREA, "Punkte": ImportField.WEIGHT,
    }  # fmt: skip


def test_columns_are_remembered():
    remembered = {"Spalte X": "text", "Art": "", "Ort": "event"}

    assert guess_columns(["Spalte X", "Art", "Ort"], remembered) == {"Spalte X": "text", "Ort": "event"}


def test_the_only_column_holds_the_text():
    assert guess_columns(["Ergebnisse"]) == {"Ergebnisse": "text"}


# --- pasted lists ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pasted", "cards"),
    [
        ("Mehr Busse\n\n  Räume für alle\r\nKurse", ["Mehr Busse", "Räume für alle", "Kurse"]),
        ("- Mehr Busse\n• Räume\n– Kurse", ["Mehr Busse", "Räume", "Kurse"]),
        ("1. Mehr Busse\n2) Räume", ["Mehr Busse", "Räume"]),
        ("1. Klasse besser begleiten", ["1. Klasse besser begleiten"]),
        ("Mehr Busse\tMelle\nRäume\tBersenbrück", ["Mehr Busse\tMelle", "Räume\tBersenbrück"]),
    ],
)
def test_pasted_lines_are_one_card_each(pasted, cards):
    table = pasted_table(pasted)

    assert table.columns == ("Text",)
    assert [row.cells[0] for row in table.rows] == cards


def test_cells_pasted_from_a_spreadsheet_are_a_table():
    table = pasted_table("Text\tArt\nMehr Busse\tIdee\nRäume\tZiel\n")

    assert table.columns == ("Text", "Art")
    assert [row.cells for row in table.rows] == [("Mehr Busse", "Idee"), ("Räume", "Ziel")]
