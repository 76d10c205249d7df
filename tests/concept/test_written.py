"""Documents to take away: the Word template and its check, the Word document, the PDF."""

import io
import zipfile
from datetime import UTC, datetime
from itertools import pairwise

import docx
import pikepdf
import pytest
from django.core.files.base import ContentFile
from docx.oxml.ns import qn
from docx.shared import Mm

from roterfaden.concept import actions, errors
from roterfaden.concept.exports import written_docx, written_pdf
from roterfaden.concept.methods.written import Part, Sheet, WrittenDocument, as_word, built_in_template, check_template
from roterfaden.concept.methods.written.document import counts_by_itself, levels
from roterfaden.concept.models import WordTemplate
from roterfaden.concept.queries import word_template
from roterfaden.kernel import containers
from roterfaden.kernel.errors import NotAllowed
from tests.factories import NOW, picture

HOSTILE = (
    "#set page(fill: red) $x$ @ref <b>fett</b> {{ titel }} {% if x %} \\ // ]]> &amp; 😀 漢\n\n"
    "#### Tief\n\n- a\n  - b\n    1. c\n\n7. sieben\n\n> Zitat\n\n```\n<code>\n```\n\n"
    "| k | l |\n|--|--:|\n| m | n |\n\n"
    "[Netz](https://example.org/?a=1&b=2) [böse](javascript:alert(1)) ![Bild](x.png)"
)
PLACES = (("1", 0), ("1.1", 1), ("1.1.1", 2), ("1.2", 1), ("2", 0))


def document(body: str = HOSTILE, places=PLACES, language: str = "de", **values) -> WrittenDocument:
    parts = tuple(
        Part(number, depth, "Ziel", f"Titel {number} & <Rest>", body, "de", (("Zielwert", "25 %"),))
        for number, depth in places
    )
    sheet = Sheet("Ziele", ("Nr.", "Ziel"), (("1", "Mehr Kurse"),), (1, 4))
    return WrittenDocument(
        **{
            "title": "Teilhabe <2030>", "subtitle": "Beschlossene Fassung", "language": language,
            "title_language": "de", "site": "Landkreis Musterland", "facts": (("Prüfsumme", "abc"),), "lead": "",
            "contents": "Inhalt", "foot": "Fassung 3 · 12. März 2018", "parts": parts, "sheets": (sheet,),
            "made_at": datetime(2018, 3, 12, tzinfo=UTC),
        }
        | values
    )  # fmt: skip


# --- levels and numbers -------------------------------------------------------------------------------------------
def test_levels_skip_nothing_and_end_at_six():
    assert levels([0, 1, 2, 1, 0], top=2) == [2, 3, 4, 3, 2]
    assert levels([2, 4, 2, 0, 3], top=2) == [2, 3, 2, 2, 3]
    assert levels([0, 1, 2, 3, 4, 5, 6], top=1) == [1, 2, 3, 4, 5, 6, 6]


@pytest.mark.parametrize(
    ("numbers", "depths", "is_so"),
    [
        (["1", "1.1", "1.2", "2"], [0, 1, 1, 0], True),
        (["2", "2.1"], [0, 1], False),
        (["1", "1.3"], [0, 1], False),
        (["1", "1.1.1"], [0, 2], False),
        ([], [], True),
    ],
)
def test_word_counts_only_what_it_counts_the_same(numbers, depths, is_so):
    assert counts_by_itself(numbers, depths) is is_so


# --- the Word document --------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def word() -> bytes:
    return as_word(document(), built_in_template())


@pytest.fixture(scope="module")
def read(word):
    return docx.Document(io.BytesIO(word))


def test_word_has_real_headings_numbers_lists_and_tables(read):
    headings = [(each.style.name, each.text) for each in read.paragraphs if each.style.name.startswith("Heading")]

    assert headings[:2] == [("Heading 1", "Titel 1 & <Rest>"), ("Heading 2", "Tief")]
    assert ("Heading 3", "Titel 1.1.1 & <Rest>") in headings
    counted = {each.text for each in read.paragraphs if each.style.name.startswith("Heading") and _number(each) != "0"}
    assert counted == {f"Titel {number} & <Rest>" for number, _depth in PLACES}
    assert {"List Bullet", "List Number", "Quote"} <= {each.style.name for each in read.paragraphs}
    table = read.tables[0]._tbl
    assert table.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert [cell.text for cell in read.tables[0].rows[1].cells] == ["m", "n"]


def _number(paragraph) -> str:
    return paragraph._p.find(f".//{qn('w:numId')}").get(qn("w:val"))


def test_word_loses_no_word_and_obeys_none(read):
    words = "\n".join(each.text for each in read.paragraphs)

    assert "#set page(fill: red) $x$ @ref <b>fett</b> {{ titel }} {% if x %} \\ // ]]> & 😀 漢" in words
    assert "<code>" in words
    assert [rel.target_ref for rel in read.part.rels.values() if rel.is_external] == ["https://example.org/?a=1&b=2"]


def test_word_names_its_title_language_and_version(read):
    core = read.core_properties
    assert (core.title, core.language, core.author) == ("Teilhabe <2030>", "de", "Landkreis Musterland")
    assert read.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "de"
    assert "Fassung 3 · 12. März 2018" in read.sections[0].footer.paragraphs[0].text


def test_contents_lead_to_the_headings(word):
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        xml = archive.read("word/document.xml").decode()

    for number in range(1, len(PLACES) + 1):
        assert f'w:anchor="rf{number}"' in xml
        assert f'w:name="rf{number}"' in xml
    assert xml.count('fldCharType="begin"') == xml.count('fldCharType="end"') == 1


def test_excerpt_writes_its_numbers_out():
    made = docx.Document(io.BytesIO(as_word(document(places=(("3.2", 1), ("3.2.1", 2))), built_in_template())))

    headings = [each.text for each in made.paragraphs if each.style.name.startswith("Heading")]
    assert headings[0] == "3.2 Titel 3.2 & <Rest>"


def test_word_in_arabic_is_set_from_the_right():
    made = docx.Document(io.BytesIO(as_word(document(body="نص", language="ar"), built_in_template())))

    assert any(each._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for each in made.paragraphs)
    assert made.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None


# --- the template -------------------------------------------------------------------------------------------------
def template(*paragraphs: str, header: str = "") -> docx.document.Document:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    return made


def data(made) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def test_built_in_template_passes_its_own_check():
    check_template(built_in_template())


def test_template_may_hold_known_names_anywhere():
    own = data(template("{{ titel }}", "{{inhalt}}", header="{{ haus }}"))

    check_template(own)
    made = docx.Document(io.BytesIO(as_word(document(), own)))
    assert made.sections[0].header.paragraphs[0].text == "Landkreis Musterland"
    assert any(each.text == "Titel 1 & <Rest>" for each in made.paragraphs)


@pytest.mark.parametrize(
    ("paragraphs", "error"),
    [
        (("{{ titel }}",), errors.NoPlaceForContent),
        (("Text {{ inhalt }}",), errors.NoPlaceForContent),
        (("{{ inhalt }}", "{{ inhalt }}"), errors.ContentsTwice),
        (("{{ inhalt }}", "{{ name }}"), errors.UnknownPlaceholder),
        (("{{ inhalt }}", "{{ titel.__class__ }}"), errors.NotAPlaceholder),
        (("{{ inhalt }}", "{{ titel|upper }}"), errors.NotAPlaceholder),
        (("{{ inhalt }}", "{% for x in titel %}{% endfor %}"), errors.NotAPlaceholder),
        (("{{ inhalt }}", "{{ titel"), errors.NotAPlaceholder),
    ],
)
def test_template_with_a_fault_is_refused(paragraphs, error):
    with pytest.raises(error):
        check_template(data(template(*paragraphs)))


def test_faults_are_found_in_headers_cells_and_pictures():
    with pytest.raises(errors.UnknownPlaceholder):
        check_template(data(template("{{ inhalt }}", header="{{ jahr }}")))
    in_cell = template("x")
    in_cell.add_table(1, 1).rows[0].cells[0].text = "{{ inhalt }}"
    with pytest.raises(errors.NoPlaceForContent):
        check_template(data(in_cell))
    silent = template("{{ inhalt }}")
    silent.add_picture(io.BytesIO(picture()), width=Mm(20))
    with pytest.raises(errors.ImageWithoutWords):
        check_template(data(silent))
    silent.element.body.find(f".//{qn('wp:docPr')}").set("descr", "Wappen")
    check_template(data(silent))


def test_what_is_no_word_document_is_refused():
    for content, error in ((b"%PDF-1.7", containers.WrongType), (b"", containers.WrongType)):
        with pytest.raises(error):
            check_template(content)
    with pytest.raises(containers.DomainError):
        check_template(data(template("{{ inhalt }}"))[:900])


def test_template_of_the_house_counts_until_it_is_dropped(planner):
    actions.use_word_template(
        actor=planner, upload=ContentFile(data(template("Kopf", "{{ inhalt }}")), name="haus.docx"), now=NOW
    )
    assert docx.Document(written_docx(document())).paragraphs[0].text == "Kopf"

    actions.drop_word_template(actor=planner, now=NOW)

    assert word_template().file is None
    assert docx.Document(written_docx(document())).paragraphs[0].text == "Teilhabe <2030>"
    assert WordTemplate.objects.current().count() == 1
    with pytest.raises(errors.BuiltInAlready):
        actions.drop_word_template(actor=planner, now=NOW)


def test_only_planners_and_administrators_bring_a_template(moderator):
    with pytest.raises(NotAllowed):
        actions.use_word_template(actor=moderator, upload=ContentFile(built_in_template()), now=NOW)


# --- PDF ----------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def opened():
    with pikepdf.open(io.BytesIO(written_pdf(document()))) as made:
        yield made


def tags(node):
    """Every structure element below a node, in reading order."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from tags(child)


def names(made) -> list[str]:
    return [str(tag.S) for tag in tags(made.Root.StructTreeRoot)]


def test_pdf_is_tagged_named_and_speaks(opened):
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "de"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    with opened.open_metadata() as metadata:
        assert metadata["dc:title"] == "Teilhabe <2030>"
        assert metadata["pdfuaid:part"] == "1"


def test_pdf_has_headings_lists_tables_and_links(opened):
    found = names(opened)

    assert found.count("/H1") == 1
    levels_in_order = [int(name[2]) for name in found if name[:2] == "/H" and name[2:].isdigit()]
    assert all(after <= before + 1 for before, after in pairwise(levels_in_order))
    assert {"/L", "/LI", "/LBody", "/Table", "/TH", "/TD", "/TOC", "/TOCI", "/Link", "/BlockQuote"} <= set(found)
    assert found.count("/Table") == len(PLACES) + 1
    assert "/Figure" not in found


def test_pdf_links_say_where_they_lead(opened):
    notes = [each for page in opened.pages for each in page.get("/Annots", []) if str(each.Subtype) == "/Link"]

    assert notes
    assert all(str(each.get("/Contents", "")) for each in notes)
    outside = {str(each.A.URI) for each in notes if "/A" in each and "/URI" in each.A}
    assert outside == {"https://example.org/?a=1&b=2"}


def test_pdf_has_bookmarks_for_every_element(opened):
    with opened.open_outline() as outline:
        top = [each.title for each in outline.root]
        below = [each.title for each in outline.root[0].children]

    assert [title for title in top if title.startswith("Titel") or title[0].isdigit()] == [
        "1 Titel 1 & <Rest>", "2 Titel 2 & <Rest>",
    ]  # fmt: skip
    assert below == ["1.1 Titel 1.1 & <Rest>", "1.2 Titel 1.2 & <Rest>"]


def test_pdf_takes_signs_no_font_has_and_languages_from_the_right():
    made = written_pdf(document(body="漢字 😀 \u202e \u0000 ﬁ", language="ar", title="خطة"))

    with pikepdf.open(io.BytesIO(made)) as other:
        assert str(other.Root.Lang) == "ar"


def test_pdf_of_nothing_is_still_a_document():
    with pikepdf.open(io.BytesIO(written_pdf(document(places=(), sheets=())))) as empty:
        assert names(empty).count("/H1") == 1


def test_same_document_gives_the_same_bytes():
    assert written_pdf(document()) == written_pdf(document())
