"""The evaluation: known figures on a tiny fixture of our own, honest folds, files of all shapes."""

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from roterfaden.kernel.tables import read_table
from roterfaden.sorting.errors import TableUnusable
from roterfaden.sorting.methods import validation
from roterfaden.sorting.methods.disturbing import disturbed, told
from roterfaden.sorting.methods.labelled_files import labelled_file
from roterfaden.sorting.methods.pairs import marked_pairs
from roterfaden.sorting.methods.statistics import Share, scores_of
from roterfaden.sorting.methods.texts import card

HOME = [
    "Miete zu hoch",
    "Wohnung gesucht",
    "Vermieter sagt ab",
    "Miete und Wohnung",
    "Wohnung zu klein",
    "Miete steigt",
]
COURSE = ["Kurs am Abend", "Sprachkurs fehlt", "Deutschkurs voll", "Kurs zu teuer", "Sprachkurs online", "Deutschkurs"]


def fixture_csv() -> bytes:
    rows = [f"{text};Wohnen" for text in HOME] + [f"{text};Sprache" for text in COURSE]
    return "\n".join(["text;label", *rows]).encode()


# --- figures --------------------------------------------------------------------------------------------------------
def test_scores_are_what_one_counts_by_hand():
    chances = np.array([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.1, 0.2, 0.7], [0.2, 0.5, 0.3]])
    scores = scores_of(chances, np.array([0, 1, 2, 2]))

    assert scores.accuracy == 0.5
    assert scores.reciprocal_rank == pytest.approx((1 + 1 / 2 + 1 + 1 / 2) / 4)
    assert scores.ndcg == pytest.approx((1 + 1 / np.log2(3) + 1 + 1 / np.log2(3)) / 4)
    assert scores.precision == pytest.approx((1 / 2 + 0 + 1) / 3)
    assert scores.recall == pytest.approx((1 + 0 + 1 / 2) / 3)
    assert scores.f1 == pytest.approx((2 / 3 + 0 + 2 / 3) / 3)
    assert scores.calibration_error == pytest.approx(0.5 * (0.7 - 1) * -1 + 0.25 * 0.6 + 0.25 * 0.5)


def test_saying_nothing_earns_nothing():
    """Equal chances rank by the order of the targets, as the answer given is."""
    scores = scores_of(np.full((2, 2), 0.5), np.array([0, 1]))

    assert (scores.accuracy, scores.reciprocal_rank) == (0.5, 0.75)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (15, 23, 0.4489, 0.8119)]
)
def test_wilson_interval(part, whole, low, high):
    assert Share(part, whole).interval == pytest.approx((low, high), abs=1e-4)


def test_share_of_nothing_is_unknown():
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


# --- folds ----------------------------------------------------------------------------------------------------------
def test_near_duplicates_lie_in_one_fold():
    texts = [f"Der Bus fährt am Abend nicht bis in unser Dorf{'!' * number}" for number in range(6)] + HOME + COURSE
    data = validation.labelled([card(n, text) for n, text in enumerate(texts)], ["a"] * 6 + ["b"] * 6 + ["c"] * 6)
    folds = validation.folds_of(data, 3)

    assert len(set(folds[:6].tolist())) == 1
    assert sorted(set(folds.tolist())) == [0, 1, 2]


def test_folds_are_stratified():
    data = validation.labelled([card(n, text) for n, text in enumerate(HOME + COURSE)], ["a"] * 6 + ["b"] * 6)
    folds = validation.folds_of(data, 3)

    assert [np.bincount(folds[start : start + 6]).tolist() for start in (0, 6)] == [[2, 2, 2], [2, 2, 2]]


def test_figures_of_the_fixture():
    data = validation.labelled([card(n, t) for n, t in enumerate(HOME + COURSE)], ["Wohnen"] * 6 + ["Sprache"] * 6)
    folds = validation.folds_of(data, 3)
    rows = {row.method: row.scores for row in validation.compared(data, folds)}

    assert rows["Mehrheit"].accuracy == 0.5
    assert rows["Roter Faden"].accuracy == 1.0
    assert rows["Kaltstart: nur Namen und Startwortschatz"].accuracy == 1.0


# --- files ----------------------------------------------------------------------------------------------------------
def file_of(content: str, **options):
    return labelled_file(read_table(content.encode(), "a.csv"), **options)


def test_usual_columns_are_found_with_title():
    found = file_of("id,titel,text,label\n1,Bus,fährt nicht,a\n2,Miete,zu hoch,b\n3,Bus,voll,a\n4,Miete,steigt,b\n")

    assert (found.text_columns, found.label_column) == (("titel", "text"), "label")
    assert found.cards[0].text == "Bus. fährt nicht"


def test_unknown_columns_are_guessed():
    found = file_of("was,wozu\nDer Bus fährt nicht mehr,x\nDie Miete ist zu hoch,y\nDer Bus ist voll,x\nMiete,y\n")

    assert (found.text_columns, found.label_column) == (("was",), "wozu")


def test_unusable_rows_are_counted():
    found = file_of("text,label\nBus,a\nTram,a\n,a\nMiete,\nHaus,b\nDach,b\nEinzeln,c\n")

    assert (len(found.cards), found.empty, found.rare) == (4, 2, 1)


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("text,label\nBus,a\nTram,a\n", {}),
        ("text,zahl\nBus,1\nTram,2\n", {}),
        ("text,label\nBus,a\nTram,b\n", {"label_column": "gibtsnicht"}),
        ("text,label\nBus,a\nTram,b\n", {"text_columns": ["gibtsnicht"]}),
    ],
)
def test_unusable_file_says_why(content, options):
    with pytest.raises(TableUnusable):
        file_of(content, **options)


# --- duplicates -----------------------------------------------------------------------------------------------------
def test_synthetic_protocol_is_the_same_every_time():
    cards = [card(n, f"{text}, sagen {n} Leute im Dorf am Rand.") for n, text in enumerate(HOME + COURSE)]

    assert disturbed(cards) == disturbed(cards)
    assert {pair.same for pair in disturbed(cards)} == {True, False}


def test_turned_copies_are_not_told_as_duplicates():
    """Even where all cards share a long sentence, as forms make them do."""
    cards = [card(n, f"{text}, das sagen 12 Leute im Dorf am Rand des Kreises.") for n, text in enumerate(HOME)]
    ours = told(cards, disturbed(cards))[-1]

    assert ours.precision == 1.0
    assert ours.recall >= 0.5


def test_marked_pairs_are_counted():
    cards = [card(1, "Der Bus fährt abends nicht"), card(2, "der bus fährt abends nicht!"), card(3, "Miete")]
    found = marked_pairs(cards, ["x", "x", ""])

    assert (found.pairs, found.precision, found.recall, found.ndcg) == (1, 1.0, 1.0, 1.0)


# --- the command ----------------------------------------------------------------------------------------------------
def test_command_prints_figures_and_baselines(tmp_path, capsys):
    path = tmp_path / "karten.csv"
    path.write_bytes(fixture_csv())
    call_command("suggest", evaluate=str(path), folds=3)
    printed = capsys.readouterr().out

    assert "12 Texte, 2 Beschriftungen" in printed
    assert "| Mehrheit | 0.500 |" in printed
    assert "| Roter Faden | 1.000 |" in printed
    assert "SYNTHETISCH" in printed or "Duplikate" in printed


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01", b"text,label\n"])
def test_command_refuses_bad_files_in_a_sentence(tmp_path, content):
    path = tmp_path / "karten.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("suggest", evaluate=str(path))


def test_command_refuses_odd_folds(tmp_path):
    with pytest.raises(CommandError):
        call_command("suggest", evaluate=str(tmp_path / "x.csv"), folds=1)
