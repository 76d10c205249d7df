"""Differences of texts and of trees: what they show, and that a difference applied to the old gives the new."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roterfaden.concept.methods import differences as diff
from roterfaden.concept.methods.differences import Entry, Side

TEXTS = st.text(st.sampled_from("ab ä.,\n-12%א\u0301"), max_size=40)


def shown(old, new):
    """The difference with marks: [-gone-] and {+come+}."""
    marks = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.change].format(piece.text) for piece in diff.words(old, new))


# --- words --------------------------------------------------------------------------------------------------------
def test_white_space_alone_is_no_change_to_readers():
    assert not diff.has_changed(diff.words("Ein  Bus.", "Ein Bus."))
    assert diff.has_changed(diff.words("Ein Bus.", "Kein Bus."))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("Mehr Busse", "Mehr Busse", "Mehr Busse"),
        ("", "Mehr Busse", "{+Mehr Busse+}"),
        ("Mehr Busse.", "", "[-Mehr Busse.-]"),
        ("Mehr Busse fahren.", "Mehr Züge fahren.", "Mehr [-Busse-]{+Züge+} fahren."),
        ("Mehr Busse fahren.", "Mehr Busse fahren öfter.", "Mehr Busse fahren{+ öfter+}."),
        ("bis 2022 sollen 25 %", "bis 2024 sollen 30 %", "bis [-2022-]{+2024+} sollen [-25-]{+30+} %"),
        ("1.000,5 Euro", "1.000,6 Euro", "[-1.000,5-]{+1.000,6+} Euro"),
        ("eins\nzwei", "eins\n\nzwei", "eins[-\n-]{+\n\n+}zwei"),
        ("Ende ", "Ende", "Ende[- -]"),
        ("für Kinder, für Alte", "für Eltern und Alte", "für [-Kinder, für-]{+Eltern und+} Alte"),
        ("Frist bis Mai ist", "Dauer im Juni ist", "[-Frist bis Mai-]{+Dauer im Juni+} ist"),
        ("Schule, Arbeit", "Wohnen, Freizeit", "[-Schule, Arbeit-]{+Wohnen, Freizeit+}"),
        ("die große Stadt am Fluss hilft", "die kleine Stadt am See hilft",
         "die [-große-]{+kleine+} Stadt am [-Fluss-]{+See+} hilft"),
        ("cafe\u0301 auf", "cafe auf", "[-cafe\u0301-]{+cafe+} auf"),
    ],
)  # fmt: skip
def test_words_shows_what_changed(old, new, expected):
    assert shown(old, new) == expected


@given(TEXTS, TEXTS)
def test_words_hold_both_texts(old, new):
    pieces = diff.words(old, new)

    assert (diff.old_text(pieces), diff.new_text(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.change != other.change for one, other in pairwise(pieces))


def test_words_of_a_long_text_hold_both():
    old = " ".join(f"Wort{number} und" for number in range(4_000))
    new = old.replace("Wort17 ", "Satz ").replace("Wort3999 und", "Schluss")

    pieces = diff.words(old, new)

    assert (diff.old_text(pieces), diff.new_text(pieces)) == (old, new)
    assert sum(piece.is_removed for piece in pieces) == 2


# --- trees --------------------------------------------------------------------------------------------------------
def tree(text, **words):
    """Entries from "a b(c d(e)) f": names, and in brackets what stands below."""
    entries, above, last = [], [None], None
    for token in text.replace("(", " ( ").replace(")", " ) ").split():
        if token == "(":
            above.append(last)
        elif token == ")":
            above.pop()
        else:
            last = token
            entries.append(Entry(token, above[-1], (("title", words.get(token, token)),)))
    return entries


def places(difference):
    return [(place.key, place.parent, place.after) for place in difference.moved]


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("a b c d", "a b c d", []),
        ("a b c d", "d a b c", [("d", None, None)]),
        ("a b c d", "b c d a", [("a", None, "d")]),
        ("a(b c) d", "a(b) d(c)", [("c", "d", None)]),
        ("a(b(x y) c) d", "a(c) d(b(x y))", [("b", "d", None)]),
        ("a(b)", "b(a)", [("b", None, None), ("a", "b", None)]),
    ],
)
def test_moved_element_is_one_move(old, new, moved):
    difference = diff.tree_difference(tree(old), tree(new))

    assert places(difference) == moved
    assert (difference.added, difference.removed, difference.reworded, difference.retargeted) == ((), (), (), ())


def test_numbering_alone_is_no_change():
    difference = diff.tree_difference(tree("a b c"), tree("x a b c"))

    assert [added.entry.key for added in difference.added] == ["x"]
    assert not difference.moved
    assert not diff.tree_difference(tree("a b c"), tree("a b c"))


def test_reworded_and_retargeted_carry_both():
    old = [Entry("a", None, (("title", "Alt"),), (("value", "25"),))]
    new = [Entry("a", None, (("title", "Neu"),), None)]

    difference = diff.tree_difference(old, new)

    assert (difference.reworded[0].old, difference.reworded[0].new) == ((("title", "Alt"),), (("title", "Neu"),))
    assert (difference.retargeted[0].old, difference.retargeted[0].new) == ((("value", "25"),), None)


def rows(old, new):
    old, new = tree(old), tree(new)
    marks = {Side.BOTH: "", Side.OLD: "-", Side.NEW: "+"}
    return " ".join(f"{marks[row.side]}{row.key}" for row in diff.merged(old, new, diff.tree_difference(old, new)))


def test_merged_shows_what_moved_where_it_was_and_where_it_is():
    assert rows("a(b(x y) c) d", "a(c z) d(b(x y))") == "a -b -x -y c +z d +b +x +y"
    assert rows("a b c", "a c") == "a -b c"
    assert rows("", "a") == "+a"


@st.composite
def trees(draw):
    """Any tree over some of eight keys, with words and targets."""
    keys = draw(st.lists(st.integers(0, 7), unique=True))
    parents = {key: draw(st.sampled_from([None, *keys[:at]])) for at, key in enumerate(keys)}
    texts = st.sampled_from(["eins", "zwei"])

    def below(parent):
        for key in keys:
            if parents[key] == parent:
                target = draw(st.none() | texts)
                yield Entry(key, parent, (("title", draw(texts)),), (("value", target),) if target else None)
                yield from below(key)

    return list(below(None))


@settings(max_examples=400)
@given(trees(), trees())
def test_difference_applied_to_the_old_tree_gives_the_new(old, new):
    difference = diff.tree_difference(old, new)

    assert list(diff.apply(difference, old)) == new
    assert bool(difference) == (old != new)


@given(trees(), trees())
def test_merged_holds_both_trees(old, new):
    both = diff.merged(old, new, diff.tree_difference(old, new))

    assert [row.key for row in both if row.side != Side.NEW] == [entry.key for entry in old]
    assert [row.key for row in both if row.side != Side.OLD] == [entry.key for entry in new]
