"""The checks behind `page_client` find what they are for."""

import pytest

from tests.pages import page_faults

PAGE = """<!doctype html><html lang="de"><head><title>Ziele</title></head><body><h1>Ziele</h1>{}</body></html>"""


def test_page_without_fault():
    html = PAGE.format(
        '<h2 id="a">Sprache</h2><form method="get" action="/"><label for="q">Suche</label><input id="q" name="q">'
        '<label>Feld <select name="f"></select></label><input type="hidden" name="x"></form>'
        '<script src="/static/a.js"></script><script type="application/json">{}</script>'
    )

    assert page_faults(html) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>Noch eine</h1>", "2 h1 instead of one"),
        ("<h3>Sprung</h3>", "heading level jumps from h1 to h3"),
        ('<p id="a"></p><p id="a"></p>', "id 'a' appears twice"),
        ('<p aria-describedby="nix"></p>', "aria-describedby points to missing id 'nix'"),
        ('<input name="q" id="q">', "<input name='q'> has no label"),
        ('<textarea name="t"></textarea>', "<textarea name='t'> has no label"),
        ('<form method="post" action="/"></form>', "form to '/' has no CSRF token"),
        ('<form action="/gibt/es/nicht/"></form>', "form action '/gibt/es/nicht/' leads nowhere"),
        ("<style>p {}</style>", "inline code: <style>"),
        ("<script>alert(1)</script>", "inline code: <script>"),
        ('<p style="color: red"></p>', "inline code: <p style>"),
        ('<p onclick="x()"></p>', "inline code: <p onclick>"),
        ('<a href="javascript:x()">x</a>', "inline code: <a href=javascript:>"),
        ('<img src="/x.png">', "1 img without alt"),
    ],
)
def test_page_with_one_fault(body, fault):
    assert page_faults(PAGE.format(body)) == [fault]


def test_page_without_language_title_and_heading():
    assert page_faults("<!doctype html><html><body><svg><title>x</title></svg></body></html>") == [
        "<html> has no lang",
        "no title",
        "0 h1 instead of one",
    ]


def test_checker_accepts_valid_html(valid_html):
    valid_html(PAGE.format("<p>Gut.</p>"))


def test_checker_refuses_invalid_html(valid_html):
    with pytest.raises(pytest.fail.Exception, match="Invalid HTML"):
        valid_html(PAGE.format("<p><div>Ein Absatz fasst keinen Block.</div></p>"))
