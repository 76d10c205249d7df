"""Leichte Sprache: what a program can notice."""

import pytest

from roterfaden.kernel.plain_language import LONGEST_PIECE, LONGEST_SENTENCE, Advice, hints, sentences


def found(text):
    return [(hint.advice, hint.passage) for hint in hints(text)]


def test_sentences_end_with_signs_items_headings_and_paragraphs():
    text = "# Wege\nDas ist neu:\n- Ein Weg\n- Eine Brücke\n\nWir bauen den Weg\nfür alle. Er ist breit!"

    assert sentences(text) == (
        "Wege", "Das ist neu:", "Ein Weg", "Eine Brücke", "Wir bauen den Weg für alle.", "Er ist breit!"
    )  # fmt: skip


def test_sentences_go_on_after_abbreviations_and_days():
    assert sentences("Das gilt ab dem 1. Januar. Es gibt Hilfe, z. B. vom Amt.") == (
        "Das gilt ab dem 1. Januar.",
        "Es gibt Hilfe, z. B. vom Amt.",
    )


def test_sentences_lose_marks_and_addresses():
    assert sentences("Das ist **wichtig** für [alle](https://example.org).") == ("Das ist wichtig für alle.",)


def test_a_sentence_is_long_from_the_thirteenth_word():
    just = " ".join(["Wort"] * LONGEST_SENTENCE) + "."

    assert found(just) == []
    assert [(hint.advice, hint.count) for hint in hints(f"Noch {just}")] == [(Advice.LONG_SENTENCE, 13)]


@pytest.mark.parametrize("word", ["Bundes-Teilhabe-Gesetz", "Gemeinde·verwaltung", "Weg", "a" * LONGEST_PIECE])
def test_a_word_is_short_when_each_of_its_pieces_is(word):
    assert found(word) == []


def test_a_long_word_without_hyphen_is_named_once():
    assert found("Die Teilhabeplanung. Unsere Teilhabeplanung.") == [(Advice.LONG_WORD, "Teilhabeplanung")]


@pytest.mark.parametrize(
    ("text", "advice", "passage"),
    [
        ("Der Weg wird gebaut.", Advice.PASSIVE, "wird … gebaut"),
        ("Alle wurden eingeladen.", Advice.PASSIVE, "wurden … eingeladen"),
        ("Das ist von allen beschlossen worden.", Advice.PASSIVE, "worden … beschlossen"),
        ("Das Haus des Vereins ist offen.", Advice.GENITIVE, "des Vereins"),
        ("Das ist Aufgabe unseres ganzen Kreises.", Advice.GENITIVE, "unseres ganzen Kreises"),
        ("Das könnte gut sein.", Advice.SUBJUNCTIVE, "könnte"),
        ("Das ist nicht schwer.", Advice.NEGATION, "nicht"),
        ("Es gibt keine Stufen.", Advice.NEGATION, "keine"),
        ("Es sind drei Wege.", Advice.NUMBER_WORD, "drei"),
        ("Es sind fünfundzwanzig Wege.", Advice.NUMBER_WORD, "fünfundzwanzig"),
        ("Es gibt Hilfe, z.B. vom Amt.", Advice.ABBREVIATION, "z.B."),
    ],
)
def test_one_thing_to_look_at(text, advice, passage):
    assert (advice, passage) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wir werden den Weg verbessern.",
        "Das Wetter wird gut.",
        "Dieses Haus ist offen.",
        "Jedes Ergebnis zählt.",
        "Das ist einzig hier so.",
        "Wir geben Acht.",
        "Im Jahr 2018 gab es 12 Treffen.",
        "",
    ],
)
def test_nothing_to_look_at(text):
    assert found(text) == []
