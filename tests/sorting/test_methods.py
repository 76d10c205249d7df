"""The calculation of suggestions: German words, true reasons, calibration, small data, other languages."""

import numpy as np
import pytest

from roterfaden.sorting.enums import Likeness, SuggestionKind
from roterfaden.sorting.methods.choosing import fit_choice
from roterfaden.sorting.methods.duplicates import compare
from roterfaden.sorting.methods.explaining import Lens, answers
from roterfaden.sorting.methods.grouping import group_cards
from roterfaden.sorting.methods.learning import Known, Lesson, chances, fit, read
from roterfaden.sorting.methods.naming import Background, key_terms
from roterfaden.sorting.methods.proposing import name_words, names_for_groups
from roterfaden.sorting.methods.seeds import name_lessons, seed_words
from roterfaden.sorting.methods.suggesting import near_keys, proposals
from roterfaden.sorting.methods.texts import Card, Passage, card, tokens_of, word_at

HOUSING, LANGUAGE = 1, 2
SORTED = [
    (HOUSING, "Bezahlbare Wohnungen fehlen in der ganzen Stadt."),
    (HOUSING, "Die Miete steigt jedes Jahr."),
    (HOUSING, "Kein Vermieter nimmt eine Familie mit fünf Kindern."),
    (HOUSING, "Wir leben zu sechst in zwei Zimmern."),
    (LANGUAGE, "Auf den Sprachkurs warten viele ein halbes Jahr."),
    (LANGUAGE, "Ein Deutschkurs am Abend mit Kinderbetreuung."),
    (LANGUAGE, "Die Prüfung B1 ist schwer ohne Lehrerin."),
    (LANGUAGE, "Wer lesen lernt, braucht einen langsamen Kurs."),
]


def lessons(rows=SORTED) -> list[Lesson]:
    return [Lesson(card(number, text), field=field) for number, (field, text) in enumerate(rows, start=1)]


def likeliest(known: Known, text: str, language: str = "de") -> int:
    assert known.fields is not None
    found = chances(known.fields, read(known, card(0, text, language)))
    return known.fields.targets[int(found.argmax())]


# --- German -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Wohnungsnot!", HOUSING),  # part of a compound
        ("Mieten sind zu hoch", HOUSING),  # plural
        ("vermietet wird nur an Paare", HOUSING),  # participle
        ("Sprachkurse", LANGUAGE),  # plural of a compound
        ("Kurs fuer Anfaenger", LANGUAGE),  # typed without umlauts
        ("PRUEFUNGEN", LANGUAGE),  # capitals, no umlaut, plural
    ],
)
def test_field_is_found_through_german_word_forms(text, field):
    assert likeliest(fit(lessons()), text) == field


def test_typing_error_is_forgiven_by_letters():
    assert likeliest(fit(lessons()), "Wonhungen") == HOUSING


@pytest.mark.parametrize("language", ["ar", "tr", "uk", "ti", "xx"])
def test_other_languages_learn_from_each_other(language):
    words = {"ar": ("السكن غالي", "دورة اللغة"), "uk": ("квартира дорога", "курси мови")}
    home, course = words.get(language, ("konut kira", "dil kursu"))
    known = fit(
        [
            Lesson(card(1, home, language), field=HOUSING),
            Lesson(card(2, course, language), field=LANGUAGE),
        ]
    )

    assert likeliest(known, home.split()[0], language) == HOUSING


def test_translation_is_read_beside_the_original():
    known = fit(lessons())
    assert known.fields is not None
    reading = read(known, Card(0, (Passage("الإيجار مرتفع", "ar"), Passage("Die Miete ist hoch", "de"))))
    answer = answers(known, known.fields, reading, most=1, from_chance=0.0)[0]

    assert answer.target == HOUSING
    assert (answer.words[0].what, answer.words[0].passage) == ("Miete", 1)


# --- reasons are true ---------------------------------------------------------------------------------------------
def test_named_words_lower_the_chance_when_taken_out():
    known = fit(lessons())
    assert known.fields is not None
    text = "Die Miete steigt, und der Vermieter repariert im Winter nichts."
    answer = answers(known, known.fields, read(known, card(0, text)), most=1, from_chance=0.0)[0]
    place = known.fields.targets.index(answer.target)

    assert answer.words
    for word in answer.words:
        rest = " ".join(part for part in text.split() if str(word.what) not in part)
        after = float(chances(known.fields, read(known, card(0, rest)))[place])
        assert answer.chance - after == pytest.approx(word.weight, abs=1e-9)
        assert word.weight > 0


def test_lens_says_what_the_choice_says():
    known = fit(lessons())
    assert known.fields is not None
    reading = read(known, card(0, "Der Kurs ist zu weit, die Miete zu hoch."))

    assert Lens.on(known, known.fields, reading).chances() == pytest.approx(chances(known.fields, reading))


def test_named_cards_lie_in_the_target():
    known = fit(lessons())
    assert known.fields is not None
    answer = answers(known, known.fields, read(known, card(0, "Deutschkurs am Abend")), most=1, from_chance=0.0)[0]

    assert answer.target == LANGUAGE
    assert answer.cards[0].what == 6
    assert {near.what for near in answer.cards} <= {5, 6, 7, 8}


def test_reason_is_a_place_in_the_text():
    text = "(Zu hoch!) „Miete“ und Strom"
    found = {token.surface: token.at for token in tokens_of([Passage(text, "de")])}

    assert word_at(text, found["Miete"]) == "Miete"
    assert word_at(text, 99) == ""


def test_card_without_known_words_gets_no_field():
    known = fit(lessons())
    assert known.fields is not None

    assert answers(known, known.fields, read(known, card(0, "…!?")), most=2, from_chance=0.0) == ()


# --- small data -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_cards_are_no_mistake(count):
    known = fit(lessons()[:count])
    asked = card(99, "Miete")
    reading = read(known, asked)

    assert known.fields is None  # nothing to choose between: both are about housing
    assert {row.kind for row in proposals(known, reading, asked, {})} == set()


def test_two_cards_in_two_fields_are_a_choice():
    known = fit([lessons()[0], lessons()[4]])

    assert likeliest(known, "Wohnung") == HOUSING
    assert likeliest(known, "Sprachkurs") == LANGUAGE


def test_names_alone_are_a_cold_start():
    known = fit(name_lessons({HOUSING: ("Wohnen", ""), LANGUAGE: ("Sprache", "")}))

    assert likeliest(known, "Die Miete ist zu hoch") == HOUSING
    assert likeliest(known, "Wir warten auf einen Integrationskurs") == LANGUAGE
    assert known.learnt == 0


def test_seed_words_follow_the_name():
    assert "Miete" in seed_words("Wohnen und Mobilität")
    assert seed_words("level1_xyz") == ""


def test_learning_twice_gives_the_same():
    first, second = fit(lessons()), fit(lessons())

    assert first.fields is not None
    assert second.fields is not None
    assert np.array_equal(first.fields.choice.weights, second.fields.choice.weights)
    assert np.array_equal(first.postings.toarray(), second.postings.toarray())


def test_leave_one_out_is_what_leaving_out_gives():
    """The closed form equals fitting again without the card, for a prior that stays the same."""
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(12, 5))
    kernel, targets = rows @ rows.T / 5, np.array([0, 1, 2] * 4)
    everywhere = np.ones(12, dtype=bool)
    choice = fit_choice(kernel, targets, 3, calibrate_on=everywhere)
    inverse = np.linalg.inv(kernel + np.eye(12))
    closed = np.eye(3)[targets] - choice.weights / np.diag(inverse)[:, None]

    left = [place for place in range(12) if place != 4]
    again = np.linalg.solve(kernel[np.ix_(left, left)] + np.eye(11), np.eye(3)[targets[left]] - choice.prior)

    assert kernel[4, left] @ again + choice.prior == pytest.approx(closed[4])


# --- duplicates, neighbours, groups, names ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ("Mehr Busse am Abend!", "mehr busse am abend", Likeness.SAME),
        ("Der Bus fährt am Abend nicht mehr.", "Der Bus färht am Abend nicht mehr", Likeness.NEARLY),
        ("Es gibt genug Plätze im Kurs für alle.", "Es gibt nicht genug Plätze im Kurs für alle.", Likeness.ALIKE),
        ("Haus Nummer 9 hat keinen Hausmeister.", "Haus Nummer 14 hat keinen Hausmeister.", Likeness.ALIKE),
        ("Der Bus fährt am Abend nicht mehr.", "Die Miete ist zu hoch.", Likeness.ALIKE),
        ("Ich wünsche mir hier mehr Busse.", "Ich wünsche mir hier mehr Kitas.", Likeness.ALIKE),
        ("Müll liegt auf der Straße.", "Muell liegt auf der Strasse", Likeness.NEARLY),
        ("Der Deutschkurs ist voll.", "Hallo, der Deutschkurs ist voll", Likeness.NEARLY),
        ("", "", Likeness.SAME),
    ],
)
def test_two_texts_are_told_apart(first, second, likeness):
    assert compare(first, second).likeness == likeness


def test_duplicate_and_neighbour_are_proposed_with_common_words():
    known = fit(lessons())
    asked = card(99, "Die Miete steigt jedes Jahr")
    reading = read(known, asked)
    texts = {number: text for number, (_field, text) in enumerate(SORTED, start=1)}
    near = near_keys(known, reading, asked)
    found = proposals(known, reading, asked, {key: texts[key] for key in near})
    duplicates = [row for row in found if row.kind == SuggestionKind.DUPLICATE]

    assert near[0] == 2
    assert [row.target for row in duplicates] == [2]
    assert "Miete" in [word.what for word in duplicates[0].words]


GROUPED = [
    "Der Bus fährt am Abend nicht mehr.",
    "Der Bus färht am Abend nicht mehr",
    "Am Wochenende kommt kein Bus in unser Dorf.",
    "Die Buslinie ins Dorf wurde eingestellt.",
    "Eine Hebamme, die Arabisch spricht.",
    "Hebammen fehlen überall.",
]


def cards(texts=GROUPED) -> list[Card]:
    return [card(number, text) for number, text in enumerate(texts, start=1)]


def test_groups_hold_what_says_the_same_and_what_belongs_together():
    grouping = group_cards(cards(), [tokens_of(row.passages) for row in cards()])

    assert [group.keys for group in grouping.same] == [(1, 2)]
    assert {frozenset(group.keys) for group in grouping.together} >= {frozenset({5, 6})}


@pytest.mark.parametrize("texts", [[], ["Ein Satz."], ["", "…"], ["gleich", "gleich"]])
def test_grouping_takes_small_data(texts):
    made = cards(texts)
    grouping = group_cards(made, [tokens_of(row.passages) for row in made])
    every = [key for group in grouping.same for key in group.keys]

    assert len(every) == len(set(every))


def test_grouping_twice_gives_the_same():
    made = cards([f"{text} {number % 7}" for number in range(40) for text in GROUPED])
    tokens = [tokens_of(row.passages) for row in made]

    assert group_cards(made, tokens) == group_cards(made, tokens)


def test_name_is_the_word_as_people_write_it():
    inside = ["Hebammen fehlen.", "Eine Hebamme für alle", "Die Hebamme kommt nicht"]
    words = name_words(cards(inside), cards(["Die Miete ist hoch", "Der Bus kommt nicht", "Kurse am Abend"]))

    assert words[0] == "Hebamme"


def test_name_says_nothing_twice():
    inside = [tokens_of([Passage(text)]) for text in ("Straßenbeleuchtung fehlt", "Straßenbeleuchtung, Beleuchtung")]
    others = [tokens_of([Passage(text)]) for text in ("Miete", "Kurs", "Bus")]

    assert len(key_terms(inside, Background.of([*inside, *others]))) == 1


def test_name_is_proposed_for_groups_of_three_with_its_places():
    made = cards(
        ["Hebammen fehlen.", "Eine Hebamme für alle Mütter", "Die Hebamme kommt nicht", "Der Bus", "Die Miete"]
    )
    [(key, [proposal])] = names_for_groups(made).items()
    texts = {row.key: row.text for row in made}
    word = proposal.words[0]

    assert key in (1, 2, 3)
    assert {key, *(near.what for near in proposal.cards)} == {1, 2, 3}
    assert word_at(texts[word.card], word.at) == word.what
