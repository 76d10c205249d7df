"""PDF documents: accessible, and what people wrote stays text."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from roterfaden.ui.documents import pdf
from roterfaden.web.synopsis import TEMPLATE

MADE_AT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
MARKUP = '#set page(fill: red) *fett* _kursiv_ $x$ `code` @ref <b> \\ "Zitat" // Rest = Titel'


def line(text: str, lang: str = "", side: str = "") -> list[dict[str, object]]:
    return [{"text": text, "lang": lang, "dir": side, "small": False}]


CONTENT = {
    "title": "Abwägungstabelle", "language": "de", "site": "Landkreis Musterland", "day": "12. März 2026", "above": "",
    "heads": ["Nr.", "Beitrag", "Ergebnis"], "widths": [1, 4, 2],
    "rows": [
        [line("1"), line(MARKUP), line("aufgenommen")],
        [line("2"), line("دورات لغة في المساء", "ar", "rtl"), line("noch keine Antwort")],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(TEMPLATE, CONTENT, made_at=MADE_AT)


@pytest.fixture
def document(made):
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def tags(node) -> list[pikepdf.Dictionary]:
    """Every structure element below a node, in reading order."""
    found = []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found += [child, *tags(child)]
    return found


def named(document, name: str) -> list[pikepdf.Dictionary]:
    return [tag for tag in tags(document.Root.StructTreeRoot) if name == tag.S]


def test_document_is_tagged_with_language_and_title(document):
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "de"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Abwägungstabelle"
        assert metadata["pdfuaid:part"] == "1"


def test_document_has_one_first_heading_and_header_cells(document):
    assert len(named(document, "/H1")) == 1
    assert len(named(document, "/Table")) == 1
    assert len(named(document, "/TH")) == len(CONTENT["heads"])
    assert len(named(document, "/TR")) == 1 + len(CONTENT["rows"])


def test_words_in_another_language_are_marked(document):
    assert "ar" in {str(tag.Lang) for tag in tags(document.Root.StructTreeRoot) if "/Lang" in tag} | marked(document)


def marked(document) -> set[str]:
    """Languages of marked content in the pages."""
    found = set()
    for page in document.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/Lang" in operands[1]:
                found.add(str(operands[1].Lang))
    return found


def test_signs_of_markup_stay_text(made):
    plain = pdf(TEMPLATE, CONTENT | {"rows": [[line("1"), line("nur Text"), line("offen")]]}, made_at=MADE_AT)

    with pikepdf.open(io.BytesIO(made)) as one, pikepdf.open(io.BytesIO(plain)) as other:
        assert len(one.pages) == len(other.pages) == 1
        assert [str(tag.S) for tag in named(one, "/H1")] == [str(tag.S) for tag in named(other, "/H1")]
        assert not named(one, "/Code")
        assert not named(one, "/Strong")


def test_same_content_at_the_same_moment_gives_the_same_bytes(made):
    assert pdf(TEMPLATE, CONTENT, made_at=MADE_AT) == made
