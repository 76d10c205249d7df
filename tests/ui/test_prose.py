"""CommonMark as data: everything is there, and nothing is read as an order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.ui import filters
from roterfaden.ui.prose import blocks, plain_text


def texts(found):
    return [(block["kind"], "".join(run["text"] for run in block.get("runs", ()))) for block in found]


def test_every_kind_of_block_is_told_apart():
    found = blocks("# T\n\nEin Satz.\n\n- a\n\n1. b\n\n> c\n\n```\nd\n```\n\n---\n\n| e | f |\n|--|-:|\n| g | h |")

    assert [block["kind"] for block in found] == [
        "heading", "paragraph", "list", "list", "quote", "code", "rule", "table",
    ]  # fmt: skip
    assert found[-1]["aligns"] == ["start", "end"]
    assert plain_text(found) == "T\nEin Satz.\na\nb\nc\nd\ne\nf\ng\nh"


def test_runs_carry_style_and_safe_links():
    runs = blocks("**fett *beides*** `x` [gut](https://a.example) [böse](javascript:x) [nah](/hier)  \nneu")[0]["runs"]

    assert [(run["text"], run["bold"], run["italic"]) for run in runs[:2]] == [
        ("fett ", True, False), ("beides", True, True),
    ]  # fmt: skip
    assert {run["text"]: run["href"] for run in runs if run["href"]} == {"gut": "https://a.example"}
    assert any(run["code"] and run["text"] == "x" for run in runs)
    assert any(run["is_break"] for run in runs)


def test_lists_keep_their_nesting_and_beginning():
    (outer,) = blocks("3. a\n   - b\n     - c\n4. d")

    assert (outer["ordered"], outer["start"], len(outer["items"])) == (True, 3, 2)
    assert outer["items"][0][1]["items"][0][1]["items"][0][0]["runs"][0]["text"] == "c"


@pytest.mark.parametrize(
    ("text", "ranks"), [("# a\n### b\n## c\n#### d", [0, 1, 1, 2]), ("#### a\n## b\n### c", [0, 0, 1])]
)
def test_headings_skip_no_rank(text, ranks):
    assert [block["rank"] for block in blocks(text)] == ranks


def test_page_and_document_agree_on_headings():
    html = filters.markdown("## a\n\n#### b", 3)

    assert "<h3>a</h3>" in html
    assert "<h4>b</h4>" in html


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=200))
def test_any_text_is_read(text):
    assert isinstance(plain_text(blocks(text)), str)


@given(st.lists(st.text(alphabet="abcäöü", min_size=1, max_size=8), min_size=1, max_size=8))
def test_no_word_is_lost(words):
    text = f"**{words[0]}** *{words[-1]}* `{words[0]}`\n\n> {' '.join(words)}\n\n- {' '.join(words)}"

    assert plain_text(blocks(text)).split() == [words[0], words[-1], words[0], *words, *words]
