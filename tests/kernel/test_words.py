"""Search terms: who meets, who must not, and where words stand."""

import pytest

from roterfaden.kernel.words import terms, words

MEET = [
    ("de", "Häuser", "Haus"),
    ("de", "Haeuser", "Häusern"),
    ("de", "HÄUSER", "haus"),
    ("de", "Busse", "bus"),
    ("de", "busse", "Bus"),
    ("de", "STRASSE", "Straße"),
    ("de", "Massnahmen", "Maßnahme"),
    ("de", "gingen", "gehen"),
    ("de", "geholfen", "hilft"),
    ("de", "Straßenbeleuchtung", "Beleuchtung"),
    ("de", "Strassenbeleuchtung", "Straßen"),
    ("de", "Kitaplätze", "Kita"),
    ("de", "Kitaplätze", "Platz"),
    ("de", "Kitaplaetze", "Kita-Platz"),
    ("de", "Radweg", "Radwege"),
    ("de", "Radweg", "Rad"),
    ("de", "Sprachkurs", "Sprache"),
    ("de", "Wohnraum", "wohnen"),
    ("de", "Mietwohnungen", "Wohnung"),
    ("de", "Kinderbetreuung", "Betreuung"),
    ("de", "Schulsozialarbeit", "Schulen"),
    ("de", "ehrenamtlichen", "Ehrenamt"),
    ("de", "Jugendliche", "Jugend"),
    ("de", "Ältere", "alten"),
    ("de", "Beratung", "beraten"),
    ("de", "Lehrerinnen", "Lehrer"),
    ("de", "Ärztin", "Ärzte"),
    ("de", "Schüler*innen", "Schüler"),
    ("de", "BürgerInnen", "Bürgern"),
    ("de", "Teilnehmer/-innen", "Teilnehmer"),
    ("de-simple", "Osnabrueck", "Osnabrück"),
    ("en", "Schools", "school"),
    ("fr", "Écoles", "ecole"),
    ("tr", "ISINMA", "ısınma"),
    ("tr", "okullarda", "Okul"),
    ("pl", "świetlicy", "swietlica"),
    ("ru", "школы", "Школа"),
    ("ro", "cursurile", "cursuri"),
    ("uk", "ШКОЛА", "школа"),
    ("ar", "دُورَات", "الدورة"),
    ("ar", "دورة", "دورات"),
    ("ar", "أطفال", "للاطفال"),
    ("ar", "لغــة", "اللغة"),
    ("ar", "إقامة", "اقامه"),
    ("fa", "كتاب", "کتاب"),
    ("ar", "٢٠٢٢", "2022"),
]

STRANGERS = [
    ("de", "Bürger", "Burg"),
    ("de", "Kurs", "Kur"),
    ("de", "Bauer", "Bau"),
    ("de", "Schüler", "Schule"),
    ("de", "Maß", "Masse"),
    ("de", "Bus", "Buße"),
    ("de", "Bad", "Badge"),
    ("de", "Amt", "Amsel"),
    ("de", "Verein", "vereinbaren"),
    ("de", "Straßenbeleuchtung", "Laterne"),
    ("de", "Kindergarten", "Zaun"),
    ("de", "Israel", "Isar"),
    ("de", "aktuell", "Akt"),
    ("en", "bus", "busy"),
    ("uk", "мій", "ми"),
    ("ar", "لغة", "لعبة"),
]


@pytest.mark.parametrize(("language", "one", "other"), MEET)
def test_words_that_mean_the_same_meet(language: str, one: str, other: str) -> None:
    assert set(terms(one, language)) & set(terms(other, language))


@pytest.mark.parametrize(("language", "one", "other"), STRANGERS)
def test_words_that_only_look_alike_do_not_meet(language: str, one: str, other: str) -> None:
    assert terms(one, language)
    assert not set(terms(one, language)) & set(terms(other, language))


def test_terms_stand_in_reading_order_with_the_parts_behind_the_whole() -> None:
    assert terms("Wir brauchen mehr Kitaplätze für die Kita.") == (
        "brauch",
        "mehr",
        "kitaplatz",
        "kita",
        "platz",
        "kita",
    )


def test_terms_of_nothing_but_fillers_are_none() -> None:
    assert terms("Und für die, das …") == ()
    assert terms("") == ()


def test_terms_of_an_unknown_language_are_folded_words() -> None:
    assert terms("Komkirina Perwerdê", "ku") == ("komkirina", "perwerde")
    assert terms("ትምህርት ቤት", "ti") == ("ትምህርት", "ቤት")


def test_words_know_where_they_stand() -> None:
    text = "Für Schüler*innen: mehr «Häuser»!"

    found = {text[word.start : word.end]: word.whole for word in words(text)}

    assert found == {"Schüler*innen": "schuler", "mehr": "mehr", "Häuser": "haus"}


def test_a_very_long_word_is_cut() -> None:
    assert len(terms("a" * 10_000, "en")[0]) <= 60


def test_no_case_changes_the_terms() -> None:
    for word in ("Vereine", "Essen", "schulen", "Mieten", "Laufen", "Abends"):
        assert terms(word) == terms(word.lower()) == terms(word.upper())
