"""Three-way merging of texts: nothing anybody wrote is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.concept.methods.merging import is_undecided, merged, merged_value

SAID = ("Bus", "Kurs", "am", "Abend", "und", "Morgen", ".", ",", "1.000", "Straße\n", "-", "\n\n")
WORDS = st.lists(st.sampled_from(SAID), max_size=12)
TEXTS = st.builds(" ".join, WORDS) | st.text(max_size=30)


def text(base, mine, theirs):
    return merged(base, mine, theirs).text("Ihr Text", "Inzwischen", "(nichts)")


def inserted(before, after):
    """Words of `after` that are more than in `before`, as the result must hold them."""
    return Counter(re.findall(r"\w+", after)) - Counter(re.findall(r"\w+", before))


@given(TEXTS, TEXTS)
def test_one_change_alone_is_taken_over(base, other):
    assert text(base, other, base) == other
    assert text(base, base, other) == other
    assert text(base, other, other) == other


@given(TEXTS, TEXTS, TEXTS)
def test_words_of_both_are_all_in_the_result(base, mine, theirs):
    found = merged(base, mine, theirs)
    words = Counter(re.findall(r"\w+", found.text("", "", "")))

    assert not inserted(base, mine) - words
    assert not inserted(base, theirs) - words
    assert "".join(each.base for each in found.stretches) == base
    assert "".join(each.mine for each in found.stretches) == mine
    assert "".join(each.theirs for each in found.stretches) == theirs


@given(TEXTS, TEXTS, TEXTS)
def test_conflicts_are_the_same_from_both_sides(base, mine, theirs):
    there, back = merged(base, mine, theirs), merged(base, theirs, mine)

    assert [(each.mine, each.theirs) for each in there.conflicts] == [(e.theirs, e.mine) for e in back.conflicts]


def test_changes_at_different_places_go_together():
    base = "Busse fahren bis 20 Uhr. Der Kreis zahlt die Hälfte."

    found = merged(base, base.replace("20", "23"), base.replace("die Hälfte", "alles"))

    assert not found.conflicts
    assert found.text("", "", "") == "Busse fahren bis 23 Uhr. Der Kreis zahlt alles."


def test_conflict_is_marked_and_named():
    base = "Busse fahren bis 20 Uhr."

    assert text(base, "Busse fahren bis 22 Uhr.", "Busse fahren bis 23 Uhr.") == (
        "Busse fahren bis ⟦Ihr Text: 22⟧ ⟦Inzwischen: 23⟧ Uhr."
    )
    assert is_undecided(text(base, "", "Busse fahren bis 23 Uhr."))
    assert "⟦Ihr Text: (nichts)⟧" in text(base, "", "Busse fahren bis 23 Uhr.")
    assert not is_undecided(base)


def test_few_agreed_words_between_conflicts_go_into_the_conflict():
    found = merged("a b c und d e f", "x y z und u v w", "k l m und n o p")

    assert [(each.mine, each.theirs) for each in found.conflicts] == [("x y z und u v w", "k l m und n o p")]


@pytest.mark.parametrize(
    ("mine", "theirs", "value"),
    [(1, 1, (1, False)), (2, 1, (2, False)), (1, 3, (3, False)), (2, 2, (2, False)), (2, 3, (2, True))],
)
def test_single_values_are_merged_whole(mine, theirs, value):
    assert merged_value(1, mine, theirs) == value
